import { percent, type Rate, rate, tenthsOfPercent } from '../vocabulary/rate.ts';
import { isIsoDate } from '../vocabulary/session.ts';
import type { ColumnForm } from './column-form.ts';
import { type Field, kindOf } from './fields.ts';
import type { Figure } from './figure-of-field.ts';
import type { CellValue } from './sheet-values.ts';
import { dayNumberOfIso, isDateFormat, isoOfDayNumber, isPercentFormat } from './xlsx/shown.ts';

/** A cell as it stands: what its figure has to look like there. */
export interface CellNow {
  readonly value: CellValue;
  readonly format: string;
}

const nothings = new Set(['', '-', '–', '—', '--', 'n/a', 'na', 'none', 'nil', 'no stage', 'not yet', '.', 'x/a']);
export const yesWords = new Set(['y', 'yes', 'true', 't', 'pa', 'sa', 'x', '✓', '✔', '●', '•', '1', 'dual', 'ap', 'd']);
export const noWords = new Set(['n', 'no', 'false', 'f', '0', 'not pa', '✗', '✘']);
export const folded = (value: CellValue): string => String(value).trim().toLowerCase();
export const saysNothing = (value: CellValue): boolean =>
  value === '' || (typeof value === 'string' && value.length < 16 && nothings.has(folded(value)));

const percentTextPattern = /^([+-]?\d+(?:\.\d+)?)(\s*%)$/;
const plainNumberPattern = /^[+-]?\d+(?:\.\d+)?$/;
export const stagePattern = /^(stage\s*|band\s*|st\.?\s*|s|b)?([0-9]|S)$/i;

/** As `fits`, of a number; undefined where it is read as a text is. */
const numberFits = (field: Field, value: number): boolean | undefined => {
  switch (kindOf(field)) {
    case 'percent':
      return value >= 0 && value <= 100;
    case 'points':
      return Math.abs(value) <= 100;
    case 'count':
      return value >= 0;
    case 'date':
      return value > 20_000 && value < 80_000;
    default:
      return undefined;
  }
};

/** True when a value looks like what a column of this field holds: most must, else the column is not taken. */
export const fits = (field: Field, value: CellValue, bandNames: readonly string[]): boolean => {
  const ofNumber = typeof value === 'number' ? numberFits(field, value) : undefined;
  if (ofNumber !== undefined) return ofNumber;
  const text = folded(value);
  switch (kindOf(field)) {
    case 'percent':
      return percentTextPattern.test(text) || (plainNumberPattern.test(text) && Number(text) <= 100);
    case 'points':
      return percentTextPattern.test(text) || plainNumberPattern.test(text);
    case 'count':
      return percentTextPattern.test(text) || /^\d+(?:\.\d+)?$/.test(text);
    case 'flag':
      return typeof value === 'boolean' || yesWords.has(text) || noWords.has(text);
    case 'band':
    case 'stage':
      return stagePattern.test(text) || text === '0' || bandNames.some((name) => name.toLowerCase() === text);
    case 'date':
      return /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(text);
    default:
      return typeof value === 'string';
  }
};

const decimal = (text: string, places: number): number => Number(`${text}e${places}`);

const ofRate = (value: Rate, now: CellNow, form: ColumnForm): CellValue => {
  // Tenths are whole: divided once, they are the number that is read from `93.4` or `0.934`.
  if (typeof now.value === 'number')
    return tenthsOfPercent(value)! / (isFraction(now.value, now.format, form) ? 1000 : 10);
  const text = percent(value)!;
  const own = typeof now.value === 'string' ? now.value.trim() : '';
  const suffix = percentTextPattern.exec(own)?.[2];
  if (suffix !== undefined) return `${text}${suffix}`;
  if (plainNumberPattern.test(own)) return text;
  if (now.format === '@' && form.measure !== 'plainText') return `${text}%`;
  switch (form.measure) {
    case 'percentText':
      return isPercentFormat(now.format) ? decimal(text, -2) : `${text}%`;
    case 'plainText':
      return text;
    case 'fraction':
      return decimal(text, -2);
    case 'number':
      return isPercentFormat(now.format) ? decimal(text, -2) : Number(text);
  }
};

const isFraction = (value: number, format: string, form: ColumnForm): boolean =>
  isPercentFormat(format) ||
  (form.measure === 'fraction' ? Math.abs(value) <= 1 : false) ||
  (value > 0.2 && value < 1 && form.measure !== 'number');

const ofCount = (count: number, now: CellNow, form: ColumnForm): CellValue =>
  (typeof now.value === 'string' && /^\d+$/.test(now.value.trim())) ||
  (now.value === '' && form.measure === 'plainText')
    ? String(count)
    : count;

