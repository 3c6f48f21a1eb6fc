import type { TrackerView } from '../views/tracker.ts';
import { type CellNow, fits, inForm, isAhead, isSame, saysNothing } from './cell-form.ts';
import { type Field, isEditable, isPersons, kindOf } from './fields.ts';
import { type Figure, figureOfField } from './figure-of-field.ts';
import type { MatchedRow } from './find-rows.ts';
import type { FilledColumn } from './judge-columns.ts';
import { lastWritten, type SheetMemory } from './memory.ts';
import { charactersAtMost } from './record-text.ts';
import { editOf, type SheetEdit } from './sheet-edit.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';
import { addressOf } from './xlsx/address.ts';
import { shownText } from './xlsx/shown.ts';

export interface PlannedChange {
  /** `D5` */
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  readonly field: Field;
  /** The cell's own values; null is blank. */
  readonly from: CellValue | null;
  readonly to: CellValue | null;
  /** As the sheet will show it. */
  readonly shown: string;
}

/** A cell of a found column that stays as she has it. */
export interface KeptCell {
  readonly cell: string;
  readonly why: string;
  /** She typed over the desk's value: it is hers until she gives it back. */
  readonly typedOver?: { readonly pupil: string; readonly field: Field };
}

/** What becomes of one cell; `agrees`: it says what the desk says, of her own accord where it is hers. */
export type CellPlan =
  | { readonly is: 'change'; readonly change: PlannedChange }
  | { readonly is: 'kept'; readonly kept: KeptCell }
  | { readonly is: 'edit'; readonly edit: SheetEdit }
  | { readonly is: 'agrees'; readonly value: CellValue; readonly isHers: boolean };

export interface CellPlanner {
  readonly sheet: SheetValues;
  readonly column: FilledColumn;
  readonly view: TrackerView;
  readonly memory: SheetMemory;
  /** Whether cells that agree are told of too: a school's file has twenty thousand. */
  readonly tellsAgreed: boolean;
}

/** A class, for a school's file has thousands: what a cell is called and how it will look is said when somebody asks. */
class Change implements PlannedChange {
  readonly row: number;
  readonly column: number;
  readonly field: Field;
  readonly from: CellValue | null;
  readonly to: CellValue | null;
  readonly #format: string;
  readonly #date1904: boolean;

  constructor(row: number, column: number, field: Field, now: CellNow, next: CellValue, date1904: boolean) {
    this.row = row;
    this.column = column;
    this.field = field;
    this.from = now.value === '' ? null : now.value;
    this.to = next === '' ? null : next;
    this.#format = now.format;
    this.#date1904 = date1904;
  }

  get cell(): string {
    return addressOf(this.row, this.column);
  }

  get shown(): string {
    return shownText(this.to, this.#format, this.#date1904);
  }
}

const isTypedOver = (field: Field, now: CellNow, last: CellValue | undefined): boolean =>
  last !== undefined && now.value !== '' && !isSame(field, now, last);

/** Why a cell that was never written by the desk is not overwritten the first time. */
const whyHers = (
  field: Field,
  now: CellNow,
  { figure, next }: { readonly figure: Figure | null; readonly next: CellValue },
  bandNames: readonly string[],
  date1904: boolean,
): string | undefined => {
  if (saysNothing(now.value)) return undefined;
  const judged = figure?.is === 'count' ? 'possible' : field;
  if (kindOf(field) !== 'text' && !fits(judged, now.value, bandNames)) return 'her own words';
  if (!isPersons(field)) return undefined;
  if (kindOf(field) === 'stage' || kindOf(field) === 'date')
    return figure === null || isAhead(field, now.value, next, date1904) ? 'her decision' : undefined;
  return 'her own words';
};

/**
 * Plans a column's cells, one after another: the desk's figure in the cell's own form, or why the cell stays. Undefined:
 * the desk says nothing, or nothing else. `isGivenBack`: she gives the cell back, so that the desk's value goes there.
 */
export const cellPlanner = ({ sheet, column: filled, view, memory, tellsAgreed }: CellPlanner) => {
  const { column, field, isAdded } = filled.column;
  const { date1904 } = sheet;
  const across = column - sheet.left;
  const bandNames = view.bandNames ?? {};
  const namesOfBands = Object.values(bandNames);
  const editable = isEditable(field) ? field : undefined;
  const agrees = (value: CellValue, isHers: boolean): CellPlan | undefined =>
    tellsAgreed ? { is: 'agrees', value, isHers } : undefined;
  // One for all cells of the column, each is done with it before the next: a file has tens of thousands.
  const now: { value: CellValue; format: string } = { value: '', format: '' };
  return ({ row, pupil }: MatchedRow, isGivenBack: boolean): CellPlan | undefined => {
    const down = row - sheet.top;
    if (sheet.formulas[down]?.[across] === true) return kept(row, column, 'her formula');
    now.value = sheet.values[down]?.[across] ?? '';
    now.format = sheet.formats[down]?.[across] ?? 'General';
    let last = lastWritten(memory, field, pupil.pupil);
    let isHers = !isGivenBack && now.value !== '' && memory.hers[field]?.includes(pupil.pupil) === true;
    let figure = figureOfField(field, pupil, view);
    if (editable !== undefined && !isGivenBack) {
      const cell = addressOf(row, column);
      // A column that the desk added was empty: what stands there was typed since, filled or not.
      const before = last ?? (isAdded ? '' : undefined);
      const edit = editOf({ field: editable, now, last: before, figure, pupil: pupil.pupil, cell, row, date1904 });
      if (edit === 'unreadable')
        return kept(row, column, `what was typed is ${notKept[kindOf(field)]}`, { pupil: pupil.pupil, field });
      // What is on record as she typed it is hers no more: somebody may change it anywhere.
      if (edit === 'recorded') [last, isHers] = [now.value, false];
      else if (edit !== undefined) return { is: 'edit', edit };
    }
    if (figure === undefined) return now.value === '' ? agrees(now.value, isHers) : undefined;
    if (figure?.is === 'rate' && field === 'absence' && filled.form.counts)
      figure = { is: 'count', count: figure.rate.part };
    if (figure === null && saysNothing(now.value)) return agrees(now.value, isHers);
    const next = inForm(figure, now, filled.form, bandNames, date1904);
    if (isSame(field, now, next)) return agrees(now.value, isHers);
    if (isHers || (!isGivenBack && isTypedOver(field, now, last)))
      return kept(row, column, 'you typed over it', { pupil: pupil.pupil, field });
    const why =
      last === undefined && !isGivenBack ? whyHers(field, now, { figure, next }, namesOfBands, date1904) : undefined;
    if (why !== undefined) return kept(row, column, why);
    const closed = sheet.closed(row, column);
    if (closed !== null) return kept(row, column, closed);
    return { is: 'change', change: new Change(row, column, field, now, next, date1904) };
  };
};

const kept = (row: number, column: number, why: string, typedOver?: KeptCell['typedOver']): CellPlan => ({
  is: 'kept',
  kept: { cell: addressOf(row, column), why, ...(typedOver === undefined ? {} : { typedOver }) },
});

/** Why what was typed cannot go on record. */
const notKept = {
  identity: 'no pupil',
  percent: 'no percentage',
  points: 'no difference',
  count: 'no number',
  flag: 'no yes or no',
  band: 'no band',
  stage: 'no stage',
  text: `longer than ${charactersAtMost} characters`,
  date: 'no day',
} as const;
