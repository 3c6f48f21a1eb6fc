import { isIsoDate } from '../vocabulary/session.ts';
import { folded, noWords, saysNothing, stagePattern, yesWords } from './cell-form.ts';
import { type Field, kindOf } from './fields.ts';
import type { CellValue } from './sheet-values.ts';
import { isDateFormat, isPercentFormat } from './xlsx/shown.ts';

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

const opposites: Readonly<Record<string, string>> = {
  y: 'n',
  yes: 'no',
  true: 'false',
  t: 'f',
  '1': '0',
  '✓': '✗',
  '✔': '✘',
};

const mostCommon = <T>(values: readonly T[]): T | undefined => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
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

/** What stands in a column's cells, and in which formats: two lists instead of an object for every cell. */
export interface ColumnCells {
  readonly values: readonly CellValue[];
  readonly formats: readonly string[];
}

/** Reads a column's habits from what stands in its pupils' rows. */
export const columnFormOf = (
  field: Field,
  heading: 'percent' | 'count' | undefined,
  cells: ColumnCells,
  bandNames: readonly string[],
  counts: boolean,
): ColumnForm => {
  const kind = kindOf(field);
  const said: CellValue[] = [];
  const texts: string[] = [];
  const nothingSaid: CellValue[] = [];
  let [numbers, small, percentFormats, textFormats] = [0, 0, 0, 0];
  let hasMany = false;
  const formats = new Set<string>();
  for (let at = 0; at < cells.values.length; at++) {
    const value = cells.values[at]!;
    const format = cells.formats[at]!;
    formats.add(format);
    if (isPercentFormat(format)) percentFormats += 1;
    if (format === '@') textFormats += 1;
    if (saysNothing(value)) {
      nothingSaid.push(value);
      continue;
    }
    if (kind === 'flag') said.push(value);
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'number') {
      numbers += 1;
      if (Math.abs(value) <= 1) small += 1;
      if (value > 1) hasMany = true;
    }
  }
  const asText = texts.length > numbers;
  // A column of small absences written as numbers ("0.8", "12.1") is no column of fractions: a fraction never passes 1.
  const isFractions = kind === 'percent' && small * 2 > numbers && !(field === 'absence' && hasMany);
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
      : percentFormats * 2 > cells.values.length || isFractions
        ? 'fraction'
        : 'number',
    counts: heading === undefined ? counts : heading === 'count',
    ...(kind === 'flag' ? flagForm(said, nothingSaid.length) : { yes: 'Y', no: 'N' }),
    none: mostCommon(nothingSaid) ?? '',
    prefix: asText ? (mostCommon(prefixes(texts, matches)) ?? '') : '',
    asNumber: !asText && textFormats * 2 <= cells.values.length,
    asName:
      asText &&
      matches.length === 0 &&
      texts.some((text) => bandNames.some((name) => name.toLowerCase() === text.trim().toLowerCase())),
    date:
      numbers > 0 || (texts.length === 0 && [...formats].some(isDateFormat))
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
