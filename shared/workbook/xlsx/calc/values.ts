import { shownText } from '../shown.ts';
import { dayNumber } from './day-number.ts';

/** An error as a value: formulas hand it on. One object a code, so that two may be compared. */
export class FormulaError {
  readonly code: string;
  private constructor(code: string) {
    this.code = code;
  }

  static readonly #known = new Map<string, FormulaError>();
  static of(code: string): FormulaError {
    const known = FormulaError.#known.get(code);
    if (known !== undefined) return known;
    const error = new FormulaError(code);
    FormulaError.#known.set(code, error);
    return error;
  }
}

export const errors = {
  divide: FormulaError.of('#DIV/0!'),
  notAvailable: FormulaError.of('#N/A'),
  number: FormulaError.of('#NUM!'),
  reference: FormulaError.of('#REF!'),
  value: FormulaError.of('#VALUE!'),
} as const;

/** What one cell can hold; null is blank. */
export type Scalar = number | string | boolean | null | FormulaError;

/** A formula that is not worked out: its cell keeps its old value. `message` says why. */
export class NotWorkedOut extends Error {
  /** For a formula that reads one that was not worked out. */
  from(): NotWorkedOut {
    const start = 'it reads a formula that was not worked out: ';
    return this.message.startsWith(start) ? this : new NotWorkedOut(start + this.message);
  }
}

/** True where the stack was full: a formula of thousands of signs in a row, at the end of a long chain. */
export const isStackFull = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/i.test(error.message);

/** Where an area lies: `sheet` counted from 0 in the workbook's order. */
export interface Place {
  readonly sheet: number;
  readonly top: number;
  readonly left: number;
}

/** A rectangle of values: a range of cells (it has a place) or what a formula made of one. Cells are read when asked for. */
export class Area {
  readonly height: number;
  readonly width: number;
  readonly place: Place | undefined;
  /** A whole column or row, of which only the used part is held. */
  readonly isCut: boolean;
  readonly #read: () => readonly Scalar[];
  #cells: readonly Scalar[] | undefined;

  constructor(height: number, width: number, read: () => readonly Scalar[], place?: Place, isCut = false) {
    this.height = height;
    this.width = width;
    this.#read = read;
    this.place = place;
    this.isCut = isCut;
  }

  static of(rows: readonly (readonly Scalar[])[]): Area {
    return new Area(rows.length, rows[0]?.length ?? 0, () => rows.flat());
  }

  /** Row by row. */
  get cells(): readonly Scalar[] {
    this.#cells ??= this.#read();
    return this.#cells;
  }

  /** Rows and columns counted from 0. */
  at(row: number, column: number): Scalar {
    return this.cells[row * this.width + column] ?? null;
  }
}

export type Value = Scalar | Area;

export const isError = (value: Value): value is FormulaError => value instanceof FormulaError;

/** A number as a formula joins it to text: up to fifteen digits, no exponent for what can be written out. */
export const textOfNumber = (value: number): string => {
  const rounded = Number(value.toPrecision(15));
  const size = Math.abs(rounded);
  if (size !== 0 && (size >= 1e21 || size < 1e-9))
    return rounded
      .toExponential()
      .replace(/e([+-])(\d)$/, 'E$10$2')
      .replace('e', 'E');
  return size < 1e-6 && size !== 0 ? rounded.toFixed(20).replace(/0+$/, '') : String(rounded);
};

export const toText = (value: Scalar): string | FormulaError => {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') return textOfNumber(value);
  return typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : value;
};

const numberText = /^([+-]?)\s*£?\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*(%?)$/i;
const dayText = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$|^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads a text as the number a person means by it: `12`, `1,250`, `£4.50`, `91.2%`, `10/03/2026` (day first). */
export const numberOfText = (text: string, date1904 = false): number | undefined => {
  const trimmed = text.trim();
  const number = numberText.exec(trimmed);
  if (number !== null) {
    const size = Number(`${number[2]!.replaceAll(',', '')}${number[3] ?? ''}`);
    const signed = number[1] === '-' ? -size : size;
    return number[4] === '%' ? signed / 100 : signed;
  }
  const day = dayText.exec(trimmed);
  if (day === null) return undefined;
  const [year, month, date] = (day[4] === undefined ? [day[3], day[2], day[1]] : [day[4], day[5], day[6]]).map(Number);
  return dayNumber(year! < 100 ? year! + (year! < 30 ? 2000 : 1900) : year!, month!, date!, date1904, true);
};

export const toNumber = (value: Scalar): number | FormulaError => {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' ? (numberOfText(value) ?? errors.value) : value;
};

export const toBoolean = (value: Scalar): boolean | FormulaError => {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return value;
  const text = value.trim().toUpperCase();
  return text === 'TRUE' ? true : text === 'FALSE' ? false : errors.value;
};

/** What differs only beyond the fifteenth digit is the same number: 0.1+0.2 is 0.3. */
export const compareNumbers = (a: number, b: number): number => {
  const difference = a - b;
  if (difference === 0) return 0;
  if (Math.abs(difference) <= Math.abs(a) * 1e-14 && Number(a.toPrecision(15)) === Number(b.toPrecision(15))) return 0;
  return difference < 0 ? -1 : 1;
};

const rankOf = (value: Scalar): number => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);

/** Numbers before texts before TRUE and FALSE; texts without regard to case; a blank is whatever it is compared with. */
export const compare = (a: Scalar, b: Scalar): number => {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  const like = (other: Scalar): Scalar => (typeof other === 'string' ? '' : typeof other === 'boolean' ? false : 0);
  const [left, right] = [a === null ? like(b) : a, b === null ? like(a) : b];
  const ranks = rankOf(left) - rankOf(right);
  if (ranks !== 0) return ranks;
  if (typeof left === 'number') return compareNumbers(left, right as number);
  if (typeof left === 'string') {
    const [one, other] = [left.toLowerCase(), (right as string).toLowerCase()];
    return one === other ? 0 : one < other ? -1 : 1;
  }
  return Number(left) - Number(right);
};

/** Exponents, fractions, conditions, minutes beyond the hour, thousands cut off: `shownText` only comes near to these. */
const isRare = (format: string): boolean =>
  /E[+-]0|\?\/|\[(?:[<>=]|m+\]|s+\])|[0#?],+(?![0#?,])|.general|general./i.test(format.replace(/"[^"]*"|\\./g, ''));

/** As `TEXT` shows it. */
export const formatted = (value: Scalar, format: string, date1904: boolean): string | FormulaError => {
  if (value instanceof FormulaError) return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (isRare(format)) throw new NotWorkedOut(`TEXT in the format ${format} is not worked out here`);
  const number = typeof value === 'string' ? numberOfText(value, date1904) : (value ?? 0);
  return number === undefined ? String(value) : shownText(number, format === '' ? ';' : format, date1904);
};
