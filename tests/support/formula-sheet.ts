import { addressOf, boxOf } from '../../shared/workbook/xlsx/address.ts';
import type { FormulaBook, FormulaSheet } from '../../shared/workbook/xlsx/calc/formulas.ts';
import { recalculated } from '../../shared/workbook/xlsx/calc/recalculated.ts';

type CellOf = ReturnType<FormulaSheet['held']> & {
  readonly row: number;
  readonly column: number;
  readonly formula: string | null;
};
export type Typed = string | number | boolean | null;

const cellOf = (row: number, column: number, typed: Typed): CellOf => {
  const place = { row, column };
  if (typed === null) return { ...place, kind: 'blank', value: null, formula: null };
  if (typeof typed === 'number') return { ...place, kind: 'number', value: typed, formula: null };
  if (typeof typed === 'boolean') return { ...place, kind: 'boolean', value: typed, formula: null };
  if (typed.startsWith('=')) return { ...place, kind: 'number', value: 0, formula: typed.slice(1) };
  return { ...place, kind: /^#[A-Z]/.test(typed) ? 'error' : 'text', value: typed, formula: null };
};

/** A sheet by its addresses: `{ A1: 0.9, B1: '=A1*2' }`. */
export const formulaSheet = (
  name: string,
  cells: Readonly<Record<string, Typed>>,
  change: Partial<FormulaSheet> & {
    readonly hiddenRows?: readonly number[];
    readonly filteredRows?: readonly number[];
  } = {},
): FormulaSheet => {
  const all = Object.entries(cells).map(([address, typed]) => {
    const { top, left } = boxOf(address)!;
    return cellOf(top, left, typed);
  });
  const byAddress = new Map(all.map((cell) => [addressOf(cell.row, cell.column), cell]));
  const { filteredRows = [], hiddenRows = filteredRows, ...rest } = change;
  return {
    name,
    usedRange: {
      top: 1,
      left: 1,
      bottom: Math.max(1, ...all.map(({ row }) => row)),
      right: Math.max(1, ...all.map(({ column }) => column)),
    },
    tables: [],
    arrays: [],
    held: (row, column) => byAddress.get(addressOf(row, column)) ?? cellOf(row, column, null),
    cellsOf: (row) => all.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column),
    rowLayout: (row) => ({ hidden: hiddenRows.includes(row) }),
    isFiltered: (row) => filteredRows.includes(row),
    ...rest,
  };
};

export const formulaBook = (sheets: readonly FormulaSheet[], names: FormulaBook['names'] = []): FormulaBook => ({
  sheets,
  names,
  date1904: false,
});

/** Every value of the book's formulas by address, on Tuesday 10 March 2026 at a quarter past nine; why, where there is none. */
export const workedOut = (book: FormulaBook): Readonly<Record<string, Typed>> => {
  const { values, left } = recalculated(book, 'all', { on: '2026-03-10', time: '09:15' });
  const at = ({ sheet, row, column }: { sheet: string; row: number; column: number }): string =>
    `${book.sheets.length > 1 ? `${sheet}!` : ''}${addressOf(row, column)}`;
  return Object.fromEntries([
    ...values.map((one) => [at(one), one.value] as const),
    ...left.map((one) => [at(one), `not worked out: ${one.why}`] as const),
  ]);
};
