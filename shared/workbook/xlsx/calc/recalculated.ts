import type { IsoDate } from '../../../vocabulary/session.ts';
import { cellKey } from '../address.ts';
import { dayNumberOfIso } from '../shown.ts';
import type { CellKind } from '../types.ts';
import { Dependants, deepest } from './dependants.ts';
import { evaluate } from './evaluate.ts';
import { type Formula, type FormulaBook, type FormulaIndex, indexFormulas } from './formulas.ts';
import type { Book } from './here.ts';
import { single } from './lift.ts';
import type { AreaRead } from './tree.ts';
import { Area, errors, FormulaError, isStackFull, NotWorkedOut, type Scalar, type Value } from './values.ts';

/** A cell of the workbook by its sheet's name. */
export interface CellPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** The cells of each sheet, by its name in whatever case, that have another value; `all`: every cell may have. */
export type Changed = ReadonlyMap<string, Iterable<Omit<CellPlace, 'sheet'>>> | 'all';

/** What the school's clock says, for TODAY() and NOW(): `2026-03-10`, `09:16`. */
export interface SheetClock {
  readonly on: IsoDate;
  readonly time?: string;
}

export interface CellResult extends CellPlace {
  readonly kind: CellKind;
  readonly value: string | number | boolean;
}

export interface Recalculation {
  /** Every cell that was worked out, whether or not its value differs from what stood there. */
  readonly values: readonly CellResult[];
  /** Formulas that read a changed cell and were not worked out: what they show is old. */
  readonly left: readonly (CellPlace & { readonly why: string })[];
}

/** What a formula is while it is worked out: who asks for it then goes round in a circle. */
const circle = new NotWorkedOut('it goes round in a circle');

/** Not kept: begun from its other end, the chain may be short enough. */
const tooLong = new NotWorkedOut('too long a chain of formulas leads to it');

class Working implements Book {
  readonly date1904: boolean;
  readonly today: number;
  readonly time: number;
  readonly #book: FormulaBook;
  readonly #index: FormulaIndex;
  readonly #dependants: Dependants;
  /** By a formula's number. */
  readonly #results: (Value | NotWorkedOut | undefined)[];
  readonly #areas = new Map<string, Area>();
  /** The same by the object itself: copies of a formula share the ranges that do not move. */
  readonly #ranges = new Map<AreaRead, Area>();
  #depth = 0;

  constructor(book: FormulaBook, index: FormulaIndex, dependants: Dependants, clock: SheetClock) {
    this.#book = book;
    this.#index = index;
    this.#results = new Array<Value | NotWorkedOut | undefined>(index.all.length).fill(undefined);
    this.#dependants = dependants;
    this.date1904 = book.date1904;
    this.today = dayNumberOfIso(clock.on, book.date1904);
    const [hours = 0, minutes = 0] = (clock.time ?? '').split(':').map(Number);
    this.time = (hours * 60 + minutes) / 1440;
  }

  /** A formula's values, or why there are none. Other formulas that it reads are worked out first. */
  resultOf(formula: Formula): Value | NotWorkedOut {
    const known = this.#results[formula.number];
    if (known !== undefined) return known;
    if (this.#depth > deepest) return tooLong;
    this.#results[formula.number] = circle;
    this.#depth += 1;
    let result: Value | NotWorkedOut = tooLong;
    try {
      result = this.#work(formula);
    } finally {
      this.#depth -= 1;
      this.#results[formula.number] = result === tooLong ? undefined : result;
    }
    return result;
  }

  /** Works all out in their order; where a chain leads down the sheet for too long, from its end. */
  all(formulas: readonly Formula[]): void {
    const stuck = formulas.findIndex((formula) => this.resultOf(formula) === tooLong);
    if (stuck >= 0) for (let at = formulas.length - 1; at > stuck; at--) this.resultOf(formulas[at]!);
  }

  #work(formula: Formula): Value | NotWorkedOut {
    const { parsed, why, sheet, row, column, array, down } = formula;
    if (parsed === undefined) return new NotWorkedOut(why);
    const here = { book: this, sheet, row, column, down, isArray: array !== undefined };
    try {
      const value = evaluate(parsed.tree, here);
      if (array === undefined) return single(value, here) ?? 0;
      return value instanceof Area ? fitting(value, array.bottom - array.top + 1, array.right - array.left + 1) : value;
    } catch (error) {
      if (error instanceof NotWorkedOut) return error;
      if (isStackFull(error)) return tooLong;
      throw error;
    }
  }

  cell(sheet: number, row: number, column: number): Scalar {
    const formula = this.#index.sheets[sheet]!.byCell.get(cellKey(row, column));
    if (formula !== undefined && this.#dependants.isDependant(formula)) {
      const result = this.resultOf(formula);
      if (result instanceof NotWorkedOut) throw result === tooLong ? result : result.from();
      return partOf(formula, result, row, column);
    }
    const { kind, value } = this.#book.sheets[sheet]!.held(row, column);
    return kind === 'error' ? FormulaError.of(String(value)) : value;
  }

  area(range: AreaRead): Area {
    const seen = this.#ranges.get(range);
    if (seen !== undefined) return seen;
    const area = this.#area(range);
    this.#ranges.set(range, area);
    return area;
  }

