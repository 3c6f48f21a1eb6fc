import type { EditableField } from '../views/stages.ts';
import { percent } from '../vocabulary/rate.ts';
import { type CellNow, isSame, saysNothing } from './cell-form.ts';
import type { Figure } from './figure-of-field.ts';
import { recordText } from './record-text.ts';
import type { CellValue } from './sheet-values.ts';

/** Something typed into a column that people write: an operation for the desk, with what its author saw there before. */
export interface SheetEdit {
  readonly cell: string;
  readonly row: number;
  readonly pupil: string;
  readonly field: EditableField;
  /** As the record keeps it; null: nothing. */
  readonly seen: string | null;
  readonly to: string | null;
  /** As it stands in the sheet. */
  readonly typed: CellValue;
  /** It stood there before the desk ever filled the sheet: taken over only when she says so. */
  readonly isFromBefore: boolean;
}

export interface TypedCell {
  readonly field: EditableField;
  readonly now: CellNow;
  /** What the desk wrote or found there last; undefined: nothing is remembered. */
  readonly last: CellValue | undefined;
  readonly figure: Figure | null | undefined;
  readonly pupil: string;
  readonly cell: string;
  readonly row: number;
  readonly date1904: boolean;
}

/** A figure as the record keeps it. */
const recordOf = (figure: Figure | null | undefined): string | null => {
  switch (figure?.is) {
    case 'stage':
      return figure.stage;
    case 'date':
      return figure.date;
    case 'text':
      return figure.text;
    case 'rate':
      return percent(figure.rate);
    default:
      return null;
  }
};

/** Fields whose first values may be taken over from the sheet; a stage that was decided before has no record to join. */
const mayBeTakenOver = (field: EditableField): boolean => field !== 'stageDecided' && field !== 'reviewDue';

/**
 * The edit that a cell holds; undefined when nobody typed there since; `recorded` when what was typed is what the record
 * says by now; `unreadable` when it cannot be read as the field's kind.
 */
export const editOf = (typed: TypedCell): SheetEdit | 'unreadable' | 'recorded' | undefined => {
  const { field, now, last, figure, pupil, cell, row, date1904 } = typed;
  if (last === undefined && (saysNothing(now.value) || figure === undefined || !mayBeTakenOver(field)))
    return undefined;
  if (last !== undefined && (now.value === last || (now.value !== '' && isSame(field, now, last)))) return undefined;
  const to = recordText(field, now.value, now.format, date1904);
  if (to === undefined) return 'unreadable';
  if (to === recordOf(figure)) return last === undefined ? undefined : 'recorded';
  const seen = last === undefined ? null : (recordText(field, last, now.format, date1904) ?? null);
  if (last !== undefined && to === seen) return undefined;
  return { cell, row, pupil, field, seen, to, typed: now.value, isFromBefore: last === undefined };
};
