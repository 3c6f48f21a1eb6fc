import type { TrackerView } from '../views/tracker.ts';
import { type Field, kindOf } from './fields.ts';
import { figureOfField } from './figure-of-field.ts';
import { type NewColumn, newColumn } from './new-columns.ts';
import type { TrackerPlan } from './plan.ts';
import { columnName, columnNumber } from './xlsx/address.ts';
import type { ColumnWidths } from './xlsx/column-widths.ts';
import { grownTable } from './xlsx/grow-table.ts';
import { XlsxRefusal } from './xlsx/refusal.ts';
import { isDateFormat, isPercentFormat } from './xlsx/shown.ts';
import type { FileSheet, Xlsx } from './xlsx/types.ts';

/** Columns that were put into a file, and those that were not, with the reason. */
export interface AddedColumns {
  readonly added: readonly { readonly column: string; readonly field: Field; readonly heading: string }[];
  readonly notAdded: readonly { readonly field: Field; readonly why: string }[];
  /** How wide the added ones are to be: the file gets that when its cells are written. */
  readonly widths?: ColumnWidths;
}

/**
 * Which of the wanted columns are new here: a field that the sheet has, or of which the desk knows nothing, is not. Of the
 * standard set those are left out too that would stand empty.
 */
const judge = (
  plan: TrackerPlan,
  view: TrackerView,
  wanted: readonly Field[] | 'default',
): { fields: Field[]; notAdded: AddedColumns['notAdded'] } => {
  const notAdded: { field: Field; why: string }[] = [];
  const here = new Set(plan.pupils.values());
  const pupils = view.pupils.filter(({ pupil }) => here.has(pupil));
  const figures = (field: Field) => pupils.map((pupil) => figureOfField(field, pupil, view));
  const whyNot = (field: Field): string | undefined => {
    const there = plan.columns.all.find((one) => one.field === field);
    if (there !== undefined) return `column ${columnName(there.column)} has it`;
    if (figures(field).every((figure) => figure === undefined)) return 'the desk has no figure for this';
    if (wanted === 'default' && figures(field).every((figure) => figure === null))
      return 'nobody here has a figure yet';
    return undefined;
  };
  const fields = [...new Set(wanted === 'default' ? plan.missing : wanted)].filter((field) => {
    const why = whyNot(field);
    if (why !== undefined) notAdded.push({ field, why });
    return why === undefined;
  });
  return { fields, notAdded };
};

/** The first of so many columns beside the last heading; where something stands there, beside all that is used. */
const firstFree = (sheet: FileSheet, lastHeading: number, count: number): number => {
  const used = sheet.usedRange;
  if (used === null) return lastHeading + 1;
  const { values, formulas } = sheet.valuesIn({ ...used, left: lastHeading + 1, right: lastHeading + count });
  const isFree =
    values.every((row) => row.every((value) => value === '')) && !formulas.some((row) => row.includes(true));
  return isFree ? lastHeading + 1 : used.right + 1;
};

const suits = (field: Field, format: string): boolean => {
  switch (kindOf(field)) {
    case 'percent':
      return isPercentFormat(format);
    case 'date':
      return isDateFormat(format);
    default:
      return !isPercentFormat(format) && !isDateFormat(format);
  }
};

/** The style for a new cell: that of the row's nearest cell of the same kind, else the last one's with its own format. */
const styleIn = (
  xlsx: Xlsx,
  sheet: FileSheet,
  row: number,
  alike: readonly number[],
  last: number,
  column: NewColumn,
): number => {
  for (const one of alike) {
    const { style } = sheet.cell(row, one);
    if (suits(column.field, xlsx.styles.cells[style]?.format ?? 'General')) return style;
  }
  return xlsx.styleLike(sheet.cell(row, last).style, column.format);
};

/** The table that the last heading belongs to gets the columns too, so that its filters and colours reach them. */
const growTable = (
  xlsx: Xlsx,
  sheet: FileSheet,
  headingRow: number,
  from: number,
  columns: readonly NewColumn[],
): void => {
  const table = sheet.tables.find(
    ({ box, headerRows }) => headerRows > 0 && box.top === headingRow && box.right === from - 1,
  );
  const text = table?.part === undefined ? undefined : xlsx.part(table.part);
  if (table?.part === undefined || text === undefined) return;
  xlsx.setPart(
    table.part,
    grownTable(
      text,
      columns.map(({ heading }) => heading),
    ),
  );
};

/**
 * Puts new columns at the right-hand end of a sheet: their headings, and cells that look like their neighbours. The figures
 * are planned afterwards, as those of any column. `default`: the standard set, as far as the sheet has it not.
 */
export const addColumns = (
  xlsx: Xlsx,
  plan: TrackerPlan,
  view: TrackerView,
  wanted: readonly Field[] | 'default',
): AddedColumns => {
  const { fields, notAdded } = judge(plan, view, wanted);
  const sheet = xlsx.sheet(plan.sheet)!;
  if (fields.length === 0) return { added: [], notAdded };
  if (sheet.isProtected)
    throw new XlsxRefusal(`${plan.sheet} is protected: take the protection off in Excel before a column is added`);
  const columns = fields.map(newColumn);
  const last = Math.max(...plan.columns.all.map(({ column }) => column));
  const from = firstFree(sheet, last, columns.length);
  const { headingRow } = plan;
  const rows = [...plan.pupils.keys(), ...plan.rows.leavers, ...plan.rows.unmatched.map(({ row }) => row)];
  const edits = columns.flatMap((column, at) => {
    const alike = plan.columns.found
      .filter(({ field }) => kindOf(field) === kindOf(column.field))
      .map((one) => columnNumber(one.column))
      .sort((a, b) => b - a);
    return [
      { row: headingRow, column: from + at, value: column.heading, style: sheet.cell(headingRow, last).style },
      ...rows.map((row) => ({
        row,
        column: from + at,
        value: null,
        style: styleIn(xlsx, sheet, row, alike, last, column),
      })),
    ];
  });
  growTable(xlsx, sheet, headingRow, from, columns);
  xlsx.setCells(plan.sheet, edits);
  return {
    added: columns.map(({ field, heading }, at) => ({ column: columnName(from + at), field, heading })),
    notAdded,
    widths: { part: sheet.part, from, widths: columns.map(({ width }) => width) },
  };
};
