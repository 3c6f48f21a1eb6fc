import type { Here } from './here.ts';
import { Area, FormulaError, type Scalar, toBoolean, toNumber, toText, type Value } from './values.ts';

/** The arguments of a call, worked out when they are asked for: IF never looks at the branch it does not take. */
export interface Args {
  readonly here: Here;
  readonly count: number;
  has(at: number): boolean;
  value(at: number): Value;
  scalar(at: number): Scalar;
}

/** A function of single values: in an array formula it is worked out cell by cell. Never sees an error. */
export interface EachFunction {
  readonly least: number;
  readonly most: number;
  readonly arrays?: boolean;
  each(values: readonly Scalar[], here: Here): Scalar;
}

/** A function of areas, or one that chooses which of its arguments it looks at. It throws a FormulaError as its answer. */
export interface AreaFunction {
  readonly least: number;
  readonly most: number;
  /** Its arguments are worked out as arrays wherever it stands. */
  readonly arrays?: boolean;
  of(args: Args): Value;
}

export type Functions = Readonly<Record<string, EachFunction | AreaFunction>>;

/** The value, or its error thrown: the answer of the function then. */
export const sure = <T>(value: T | FormulaError): T => {
  if (value instanceof FormulaError) throw value;
  return value;
};

export const numberAt = (args: Args, at: number, otherwise?: number): number =>
  otherwise !== undefined && !args.has(at) ? otherwise : sure(toNumber(args.scalar(at)));

export const textAt = (args: Args, at: number): string => sure(toText(args.scalar(at)));

export const booleanAt = (args: Args, at: number, otherwise?: boolean): boolean =>
  otherwise !== undefined && !args.has(at) ? otherwise : sure(toBoolean(args.scalar(at)));

export const areaAt = (args: Args, at: number): Area => {
  const value = args.value(at);
  return value instanceof Area ? value : new Area(1, 1, () => [value]);
};

/** Numbers of an area, errors thrown; texts, blanks and TRUE in cells are no numbers. */
export const numbersOf = (area: Area): number[] => {
  const numbers: number[] = [];
  for (const cell of area.cells) {
    if (typeof cell === 'number') numbers.push(cell);
    else if (cell instanceof FormulaError) throw cell;
  }
  return numbers;
};

/** All numbers of the arguments from one on: of cells those that are numbers, of what is written in the formula any. */
export const numbersFrom = (args: Args, from = 0): number[] => {
  const numbers: number[] = [];
  for (let at = from; at < args.count; at++) {
    const value = args.value(at);
    if (value instanceof Area) for (const number of numbersOf(value)) numbers.push(number);
    else if (args.has(at)) numbers.push(sure(toNumber(value)));
  }
  return numbers;
};
