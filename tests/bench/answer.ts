import { columnCount, firstCodeColumn } from '../../shared/rules/figures/fast/code-columns.ts';
import { groupTable, sumCount } from '../../shared/rules/figures/fast/group-sums.ts';
import type { SchoolFigures } from '../../shared/rules/figures/fast/school-figures.ts';

/** What every side has to say: the counts of each pupil, and the sums of each group, as whole numbers. */
export interface Answer {
  /** `pupilColumns.length` numbers a pupil, in the order of the school. */
  readonly pupils: Int32Array;
  /** By `kind/name`: pupils and the sums of `groupColumns`. */
  readonly groups: ReadonlyMap<string, readonly number[]>;
}

export const weekdayColumns = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((day) => [`possible${day}`, `absent${day}`]);
export const countColumns = [
  'possible',
  'attended',
  'authorised',
  'unauthorised',
  'missing',
  'most10weeks',
  'longestdays',
  'persistent',
  'severe',
  ...weekdayColumns,
];
const codeCount = columnCount - firstCodeColumn;
export const pupilColumns = countColumns.length + codeCount;

/** The answer of the product, to be compared; making it is no part of what is measured. */
export const answerOf = ({ columns, groups, sums, marks }: SchoolFigures): Answer => {
  const size = marks.pupils.length;
  const pupils = new Int32Array(size * pupilColumns);
  for (let pupil = 0; pupil < size; pupil++) {
    const c = columns;
    const row = [
      c.possible[pupil]!,
      c.attended[pupil]!,
      c.authorised[pupil]!,
      c.unauthorised[pupil]!,
      c.missing[pupil]!,
      c.unauthorisedMost10Weeks[pupil]!,
      c.longestUnauthorisedDays[pupil]!,
      c.persistent[pupil]!,
      c.severe[pupil]!,
    ];
    for (let day = 0; day < 5; day++) row.push(c.weekdayPossible[pupil * 5 + day]!, c.weekdayAbsent[pupil * 5 + day]!);
    row.push(...c.codes.subarray(pupil * columnCount + firstCodeColumn, (pupil + 1) * columnCount));
    pupils.set(row, pupil * pupilColumns);
  }
  const table = groupTable(groups, sums);
  return {
    pupils,
    groups: new Map(
      groups.groups.map(({ kind, name, pupils }, at) => [
        `${kind}/${name}`,
        [pupils, ...table.subarray(at * sumCount, (at + 1) * sumCount)],
      ]),
    ),
  };
};

/** Where two sides disagree, in a few words; undefined when they agree on everything. */
export const disagreement = (a: Answer, b: Answer): string | undefined => {
  if (a.pupils.length !== b.pupils.length) return `${a.pupils.length} numbers against ${b.pupils.length}`;
  const at = a.pupils.findIndex((value, index) => value !== b.pupils[index]);
  if (at >= 0) {
    const column = at % pupilColumns;
    const name = countColumns[column] ?? `code ${column - countColumns.length}`;
    return `pupil ${Math.floor(at / pupilColumns)}, ${name}: ${a.pupils[at]} against ${b.pupils[at]}`;
  }
  for (const [name, sums] of a.groups) {
    const other = b.groups.get(name);
    if (String(sums) !== String(other)) return `group ${name}: ${sums} against ${other}`;
  }
  return a.groups.size === b.groups.size ? undefined : `${a.groups.size} groups against ${b.groups.size}`;
};
