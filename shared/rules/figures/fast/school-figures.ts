import type { Policy } from '../../policy.ts';
import type { Span } from '../../span.ts';
import { type Figures, figuresFrom } from '../figures.ts';
import { type Groups, groupFiguresOf, groupsFrom } from '../groups.ts';
import { columnCodes, columnCount, firstCodeColumn } from './code-columns.ts';
import { emptyColumns, type FigureColumns } from './columns.ts';
import { countPupils } from './count-pupils.ts';
import { addPupil, groupTable, sum, sumCount } from './group-sums.ts';
import { placesOf } from './places.ts';
import { placeOnRoll } from './roll-places.ts';
import type { SchoolGroups } from './school-groups.ts';
import type { SchoolMarks } from './school-marks.ts';

/** The figures of a whole school over a span: columns of counts, and the sums of its groups. */
export interface SchoolFigures {
  readonly marks: SchoolMarks;
  readonly groups: SchoolGroups;
  /** Grows when a session is added. */
  span: Span;
  readonly columns: FigureColumns;
  /** The sums of the cells of `groups`. */
  readonly sums: Int32Array;
}

/** Counts a whole school in one pass over its bytes (§2.1, §2.5, §14): what `figuresOf` and `groupsOf` say of it. */
export const countSchool = (marks: SchoolMarks, groups: SchoolGroups, span: Span): SchoolFigures => {
  const pupils = marks.pupils.length;
  const columns = emptyColumns(pupils);
  const sums = new Int32Array(groups.size);
  placeOnRoll(marks, span, columns, 0, pupils);
  countPupils(marks, columns, 0, pupils);
  for (let pupil = 0; pupil < pupils; pupil++) addPupil(sums, groups, columns, pupil, 1);
  return { marks, groups, span, columns, sums };
};

/** The sessions that count for anybody, as the calendar numbers them; undefined when none does. */
export const sessionsThatCount = ({ marks, columns }: SchoolFigures): { from: number; until: number } | undefined => {
  const { place } = placesOf(marks.calendar);
  let from = Number.POSITIVE_INFINITY;
  let until = 0;
  columns.until.forEach((end, pupil) => {
    if (end <= columns.from[pupil]!) return;
    from = Math.min(from, columns.from[pupil]!);
    until = Math.max(until, end);
  });
  return until === 0 ? undefined : { from: place.indexOf(from), until: place.indexOf(until) };
};

/** Every figure of one pupil, by the pupil's number in the school: exactly those of `figuresOf`. */
export const figuresAt = ({ columns }: SchoolFigures, pupil: number, bands?: Policy['bands']): Figures => {
  const codes: Partial<Record<(typeof columnCodes)[number], number>> = {};
  columnCodes.forEach((code, at) => {
    const times = columns.codes[pupil * columnCount + firstCodeColumn + at]!;
    if (times > 0) codes[code] = times;
  });
  return figuresFrom(
    {
      attended: columns.attended[pupil]!,
      authorised: columns.authorised[pupil]!,
      unauthorised: columns.unauthorised[pupil]!,
      missing: columns.missing[pupil]!,
      unauthorisedMost10Weeks: columns.unauthorisedMost10Weeks[pupil]!,
      longestUnauthorisedDays: columns.longestUnauthorisedDays[pupil]!,
      weekdays: [0, 1, 2, 3, 4].map((day) => ({
        possible: columns.weekdayPossible[pupil * 5 + day]!,
        absent: columns.weekdayAbsent[pupil * 5 + day]!,
      })),
      codes,
    },
    bands,
  );
};

/** The figures of every group: exactly those of `groupsOf`. */
export const groupsAt = ({ groups, sums }: SchoolFigures): Groups => {
  const table = groupTable(groups, sums);
  const figures = groups.groups.map(({ kind, name, pupils }, at) => {
    const of = (which: keyof typeof sum): number => table[at * sumCount + sum[which]]!;
    return {
      kind,
      name,
      figures: groupFiguresOf({
        pupils,
        pupilsWithPossible: of('pupilsWithPossible'),
        possible: of('possible'),
        attended: of('attended'),
        authorised: of('authorised'),
        unauthorised: of('possible') - of('attended') - of('authorised'),
        missing: of('missing'),
        late: of('late'),
        persistent: of('persistent'),
        severe: of('severe'),
      }),
    };
  });
  return groupsFrom((wanted) =>
    Object.fromEntries(figures.filter(({ kind }) => kind === wanted).map((group) => [group.name, group.figures])),
  );
};
