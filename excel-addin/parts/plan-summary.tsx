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
import type { TrackerPlan } from '../../shared/workbook/plan.ts';
import { fieldWords } from './field-words.ts';

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

/** What was understood of the sheet: columns filled and left alone, rows that match nobody. */
export const PlanSummary = ({ plan }: { readonly plan: TrackerPlan }) => {
  const styles = useStyles();
  const { columns, rows, kept } = plan;
  const filled = columns.found.filter(({ field }) => fieldWords[field] !== undefined);
  const unmatched = rows.unmatched.slice(0, few);
  const reasons = Map.groupBy(kept, ({ why }) => why);
  return (
    <Accordion multiple collapsible defaultOpenItems={['filled']}>
      <AccordionItem value="filled">
        <AccordionHeader>Columns the desk fills ({filled.length})</AccordionHeader>
        <AccordionPanel>
          <ul className={styles.list}>
            {filled.map(({ column, heading, field }) => (
              <Entry key={column} mark={column} says={heading} more={fieldWords[field]} />
            ))}
          </ul>
        </AccordionPanel>
      </AccordionItem>
      <AccordionItem value="left">
        <AccordionHeader>Columns left alone ({columns.left.length})</AccordionHeader>
        <AccordionPanel>
          <ul className={styles.list}>
            {columns.left.map(({ column, heading, why }) => (
              <Entry
                key={column}
                mark={column}
                says={heading}
                more={why === 'her formula' ? 'your own formula' : why}
              />
            ))}
          </ul>
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
