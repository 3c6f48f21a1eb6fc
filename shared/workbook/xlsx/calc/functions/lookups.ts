import { boxOf } from '../../address.ts';
import { type Args, areaAt, booleanAt, type Functions, numberAt, textAt } from '../args.ts';
import { wildcard } from '../criterion.ts';
import { lift } from '../lift.ts';
import { Area, compare, errors, FormulaError, NotWorkedOut, type Scalar, type Value } from '../values.ts';

/** A row or column of values to look through. */
interface Line {
  readonly length: number;
  at(place: number): Scalar;
  /** What it was taken from, and which part of it: kept tables of places hang on it. */
  readonly area: Area;
  readonly part: number;
}

const columnOf = (area: Area, column: number): Line => ({
  length: area.height,
  at: (place) => area.at(place, column),
  area,
  part: column,
});
const rowOf = (area: Area, row: number): Line => ({
  length: area.width,
  at: (place) => area.at(row, place),
  area,
  part: -1 - row,
});
const lineOf = (area: Area): Line => {
  if (area.width > 1 && area.height > 1) throw errors.notAvailable;
  return area.width === 1 ? columnOf(area, 0) : rowOf(area, 0);
};

const keyOf = (value: Scalar): string | number | boolean | undefined =>
  typeof value === 'string' ? value.toLowerCase() : value === null || value instanceof FormulaError ? undefined : value;

/** First places by value: kept, for a list is looked through by every row of a tracker. */
const places = new WeakMap<Area, Map<number, ReadonlyMap<string | number | boolean, number>>>();

const placesOf = ({ area, part, length, at }: Line): ReadonlyMap<string | number | boolean, number> => {
  const ofArea = places.get(area) ?? new Map<number, ReadonlyMap<string | number | boolean, number>>();
  places.set(area, ofArea);
  const known = ofArea.get(part);
  if (known !== undefined) return known;
  const made = new Map<string | number | boolean, number>();
  for (let place = length - 1; place >= 0; place--) {
    const key = keyOf(at(place));
    if (key !== undefined) made.set(key, place);
  }
  ofArea.set(part, made);
  return made;
};

/** The place of an equal value; texts may have `*` and `?` where these are `wild`. */
const exactly = (line: Line, wanted: Scalar, wild: boolean, fromLast = false): number | undefined => {
  if (wild && typeof wanted === 'string' && /[*?~]/.test(wanted)) {
    const pattern = wildcard(wanted);
    return search(line, (value) => typeof value === 'string' && pattern.test(value), fromLast);
  }
  if (fromLast)
    return search(line, (value) => value !== null && sameKind(value, wanted) && compare(value, wanted) === 0, true);
  return placesOf(line).get(keyOf(wanted ?? 0) ?? Number.NaN);
};

const search = ({ length, at }: Line, passes: (value: Scalar) => boolean, fromLast: boolean): number | undefined => {
  for (let step = 0; step < length; step++) {
    const place = fromLast ? length - 1 - step : step;
    if (passes(at(place))) return place;
  }
  return undefined;
};

const sameKind = (a: Scalar, b: Scalar): boolean => typeof a === typeof (b ?? 0) && !(a instanceof FormulaError);

/** In a line that rises: the last place whose value does not pass the wanted one; values of another kind are no steps. */
const notAbove = ({ length, at }: Line, wanted: Scalar): number | undefined => {
  let [low, high] = [0, length - 1];
  let found: number | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    let place = middle;
    while (place >= low && !sameKind(at(place), wanted)) place -= 1;
    if (place < low) {
      low = middle + 1;
      continue;
    }
    if (compare(at(place), wanted) <= 0) {
      found = place;
      low = middle + 1;
    } else high = place - 1;
  }
  return found;
};

/** The place nearest below (or above) the wanted value, in any order. */
const nearest = (line: Line, wanted: Scalar, above: boolean): number | undefined => {
  let best: number | undefined;
  for (let place = 0; place < line.length; place++) {
    const value = line.at(place);
    if (!sameKind(value, wanted)) continue;
    const order = compare(value, wanted);
    if (above ? order < 0 : order > 0) continue;
    const better =
      best === undefined ? true : above ? compare(value, line.at(best)) < 0 : compare(value, line.at(best)) > 0;
    if (better) best = place;
  }
  return best;
};

/** In a line that falls: the last place whose value is not below the wanted one. */
const notBelow = (line: Line, wanted: Scalar): number | undefined => {
  let found: number | undefined;
  for (let place = 0; place < line.length; place++) {
    const value = line.at(place);
    if (!sameKind(value, wanted)) continue;
    if (compare(value, wanted) < 0) break;
    found = place;
  }
  return found;
};

