import { percent, type Rate, rate, tenthsOfPercent } from '../vocabulary/rate.ts';
import { isIsoDate } from '../vocabulary/session.ts';
import { type Field, kindOf } from './fields.ts';
import type { Figure } from './figure-of-field.ts';
import type { CellValue } from './sheet-values.ts';
import { dayNumberOfIso, isDateFormat, isoOfDayNumber, isPercentFormat } from './xlsx/shown.ts';

/** A cell as it stands: what its figure has to look like there. */
export interface CellNow {
  readonly value: CellValue;
  readonly format: string;
}

/** The habits of a column: how its cells say a thing, so that a blank one can say it in the same way. */
export interface ColumnForm {
  readonly measure: 'fraction' | 'number' | 'percentText' | 'plainText';
  /** Authorised and unauthorised as counts or as percentages of the possible sessions. */
  readonly counts: boolean;
  readonly yes: CellValue;
  readonly no: CellValue;
  /** What stands for "nothing": blank, "-", "n/a", "None". */
  readonly none: CellValue;
  /** "Stage " of "Stage 2", "" of 2; names: the band's name instead of its number. */
  readonly prefix: string;
  readonly asNumber: boolean;
  readonly asName: boolean;
  readonly date: 'number' | 'iso' | 'text';
}

const nothings = new Set(['', '-', '–', '—', '--', 'n/a', 'na', 'none', 'nil', 'no stage', 'not yet', '.', 'x/a']);
const yesWords = new Set(['y', 'yes', 'true', 't', 'pa', 'sa', 'x', '✓', '✔', '●', '•', '1', 'dual', 'ap', 'd']);
const noWords = new Set(['n', 'no', 'false', 'f', '0', 'not pa', '✗', '✘']);
const opposites: Readonly<Record<string, string>> = {
  y: 'n',
  yes: 'no',
  true: 'false',
  t: 'f',
  '1': '0',
  '✓': '✗',
  '✔': '✘',
};

const folded = (value: CellValue): string => String(value).trim().toLowerCase();
export const saysNothing = (value: CellValue): boolean =>
  value === '' || (typeof value === 'string' && value.length < 16 && nothings.has(folded(value)));

const mostCommon = <T>(values: readonly T[]): T | undefined => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
};

const percentTextPattern = /^([+-]?\d+(?:\.\d+)?)(\s*%)$/;
const plainNumberPattern = /^[+-]?\d+(?:\.\d+)?$/;
const stagePattern = /^(stage\s*|band\s*|st\.?\s*|s|b)?([0-9]|S)$/i;

/** True when a value looks like what a column of this field holds: most must, else the column is not taken. */
export const fits = (field: Field, value: CellValue, bandNames: readonly string[]): boolean => {
  const text = folded(value);
  switch (kindOf(field)) {
    case 'percent':
      if (typeof value === 'number') return value >= 0 && value <= 100;
      return (
        typeof value === 'string' &&
        (percentTextPattern.test(text) || (plainNumberPattern.test(text) && Number(text) <= 100))
      );
    case 'points':
      return typeof value === 'number'
        ? Math.abs(value) <= 100
        : percentTextPattern.test(text) || plainNumberPattern.test(text);
    case 'count':
      return typeof value === 'number' ? value >= 0 : percentTextPattern.test(text) || /^\d+(?:\.\d+)?$/.test(text);
    case 'flag':
      return typeof value === 'boolean' || yesWords.has(text) || noWords.has(text);
    case 'band':
    case 'stage':
      return stagePattern.test(text) || text === '0' || bandNames.some((name) => name.toLowerCase() === text);
    case 'date':
      return typeof value === 'number'
        ? value > 20_000 && value < 80_000
        : /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(text);
    default:
      return typeof value === 'string';
  }
};

