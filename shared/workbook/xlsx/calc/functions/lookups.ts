import { type Args, areaAt, booleanAt, type Functions, numberAt } from '../args.ts';
import { lift } from '../lift.ts';
import { Area, errors, FormulaError, NotWorkedOut, type Scalar, type Value } from '../values.ts';
import { columnOf, exactly, type Line, lineOf, nearest, notAbove, notBelow, rowOf } from './line.ts';

const wantedAt = (args: Args): Value => {
  const value = args.here.isArray ? args.value(0) : args.scalar(0);
  if (value instanceof FormulaError) throw value;
  return value;
};

const lookUp =
  (lines: (area: Area) => Line, size: (area: Area) => number, pick: (area: Area, at: number, nth: number) => Scalar) =>
  (args: Args): Value => {
    const area = areaAt(args, 1);
    const nth = Math.trunc(numberAt(args, 2));
    if (nth < 1) return errors.value;
    if (nth > size(area)) return errors.reference;
    const near = booleanAt(args, 3, true);
    const line = lines(area);
    return lift([wantedAt(args)], ([wanted]) => {
      if (wanted instanceof FormulaError) return wanted;
      const place = near ? notAbove(line, wanted!) : exactly(line, wanted!, true);
      return place === undefined ? errors.notAvailable : pick(area, place, nth - 1);
    });
  };

const match = (args: Args): Value => {
  const line = lineOf(areaAt(args, 1));
  const kind = numberAt(args, 2, 1);
  return lift([wantedAt(args)], ([wanted]) => {
    if (wanted instanceof FormulaError) return wanted;
    const place =
      kind === 0 ? exactly(line, wanted!, true) : kind > 0 ? notAbove(line, wanted!) : notBelow(line, wanted!);
    return place === undefined ? errors.notAvailable : place + 1;
  });
};

/** XLOOKUP's and XMATCH's place: 0 exact, -1 or the next below, 1 or the next above, 2 with wildcards. */
const extended = (line: Line, wanted: Scalar, kind: number, order: number): number | undefined => {
  if (Math.abs(order) === 2 || ![0, -1, 1, 2].includes(kind)) throw new NotWorkedOut('this kind of search');
  const found = exactly(line, wanted, kind === 2, order < 0);
  if (found !== undefined || kind === 0 || kind === 2) return found;
  return nearest(line, wanted, kind > 0);
};

const xLookUp = (args: Args): Value => {
  const line = lineOf(areaAt(args, 1));
  const results = areaAt(args, 2);
  const isColumn = line.part >= 0;
  if ((isColumn ? results.height : results.width) !== line.length) return errors.value;
  const [kind, order] = [numberAt(args, 4, 0), numberAt(args, 5, 1)];
  const across = isColumn ? results.width : results.height;
  const wanted = wantedAt(args);
  if (across > 1) {
    const only = wanted instanceof Area ? wanted.at(0, 0) : wanted;
    const place = extended(line, only, kind, order);
    if (place === undefined) return args.has(3) ? args.value(3) : errors.notAvailable;
    const cells = Array.from({ length: across }, (_, at) => (isColumn ? results.at(place, at) : results.at(at, place)));
    return isColumn ? new Area(1, across, () => cells) : new Area(across, 1, () => cells);
  }
  return lift([wanted], ([one]) => {
    if (one instanceof FormulaError) return one;
    const place = extended(line, one!, kind, order);
    if (place === undefined) return args.has(3) ? args.scalar(3) : errors.notAvailable;
    return isColumn ? results.at(place, 0) : results.at(0, place);
  });
};

/** LOOKUP's old shape: the longer side of one area is looked through, its far side answers. */
const lookup = (args: Args): Value => {
  const area = areaAt(args, 1);
  const byColumn = area.height >= area.width;
  const line = byColumn ? columnOf(area, 0) : rowOf(area, 0);
  const results = args.has(2)
    ? lineOf(areaAt(args, 2))
    : byColumn
      ? columnOf(area, area.width - 1)
      : rowOf(area, area.height - 1);
  return lift([wantedAt(args)], ([wanted]) => {
    if (wanted instanceof FormulaError) return wanted;
    const place = notAbove(line, wanted!);
    return place === undefined ? errors.notAvailable : results.at(place);
  });
};

export const lookups: Functions = {
  VLOOKUP: {
    least: 3,
    most: 4,
    of: lookUp(
      (area) => columnOf(area, 0),
      ({ width }) => width,
      (area, at, nth) => area.at(at, nth),
    ),
  },
  HLOOKUP: {
    least: 3,
    most: 4,
    of: lookUp(
      (area) => rowOf(area, 0),
      ({ height }) => height,
      (area, at, nth) => area.at(nth, at),
    ),
  },
  LOOKUP: { least: 2, most: 3, of: lookup },
  MATCH: { least: 2, most: 3, of: match },
  XMATCH: {
    least: 2,
    most: 4,
    of: (args) => {
      const line = lineOf(areaAt(args, 1));
      const [kind, order] = [numberAt(args, 2, 0), numberAt(args, 3, 1)];
      return lift([wantedAt(args)], ([wanted]) => {
        const place = wanted instanceof FormulaError ? undefined : extended(line, wanted!, kind, order);
        return place === undefined ? errors.notAvailable : place + 1;
      });
    },
  },
  XLOOKUP: { least: 3, most: 6, of: xLookUp },
};
