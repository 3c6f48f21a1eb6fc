import { columnCount } from './code-columns.ts';
import { countPupils } from './count-pupils.ts';
import { addPupil } from './group-sums.ts';
import { placesOf } from './places.ts';
import { placeOnRoll } from './roll-places.ts';
import type { SchoolFigures } from './school-figures.ts';

/** Counts one pupil anew, after the pupil's marks or the span have changed. */
export const recount = ({ marks, groups, span, columns, sums }: SchoolFigures, pupil: number): void => {
  addPupil(sums, groups, columns, pupil, -1);
  columns.codes.fill(0, pupil * columnCount, (pupil + 1) * columnCount);
  columns.unauthorisedMost10Weeks[pupil] = 0;
  columns.longestUnauthorisedDays[pupil] = 0;
  placeOnRoll(marks, span, columns, pupil, pupil + 1);
  countPupils(marks, columns, pupil, pupil + 1);
  addPupil(sums, groups, columns, pupil, 1);
};

/**
 * Puts another byte in the place of a mark and counts its pupil anew: the figures are then those of the whole school
 * counted again, and putting the old byte back restores every column.
 */
export const amendMark = (figures: SchoolFigures, pupil: number, session: number, byte: number): void => {
  const { stride, place } = placesOf(figures.marks.calendar);
  figures.marks.bytes[pupil * stride + place[session]!] = byte;
  recount(figures, pupil);
};
