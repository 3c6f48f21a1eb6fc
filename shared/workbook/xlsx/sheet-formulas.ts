import { boxOf } from './address.ts';
import { formula } from './cell-places.ts';
import { shiftFormula } from './formula.ts';
import { readFormula } from './read-cell.ts';
import type { SheetIndex } from './sheet-index.ts';
import type { Box } from './types.ts';

interface Written {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** Of a shared formula that is held elsewhere: its number there. */
  readonly sharedAs: string | undefined;
}

/** The formulas of a sheet as its cells hold them, read when the first is asked for. */
export class SheetFormulas {
  readonly #index: SheetIndex;
  readonly #masters = new Map<string, { text: string; row: number; column: number }>();
  readonly #arrays: Box[] = [];
  #written: ReadonlyMap<number, Written> | undefined;

  constructor(index: SheetIndex) {
    this.#index = index;
  }

  /** How far array and data table formulas reach. */
  get arrays(): readonly Box[] {
    this.#read();
    return this.#arrays;
  }

  places(): Iterable<{ readonly row: number; readonly column: number }> {
    return Array.from(this.#read().values(), ({ row, column }) => ({ row, column }));
  }

  /** Without `=`; a cell of a shared formula has its own, shifted text. */
  textAt(row: number, column: number): string {
    const written = this.#read().get(row * 16_384 + column);
    if (written === undefined) return '';
    if (written.sharedAs === undefined) return written.text;
    const master = this.#masters.get(written.sharedAs);
    return master === undefined ? '' : shiftFormula(master.text, row - master.row, column - master.column);
  }

  #read(): ReadonlyMap<number, Written> {
    if (this.#written !== undefined) return this.#written;
    const found = new Map<number, Written>();
    const { text, prefix, rows, places } = this.#index;
    for (const { row, first, last } of rows.values())
      for (let at = first; at < last; at++) {
        if ((places.marks[at]! & formula) === 0) continue;
        const column = places.columns[at]!;
        const raw = readFormula(text.slice(places.starts[at]!, places.ends[at]!), prefix);
        if (raw === undefined) continue;
        const kind = raw.attributes.get('t') ?? 'normal';
        const number = raw.attributes.get('si') ?? '';
        if (kind === 'shared' && raw.text !== '') this.#masters.set(number, { text: raw.text, row, column });
        if (kind !== 'shared' && kind !== 'normal')
          this.#arrays.push(
            boxOf(raw.attributes.get('ref') ?? '') ?? { top: row, left: column, bottom: row, right: column },
          );
        const sharedAs = kind === 'shared' && raw.text === '' ? number : undefined;
        found.set(row * 16_384 + column, { row, column, text: kind === 'dataTable' ? '' : raw.text, sharedAs });
      }
    this.#written = found;
    return found;
  }
}
