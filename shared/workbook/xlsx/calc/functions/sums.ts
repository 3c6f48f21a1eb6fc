import { type Args, areaAt, type Functions, numberAt, numbersFrom } from '../args.ts';
import { Area, errors, FormulaError, NotWorkedOut, type Value } from '../values.ts';

/** Adds as a careful person does, so that a thousand tenths are a hundred. */
export const sum = (numbers: readonly number[]): number => {
  let [total, lost] = [0, 0];
  for (const number of numbers) {
    const next = total + number;
    lost += Math.abs(total) >= Math.abs(number) ? total - next + number : number - next + total;
    total = next;
  }
  return total + lost;
};

export const mean = (numbers: readonly number[]): number => {
  if (numbers.length === 0) throw errors.divide;
  return sum(numbers) / numbers.length;
};

const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0);
const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0);

const spread = (numbers: readonly number[], ofAll: boolean): number => {
  if (numbers.length < (ofAll ? 1 : 2)) throw errors.divide;
  const middle = mean(numbers);
  return Math.sqrt(sum(numbers.map((number) => (number - middle) ** 2)) / (numbers.length - (ofAll ? 0 : 1)));
};

/** How many of the arguments' values pass. */
const count = (args: Args, passes: (value: Value, isCell: boolean) => boolean): number => {
  let found = 0;
  for (let at = 0; at < args.count; at++) {
    const value = args.value(at);
    if (value instanceof Area) for (const cell of value.cells) found += passes(cell, true) ? 1 : 0;
    else found += passes(value, false) ? 1 : 0;
  }
  return found;
};

const sumProduct = (args: Args): Value => {
  const areas = Array.from({ length: args.count }, (_, at) => areaAt(args, at));
  const { height, width } = areas[0]!;
  if (areas.some((area) => area.height !== height || area.width !== width)) return errors.value;
  const products: number[] = [];
  for (let at = 0; at < height * width; at++) {
    let product = 1;
    for (const { cells } of areas) {
      const cell = cells[at] ?? null;
      if (cell instanceof FormulaError) return cell;
      product *= typeof cell === 'number' ? cell : 0;
    }
    products.push(product);
  }
  return sum(products);
};

const ways: readonly ((numbers: readonly number[], filled: number) => number)[] = [
  mean,
  (numbers) => numbers.length,
  (_, filled) => filled,
  most,
  least,
  (numbers) => numbers.reduce((product, number) => product * number, 1),
  (numbers) => spread(numbers, false),
  (numbers) => spread(numbers, true),
  sum,
];

/** 1 to 9 leave out rows that a filter hides, 101 to 109 any hidden row; other subtotals are never counted twice. */
const subtotal = (args: Args): Value => {
  const { book } = args.here;
  const way = Math.trunc(numberAt(args, 0));
  const work = ways[(way > 100 ? way - 100 : way) - 1];
  if (work === undefined) throw new NotWorkedOut(`SUBTOTAL ${way} is not worked out here`);
  const numbers: number[] = [];
  let filled = 0;
  for (let at = 1; at < args.count; at++) {
    const area = args.value(at);
    if (!(area instanceof Area) || area.place === undefined) return errors.value;
    const { sheet, top, left } = area.place;
    for (let row = 0; row < area.height; row++) {
      const isLeftOut = way > 100 ? book.isHidden(sheet, top + row) : book.isFiltered(sheet, top + row);
      if (isLeftOut) continue;
      for (let column = 0; column < area.width; column++) {
        const cell = area.at(row, column);
        if (cell === null || book.isSubtotal(sheet, top + row, left + column)) continue;
        if (cell instanceof FormulaError) throw cell;
        filled += 1;
        if (typeof cell === 'number') numbers.push(cell);
      }
    }
  }
  return work(numbers, filled);
};

export const sums: Functions = {
  SUM: { least: 1, most: 255, of: (args) => sum(numbersFrom(args)) },
  PRODUCT: {
    least: 1,
    most: 255,
    of: (args) => {
      const numbers = numbersFrom(args);
      return numbers.length === 0 ? 0 : numbers.reduce((product, number) => product * number, 1);
    },
  },
  SUMPRODUCT: { least: 1, most: 255, arrays: true, of: sumProduct },
  SUMSQ: { least: 1, most: 255, of: (args) => sum(numbersFrom(args).map((number) => number * number)) },
  AVERAGE: { least: 1, most: 255, of: (args) => mean(numbersFrom(args)) },
  MIN: { least: 1, most: 255, of: (args) => least(numbersFrom(args)) },
  MAX: { least: 1, most: 255, of: (args) => most(numbersFrom(args)) },
  STDEV: { least: 1, most: 255, of: (args) => spread(numbersFrom(args), false) },
  'STDEV.S': { least: 1, most: 255, of: (args) => spread(numbersFrom(args), false) },
  STDEVP: { least: 1, most: 255, of: (args) => spread(numbersFrom(args), true) },
  'STDEV.P': { least: 1, most: 255, of: (args) => spread(numbersFrom(args), true) },
  COUNT: {
    least: 1,
    most: 255,
    of: (args) => count(args, (value, isCell) => typeof value === 'number' || (!isCell && typeof value === 'boolean')),
  },
  COUNTA: { least: 1, most: 255, of: (args) => count(args, (value) => value !== null) },
  COUNTBLANK: {
    least: 1,
    most: 1,
    of: (args) => {
      const { cells, height, width, isCut } = areaAt(args, 0);
      if (isCut) throw new NotWorkedOut('it counts the blanks of a whole column');
      return height * width - cells.filter((cell) => cell !== null && cell !== '').length;
    },
  },
  SUBTOTAL: { least: 2, most: 255, of: subtotal },
};
