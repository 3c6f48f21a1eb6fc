import type { FileCount, Remark } from './report.ts';

/** Counts what becomes of one file's rows, so that `rows = accepted + refused` cannot fail to hold. */
export class FileTally {
  readonly file: string;
  readonly kind: string;
  encoding = 'unknown';
  skipped = 0;
  #accepted = 0;
  #refusedRows = 0;
  #whole: Remark | undefined;
  readonly #refused: Remark[] = [];
  readonly #warnings: Remark[] = [];

  constructor(file: string, kind: string) {
    this.file = file;
    this.kind = kind;
  }

  accept(rows = 1): void {
    this.#accepted += rows;
  }

  refuse(line: number, column: string | null, value: string | null, why: string): void {
    this.#refusedRows++;
    this.#refused.push({ file: this.file, line, column, value, why });
  }

  /** Refuses a row that had been accepted: a later row contradicts it. */
  takeBack(line: number, column: string | null, value: string | null, why: string): void {
    this.#accepted--;
    this.refuse(line, column, value, why);
  }

  warn(line: number | null, column: string | null, value: string | null, why: string): void {
    this.#warnings.push({ file: this.file, line, column, value, why });
  }

  /** Nothing of the file is kept; `rows` are all that it has. */
  refuseWhole(why: string, rows = this.#accepted + this.#refusedRows): void {
    this.#whole = { file: this.file, line: null, column: null, value: null, why };
    this.#accepted = 0;
    this.#refusedRows = rows;
  }

  get isRefusedWhole(): boolean {
    return this.#whole !== undefined;
  }

  get refused(): readonly Remark[] {
    return this.#whole ? [this.#whole] : [...this.#refused].sort((a, b) => a.line! - b.line!);
  }

  get warnings(): readonly Remark[] {
    return this.#whole ? [] : this.#warnings;
  }

  get count(): FileCount {
    return {
      file: this.file,
      kind: this.kind,
      encoding: this.encoding,
      rows: this.#accepted + this.#refusedRows,
      accepted: this.#accepted,
      refused: this.#refusedRows,
      skipped: this.skipped,
    };
  }
}
