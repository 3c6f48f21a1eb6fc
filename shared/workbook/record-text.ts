import type { EditableField } from '../views/stages.ts';
import { percent, rate } from '../vocabulary/rate.ts';
import { isIsoDate } from '../vocabulary/session.ts';
import { saysNothing } from './cell-form.ts';
import { kindOf } from './fields.ts';
import type { CellValue } from './sheet-values.ts';
import { isoOfDayNumber, isPercentFormat } from './xlsx/shown.ts';

const dayOf = (value: CellValue, date1904: boolean): string | undefined => {
  if (typeof value === 'number') return value > 20_000 && value < 80_000 ? isoOfDayNumber(value, date1904) : undefined;
  const text = String(value).trim();
  if (isIsoDate(text)) return text;
  const found = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{2}|\d{4})$/.exec(text);
  if (found === null) return undefined;
  const [, day, month, year] = found;
  const iso = `${year!.length === 2 ? `20${year}` : year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : undefined;
};

const percentOf = (value: CellValue, format: string): string | undefined => {
  if (typeof value === 'boolean') return undefined;
  const text = String(value).trim();
  const found = /^(\d{1,3}(?:\.\d+)?)\s*(%?)$/.exec(text);
  if (found === null) return undefined;
  const asFraction = typeof value === 'number' && (isPercentFormat(format) || value <= 1);
  const number = Number(found[1]) * (asFraction ? 100 : 1);
  return number > 100 || number <= 0 ? undefined : percent(rate(Math.round(number * 10), 1000))!;
};

const stageOf = (value: CellValue): string | undefined =>
  /^(?:stage|st\.?|s)?\s*([0-9]|S)$/i.exec(String(value).trim())?.[1]?.toUpperCase();

/** How long a text on record may be. */
export const charactersAtMost = 500;

/**
 * What was typed into a cell as the record keeps it: a stage `2`, a day `2026-03-20`, a target `95.0`. Null: nothing;
 * undefined: it cannot be read as such, and stays in the sheet as it is.
 */
export const recordText = (
  field: EditableField,
  value: CellValue,
  format: string,
  date1904: boolean,
): string | null | undefined => {
  if (saysNothing(value)) return null;
  switch (kindOf(field)) {
    case 'date':
      return dayOf(value, date1904);
    case 'percent':
      return percentOf(value, format);
    case 'stage':
      return stageOf(value);
    default: {
      const text = String(value).trim();
      return text.length > charactersAtMost ? undefined : text;
    }
  }
};
