import type { CellValue } from '../../shared/workbook/sheet-values.ts';

/** How a rectangle of a new sheet looks; rows and columns counted from 1. */
export interface DraftArea {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly bold?: true;
  readonly italic?: true;
  /** In points. */
  readonly size?: number;
  readonly colour?: string;
  readonly fill?: string;
  readonly wrap?: true;
  readonly align?: 'Left' | 'Center' | 'Right';
  readonly format?: string;
  readonly underline?: string;
  readonly isMerged?: true;
}

/** A value, or a day by Excel's usual number; a workbook that counts from 1904 gets its own. */
export type DraftCell = CellValue | { readonly day: number };

/** A sheet that the desk makes anew: values, looks, and how it is printed. It holds no formula and no link. */
export interface SheetDraft {
  readonly name: string;
  readonly rows: readonly (readonly DraftCell[])[];
  /** Widths of the columns in points. */
  readonly widths: readonly number[];
  readonly areas: readonly DraftArea[];
  readonly frozenRows: number;
  readonly print?: {
    readonly orientation: 'Portrait' | 'Landscape';
    /** Rows repeated on each page: `$1:$2`. */
    readonly titleRows: string;
    readonly left: string;
    readonly right: string;
  };
}
