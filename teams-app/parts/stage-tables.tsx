import {
  Button,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { StagesView } from '../../shared/views/stages.ts';
import { dateInWords } from '../../shared/wording/dates.ts';

const useStyles = makeStyles({
  across: { overflowX: 'auto' },
  table: { minWidth: '640px', tableLayout: 'auto' },
  cell: { paddingTop: '4px', paddingBottom: '4px', verticalAlign: 'top' },
});

interface Row {
  readonly pupil: string;
  readonly surname: string;
  readonly forename: string;
  readonly form: string;
}

type Names = StagesView['stageNames'];

/** So many are seen at once; the others are one press away. */
const atFirst = 50;

/** Pupils by name and form, with what is said of each in the columns. */
const PupilTable = <R extends Row>(props: {
  readonly label: string;
  readonly none: string;
  readonly rows: readonly R[];
  readonly columns: readonly (readonly [heading: string, says: (row: R) => string])[];
}) => {
  const { label, none, rows, columns } = props;
  const styles = useStyles();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <Text block>{none}</Text>;
  const shown = all ? rows : rows.slice(0, atFirst);
  return (
    <>
      <div className={styles.across}>
        <Table size="small" className={styles.table} aria-label={label}>
          <TableHeader>
            <TableRow>
              {['Pupil', 'Form', ...columns.map(([heading]) => heading)].map((heading) => (
                <TableHeaderCell key={heading}>{heading}</TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {shown.map((row) => (
              <TableRow key={row.pupil}>
                <TableCell className={styles.cell}>
                  {row.surname}, {row.forename}
                </TableCell>
                <TableCell className={styles.cell}>{row.form}</TableCell>
                {columns.map(([heading, says]) => (
                  <TableCell key={heading} className={styles.cell}>
                    {says(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {shown.length < rows.length && (
        <Button appearance="subtle" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
    </>
  );
};

const stageSays = (names: Names, stage: string): string => `${stage}, ${names[stage] ?? stage}`;

export const WaitingStages = ({ rows, names }: { readonly rows: StagesView['waiting']; readonly names: Names }) => (
  <PupilTable
    label="Stages that wait for a decision"
    none="No stage waits for a decision."
    rows={rows}
    columns={[
      ['Recommended', ({ recommended }) => stageSays(names, recommended)],
      ['Now', ({ decided }) => (decided === null ? 'none' : stageSays(names, decided))],
      ['Why', ({ says }) => says],
    ]}
  />
);

export const HeldStages = ({ rows, names }: { readonly rows: StagesView['held']; readonly names: Names }) => (
  <PupilTable
    label="Stages on hold"
    none="Nothing is on hold."
    rows={rows}
    columns={[
      ['Stage', ({ stage }) => stageSays(names, stage)],
      ['Why', ({ reason }) => reason],
      ['Until', ({ until }) => (until === null ? 'no day' : dateInWords(until))],
      ['Held by', ({ by, on }) => `${by}, ${dateInWords(on)}`],
    ]}
  />
);

export const BegunStages = ({ rows, names }: { readonly rows: StagesView['begun']; readonly names: Names }) => (
  <PupilTable
    label="Stages that run"
    none="No stage runs."
    rows={rows}
    columns={[
      ['Stage', ({ stage }) => stageSays(names, stage)],
      ['Begun by', ({ by, on }) => `${by}, ${dateInWords(on)}`],
      ['Review', ({ reviewDue }) => (reviewDue === null ? 'none' : dateInWords(reviewDue))],
      ['Chosen because', ({ because }) => because ?? ''],
    ]}
  />
);
