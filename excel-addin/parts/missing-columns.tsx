import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  Caption1,
  Checkbox,
  Field as Labelled,
  makeStyles,
  Select,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { counted } from '../../shared/wording/counts.ts';
import type { Field } from '../../shared/workbook/fields.ts';
import type { KnownColumn } from '../../shared/workbook/known-columns.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { fieldWords } from './field-words.ts';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalS },
  ticks: {
    margin: 0,
    padding: 0,
    border: 'none',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(12em, 1fr))',
  },
  add: { justifySelf: 'start' },
});

const capital = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}`;

export interface MissingColumnsProps {
  readonly missing: readonly Field[];
  readonly columns: readonly KnownColumn[];
  readonly isBusy: boolean;
  readonly onAdd: (fields: readonly Field[], after: KnownColumn | undefined) => void;
}

/** Columns of the standard set that the sheet has not: which of them she wants, and where. Nothing is ticked for her. */
export const MissingColumns = ({ missing, columns, isBusy, onAdd }: MissingColumnsProps) => {
  const styles = useStyles();
  const [ticked, setTicked] = useState<ReadonlySet<Field>>(new Set());
  const [after, setAfter] = useState('');
  if (missing.length === 0) return null;
  const wanted = missing.filter((field) => ticked.has(field));
  const tick = (field: Field, is: boolean): void => {
    const next = new Set(ticked);
    if (is) next.add(field);
    else next.delete(field);
    setTicked(next);
  };
  return (
    <Accordion collapsible>
      <AccordionItem value="missing">
        <AccordionHeader>Columns the desk can add ({missing.length})</AccordionHeader>
        <AccordionPanel>
          <div className={styles.form}>
            <Caption1>Each heading ends in “(desk)”, so that everybody sees whose column it is.</Caption1>
            <fieldset className={styles.ticks} aria-label="Columns to add">
              {missing.map((field) => (
                <Checkbox
                  key={field}
                  label={capital(fieldWords[field])}
                  checked={ticked.has(field)}
                  onChange={(_event, { checked }) => tick(field, checked === true)}
                />
              ))}
            </fieldset>
            <Button size="small" appearance="subtle" className={styles.add} onClick={() => setTicked(new Set(missing))}>
              Tick all
            </Button>
            <Labelled label="Where">
              <Select value={after} onChange={(_event, { value }) => setAfter(value)}>
                <option value="">At the right-hand end</option>
                {columns.map(({ column, heading }) => (
                  <option key={column} value={column}>
                    After {columnName(column)} {heading}
                  </option>
                ))}
              </Select>
            </Labelled>
            <Button
              className={styles.add}
              disabled={isBusy || wanted.length === 0}
              onClick={() => {
                onAdd(
                  wanted,
                  columns.find(({ column }) => String(column) === after),
                );
                setTicked(new Set());
              }}
            >
              {wanted.length === 0 ? 'Add columns' : `Add ${counted(wanted.length, 'column')}`}
            </Button>
          </div>
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
};
