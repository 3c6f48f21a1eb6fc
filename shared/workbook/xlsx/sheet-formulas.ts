import { boxOf } from './address.ts';
import { formula } from './cell-places.ts';
import { shiftFormula } from './formula.ts';
import { readFormula } from './read-cell.ts';
import type { SheetIndex } from './sheet-index.ts';
import type { Box } from './types.ts';
import { unescapeXml } from './xml.ts';

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

  /** Row by row, left to right. */
  *cells(): Iterable<{ readonly row: number; readonly column: number; readonly formula: string }> {
    for (const written of this.#read().values())
      yield { row: written.row, column: written.column, formula: this.#textOf(written) };
  }

  /** Without `=`; a cell of a shared formula has its own, shifted text. */
  textAt(row: number, column: number): string {
    const written = this.#read().get(row * 16_384 + column);
    return written === undefined ? '' : this.#textOf(written);
  }

  #textOf({ row, column, text, sharedAs }: Written): string {
    if (sharedAs === undefined) return text;
    const master = this.#masters.get(sharedAs);
    return master === undefined ? '' : shiftFormula(master.text, row - master.row, column - master.column);
  }

  #read(): ReadonlyMap<number, Written> {
    if (this.#written !== undefined) return this.#written;
    const found = new Map<number, Written>();
    const { text, prefix, rows, places } = this.#index;
    const [plain, end] = [`<${prefix}f>`, `</${prefix}f>`];
    for (const { row, first, last } of rows.values())
      for (let at = first; at < last; at++) {
        if ((places.marks[at]! & formula) === 0) continue;
        const column = places.columns[at]!;
        const xml = text.slice(places.starts[at]!, places.ends[at]!);
        // Mostly there is nothing to it but its text.
        const from = xml.indexOf(plain);
        if (from > 0) {
          const said = unescapeXml(xml.slice(from + plain.length, xml.indexOf(end, from)));
          found.set(row * 16_384 + column, { row, column, text: said, sharedAs: undefined });
          continue;
        }
        const raw = readFormula(xml, prefix);
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
