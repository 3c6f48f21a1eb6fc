import { wildcard } from '../criterion.ts';
import { type Area, compare, errors, FormulaError, type Scalar } from '../values.ts';

/** A row or column of values to look through. */
export interface Line {
  readonly length: number;
  at(place: number): Scalar;
  /** What it was taken from, and which part of it: kept tables of places hang on it. */
  readonly area: Area;
  readonly part: number;
}

export const columnOf = (area: Area, column: number): Line => ({
  length: area.height,
  at: (place) => area.at(place, column),
  area,
  part: column,
});
export const rowOf = (area: Area, row: number): Line => ({
  length: area.width,
  at: (place) => area.at(row, place),
  area,
  part: -1 - row,
});
export const lineOf = (area: Area): Line => {
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
export const exactly = (line: Line, wanted: Scalar, wild: boolean, fromLast = false): number | undefined => {
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
export const notAbove = ({ length, at }: Line, wanted: Scalar): number | undefined => {
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
export const nearest = (line: Line, wanted: Scalar, above: boolean): number | undefined => {
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
export const notBelow = (line: Line, wanted: Scalar): number | undefined => {
  let found: number | undefined;
  for (let place = 0; place < line.length; place++) {
    const value = line.at(place);
    if (!sameKind(value, wanted)) continue;
    if (compare(value, wanted) < 0) break;
    found = place;
  }
  return found;
};
