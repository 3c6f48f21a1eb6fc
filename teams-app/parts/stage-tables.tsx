import {
  Button,
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { StagesView } from '../../shared/views/stages.ts';
import { dateInWords } from '../../shared/wording/dates.ts';

const narrow = '@media (max-width: 700px)';

/** On a phone a row is a small paragraph: one cell under the other. */
const useStyles = makeStyles({
  headings: { [narrow]: { display: 'none' } },
  row: {
    alignItems: 'flex-start',
    padding: '4px 0',
    [narrow]: { flexDirection: 'column', height: 'auto', padding: '8px 0' },
  },
  cell: { display: 'block', height: 'auto', minHeight: 0, flex: '2 1 0', [narrow]: { flex: 'none', padding: 0 } },
  small: { flex: '1 1 0', [narrow]: { flex: 'none' } },
  wide: { flex: '6 1 0', [narrow]: { flex: 'none' } },
  pupil: { fontWeight: tokens.fontWeightSemibold },
});

interface Row {
  readonly pupil: string;
  readonly surname: string;
  readonly forename: string;
  readonly form: string;
}

type Names = StagesView['stageNames'];

type Size = 'small' | 'usual' | 'wide';

/** So many are seen at once; the others are one press away. */
const atFirst = 50;

/** Pupils by name and form, with what is said of each in the columns. */
const PupilTable = <R extends Row>(props: {
  readonly label: string;
  readonly none: string;
  readonly rows: readonly R[];
  readonly columns: readonly (readonly [heading: string, says: (row: R) => string, size?: Size])[];
}) => {
  const { label, none, rows, columns } = props;
  const styles = useStyles();
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <Text block>{none}</Text>;
  const shown = all ? rows : rows.slice(0, atFirst);
  const classOf = (size: Size) => mergeClasses(styles.cell, size !== 'usual' && styles[size]);
  return (
    <>
      <Table noNativeElements size="small" aria-label={label}>
        <TableHeader className={styles.headings}>
          <TableRow>
            <TableHeaderCell className={classOf('usual')}>Pupil</TableHeaderCell>
            <TableHeaderCell className={classOf('small')}>Form</TableHeaderCell>
            {columns.map(([heading, , size = 'usual']) => (
              <TableHeaderCell key={heading} className={classOf(size)}>
                {heading}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((row) => (
            <TableRow key={row.pupil} className={styles.row}>
              <TableCell className={mergeClasses(classOf('usual'), styles.pupil)}>
                {row.surname}, {row.forename}
              </TableCell>
              <TableCell className={classOf('small')}>{row.form}</TableCell>
              {columns.map(([heading, says, size = 'usual']) => (
                <TableCell key={heading} className={classOf(size)}>
                  {says(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {shown.length < rows.length && (
        <Button appearance="subtle" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
    </>
  );
};

const stageSays = (names: Names, stage: string): string => `Stage ${stage}, ${names[stage] ?? stage}`;

export const WaitingStages = ({ rows, names }: { readonly rows: StagesView['waiting']; readonly names: Names }) => (
  <PupilTable
    label="Stages that wait for a decision"
    none="No stage waits for a decision."
    rows={rows}
    columns={[
      ['Recommended', ({ recommended }) => stageSays(names, recommended)],
      ['Now', ({ decided }) => (decided === null ? 'No stage yet' : stageSays(names, decided))],
      ['Why', ({ says }) => says, 'wide'],
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
      ['Why', ({ reason }) => reason, 'wide'],
      ['Until', ({ until }) => (until === null ? 'Until a person ends it' : `Until ${dateInWords(until)}`)],
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
      ['Review', ({ reviewDue }) => (reviewDue === null ? 'No review' : `Review ${dateInWords(reviewDue)}`)],
      ['Chosen because', ({ because }) => because ?? ''],
    ]}
  />
);
