import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from '@fluentui/react-components';
import type { StageCounts } from '../../shared/views/stages.ts';

const useStyles = makeStyles({
  across: { overflowX: 'auto' },
  table: { minWidth: '380px', maxWidth: '720px' },
  number: { fontVariantNumeric: 'tabular-nums' },
});

const sum = ({ stages }: StageCounts, of: 'begunToday' | 'begunThisWeek' | 'waiting'): number =>
  stages.reduce((total, one) => total + one[of], 0);

/** Each year team in numbers, as its channel card shows them. */
export const StageCountsTable = ({ counts }: { readonly counts: readonly StageCounts[] }) => {
  const styles = useStyles();
  return (
    <div className={styles.across}>
      <Table size="small" className={styles.table} aria-label="Stages by year team, in numbers">
        <TableHeader>
          <TableRow>
            {['Year team', 'Begun today', 'Begun this week', 'Waiting', 'On hold'].map((heading) => (
              <TableHeaderCell key={heading}>{heading}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.number}>
          {counts.map((one) => (
            <TableRow key={one.year}>
              <TableCell>Year {one.year}</TableCell>
              <TableCell>{sum(one, 'begunToday')}</TableCell>
              <TableCell>{sum(one, 'begunThisWeek')}</TableCell>
              <TableCell>{sum(one, 'waiting')}</TableCell>
              <TableCell>{one.onHold}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
};
