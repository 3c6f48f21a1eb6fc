export interface IndexedCell {
  readonly column: number;
  /** Where its `<c>` begins and ends in the sheet's text. */
  readonly start: number;
  readonly end: number;
}

/** Where every cell of a sheet stands, by its number in the file: a school's tracker has fifty thousand. */
export interface CellPlaces {
  readonly columns: Uint16Array;
  readonly styles: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Where the inside of its `<v>` begins and ends; 0 for a cell that has to be read with care. */
  readonly valueStarts: Int32Array;
  readonly valueEnds: Int32Array;
  /** The number that `<v>` says; NaN for what is no plain number. */
  readonly numbers: Float64Array;
  /** What its `t` says, as one of `cellTypes`. */
  readonly types: Uint8Array;
  /** 1: it has an inside; 2: a formula is among it; 4: metadata of the workbook. */
  readonly marks: Uint8Array;
}
export const inside = 1;
export const formula = 2;
export const metadata = 4;

export const cellTypes = ['n', 's', 'str', 'b', 'e', 'inlineStr', 'd'] as const;
export const typeNumbers: ReadonlyMap<string, number> = new Map<string, number>(
  cellTypes.map((type, at) => [type, at]),
);

/** A row: its cells are those from `first` to before `last` of the sheet's. */
export class IndexedRow {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  /** Where its cells begin; undefined when the row is `<row …/>`. */
  readonly inside: number | undefined;
  /** Where `</row>` begins. */
  readonly close: number;
  readonly attributes: string;
  readonly first: number;
  readonly last: number;
  readonly #places: CellPlaces;

  constructor(places: CellPlaces, row: Omit<IndexedRow, 'cells' | 'find'>) {
    this.#places = places;
    this.row = row.row;
    this.start = row.start;
    this.end = row.end;
    this.inside = row.inside;
    this.close = row.close;
    this.attributes = row.attributes;
    this.first = row.first;
    this.last = row.last;
  }

  get cells(): readonly IndexedCell[] {
    const { columns, starts, ends } = this.#places;
    return Array.from({ length: this.last - this.first }, (_, more) => {
      const at = this.first + more;
      return { column: columns[at]!, start: starts[at]!, end: ends[at]! };
    });
  }

  /** The number of the cell in a column, -1 when the file names none. */
  find(column: number): number {
    const { columns } = this.#places;
    if (this.first === this.last) return -1;
    // Mostly every column is named.
    const guess = this.first + column - columns[this.first]!;
    if (guess >= this.first && guess < this.last && columns[guess] === column) return guess;
    let [low, high] = [this.first, this.last];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (columns[middle]! < column) low = middle + 1;
      else high = middle;
    }
    return low < this.last && columns[low] === column ? low : -1;
  }
}

/** Places for so many cells, and as many again when they are full. */
export const growing = (size: number) => {
  const make = (length: number, old?: CellPlaces) => {
    const places = {
      columns: new Uint16Array(length),
      styles: new Int32Array(length),
      starts: new Int32Array(length),
      ends: new Int32Array(length),
      valueStarts: new Int32Array(length),
      valueEnds: new Int32Array(length),
      numbers: new Float64Array(length),
      types: new Uint8Array(length),
      marks: new Uint8Array(length),
    };
    if (old !== undefined)
      for (const name of Object.keys(places) as (keyof typeof places)[]) places[name].set(old[name]);
    return places;
  };
  return { places: make(size), grown: (old: CellPlaces) => make(old.columns.length * 2, old) };
};