const flagForm = (values: readonly CellValue[], blanks: number): Pick<ColumnForm, 'yes' | 'no'> => {
  const isYes = (value: CellValue): boolean => value === true || yesWords.has(folded(value));
  const yes = mostCommon(values.filter(isYes));
  const no = mostCommon(values.filter((value) => !isYes(value)));
  const matched = (value: CellValue): CellValue => {
    if (typeof value === 'boolean') return !value;
    if (typeof value === 'number') return value === 0 ? 1 : 0;
    const text = value.trim().toLowerCase();
    const other = opposites[text] ?? Object.keys(opposites).find((key) => opposites[key] === text);
    if (other === undefined) return noWords.has(text) ? 'Y' : '';
    return value.trim() === text
      ? other
      : value.trim().length > 1 && value.trim() !== value.trim().toUpperCase()
        ? other[0]!.toUpperCase() + other.slice(1)
        : other.toUpperCase();
  };
  if (yes === undefined && no === undefined) return { yes: 'Y', no: 'N' };
  if (yes !== undefined && no === undefined) return { yes, no: blanks > 0 ? '' : matched(yes) };
  return { yes: yes ?? matched(no!), no: no! };
};

/** Reads a column's habits from what stands in its pupils' rows. */
export const columnFormOf = (
  field: Field,
  heading: 'percent' | 'count' | undefined,
  cells: readonly CellNow[],
  bandNames: readonly string[],
  counts: boolean,
): ColumnForm => {
  const kind = kindOf(field);
  const values: CellValue[] = [];
  const nothingSaid: CellValue[] = [];
  const numbers: number[] = [];
  const texts: string[] = [];
  let [percentFormats, textFormats] = [0, 0];
  const formats = new Set<string>();
  for (const { value, format } of cells) {
    formats.add(format);
    if (isPercentFormat(format)) percentFormats += 1;
    if (format === '@') textFormats += 1;
    if (saysNothing(value)) nothingSaid.push(value);
    else {
      values.push(value);
      if (typeof value === 'number') numbers.push(value);
      else if (typeof value === 'string') texts.push(value);
    }
  }
  const asText = texts.length > numbers.length;
  const percentFormat = percentFormats * 2 > cells.length;
  const small = numbers.filter((value) => Math.abs(value) <= 1).length;
  // Only a band or a stage has a word before its number.
  const matches =
    kind === 'band' || kind === 'stage'
      ? texts.flatMap((text): RegExpExecArray[] => {
          const match = stagePattern.exec(text.trim());
          return match === null ? [] : [match];
        })
      : [];
  return {
    measure: asText
      ? texts.some((text) => text.includes('%'))
        ? 'percentText'
        : 'plainText'
      : percentFormat ||
          (numbers.length > 0 &&
            small * 2 > numbers.length &&
            kind === 'percent' &&
            !isAbsenceOfNumbers(field, numbers))
        ? 'fraction'
        : 'number',
    counts: heading === undefined ? counts : heading === 'count',
    ...(kind === 'flag' ? flagForm(values, nothingSaid.length) : { yes: 'Y', no: 'N' }),
    none: mostCommon(nothingSaid) ?? '',
    prefix: asText ? (mostCommon(prefixes(texts, matches)) ?? '') : '',
    asNumber: !asText && textFormats * 2 <= cells.length,
    asName:
      asText &&
      matches.length === 0 &&
      texts.some((text) => bandNames.some((name) => name.toLowerCase() === text.trim().toLowerCase())),
    date:
      numbers.length > 0 || (texts.length === 0 && [...formats].some(isDateFormat))
        ? 'number'
        : texts.some((text) => isIsoDate(text.trim()))
          ? 'iso'
          : 'text',
  };
};

/** The word before each stage or band; none where a text is neither. */
const prefixes = (texts: readonly string[], matches: readonly RegExpExecArray[]): string[] => [
  ...matches.map((match) => match[1] ?? ''),
  ...Array.from({ length: texts.length - matches.length }, () => ''),
];

/** A column of small absences written as numbers ("0.8", "12.1") is no column of fractions: a fraction never passes 1. */
const isAbsenceOfNumbers = (field: Field, numbers: readonly number[]): boolean =>
  field === 'absence' && numbers.some((value) => value > 1);

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
