import type { TrackerView } from '../views/tracker.ts';
import { inForm, isSame, saysNothing } from './cell-form.ts';
import { columnFormOf } from './column-form.ts';
import { type Field, fields, isPersons, kindOf } from './fields.ts';
import { figureOfField } from './figure-of-field.ts';
import type { MatchedRow } from './find-rows.ts';
import type { ColumnLeft } from './judge-columns.ts';
import type { KnownColumn } from './known-columns.ts';
import type { SheetValues } from './sheet-values.ts';
import { columnName } from './xlsx/address.ts';

/** A column that the desk is unsure of: what is asked, and what it may be. */
export interface ColumnQuestion {
  readonly column: string;
  readonly heading: string;
  readonly nth: number;
  readonly says: string;
  readonly suggestions: readonly Field[];
}

export interface AskedOf {
  readonly sheet: SheetValues;
  readonly columns: readonly KnownColumn[];
  readonly left: readonly ColumnLeft[];
  readonly rows: readonly MatchedRow[];
  readonly view: TrackerView;
}

/** Rows that are compared: enough to tell a column by what stands in it. */
const enough = 120;
const fewest = 5;

/** Kinds whose values tell one column from another; every second "no" would agree with every flag. */
const isTelling = (field: Field): boolean =>
  ['percent', 'points', 'count'].includes(kindOf(field)) && !isPersons(field);

/** How many of the cells say what the desk says of a field, of how many that say something. */
const agreement = ({ sheet, view }: AskedOf, column: KnownColumn, field: Field, rows: readonly MatchedRow[]) => {
  const at = column.column - sheet.left;
  const cells = rows.map(({ row }) => ({
    value: sheet.values[row - sheet.top]?.[at] ?? '',
    format: sheet.formats[row - sheet.top]?.[at] ?? 'General',
  }));
  const form = columnFormOf(
    field,
    undefined,
    { values: cells.map(({ value }) => value), formats: cells.map(({ format }) => format) },
    [],
    field !== 'absence',
  );
  let same = 0;
  let of = 0;
  const values = new Set<unknown>();
  for (const [index, now] of cells.entries()) {
    if (saysNothing(now.value)) continue;
    of += 1;
    const figure = figureOfField(field, rows[index]!.pupil, view);
    if (figure === undefined || figure === null) continue;
    if (!isSame(field, now, inForm(figure, now, form, {}, sheet.date1904))) continue;
    same += 1;
    values.add(now.value);
  }
  return { same, of, distinct: values.size };
};

const byValues = (asked: AskedOf, column: KnownColumn, taken: ReadonlySet<Field | undefined>): ColumnQuestion[] => {
  const at = column.column - asked.sheet.left;
  const rows = asked.rows.slice(0, enough).filter(({ row }) => {
    const value = asked.sheet.values[row - asked.sheet.top]?.[at];
    return asked.sheet.formulas[row - asked.sheet.top]?.[at] !== true && value !== undefined && !saysNothing(value);
  });
  if (rows.length < fewest) return [];
  const best = (Object.keys(fields) as Field[])
    .filter((field) => isTelling(field) && !taken.has(field))
    .map((field) => ({ field, ...agreement(asked, column, field, rows) }))
    .filter(({ same, of, distinct }) => distinct >= 3 && same * 10 >= of * 7)
    .sort((a, b) => b.same - a.same);
  const [first] = best;
  if (first === undefined) return [];
  return [
    {
      column: columnName(column.column),
      heading: column.heading,
      nth: column.nth,
      says: `${first.same} of ${first.of} values are what the desk has. Is this it?`,
      suggestions: best.slice(0, 3).map(({ field }) => field),
    },
  ];
};

/** What to ask about the columns that were left alone. What she answered once is not asked again. */
export const questionsOf = (asked: AskedOf): readonly ColumnQuestion[] => {
  const taken = new Set(asked.columns.map(({ field }) => field));
  const whyLeft = new Map(asked.left.map((one) => [one.column, one]));
  return asked.columns.flatMap((column): ColumnQuestion[] => {
    const left = whyLeft.get(columnName(column.column));
    if (left === undefined || column.isConfirmed) return [];
    if (column.field === undefined) return byValues(asked, column, taken);
    if (left.why === undefined || left.why === 'her formula' || left.why === 'the desk has no figure for this')
      return [];
    return [
      {
        column: left.column,
        heading: column.heading,
        nth: column.nth,
        says: left.why.startsWith('column ')
          ? `${left.why[0]!.toUpperCase()}${left.why.slice(1)}. Which of the two shall the desk fill?`
          : `${left.why[0]!.toUpperCase()}${left.why.slice(1)}. What is this column?`,
        suggestions: [column.field],
      },
    ];
  });
};
