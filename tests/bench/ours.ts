import { readMarkBytes } from '../../shared/mis/bytes/read-mark-bytes.ts';
import { PupilIndex } from '../../shared/mis/pupil-index.ts';
import { groupTable } from '../../shared/rules/figures/fast/group-sums.ts';
import { countSchool, type SchoolFigures } from '../../shared/rules/figures/fast/school-figures.ts';
import { type SchoolGroups, schoolGroups } from '../../shared/rules/figures/fast/school-groups.ts';
import { enrol, type SchoolMarks, schoolMarksOf } from '../../shared/rules/figures/fast/school-marks.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { type BenchPupil, calendar, lastDay } from './school.ts';

const span = spanTo(calendar, lastDay);

export const marksOf = (school: readonly BenchPupil[]): SchoolMarks =>
  schoolMarksOf(
    calendar,
    school.map(({ marks }) => marks),
  );
export const groupsOf = (school: readonly BenchPupil[]): SchoolGroups => schoolGroups(school.map(({ facts }) => facts));

/** Columns and group tables. */
export const figures = (marks: SchoolMarks, groups: SchoolGroups): SchoolFigures => {
  const counted = countSchool(marks, groups, span);
  groupTable(groups, counted.sums);
  return counted;
};

/** An export to figures; pupils are in the order of the file. */
export const fileFigures = (bytes: Uint8Array, school: ReadonlyMap<string, BenchPupil>): SchoolFigures => {
  const marks = readMarkBytes(bytes, calendar, new PupilIndex(undefined));
  if (marks === undefined) throw new Error('the export was left to the full reader');
  const inOrder = marks.pupils.map((pupil) => school.get(pupil)!);
  enrol(
    marks,
    inOrder.map(({ marks }) => marks),
  );
  return figures(marks, groupsOf(inOrder));
};
