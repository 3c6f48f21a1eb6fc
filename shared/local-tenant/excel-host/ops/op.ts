import type { Box } from '../../../workbook/xlsx/types.ts';
import type { Look } from '../book/looks.ts';
import type { Axis } from '../structure/axis-change.ts';

/** What a cell is given. A formula goes without `=`; a value that is null empties the cell; neither: it only looks other. */
export interface CellInput {
  readonly row: number;
  readonly column: number;
  readonly value?: string | number | boolean | null;
  readonly formula?: string;
  readonly numberFormat?: string;
  /** The number of a style of the workbook, when a cell gets back what it looked like. */
  readonly style?: number;
}

export interface PageSetup {
  readonly orientation?: 'portrait' | 'landscape';
  /** The paper's number in the file: 9 is A4. */
  readonly paperSize?: number;
  readonly fitToWidth?: number;
  readonly fitToHeight?: number;
  readonly scale?: number;
  readonly centredAcross?: boolean;
  readonly titleRows?: readonly [from: number, to: number];
  readonly header?: Partial<Record<'left' | 'centre' | 'right', string>>;
  readonly footer?: Partial<Record<'left' | 'centre' | 'right', string>>;
}

/** One change to a workbook, as one person or program made it. Places are those of the workbook it was made on. */
export type Op =
  | { readonly kind: 'cells'; readonly sheet: string; readonly cells: readonly CellInput[] }
  | {
      readonly kind: 'insert';
      readonly sheet: string;
      readonly axis: Axis;
      readonly at: number;
      readonly count: number;
    }
  | { readonly kind: 'delete'; readonly sheet: string; readonly axis: Axis; readonly at: readonly number[] }
  /** The cells of these rows, between two columns, put into these same rows in another order: `rows[0]` comes first. */
  | {
      readonly kind: 'sort';
      readonly sheet: string;
      readonly rows: readonly number[];
      readonly left: number;
      readonly right: number;
    }
  /** Shows only rows in which the column shows one of the values; null shows all again. `box`: headings and rows. */
  | {
      readonly kind: 'filter';
      readonly sheet: string;
      readonly column: number;
      readonly values: readonly string[] | null;
      readonly box: Box;
    }
  | { readonly kind: 'look'; readonly sheet: string; readonly box: Box; readonly look: Look }
  | { readonly kind: 'merge'; readonly sheet: string; readonly box: Box; readonly across: boolean }
  /** Columns in characters, rows in points. */
  | {
      readonly kind: 'size';
      readonly sheet: string;
      readonly axis: Axis;
      readonly from: number;
      readonly to: number;
      readonly size: number;
    }
  | { readonly kind: 'freeze'; readonly sheet: string; readonly rows: number }
  | { readonly kind: 'page'; readonly sheet: string; readonly setup: PageSetup }
  | { readonly kind: 'add-sheet'; readonly sheet: string }
  | { readonly kind: 'delete-sheet'; readonly sheet: string }
  | { readonly kind: 'visibility'; readonly sheet: string; readonly isHidden: boolean }
  /** A column of a table: `at` counts from 0; null puts it last. The first value is its heading. */
  | {
      readonly kind: 'table-column';
      readonly sheet: string;
      readonly table: string;
      readonly at: number | null;
      readonly name: string | null;
      readonly values: readonly (string | number | boolean | null)[] | null;
    }
  /** A custom XML part, by the name of its part; null takes it away. */
  | { readonly kind: 'xml-part'; readonly part: string; readonly xml: string | null };

export type OpOf<Kind extends Op['kind']> = Extract<Op, { kind: Kind }>;
