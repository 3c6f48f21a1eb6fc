import { dayNumber } from './calc/day-number.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { SheetFormulas } from './sheet-formulas.ts';
import { shownText } from './shown.ts';
import type { Styles } from './styles.ts';
import type { Cell, CellEdit, Table } from './types.ts';

export interface SheetSource {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
  readonly text: string;
  /** What the text was read from. */
  readonly bytes: Uint8Array | undefined;
  readonly tables: readonly Table[];
  readonly strings: SharedStrings;
  /** As they are now: a style may be added while the sheet is open. */
  readonly styles: () => Styles;
  readonly date1904: boolean;
}

export type Held = Pick<Cell, 'kind' | 'value'>;

export const blank: Held = { kind: 'blank', value: null };

/** A cell as it was read. What takes a while (its shown text, its formula) is worked out when it is asked for. */
export class SheetCell implements Cell {
  readonly row: number;
  readonly column: number;
  readonly kind: Cell['kind'];
  readonly value: Cell['value'];
  readonly style: number;
  readonly #source: SheetSource;
  readonly #formulas: SheetFormulas | undefined;

  constructor(
    source: SheetSource,
    row: number,
    column: number,
    { kind, value }: Held,
    style: number,
    formulas: SheetFormulas | undefined,
  ) {
    this.#source = source;
    this.row = row;
    this.column = column;
    this.kind = kind;
    this.value = value;
    this.style = style;
    this.#formulas = formulas;
  }

  get formula(): string | null {
    return this.#formulas === undefined ? null : this.#formulas.textAt(this.row, this.column);
  }

  get shown(): string {
    const { styles, date1904 } = this.#source;
    return shownText(this.value, styles().cells[this.style]?.format ?? 'General', date1904);
  }

  get locked(): boolean {
    return this.#source.styles().cells[this.style]?.locked ?? true;
  }
}

export const ofNumber = (value: number): Held => (Number.isNaN(value) ? blank : { kind: 'number', value });
export const ofText = (value: string): Held => (value === '' ? blank : { kind: 'text', value });

const written = /^(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?Z?$/;

/** A day, a time of day or both as a strict workbook writes them out (`t="d"`). */
export const ofDay = (value: string, date1904: boolean): Held => {
  const found = written.exec(value.trim());
  if (found === null) return ofText(value);
  const [year, month, day, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  const whole = found[1] === undefined ? 0 : dayNumber(year!, month!, day!, date1904, true);
  if (whole === undefined || value.trim() === '') return ofText(value);
  return ofNumber(whole + ((hours! * 60 + minutes!) * 60 + seconds!) / 86_400);
};

export const ofEdit = (edit: CellEdit | undefined): Held => {
  if (edit === undefined || edit.value === null) return blank;
  const { value } = edit;
  if (typeof value === 'string') return { kind: 'text', value };
  return { kind: typeof value === 'number' ? 'number' : 'boolean', value };
};
