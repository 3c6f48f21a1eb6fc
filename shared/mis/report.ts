/** Something of a file that was refused or needs a look. `line` null: the whole file. */
export interface Remark {
  readonly file: string;
  /** The physical line (sheet row) where the record begins, the first being 1. */
  readonly line: number | null;
  /** The heading as written. */
  readonly column: string | null;
  readonly value: string | null;
  readonly why: string;
}

/** What became of one file. `rows = accepted + refused`, always. */
export interface FileCount {
  readonly file: string;
  readonly kind: string;
  readonly encoding: string;
  readonly rows: number;
  readonly accepted: number;
  readonly refused: number;
  readonly skipped: number;
}

/** The JSON of `desk import`. */
export interface ImportReport {
  readonly source: string;
  readonly files: readonly FileCount[];
  readonly refused: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly pupils: number;
  readonly registers: number;
  readonly marks: number;
  readonly changed: number;
  /** Certificates of attendance that became void by it; absent: none. */
  readonly voided?: number;
  /** Whether what was accepted is kept now. */
  readonly saved: boolean;
  /** Whether anything had to be written for it: false when all of it was there already. */
  readonly written: boolean;
}

/** The report of an import that had nothing to read, or that was refused before it read anything. */
export const nothingRead = (refused: readonly Remark[] = []): ImportReport => ({
  source: '',
  files: [],
  refused,
  warnings: [],
  pupils: 0,
  registers: 0,
  marks: 0,
  changed: 0,
  saved: false,
  written: false,
});
