import type { NewColumn } from '../../shared/workbook/new-columns.ts';
import type { Block, SheetValues } from '../../shared/workbook/sheet-values.ts';
import type { SheetDraft } from './sheet-draft.ts';

/** Where the person is in the workbook; row and column counted from 1. */
export interface Selection {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** A sheet as it stands and the text of the workbook's own memory; `values` undefined: the sheet is empty. */
export interface SeenSheet {
  readonly name: string;
  /** The names of all sheets of the workbook. */
  readonly sheets: readonly string[];
  readonly values: SheetValues | undefined;
  readonly memory: string | undefined;
}

export interface Written<T> {
  readonly blocks: readonly Block[];
  /** The memory's new text; absent: it stays. */
  readonly memory?: string | undefined;
  readonly result: T;
}

/** Columns to put into a sheet: side by side, right of column `after`. */
export interface ColumnsToAdd<T> {
  readonly headingRow: number;
  readonly lastRow: number;
  readonly after: number;
  /** False: nothing stands right of `after`; true: what stands there moves to the right. */
  readonly isBetween: boolean;
  readonly columns: readonly NewColumn[];
  readonly memory: string;
  readonly result: T;
}

/** What we do to a workbook, and nothing else. `excel-workbook.ts` does it through Office.js. */
export interface WorkbookDoor {
  /** The named sheet, or the one in front of the person. */
  read(sheet?: string): Promise<SeenSheet>;
  /**
   * Reads the named sheet and writes the blocks that `decide` answers with, in one run: what is decided is decided on
   * the sheet as it stands at the moment of writing, again when somebody changed it in between. At most four syncs,
   * whatever the size.
   */
  change<T>(sheet: string, decide: (seen: SeenSheet) => Written<T>): Promise<T>;
  /** Puts new columns into the named sheet, empty but for their headings. */
  addColumns<T>(sheet: string, decide: (seen: SeenSheet) => ColumnsToAdd<T>): Promise<T>;
  /** Selects the cell that `find` names on the sheet as it stands; false when it names none. */
  goTo(sheet: string, find: (seen: SeenSheet) => { row: number; column: number } | undefined): Promise<boolean>;
  /** Makes a sheet and shows it. `replace`: one of that name goes; otherwise the answer is false when there is one. */
  make(draft: SheetDraft, replace: boolean): Promise<boolean>;
  hasSheet(name: string): Promise<boolean>;
  /** The name of the sheet in front of the person. */
  activeSheet(): Promise<string>;
  selection(): Promise<Selection>;
  /** Calls `listener` when the selection moves; the answer stops it. */
  onSelection(listener: (selection: Selection) => void): Promise<() => Promise<void>>;
  /** Calls `listener` when somebody, here or elsewhere, changes the sheet; never for what the pane writes. */
  onChange(sheet: string, listener: () => void): Promise<() => Promise<void>>;
}
