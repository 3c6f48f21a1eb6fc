import type { SheetValues } from '../sheet-values.ts';
import type { Recalculation, SheetClock } from './calc/recalculated.ts';
import type { Styles } from './styles.ts';
import type { XmlElement } from './xml.ts';

/** Rows and columns are counted from 1, as Excel's addresses are; both ends belong to the box. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export type CellKind = 'blank' | 'text' | 'number' | 'boolean' | 'error';

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly kind: CellKind;
  /** Null when blank; an error is its text (`#N/A`); a date is Excel's day number. */
  readonly value: string | number | boolean | null;
  /** Without `=`; null when there is none. A cell of a shared formula has its own, shifted text. */
  readonly formula: string | null;
  /** Index into `Styles.cells`. */
  readonly style: number;
  /** As the sheet would show it, by its number format. */
  readonly shown: string;
  /** The style's lock: it has effect on a protected sheet only. */
  readonly locked: boolean;
}

export interface CellEdit {
  readonly row: number;
  readonly column: number;
  /** Null empties the cell; its style stays. */
  readonly value: string | number | boolean | null;
  /** Index into `Styles.cells`; undefined: the cell keeps the style it has. */
  readonly style?: number;
}

export interface Table {
  readonly name: string;
  /** The part that holds it: `xl/tables/table1.xml`. */
  readonly part?: string;
  readonly box: Box;
  readonly headerRows: number;
  readonly totalsRows: number;
  /** Its filter hides rows. */
  readonly isFiltered?: boolean;
}

export interface ColumnLayout {
  readonly from: number;
  readonly to: number;
  /** In characters, as Excel counts; undefined: the sheet's default. */
  readonly width: number | undefined;
  readonly hidden: boolean;
  readonly style: number;
}

export interface Sheet {
  readonly name: string;
  /** The part that holds it: `xl/worksheets/sheet1.xml`. */
  readonly part: string;
  readonly hidden: boolean;
  /** The smallest box around every cell that holds something; null when there is none. */
  readonly usedRange: Box | null;
  cell(row: number, column: number): Cell;
  /** The cells of a row that the file names, left to right, blank ones with a style included. */
  cellsOf(row: number): readonly Cell[];
  readonly merges: readonly Box[];
  /** How many rows and columns stay in place. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly columns: readonly ColumnLayout[];
  readonly defaultColumnWidth: number;
  readonly defaultRowHeight: number;
  /** `height` in points; undefined: the default. */
  rowLayout(row: number): { readonly height: number | undefined; readonly hidden: boolean };
  readonly isProtected: boolean;
  readonly tables: readonly Table[];
  /** Ranges of array and data table formulas. */
  readonly arrays: readonly Box[];
  /** The sheet's XML as a tree, its cells left out: conditional formats, validations, views … */
  readonly around: XmlElement;
  /** Why a cell may not be written, in plain words; null when it may. */
  whyNot(row: number, column: number): string | null;
}

/** A sheet of a file. */
export interface FileSheet extends Sheet {
  /** A box's values, which of its cells are formulas, and their number formats; blank cells are `''`. */
  valuesIn(box: Box): Pick<SheetValues, 'values' | 'formulas' | 'formats'>;
}

/** A workbook held as the file it is: read through an index, changed one `<c>` at a time. */
export interface Xlsx {
  readonly sheets: readonly FileSheet[];
  sheet(name: string): FileSheet | undefined;
  readonly date1904: boolean;
  readonly styles: Styles;
  /** Names of all parts in the order of the file. */
  readonly parts: readonly string[];
  /** A part's text as it was opened; undefined when there is none. */
  part(name: string): string | undefined;
  /** Replaces a part that is there with another text (styles, a table, what is remembered); cells go by `setCells`. */
  setPart(name: string, text: string): void;
  /** The number of a style like another with a number format of its own; added to the workbook where there is none. */
  styleLike(style: number, format: string): number;
  /** A part's bytes as it was opened, for pictures. */
  bytes(name: string): Uint8Array | undefined;
  /** The targets of a part's relationships, by id: `{ rId1: { type, target } }`, target as a part's name. */
  relationsOf(part: string): ReadonlyMap<string, { readonly type: string; readonly target: string }>;
  /** All or none: throws XlsxRefusal when one of the cells may not be written. */
  setCells(sheet: string, edits: readonly CellEdit[]): void;
  /**
   * Works out the formulas that read a changed cell, directly or through others: `cell()` answers with their values and
   * `save()` writes them. What cannot be worked out is `left`, keeps its old value and stays stale.
   */
  recalculate(clock: SheetClock): Recalculation;
  /** Cells whose formulas read a changed cell, and were not worked out: their values are old until Excel recalculates. */
  isStale(sheet: string, row: number, column: number): boolean;
  /** The file with the changes: every part but those of changed cells, values of formulas and the recalculation flag byte for byte. */
  save(): Uint8Array;
}
