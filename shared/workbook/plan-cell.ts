import type { TrackerView } from '../views/tracker.ts';
import { type CellNow, fits, inForm, isAhead, isSame, saysNothing } from './cell-form.ts';
import { type Field, isEditable, isPersons, kindOf } from './fields.ts';
import { type Figure, figureOfField } from './figure-of-field.ts';
import type { MatchedRow } from './find-rows.ts';
import type { FilledColumn } from './judge-columns.ts';
import { lastWritten, type SheetMemory } from './memory.ts';
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

export interface CellAsk {
  readonly sheet: SheetValues;
  readonly column: FilledColumn;
  readonly row: MatchedRow;
  readonly view: TrackerView;
  readonly memory: SheetMemory;
  /** She gives this cell back: the desk's value goes there. */
  readonly isGivenBack: boolean;
}

const isTypedOver = (field: Field, now: CellNow, last: CellValue | undefined): boolean =>
  last !== undefined && now.value !== '' && !isSame(field, now, last);

/** Why a cell that was never written by the desk is not overwritten the first time. */
const whyHers = (
  field: Field,
  now: CellNow,
  { figure, next }: { readonly figure: Figure | null; readonly next: CellValue },
  { view, sheet }: Pick<CellAsk, 'view' | 'sheet'>,
): string | undefined => {
  if (saysNothing(now.value)) return undefined;
  const judged = figure?.is === 'count' ? 'possible' : field;
  if (kindOf(field) !== 'text' && !fits(judged, now.value, Object.values(view.bandNames ?? {}))) return 'her own words';
  if (!isPersons(field)) return undefined;
  if (kindOf(field) === 'stage' || kindOf(field) === 'date')
    return figure === null || isAhead(field, now.value, next, sheet.date1904) ? 'her decision' : undefined;
  return 'her own words';
};

/** Plans one cell: the desk's figure in the cell's own form, or why the cell stays. Undefined: the desk says nothing. */
export const planCell = ({
  sheet,
  column: filled,
  row: matched,
  view,
  memory,
  isGivenBack,
}: CellAsk): CellPlan | undefined => {
  const {
    column: { column, field },
    form,
  } = filled;
  const { row, pupil } = matched;
  const [down, across] = [row - sheet.top, column - sheet.left];
  const cell = addressOf(row, column);
  const kept = (why: string, typedOver?: KeptCell['typedOver']): CellPlan => ({
    is: 'kept',
    kept: { cell, why, ...(typedOver === undefined ? {} : { typedOver }) },
  });
  if (sheet.formulas[down]?.[across] === true) return kept('her formula');
  const now: CellNow = {
    value: sheet.values[down]?.[across] ?? '',
    format: sheet.formats[down]?.[across] ?? 'General',
  };
  const last = lastWritten(memory, field, pupil.pupil);
  const isHers = !isGivenBack && now.value !== '' && memory.hers[field]?.includes(pupil.pupil) === true;
  const agrees: CellPlan = { is: 'agrees', value: now.value, isHers };
  const over = { pupil: pupil.pupil, field };
  let figure = figureOfField(field, pupil, view);
  if (isEditable(field) && !isGivenBack) {
    const edit = editOf({ field, now, last, figure, pupil: pupil.pupil, cell, row, date1904: sheet.date1904 });
    if (edit === 'unreadable') return kept(`what was typed is no ${kindNames[kindOf(field)]}`, over);
    if (edit !== undefined) return { is: 'edit', edit };
  }
  if (figure === undefined) return now.value === '' ? agrees : undefined;
  if (figure?.is === 'rate' && field === 'absence' && form.counts) figure = { is: 'count', count: figure.rate.part };
  if (figure === null && saysNothing(now.value)) return agrees;
  const next = inForm(figure, now, form, view.bandNames ?? {}, sheet.date1904);
  if (isSame(field, now, next)) return agrees;
  if (isHers || (!isGivenBack && isTypedOver(field, now, last))) return kept('you typed over it', over);
  const why = last === undefined && !isGivenBack ? whyHers(field, now, { figure, next }, { view, sheet }) : undefined;
  if (why !== undefined) return kept(why);
  const closed = sheet.closed(row, column);
  if (closed !== null) return kept(closed);
  return {
    is: 'change',
    change: {
      cell,
      row,
      column,
      field,
      from: now.value === '' ? null : now.value,
      to: next === '' ? null : next,
      shown: shownText(next === '' ? null : next, now.format, sheet.date1904),
    },
  };
};

const kindNames = {
  identity: 'pupil',
  percent: 'percentage',
  points: 'difference',
  count: 'number',
  flag: 'yes or no',
  band: 'band',
  stage: 'stage',
  text: 'text',
  date: 'day',
} as const;
