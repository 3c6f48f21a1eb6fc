import { cellKey } from '../address.ts';
import type { Box, Cell, Table } from '../types.ts';
import type { DefinedName } from './names.ts';
import { parseFormula } from './parse.ts';
import { tableArea } from './tables.ts';
import type { Parsed, Words } from './tree.ts';
import { isStackFull, NotWorkedOut } from './values.ts';

/** A sheet as its formulas see it; `Sheet` is one. */
export interface FormulaSheet {
  readonly name: string;
  readonly usedRange: Box | null;
  readonly tables: readonly Table[];
  /** Ranges of array formulas, the formula in their first cell. */
  readonly arrays: readonly Box[];
  /** What a cell holds. */
  held(row: number, column: number): Pick<Cell, 'kind' | 'value'>;
  cellsOf(row: number): readonly Pick<Cell, 'row' | 'column' | 'formula'>[];
  rowLayout(row: number): { readonly hidden: boolean };
  /** True for a row that a filter may hide; a hidden row that is none was hidden by hand. */
  isFiltered(row: number): boolean;
  /** Its cells with formulas; without it they are looked for in every row. */
  formulaCells?(): Iterable<Pick<Cell, 'row' | 'column' | 'formula'>>;
}

/** A workbook as its formulas see it. */
export interface FormulaBook {
  readonly sheets: readonly FormulaSheet[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
}

/** A cell with a formula. `sheet` is counted from 0. */
export interface Formula {
  /** Its number among all formulas of the workbook. */
  readonly number: number;
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Of an array formula: the cells its values fill. */
  readonly array: Box | undefined;
  /** Undefined where it cannot be read; `why` says so. Shared with its copies above and below in the column. */
  readonly parsed: Parsed | undefined;
  /** How many rows below the formula of which `parsed` was read. */
  readonly down: number;
  readonly why: string | undefined;
}

/** The formulas of a sheet: by cell (every cell of an array formula's range), and their rows by column, rising. */
export interface SheetFormulas {
  readonly byCell: ReadonlyMap<number, Formula>;
  readonly rowsByColumn: ReadonlyMap<number, readonly number[]>;
}

export interface FormulaIndex {
  readonly all: readonly Formula[];
  readonly sheets: readonly SheetFormulas[];
}

const cellsOfRows = function* (sheet: FormulaSheet): Iterable<Pick<Cell, 'row' | 'column' | 'formula'>> {
  if (sheet.usedRange === null) return;
  for (let row = sheet.usedRange.top; row <= sheet.usedRange.bottom; row++) yield* sheet.cellsOf(row);
};

const wordsOf = ({ sheets, names }: FormulaBook): Words => {
  const numbers = new Map(sheets.map(({ name }, at) => [name.toLowerCase(), at]));
  const byName = Map.groupBy(names, ({ name }) => name.toLowerCase());
  return {
    sheetOf: (name) => numbers.get(name),
    nameOf: (name, sheet) => {
      const found = byName.get(name);
      return (found?.find((one) => one.sheet === sheet) ?? found?.find((one) => one.sheet === undefined))?.formula;
    },
    tableArea: (name, inside, at) => tableArea(sheets, name, inside, at),
  };
};

/** Reads every formula of a workbook once: what it says, and what it reads. */
export const indexFormulas = (book: FormulaBook): FormulaIndex => {
  const words = wordsOf(book);
  const all: Formula[] = [];
  const sheets = book.sheets.map((sheet, number): SheetFormulas => {
    const byCell = new Map<number, Formula>();
    const rowsByColumn = new Map<number, number[]>();
    const readers = new Map<number, Read>();
    const put = (formula: Formula, row: number, column: number): void => {
      byCell.set(cellKey(row, column), formula);
      const rows = rowsByColumn.get(column);
      if (rows === undefined) rowsByColumn.set(column, [row]);
      else rows.push(row);
    };
    for (const { row, column, formula: text } of sheet.formulaCells?.() ?? cellsOfRows(sheet)) {
      if (text === null) continue;
      const filled = sheet.arrays.find(({ top, left }) => top === row && left === column);
      const array = filled !== undefined && isVast(filled) ? undefined : filled;
      const above = readers.get(column);
      const isCopy = above?.parsed?.pattern?.fits(text, row - above.row) === true;
      const reader =
        array !== filled
          ? { parsed: undefined, why: 'it fills too many cells', row }
          : isCopy
            ? above
            : read(text, { sheet: number, row, column }, words);
      if (!isCopy) readers.set(column, reader);
      const { parsed, why } = reader;
      const down = row - reader.row;
      const formula: Formula = { number: all.length, sheet: number, row, column, text, array, parsed, why, down };
      all.push(formula);
      if (array === undefined) put(formula, row, column);
      else
        for (let x = array.left; x <= array.right; x++)
          for (let y = array.top; y <= array.bottom; y++) put(formula, y, x);
    }
    for (const rows of rowsByColumn.values()) rows.sort((a, b) => a - b);
    return { byCell, rowsByColumn };
  });
  return { all, sheets };
};

/** True for an array formula over whole columns: its cells are too many to keep one by one. */
const isVast = ({ top, left, bottom, right }: Box): boolean => (bottom - top + 1) * (right - left + 1) > 200_000;

/** What was read of a formula, and in which row it stands. */
type Read = Pick<Formula, 'parsed' | 'why' | 'row'>;

const read = (
  text: string,
  at: { readonly sheet: number; readonly row: number; readonly column: number },
  words: Words,
): Read => {
  const { row } = at;
  if (text === '') return { parsed: undefined, why: 'it is a data table', row };
  try {
    return { parsed: parseFormula(text, at, words), why: undefined, row };
  } catch (error) {
    if (error instanceof NotWorkedOut) return { parsed: undefined, why: error.message, row };
    if (isStackFull(error)) return { parsed: undefined, why: 'the formula is nested too deeply', row };
    throw error;
  }
};
