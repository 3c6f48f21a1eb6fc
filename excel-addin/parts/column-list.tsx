import { Button, Caption1, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { type Field, fields } from '../../shared/workbook/fields.ts';
import type { KnownColumn } from '../../shared/workbook/known-columns.ts';
import { type SheetMemory, withColumn } from '../../shared/workbook/memory.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { fieldWords } from './field-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalXS },
  row: {
    display: 'grid',
    gridTemplateColumns: '2.2em minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalS,
    overflowWrap: 'anywhere',
    alignItems: 'start',
  },
  letter: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  choice: { gridColumn: '2 / 4', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  fields: { flexGrow: 1, minWidth: '14em' },
});

const isField = (text: string): text is Field => Object.hasOwn(fields, text);
const inOrder = (Object.keys(fields) as Field[]).toSorted((a, b) => fieldWords[a].localeCompare(fieldWords[b]));

/** Why a column is left alone, in her words. */
const whySays = (why: string | undefined): string =>
  why === 'her formula' ? 'your own formula' : (why?.replace(/^her /, 'your ') ?? 'not one of the desk’s');

interface ColumnChoiceProps {
  readonly label: string;
  readonly field: Field | '';
  readonly onKeep: (field: Field | null) => void;
}

/** What a column is. By keyboard each arrow chooses: nothing is remembered before it is kept. */
const ColumnChoice = ({ label, field, onKeep }: ColumnChoiceProps) => {
  const styles = useStyles();
  const [chosen, setChosen] = useState(field);
  return (
    <div className={styles.choice}>
      <Select
        className={styles.fields}
        aria-label={label}
        value={chosen}
        onChange={(_event, { value }) => setChosen(isField(value) ? value : '')}
      >
        <option value="">Leave it alone</option>
        {inOrder.map((one) => (
          <option key={one} value={one}>
            {fieldWords[one]}
          </option>
        ))}
      </Select>
      <Button onClick={() => onKeep(chosen === '' ? null : chosen)}>Keep</Button>
    </div>
  );
};

export interface ColumnListProps {
  readonly columns: readonly KnownColumn[];
  /** Why each is left alone, by its letter. */
  readonly left: ReadonlyMap<string, string | undefined>;
  readonly isBusy: boolean;
  readonly onRemember: (change: (memory: SheetMemory) => SheetMemory) => void;
}

/** Columns by letter, heading and meaning; she can say what any of them is, or that it is left alone. */
export const ColumnList = ({ columns, left, isBusy, onRemember }: ColumnListProps) => {
  const styles = useStyles();
  const [open, setOpen] = useState<number>();
  const say = ({ heading, nth, isAdded }: KnownColumn, field: Field | null): void => {
    setOpen(undefined);
    onRemember((memory) => withColumn(memory, { heading, nth, field, ...(isAdded ? { added: true } : {}) }));
  };
  return (
    <ul className={styles.list}>
      {columns.map((known) => {
        const { column, heading, field, isConfirmed } = known;
        const letter = columnName(column);
        const isLeft = left.has(letter);
        const said = isLeft ? whySays(left.get(letter)) : field === undefined ? '' : fieldWords[field];
        return (
          <li key={column} className={styles.row}>
            <Text className={styles.letter}>{letter}</Text>
            <span>
              {heading}
              <Caption1 className={styles.quiet}>
                {said}
                {isConfirmed ? ', as you said' : ''}
              </Caption1>
            </span>
            <Button
              size="small"
              appearance="subtle"
              disabled={isBusy}
              aria-expanded={open === column}
              aria-label={`Change what column ${letter}, ${heading}, is`}
              onClick={() => setOpen(open === column ? undefined : column)}
            >
              Change
            </Button>
            {open === column && (
              <ColumnChoice
                label={`What column ${letter}, ${heading}, is`}
                field={isLeft ? '' : (field ?? '')}
                onKeep={(chosen) => say(known, chosen)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
};