const ofDate = (date: string, now: CellNow, form: ColumnForm, date1904: boolean): CellValue => {
  if (
    typeof now.value === 'number' ||
    isDateFormat(now.format) ||
    (now.value === '' && form.date === 'number' && now.format !== '@')
  )
    return dayNumberOfIso(date, date1904);
  const [year, month, day] = date.split('-');
  return form.date === 'iso' || (typeof now.value === 'string' && isIsoDate(now.value.trim()))
    ? date
    : `${day}/${month}/${year}`;
};

const ofStage = (stage: string, form: ColumnForm, now: CellNow): CellValue => {
  const own = typeof now.value === 'string' ? stagePattern.exec(now.value.trim()) : null;
  const prefix = own === null ? form.prefix : (own[1] ?? '');
  if (
    prefix === '' &&
    /^\d+$/.test(stage) &&
    (typeof now.value === 'number' || (own === null && form.asNumber && now.format !== '@'))
  )
    return Number(stage);
  return `${prefix}${stage}`;
};

/** The figure in the cell's own form; `''` empties the cell. `bandNames` by band. */
export const inForm = (
  figure: Figure | null,
  now: CellNow,
  form: ColumnForm,
  bandNames: Readonly<Record<string, string>>,
  date1904: boolean,
): CellValue => {
  if (figure === null) return saysNothing(now.value) ? now.value : form.none;
  switch (figure.is) {
    case 'rate':
      return ofRate(figure.rate, now, form);
    case 'points': {
      const number = figure.tenths / 10;
      const own = typeof now.value === 'string' ? percentTextPattern.exec(now.value.trim()) : null;
      const sign = typeof now.value === 'string' && now.value.trim().startsWith('+') && number > 0 ? '+' : '';
      if (own !== null) return `${sign}${number.toFixed(1)}${own[2]}`;
      if (typeof now.value === 'string' && plainNumberPattern.test(now.value.trim()))
        return `${sign}${number.toFixed(1)}`;
      return isPercentFormat(now.format) ? decimal(number.toFixed(1), -2) : number;
    }
    case 'count':
      return form.counts || figure.of === undefined
        ? ofCount(figure.count, now, form)
        : figure.of === 0
          ? form.none
          : ofRate(rate(figure.count, figure.of), now, form);
    case 'flag':
      return figure.flag ? form.yes : form.no;
    case 'band':
      return form.asName ? (bandNames[figure.band] ?? figure.band) : ofStage(figure.band, form, now);
    case 'stage':
      return ofStage(figure.stage, form, now);
    case 'text':
      return figure.text;
    case 'date':
      return ofDate(figure.date, now, form, date1904);
  }
};

/** True when the cell says the figure already: what differs only beyond the first decimal, or in how "no" is said, stays. */
export const isSame = (field: Field, now: CellNow, next: CellValue): boolean => {
  if (now.value === next) return true;
  if (typeof now.value === 'number' && typeof next === 'number') {
    const kind = kindOf(field);
    const unit =
      isPercentFormat(now.format) || (kind === 'percent' && Math.abs(next) <= 1 && Math.abs(now.value) <= 1)
        ? 0.001
        : 0.1;
    if (kind === 'percent' || kind === 'points' || !Number.isInteger(next))
      return Math.round(now.value / unit + 1e-7) === Math.round(next / unit + 1e-7);
    return now.value === next;
  }
  if (kindOf(field) === 'flag') {
    const no = (value: CellValue): boolean =>
      value === false || value === 0 || saysNothing(value) || noWords.has(folded(value));
    const yes = (value: CellValue): boolean => value === true || value === 1 || yesWords.has(folded(value));
    return (no(now.value) && no(next)) || (yes(now.value) && yes(next));
  }
  if (saysNothing(now.value) && saysNothing(next)) return true;
  return typeof now.value === 'string' && typeof next === 'string' && now.value.trim() === next.trim();
};

/** A decision in the sheet that is later or higher than the desk's: it stays (nothing a person wrote is taken back). */
export const isAhead = (field: Field, now: CellValue, next: CellValue, date1904: boolean): boolean => {
  const rank = (value: CellValue): number => {
    if (kindOf(field) === 'date') {
      if (typeof value === 'number') return Number((isoOfDayNumber(value, date1904) ?? '0').replaceAll('-', ''));
      const [a, b, c] = String(value).split(/[/.-]/).map(Number);
      if (a === undefined || b === undefined || c === undefined) return Number.POSITIVE_INFINITY;
      return a > 1000 ? a * 10_000 + b * 100 + c : (c < 100 ? 2000 + c : c) * 10_000 + b * 100 + a;
    }
    const stage = stagePattern.exec(String(value).trim())?.[2];
    return stage === undefined ? Number.POSITIVE_INFINITY : stage.toUpperCase() === 'S' ? 10 : Number(stage);
  };
  return !(rank(now) <= rank(next));
};
