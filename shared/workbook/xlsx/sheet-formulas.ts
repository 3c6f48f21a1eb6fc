import { boxOf, cellKey } from './address.ts';
import { formula } from './cell-places.ts';
import { shiftFormula } from './formula.ts';
import { readFormula } from './read-cell.ts';
import type { SheetIndex } from './sheet-index.ts';
import type { Box } from './types.ts';
import { unescapeXml } from './xml.ts';

type FormulaXml = NonNullable<ReturnType<typeof readFormula>>;

interface Place {
  readonly row: number;
  readonly column: number;
}

interface Written extends Place {
  /** Without `=`; of a cell of a shared formula its own, shifted text. */
  readonly formula: string;
}

interface Master extends Place {
  readonly text: string;
}

/** The formulas of a sheet as its cells hold them, read when the first is asked for. */
export class SheetFormulas {
  readonly #index: SheetIndex;
  readonly #arrays: Box[] = [];
  #cells: readonly Written[] | undefined;
  #byPlace: ReadonlyMap<number, Written> | undefined;

  constructor(index: SheetIndex) {
    this.#index = index;
  }

  /** How far array and data table formulas reach. */
  get arrays(): readonly Box[] {
    void this.cells;
    return this.#arrays;
  }

  /** Row by row, left to right. */
  get cells(): readonly Written[] {
    this.#cells ??= this.#read();
    return this.#cells;
  }

  textAt(row: number, column: number): string {
    this.#byPlace ??= new Map(this.cells.map((cell) => [cellKey(cell.row, cell.column), cell]));
    return this.#byPlace.get(cellKey(row, column))?.formula ?? '';
  }

  #read(): Written[] {
    const { text, prefix, rows, places } = this.#index;
    const [plain, end] = [`<${prefix}f>`, `</${prefix}f>`];
    const found: Written[] = [];
    const masters = new Map<string, Master>();
    for (const { row, first, last } of rows.values())
      for (let at = first; at < last; at++) {
        if ((places.marks[at]! & formula) === 0) continue;
        const column = places.columns[at]!;
        const xml = text.slice(places.starts[at]!, places.ends[at]!);
        // Mostly there is nothing to it but its text.
        const from = xml.indexOf(plain);
        if (from > 0)
          found.push({ row, column, formula: unescapeXml(xml.slice(from + plain.length, xml.indexOf(end, from))) });
        else {
          const raw = readFormula(xml, prefix);
          if (raw !== undefined) found.push({ row, column, formula: this.#special(raw, { row, column }, masters) });
        }
      }
    return found;
  }

  /** The text of a formula that is shared with other cells, or fills several. */
  #special({ text, attributes }: FormulaXml, { row, column }: Place, masters: Map<string, Master>): string {
    const kind = attributes.get('t') ?? 'normal';
    if (kind === 'shared') {
      const number = attributes.get('si') ?? '';
      const master = masters.get(number);
      if (text === '' && master !== undefined)
        return shiftFormula(master.text, row - master.row, column - master.column);
      if (text !== '') masters.set(number, { text, row, column });
      return text;
    }
    if (kind === 'normal') return text;
    this.#arrays.push(boxOf(attributes.get('ref') ?? '') ?? { top: row, left: column, bottom: row, right: column });
    return kind === 'dataTable' ? '' : text;
  }
}
