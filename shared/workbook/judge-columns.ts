import type { TrackerView } from '../views/tracker.ts';
import { fits, saysNothing } from './cell-form.ts';
import { type ColumnCells, type ColumnForm, columnFormOf } from './column-form.ts';
import { type Field, isDecision, isEditable, isIdentity, kindOf } from './fields.ts';
import { figureOfField } from './figure-of-field.ts';
import type { SheetColumn } from './find-columns.ts';
import type { MatchedRow } from './find-rows.ts';
import type { KnownColumn } from './known-columns.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';
import { columnName } from './xlsx/address.ts';

export interface ColumnLeft {
  readonly column: string;
  readonly heading: string;
  readonly field?: Field;
  readonly why?: string;
}

/** A column that the desk fills, and the habits of its cells. */
export interface FilledColumn {
  readonly column: KnownColumn & { readonly field: Field };
  readonly form: ColumnForm;
}

/** Which of the columns can be filled, and in what form; the others with the reason. */
export const judgeColumns = (
  sheet: SheetValues,
  columns: readonly KnownColumn[],
  rows: readonly MatchedRow[],
  view: TrackerView,
): { filled: FilledColumn[]; left: ColumnLeft[] } => {
  const bandNames = Object.values(view.bandNames ?? {});
  const filled: FilledColumn[] = [];
  const left: ColumnLeft[] = [];
  const taken = new Map<Field, string>();
  // What she said a column holds goes before another that only reads like it.
  for (const column of columns.toSorted((a, b) => Number(b.isConfirmed) - Number(a.isConfirmed))) {
    const { field, heading } = column;
    const name = columnName(column.column);
    if (field === undefined) {
      left.push({ column: name, heading });
      continue;
    }
    if (isIdentity(field)) continue;
    const leave = (why: string): void => {
      left.push({ column: name, heading, field, why });
    };
    if (!hasFigure(field, rows, view)) {
      leave('the desk has no figure for this');
      continue;
    }
    const at = column.column - sheet.left;
    const cells = ownCells(sheet, rows, at);
    const said = countOf(cells.values, (value) => !saysNothing(value));
    if (rows.length > 0 && said === 0 && cells.values.length * 2 <= rows.length) {
      leave('her formula');
      continue;
    }
    const before = taken.get(field);
    if (before !== undefined) {
      leave(`column ${before} says the same`);
      continue;
    }
    const asCounts = looksLikeCounts(field, column, rows, sheet, view);
    const judged: Field = asCounts === true && field === 'absence' ? 'possible' : field;
    const fitting = countOf(cells.values, (value) => !saysNothing(value) && fits(judged, value, bandNames));
    if (!column.isConfirmed && said > 0 && fitting * 2 < said) {
      leave(`what stands there is not ${kindWords[kindOf(field)]}`);
      continue;
    }
    taken.set(field, name);
    filled.push({
      column: { ...column, field },
      form: columnFormOf(field, column.measure, cells, bandNames, asCounts ?? field !== 'absence'),
    });
  }
  const byColumn = new Map(columns.map(({ column }, at) => [columnName(column), at]));
  return {
    filled: filled.sort((a, b) => a.column.column - b.column.column),
    left: left.sort((a, b) => byColumn.get(a.column)! - byColumn.get(b.column)!),
  };
};

/** A column's cells in the pupils' rows, without formulas. */
const ownCells = (sheet: SheetValues, rows: readonly MatchedRow[], at: number): ColumnCells => {
  const values = new Array<CellValue>(rows.length);
  const formats = new Array<string>(rows.length);
  let count = 0;
  for (const { row } of rows) {
    const down = row - sheet.top;
    const value = sheet.values[down]?.[at];
    if (value === undefined || sheet.formulas[down]?.[at] === true) continue;
    values[count] = value;
    formats[count] = sheet.formats[down]?.[at] ?? 'General';
    count += 1;
  }
  values.length = formats.length = count;
  return { values, formats };
};

const countOf = (values: readonly CellValue[], is: (value: CellValue) => boolean): number => {
  let count = 0;
  for (let at = 0; at < values.length; at++) if (is(values[at]!)) count += 1;
  return count;
};

/** False where the desk says nothing of the field for anybody here: the reader may not know, or nothing is on record. */
const hasFigure = (field: Field, rows: readonly MatchedRow[], view: TrackerView): boolean =>
  (isEditable(field) && view.may !== undefined) ||
  alwaysKnown(field) ||
  rows.some(({ pupil }) => figureOfField(field, pupil, view) !== undefined);

/** Figures of the marks, and decisions: known of everybody, though this half term may have none yet. */
const alwaysKnown = (field: Field): boolean =>
  kindOf(field) === 'percent' ? field !== 'target' && field !== 'bestPossible' : isDecision(field);

const kindWords = {
  identity: 'a pupil',
  percent: 'a percentage',
  points: 'a difference',
  count: 'a count',
  flag: 'a yes or no',
  band: 'a band',
  stage: 'a stage',
  text: 'a text',
  date: 'a date',
} as const;

/**
 * "Absence" and "Unauth" may be sessions or per cent. Where the heading does not say, a percent sign or a broken number
 * does; of whole numbers "Unauth" means sessions, "Absence" what lies nearer to its figures.
 */
const looksLikeCounts = (
  field: Field,
  { measure, column }: SheetColumn,
  rows: readonly MatchedRow[],
  sheet: SheetValues,
  view: TrackerView,
): boolean | undefined => {
  if (field !== 'absence' && field !== 'authorised' && field !== 'unauthorised') return undefined;
  if (measure !== undefined) return measure === 'count';
  let toCount = 0;
  let toPercent = 0;
  let seen = 0;
  for (const { row, pupil } of rows) {
    if (sheet.formulas[row - sheet.top]?.[column - sheet.left] === true) continue;
    const value = sheet.values[row - sheet.top]?.[column - sheet.left];
    const format = sheet.formats[row - sheet.top]?.[column - sheet.left] ?? 'General';
    if (format.includes('%') || (typeof value === 'string' && value.includes('%'))) return false;
    const number =
      typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || pupil.possible === 0) continue;
    if (!Number.isInteger(number)) return false;
    const figure = figureOfField(field, pupil, view);
    const count = figure?.is === 'count' ? figure.count : figure?.is === 'rate' ? figure.rate.part : 0;
    seen += 1;
    toCount += Math.abs(number - count);
    toPercent += Math.abs(number - (count * 100) / pupil.possible);
  }
  if (seen === 0) return undefined;
  return field === 'absence' ? toCount < toPercent : true;
};
