import { columnCount, columnOf } from './code-columns.ts';
import type { FigureColumns } from './columns.ts';
import type { SchoolGroups } from './school-groups.ts';

/** What is summed of a group's pupils, in the order in which it stands in a table of sums. */
export const sum = {
  possible: 0,
  attended: 1,
  authorised: 2,
  missing: 3,
  late: 4,
  pupilsWithPossible: 5,
  persistent: 6,
  severe: 7,
} as const;
export const sumCount = 8;

const [lateBefore, lateAfter] = [columnOf('L'), columnOf('U')];

/** 1 for the columns of L and U. */
export const isLate = Uint8Array.from({ length: columnCount }, (_, column) =>
  column === lateBefore || column === lateAfter ? 1 : 0,
);

/** Adds a pupil's counts to the sums of both cells of the pupil or, `sign` being -1, takes them away. */
export const addPupil = (
  sums: Int32Array,
  { ofPlace, ofTraits }: SchoolGroups,
  columns: FigureColumns,
  pupil: number,
  sign: 1 | -1,
): void => {
  const possible = columns.possible[pupil]!;
  const codes = pupil * columnCount;
  const late = columns.codes[codes + lateBefore]! + columns.codes[codes + lateAfter]!;
  let cell = ofPlace[pupil]!;
  for (let kind = 0; kind < 2; kind++) {
    sums[cell + sum.possible]! += sign * possible;
    sums[cell + sum.attended]! += sign * columns.attended[pupil]!;
    sums[cell + sum.authorised]! += sign * columns.authorised[pupil]!;
    sums[cell + sum.missing]! += sign * columns.missing[pupil]!;
    sums[cell + sum.late]! += sign * late;
    sums[cell + sum.pupilsWithPossible]! += possible > 0 ? sign : 0;
    sums[cell + sum.persistent]! += sign * columns.persistent[pupil]!;
    sums[cell + sum.severe]! += sign * columns.severe[pupil]!;
    cell = ofTraits[pupil]!;
  }
};

/** The sums of every group, `sumCount` numbers each, from those of the cells. */
export const groupTable = ({ groups }: SchoolGroups, sums: Int32Array): Int32Array => {
  const table = new Int32Array(groups.length * sumCount);
  groups.forEach(({ cells }, group) => {
    const row = group * sumCount;
    for (const cell of cells) for (let at = 0; at < sumCount; at++) table[row + at]! += sums[cell + at]!;
  });
  return table;
};
