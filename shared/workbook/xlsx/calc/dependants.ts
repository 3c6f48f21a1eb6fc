import { cellKey } from '../address.ts';
import type { Box } from '../types.ts';
import type { Formula, FormulaIndex } from './formulas.ts';
import { type AreaNode, type AreaRead, areaBelow } from './tree.ts';

/** The first of some rising numbers that is not below one. */
const firstFrom = (numbers: readonly number[], from: number): number => {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** How far a chain of formulas is followed in one go: each step takes its part of the stack. */
export const deepest = 300;

/**
 * Which formulas read a changed cell, directly or through others. A formula that reads more than its text tells (OFFSET,
 * an unknown name) counts as reading everything; so does one that goes round in a circle.
 */
export class Dependants {
  readonly #index: FormulaIndex;
  readonly #changedRows: readonly ReadonlyMap<number, readonly number[]>[];
  /** By a formula's number: whether it is one. One that is being asked goes round in a circle when it is asked again. */
  readonly #known: (boolean | undefined)[];
  readonly #areas = new Map<string, boolean>();
  /** The same by the object itself: a thousand copies of a formula share the ranges that do not move. */
  readonly #ranges = new Map<AreaRead, boolean>();
  readonly #everything: boolean;
  readonly #nothing: boolean;
  #depth = 0;

  /** `changed`: row and column by sheet; undefined: everything is to be worked out. */
  constructor(
    index: FormulaIndex,
    changed: readonly Iterable<{ readonly row: number; readonly column: number }>[] | undefined,
  ) {
    this.#index = index;
    this.#known = new Array<boolean | undefined>(index.all.length).fill(undefined);
    this.#everything = changed === undefined;
    this.#changedRows = (changed ?? []).map((cells) => {
      const rows = new Map<number, number[]>();
      for (const { row, column } of cells) {
        const there = rows.get(column);
        if (there === undefined) rows.set(column, [row]);
        else there.push(row);
      }
      for (const there of rows.values()) there.sort((a, b) => a - b);
      return rows;
    });
    this.#nothing = changed !== undefined && this.#changedRows.every((rows) => rows.size === 0);
  }

  isDependant(formula: Formula): boolean {
    if (this.#everything) return true;
    if (this.#nothing) return false;
    const known = this.#known[formula.number];
    if (known !== undefined) return known;
    if (this.#depth > deepest) return true;
    this.#known[formula.number] = true;
    this.#depth += 1;
    const is =
      this.#isChanged(formula.sheet, formula.row, formula.column) ||
      formula.parsed === undefined ||
      formula.parsed.open ||
      this.#reads(formula.parsed.reads, formula.down);
    this.#depth -= 1;
    this.#known[formula.number] = is;
    return is;
  }

  #reads(reads: readonly AreaNode[], down: number): boolean {
    for (const read of reads) {
      const { sheet, box } = read.area;
      const isCell = box.top === box.bottom && box.left === box.right;
      if (
        isCell
          ? this.#readsCell(sheet, read.moves ? box.top + down : box.top, box.left)
          : this.#touches(areaBelow(read, down))
      )
        return true;
    }
    return false;
  }

  #readsCell(sheet: number, row: number, column: number): boolean {
    if (this.#isChanged(sheet, row, column)) return true;
    const formula = this.#index.sheets[sheet]?.byCell.get(cellKey(row, column));
    return formula !== undefined && this.isDependant(formula);
  }

  #touches(area: AreaRead): boolean {
    const { sheet, box } = area;
    const { top, left, bottom, right } = box;
    const seen = this.#ranges.get(area);
    if (seen !== undefined) return seen;
    const key = `${sheet} ${top} ${left} ${bottom} ${right}`;
    const is = this.#areas.get(key) ?? (this.#holdsChanged(sheet, box) || this.#holdsDependant(sheet, box));
    this.#areas.set(key, is);
    this.#ranges.set(area, is);
    return is;
  }

  #isChanged(sheet: number, row: number, column: number): boolean {
    const rows = this.#changedRows[sheet]?.get(column);
    return rows !== undefined && rows[firstFrom(rows, row)] === row;
  }

  #holdsChanged(sheet: number, { top, left, bottom, right }: Box): boolean {
    for (const [column, rows] of this.#changedRows[sheet] ?? []) {
      if (column < left || column > right) continue;
      const at = firstFrom(rows, top);
      if (at < rows.length && rows[at]! <= bottom) return true;
    }
    return false;
  }

  #holdsDependant(sheet: number, { top, left, bottom, right }: Box): boolean {
    const formulas = this.#index.sheets[sheet];
    for (const [column, rows] of formulas?.rowsByColumn ?? []) {
      if (column < left || column > right) continue;
      for (let at = firstFrom(rows, top); at < rows.length && rows[at]! <= bottom; at++)
        if (this.isDependant(formulas!.byCell.get(cellKey(rows[at]!, column))!)) return true;
    }
    return false;
  }
}