  #area({ sheet, box }: AreaRead): Area {
    const { top, left } = box;
    const place = { sheet, top, left };
    if (top === box.bottom && left === box.right) return new Area(1, 1, () => [this.cell(sheet, top, left)], place);
    const key = `${sheet} ${top} ${left} ${box.bottom} ${box.right}`;
    const known = this.#areas.get(key);
    if (known !== undefined) return known;
    const used = this.#book.sheets[sheet]!.usedRange;
    const isCut = box.bottom === 1_048_576 || box.right === 16_384;
    const bottom = isCut ? Math.max(top, Math.min(box.bottom, used?.bottom ?? top)) : box.bottom;
    const right = isCut ? Math.max(left, Math.min(box.right, used?.right ?? left)) : box.right;
    const [height, width] = [bottom - top + 1, right - left + 1];
    const read = (): Scalar[] => {
      if (height * width > 2_000_000) throw new NotWorkedOut('it reads too many cells');
      const cells: Scalar[] = [];
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++) cells.push(this.cell(sheet, row, column));
      return cells;
    };
    const area = new Area(height, width, read, place, isCut);
    this.#areas.set(key, area);
    return area;
  }

  sheetOf(name: string): number | undefined {
    const at = this.#book.sheets.findIndex((sheet) => sheet.name.toLowerCase() === name);
    return at < 0 ? undefined : at;
  }

  isHidden(sheet: number, row: number): boolean {
    return this.#book.sheets[sheet]!.rowLayout(row).hidden;
  }

  isFiltered(sheet: number, row: number): boolean {
    return this.isHidden(sheet, row) && this.#book.sheets[sheet]!.isFiltered(row);
  }

  isSubtotal(sheet: number, row: number, column: number): boolean {
    return /\bSUBTOTAL\s*\(/i.test(this.#index.sheets[sheet]!.byCell.get(cellKey(row, column))?.text ?? '');
  }
}

/** An array formula's values over its own cells; where they would spill over more or fewer, they are not worked out. */
const fitting = (value: Area, height: number, width: number): Area => {
  const fits = (size: number, room: number): boolean => size === room || size === 1;
  if (!fits(value.height, height) || !fits(value.width, width))
    throw new NotWorkedOut('its values would fill other cells than before');
  // Read now, so that what cannot be worked out is known.
  void value.cells;
  return value;
};

const partOf = ({ array }: Formula, value: Value, row: number, column: number): Scalar => {
  if (!(value instanceof Area)) return value;
  const [down, across] = [row - (array?.top ?? row), column - (array?.left ?? column)];
  return value.at(value.height === 1 ? 0 : down, value.width === 1 ? 0 : across);
};

const resultIn = (sheet: string, row: number, column: number, result: Scalar): CellResult => {
  const value = result instanceof FormulaError ? result.code : (result ?? 0);
  if (result instanceof FormulaError) return { sheet, row, column, kind: 'error', value };
  if (typeof value === 'string') return { sheet, row, column, kind: 'text', value };
  if (typeof value === 'boolean') return { sheet, row, column, kind: 'boolean', value };
  // No minus before nothing.
  return Number.isFinite(value)
    ? { sheet, row, column, kind: 'number', value: value === 0 ? 0 : value }
    : { sheet, row, column, kind: 'error', value: errors.number.code };
};

const dependantsIn = (book: FormulaBook, changed: Changed, index: FormulaIndex): Dependants => {
  if (changed === 'all') return new Dependants(index, undefined);
  const bySheet = new Map([...changed].map(([name, cells]) => [name.toLowerCase(), cells]));
  return new Dependants(
    index,
    book.sheets.map(({ name }) => bySheet.get(name.toLowerCase()) ?? []),
  );
};

/** The cells that a formula fills, one after another. */
const eachCell = ({ row, column, array }: Formula, take: (row: number, column: number) => void): void => {
  if (array === undefined) {
    take(row, column);
    return;
  }
  for (let y = array.top; y <= array.bottom; y++) for (let x = array.left; x <= array.right; x++) take(y, x);
};

/** The cells whose formulas read a changed cell, directly or through others: what they show is old. */
export const dependantsOf = (
  book: FormulaBook,
  changed: Changed,
  index: FormulaIndex = indexFormulas(book),
): readonly CellPlace[] => {
  const dependants = dependantsIn(book, changed, index);
  const places: CellPlace[] = [];
  for (const formula of index.all)
    if (dependants.isDependant(formula))
      eachCell(formula, (row, column) => places.push({ sheet: book.sheets[formula.sheet]!.name, row, column }));
  return places;
};

/**
 * Works out the formulas that read a changed cell, directly or through others (`all`: every formula), and changes
 * nothing. `index`: kept from an earlier call, for as long as no formula, name or table has changed.
 */
export const recalculated = (
  book: FormulaBook,
  changed: Changed,
  clock: SheetClock,
  index: FormulaIndex = indexFormulas(book),
): Recalculation => {
  const dependants = dependantsIn(book, changed, index);
  const working = new Working(book, index, dependants, clock);
  const values: CellResult[] = [];
  const left: (CellPlace & { why: string })[] = [];
  const work = (formula: Formula): void => {
    const sheet = book.sheets[formula.sheet]!.name;
    const result = working.resultOf(formula);
    eachCell(formula, (row, column) => {
      if (result instanceof NotWorkedOut) left.push({ sheet, row, column, why: result.message });
      else values.push(resultIn(sheet, row, column, partOf(formula, result, row, column)));
    });
  };
  const old = index.all.filter((formula) => dependants.isDependant(formula));
  working.all(old);
  for (const formula of old) work(formula);
  return { values, left };
};
