import type { EachFunction, Functions } from '../args.ts';
import { errors, isError, type Scalar, toNumber } from '../values.ts';

/** A function of numbers alone. */
const ofNumbers = (least: number, most: number, of: (...numbers: number[]) => Scalar): EachFunction => ({
  least,
  most,
  each: (values) => {
    const numbers: number[] = [];
    for (const value of values) {
      const number = toNumber(value);
      if (isError(number)) return number;
      numbers.push(number);
    }
    return of(...numbers);
  },
});

/** Rounds the decimal that was meant, not its binary neighbour, as shown texts are rounded. */
const rounded = (value: number, places: number, round: (size: number) => number): number => {
  const at = Math.trunc(places);
  const size = Number(Math.abs(value).toPrecision(15));
  const scaled = Number(`${size}e${at}`);
  if (!Number.isFinite(scaled)) return value;
  const whole = round(Number(scaled.toPrecision(15)));
  const back = Number(`${whole}e${-at}`);
  const result = Number.isFinite(back) ? back : whole / 10 ** at;
  return value < 0 ? 0 - result : result;
};

const modulo = (value: number, by: number): Scalar => {
  if (by === 0) return errors.divide;
  const rest = value - by * Math.floor(value / by);
  return Number(rest.toPrecision(15));
};

/** To the nearest multiple; Excel's CEILING and FLOOR take a sign only where both have it. */
const multiple = (value: number, of: number, round: (size: number) => number): Scalar => {
  if (of === 0) return 0;
  if (value > 0 && of < 0) return errors.number;
  const times = Number((value / of).toPrecision(15));
  return Number((round(times) * of).toPrecision(15));
};

export const maths: Functions = {
  ROUND: ofNumbers(2, 2, (value, places) => rounded(value!, places!, (size) => Math.round(size))),
  ROUNDUP: ofNumbers(2, 2, (value, places) => rounded(value!, places!, Math.ceil)),
  ROUNDDOWN: ofNumbers(2, 2, (value, places) => rounded(value!, places!, Math.floor)),
  TRUNC: ofNumbers(1, 2, (value, places = 0) => rounded(value!, places, Math.floor)),
  INT: ofNumbers(1, 1, (value) => Math.floor(Number(value!.toPrecision(15)))),
  ABS: ofNumbers(1, 1, (value) => Math.abs(value!)),
  SIGN: ofNumbers(1, 1, (value) => Math.sign(value!)),
  MOD: ofNumbers(2, 2, (value, by) => modulo(value!, by!)),
  QUOTIENT: ofNumbers(2, 2, (value, by) => (by === 0 ? errors.divide : Math.trunc(value! / by!))),
  CEILING: ofNumbers(2, 2, (value, of) => multiple(value!, of!, Math.ceil)),
  FLOOR: ofNumbers(2, 2, (value, of) => multiple(value!, of!, Math.floor)),
  MROUND: ofNumbers(2, 2, (value, of) =>
    value! * of! < 0 ? errors.number : multiple(value!, of!, (times) => Math.round(times)),
  ),
  SQRT: ofNumbers(1, 1, (value) => (value! < 0 ? errors.number : Math.sqrt(value!))),
  POWER: ofNumbers(2, 2, (value, by) => (value === 0 && by === 0 ? errors.number : value! ** by!)),
  EXP: ofNumbers(1, 1, (value) => Math.exp(value!)),
  LN: ofNumbers(1, 1, (value) => (value! <= 0 ? errors.number : Math.log(value!))),
  LOG10: ofNumbers(1, 1, (value) => (value! <= 0 ? errors.number : Math.log10(value!))),
  PI: { least: 0, most: 0, each: () => Math.PI },
  ISEVEN: ofNumbers(1, 1, (value) => Math.trunc(value!) % 2 === 0),
  ISODD: ofNumbers(1, 1, (value) => Math.trunc(value!) % 2 !== 0),
  N: {
    least: 1,
    most: 1,
    each: ([value]) => (typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : 0),
  },
};
