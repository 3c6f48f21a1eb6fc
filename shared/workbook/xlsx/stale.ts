import { readsOf } from './formula.ts';
import type { IndexedSheet } from './sheet.ts';
import type { Box } from './types.ts';

interface Formula {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly reads: readonly { readonly sheet: string; readonly box: Box }[];
  readonly open: boolean;
}

/** Changed cells of a sheet by column, rows sorted, so that a range is asked quickly. */
class Changed {
  readonly #columns = new Map<number, number[]>();

  add(row: number, column: number): void {
    const rows = this.#columns.get(column);
    if (rows === undefined) this.#columns.set(column, [row]);
    else rows.push(row);
  }

  sort(): this {
    for (const rows of this.#columns.values()) rows.sort((a, b) => a - b);
    return this;
  }

  touches({ top, left, bottom, right }: Box): boolean {
    for (const [column, rows] of this.#columns) {
      if (column < left || column > right) continue;
      let low = 0;
      let high = rows.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (rows[middle]! < top) low = middle + 1;
        else high = middle;
      }
      if (low < rows.length && rows[low]! <= bottom) return true;
    }
    return false;
  }
}

/**
 * The cells whose formulas read an edited cell, directly or through other formulas, as `sheet\nrow\ncolumn`. A formula
 * that reads more than its text tells (a name, a table, OFFSET) counts as reading everything.
 */
export const staleCells = (sheets: readonly IndexedSheet[], hasNames: boolean): ReadonlySet<string> => {
  const stale = new Set<string>();
  if (sheets.every(({ edits }) => edits.size === 0)) return stale;
  let waiting: Formula[] = [];
  for (const sheet of sheets) {
    const { text, prefix, rows } = sheet.index;
    for (const { row, cells, start, end } of rows.values()) {
      if (!text.slice(start, end).includes(`<${prefix}f`)) continue;
      for (const { column } of cells) {
        const { formula } = sheet.cell(row, column);
        if (formula === null) continue;
        const { reads, open } = readsOf(formula);
        waiting.push({
          sheet: sheet.name,
          row,
          column,
          reads: reads.map((read) => ({ sheet: (read.sheet ?? sheet.name).toLowerCase(), box: read.box })),
          open: open && (hasNames || /[[(]/.test(formula)),
        });
      }
    }
  }
  let fresh = new Map<string, Changed>();
  const note = (sheet: string, row: number, column: number): void => {
    const name = sheet.toLowerCase();
    const changed = fresh.get(name) ?? new Changed();
    changed.add(row, column);
    fresh.set(name, changed);
  };
  for (const sheet of sheets) for (const { row, column } of sheet.edits.values()) note(sheet.name, row, column);
  while (fresh.size > 0) {
    const now = fresh;
    for (const changed of now.values()) changed.sort();
    fresh = new Map();
    const left: Formula[] = [];
    for (const formula of waiting) {
      if (formula.open || formula.reads.some(({ sheet, box }) => now.get(sheet)?.touches(box) === true)) {
        stale.add(`${formula.sheet}\n${formula.row}\n${formula.column}`);
        note(formula.sheet, formula.row, formula.column);
      } else left.push(formula);
    }
    waiting = left;
  }
  return stale;
};
