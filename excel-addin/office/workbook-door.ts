import type { Block, SheetValues } from '../../shared/workbook/sheet-values.ts';

/** Where the person is in the workbook; row and column counted from 1. */
export interface Selection {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** What we do to a workbook, and nothing else. `excel-workbook.ts` does it through Office.js. */
export interface WorkbookDoor {
  /** The active sheet's used range; undefined when the sheet is empty. */
  read(): Promise<SheetValues | undefined>;
  /**
   * Reads the named sheet and writes the blocks that `decide` answers with, in one run: what is decided is decided on
   * the sheet as it stands at the moment of writing. At most four syncs, whatever the size.
   */
  change<T>(sheet: string, decide: (seen: SheetValues) => { blocks: readonly Block[]; result: T }): Promise<T>;
  selection(): Promise<Selection>;
  /** Calls `listener` when the selection moves; the answer stops it. */
  onSelection(listener: (selection: Selection) => void): Promise<() => Promise<void>>;
}
