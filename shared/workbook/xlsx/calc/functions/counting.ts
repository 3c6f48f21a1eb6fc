import { type Args, areaAt, type Functions } from '../args.ts';
import { criterionOf } from '../criterion.ts';
import { lift } from '../lift.ts';
import { type Area, errors, FormulaError, NotWorkedOut, type Scalar, type Value } from '../values.ts';
import { mean, sum } from './sums.ts';

/**
 * Which cells pass every pair of area and criterion from an argument on. The areas are of one shape, or whole columns, of
 * which each is held as far as its own sheet is used.
 */
const passing = (pairs: readonly (readonly [Area, Scalar])[]): number[] => {
  const [first] = pairs[0]!;
  const isOfShape = ({ height, width, isCut }: Area): boolean =>
    width === first.width && (height === first.height || (isCut && first.isCut));
  if (!pairs.every(([area]) => isOfShape(area))) throw errors.value;
  const size = Math.max(...pairs.map(([{ height }]) => height)) * first.width;
  let places: number[] | undefined;
  for (const [area, wanted] of pairs) {
    const passes = criterionOf(wanted);
    const { cells } = area;
    const kept: number[] = [];
    if (places === undefined) {
      for (let at = 0; at < size; at++) if (passes(cells[at] ?? null)) kept.push(at);
    } else for (const at of places) if (passes(cells[at] ?? null)) kept.push(at);
    places = kept;
  }
  return places ?? [];
};

/**
 * Works the function out for its criteria: one of each, or in an array formula as many as the criteria's area has cells.
 * `valuesAt`: the argument that holds what is added; undefined: its cells are only counted.
 */
const conditional = (
  args: Args,
  { from, valuesAt, work }: { from: number; valuesAt: number | undefined; work: (numbers: number[]) => Scalar },
): Value => {
  const areas: Area[] = [];
  const wanted: Value[] = [];
  const end = from === 0 && valuesAt === 2 ? 2 : args.count;
  for (let at = from; at + 1 < end; at += 2) {
    areas.push(areaAt(args, at));
    wanted.push(args.here.isArray ? args.value(at + 1) : args.scalar(at + 1));
  }
  const values = valuesAt === undefined ? undefined : args.has(valuesAt) ? areaAt(args, valuesAt) : areas[0]!;
  return lift(wanted, (criteria) => {
    try {
      const places = passing(areas.map((area, at) => [area, criteria[at]!]));
      if (values === undefined) {
        if (areas[0]!.isCut && criteria.every((one) => criterionOf(one!)(null)))
          throw new NotWorkedOut('it counts the blanks of a whole column');
        return places.length;
      }
      const numbers: number[] = [];
      const across = areas[0]!.width;
      for (const place of places) {
        const cell = valueAt(args, values, Math.floor(place / across), place % across);
        if (cell instanceof FormulaError) return cell;
        if (typeof cell === 'number') numbers.push(cell);
      }
      return work(numbers);
    } catch (error) {
      if (error instanceof FormulaError) return error;
      throw error;
    }
  });
};

/** SUMIF's second range only says where it begins: it reaches as far as the first. */
const valueAt = ({ here }: Args, values: Area, row: number, column: number): Scalar => {
  if (row < values.height && column < values.width) return values.at(row, column);
  return values.place === undefined
    ? null
    : here.book.cell(values.place.sheet, values.place.top + row, values.place.left + column);
};

const least = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : Math.min(...numbers));
const most = (numbers: readonly number[]): number => (numbers.length === 0 ? 0 : Math.max(...numbers));

/** `COUNTIF(cells, criterion)` and its plural. */
const counted = { from: 0, valuesAt: undefined, work: (): Scalar => 0 };
/** `SUMIF(cells, criterion, [values])`. */
const one = (work: (numbers: number[]) => Scalar) => ({ from: 0, valuesAt: 2, work });
/** `SUMIFS(values, cells, criterion, …)`. */
const many = (work: (numbers: number[]) => Scalar) => ({ from: 1, valuesAt: 0, work });

export const counting: Functions = {
  COUNTIF: { least: 2, most: 2, of: (args) => conditional(args, counted) },
  COUNTIFS: { least: 2, most: 254, of: (args) => conditional(args, counted) },
  SUMIF: { least: 2, most: 3, of: (args) => conditional(args, one(sum)) },
  SUMIFS: { least: 3, most: 255, of: (args) => conditional(args, many(sum)) },
  AVERAGEIF: { least: 2, most: 3, of: (args) => conditional(args, one(mean)) },
  AVERAGEIFS: { least: 3, most: 255, of: (args) => conditional(args, many(mean)) },
  MINIFS: { least: 3, most: 255, of: (args) => conditional(args, many(least)) },
  MAXIFS: { least: 3, most: 255, of: (args) => conditional(args, many(most)) },
};
