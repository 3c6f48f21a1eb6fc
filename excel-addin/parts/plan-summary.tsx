import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Caption1,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { SheetMemory } from '../../shared/workbook/memory.ts';
import type { TrackerPlan } from '../../shared/workbook/plan.ts';
import { columnName } from '../../shared/workbook/xlsx/address.ts';
import { ColumnList } from './column-list.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalXS },
  row: {
    display: 'grid',
    gridTemplateColumns: '2.2em minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    overflowWrap: 'anywhere',
  },
  letter: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
});

const few = 30;

const Entry = ({
  mark,
  says,
  more,
}: {
  readonly mark: string;
  readonly says: string;
  readonly more?: string | undefined;
}) => {
  const styles = useStyles();
  return (
    <li className={styles.row}>
      <Text className={styles.letter}>{mark}</Text>
      <span>
        {says}
        {more !== undefined && <Caption1 className={styles.quiet}>{more}</Caption1>}
      </span>
    </li>
  );
};

export interface PlanSummaryProps {
  readonly plan: TrackerPlan;
  readonly isBusy: boolean;
  readonly onRemember: (change: (memory: SheetMemory) => SheetMemory) => void;
}

/** What was understood of the sheet: columns filled and left alone, rows that match nobody. */
export const PlanSummary = ({ plan, isBusy, onRemember }: PlanSummaryProps) => {
  const styles = useStyles();
  const { columns, rows } = plan;
  const kept = plan.kept.filter(({ typedOver }) => typedOver === undefined);
  const filled = new Set(columns.found.map(({ column }) => column));
  const left = new Map(columns.left.map(({ column, why }) => [column, why]));
  const of = (letters: { has(letter: string): boolean }) =>
    columns.all.filter(({ column }) => letters.has(columnName(column)));
  const unmatched = rows.unmatched.slice(0, few);
  const reasons = Map.groupBy(kept, ({ why }) => why);
  return (
    <Accordion multiple collapsible>
      <AccordionItem value="filled">
        <AccordionHeader>Columns the desk knows ({columns.found.length})</AccordionHeader>
        <AccordionPanel>
          <ColumnList columns={of(filled)} left={left} isBusy={isBusy} onRemember={onRemember} />
        </AccordionPanel>
      </AccordionItem>
      <AccordionItem value="left">
        <AccordionHeader>Columns left alone ({columns.left.length})</AccordionHeader>
        <AccordionPanel>
          <ColumnList columns={of(left)} left={left} isBusy={isBusy} onRemember={onRemember} />
        </AccordionPanel>
      </AccordionItem>
      {rows.unmatched.length > 0 && (
        <AccordionItem value="unmatched">
          <AccordionHeader>Rows without a pupil ({rows.unmatched.length})</AccordionHeader>
          <AccordionPanel>
            <ul className={styles.list}>
              {unmatched.map(({ row, value, why }) => (
                <Entry key={row} mark={String(row)} says={value} more={why} />
              ))}
            </ul>
            {rows.unmatched.length > few && <Caption1>and {rows.unmatched.length - few} more</Caption1>}
          </AccordionPanel>
        </AccordionItem>
      )}
      {kept.length > 0 && (
        <AccordionItem value="kept">
          <AccordionHeader>Cells kept as you have them ({kept.length})</AccordionHeader>
          <AccordionPanel>
            <ul className={styles.list}>
              {[...reasons].map(([why, cells]) => (
                <Entry
                  key={why}
                  mark={String(cells.length)}
                  says={why.replace(/^her /, 'your ')}
                  more={cells
                    .slice(0, 8)
                    .map(({ cell }) => cell)
                    .join(', ')}
                />
              ))}
            </ul>
          </AccordionPanel>
        </AccordionItem>
      )}
    </Accordion>
  );
};