const wantedAt = (args: Args): Value => {
  const value = args.here.isArray ? args.value(0) : args.scalar(0);
  if (value instanceof FormulaError) throw value;
  return value;
};

const cellAt = (area: Area, row: number, column: number): Value =>
  area.place === undefined
    ? area.at(row, column)
    : new Area(1, 1, () => [area.at(row, column)], {
        sheet: area.place.sheet,
        top: area.place.top + row,
        left: area.place.left + column,
      });

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

const index = (args: Args): Value => {
  const area = areaAt(args, 0);
  let row = Math.trunc(numberAt(args, 1, 0));
  let column = Math.trunc(numberAt(args, 2, 0));
  // Of a single row the one number counts across.
  if (args.count === 2 && area.height === 1) [row, column] = [1, row];
  if (row < 0 || column < 0) return errors.value;
  if (row > area.height || column > area.width) return errors.reference;
  if (row > 0 && (column > 0 || area.width === 1)) return cellAt(area, row - 1, Math.max(0, column - 1));
  if (column > 0 && area.height === 1) return cellAt(area, 0, column - 1);
  const [height, width] = [row === 0 ? area.height : 1, column === 0 ? area.width : 1];
  const [top, left] = [Math.max(0, row - 1), Math.max(0, column - 1)];
  return new Area(
    height,
    width,
    () => Array.from({ length: height * width }, (_, at) => area.at(top + Math.floor(at / width), left + (at % width))),
    area.place === undefined
      ? undefined
      : { sheet: area.place.sheet, top: area.place.top + top, left: area.place.left + left },
  );
};

const offset = (args: Args): Value => {
  const from = areaAt(args, 0);
  if (from.place === undefined) return errors.value;
  const top = from.place.top + Math.trunc(numberAt(args, 1));
  const left = from.place.left + Math.trunc(numberAt(args, 2));
  const [height, width] = [Math.trunc(numberAt(args, 3, from.height)), Math.trunc(numberAt(args, 4, from.width))];
  if (top < 1 || left < 1 || height < 1 || width < 1) return errors.reference;
  return args.here.book.area({
    sheet: from.place.sheet,
    box: { top, left, bottom: top + height - 1, right: left + width - 1 },
  });
};

const indirect = (args: Args): Value => {
  if (!booleanAt(args, 1, true)) throw new NotWorkedOut('INDIRECT with R1C1 references');
  const found = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([$A-Za-z0-9:]+)$/.exec(textAt(args, 0).trim());
  const name = (found?.[1]?.replaceAll("''", "'") ?? found?.[2])?.toLowerCase();
  const sheet = name === undefined ? args.here.sheet : args.here.book.sheetOf(name);
  const box = boxOf(found?.[3] ?? '');
  if (sheet === undefined || box === undefined) return errors.reference;
  return args.here.book.area({ sheet, box });
};

/** Where a reference lies; without one, the formula's own cell. */
const placeOf = (args: Args): { row: number; column: number; height: number; width: number } => {
  if (!args.has(0)) return { row: args.here.row, column: args.here.column, height: 1, width: 1 };
  const value = args.value(0);
  if (!(value instanceof Area) || value.place === undefined) throw errors.value;
  return { row: value.place.top, column: value.place.left, height: value.height, width: value.width };
};

/** Row or column numbers: of a range in an array formula all of them, else the first. */
const numbered = (args: Args, first: number, length: number, down: boolean): Value => {
  if (!args.here.isArray || length === 1) return first;
  const cells = Array.from({ length }, (_, at) => first + at);
  return down ? new Area(length, 1, () => cells) : new Area(1, length, () => cells);
};

const uncut = (area: Area): Area => {
  if (area.isCut) throw new NotWorkedOut('it measures a whole column');
  return area;
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
  INDEX: { least: 2, most: 3, of: index },
  OFFSET: { least: 3, most: 5, of: offset },
  INDIRECT: { least: 1, most: 2, of: indirect },
  ROW: {
    least: 0,
    most: 1,
    of: (args) => {
      const { row, height } = placeOf(args);
      return numbered(args, row, height, true);
    },
  },
  COLUMN: {
    least: 0,
    most: 1,
    of: (args) => {
      const { column, width } = placeOf(args);
      return numbered(args, column, width, false);
    },
  },
  ROWS: { least: 1, most: 1, of: (args) => uncut(areaAt(args, 0)).height },
  COLUMNS: { least: 1, most: 1, of: (args) => uncut(areaAt(args, 0)).width },
};
