import { type CellReference, isDigit } from './cell-reference.ts';

/**
 * A formula's text with its moving rows left open: `IF(G4<0.9,…)` of row 4 is `IF(G5<0.9,…)` of row 5. A column has
 * thousands of such formulas; one of them is read, the others are compared with it.
 */
export class RowPattern {
  /** What stands between the moving rows, and these rows. */
  readonly #between: readonly string[];
  readonly #rows: readonly number[];

  constructor(text: string, moving: readonly CellReference[]) {
    const starts = [0, ...moving.map(({ end }) => end)];
    const ends = [...moving.map(({ digits }) => digits), text.length];
    this.#between = starts.map((start, at) => text.slice(start, ends[at]));
    this.#rows = moving.map(({ row }) => row);
  }

  /** True for the formula that a copy so many rows further down says. */
  fits(text: string, down: number): boolean {
    let at = 0;
    for (let one = 0; one < this.#rows.length; one++) {
      const before = this.#between[one]!;
      if (!text.startsWith(before, at)) return false;
      at += before.length;
      let row = 0;
      const digits = at;
      for (let code = text.charCodeAt(at); isDigit(code); code = text.charCodeAt(++at)) row = row * 10 + code - 48;
      if (at === digits || row !== this.#rows[one]! + down) return false;
    }
    const last = this.#between.at(-1)!;
    return text.length - at === last.length && text.endsWith(last);
  }
}
