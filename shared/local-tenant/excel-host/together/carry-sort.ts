import type { OpOf } from '../ops/op.ts';
import { placesOf } from '../ops/sort-rows.ts';

type Sort = OpOf<'sort'>;

const goesTo = (sort: Pick<Sort, 'rows'>): ((row: number) => number) => {
  const places = placesOf(sort);
  return (row) => places.get(row) ?? row;
};

const comesFrom = (sort: Pick<Sort, 'rows'>): ((place: number) => number) => {
  const rows = new Map([...placesOf(sort)].map(([from, to]) => [to, from]));
  return (place) => rows.get(place) ?? place;
};

/**
 * The rows of a sort with those between them that it leaves where they are. Once a sorted row is taken out, only the whole
 * order says where the others stand beside these.
 */
export const wholeSpan = (sort: Sort): readonly number[] => {
  const first = Math.min(...sort.rows);
  const from = comesFrom(sort);
  return Array.from({ length: Math.max(...sort.rows) - first + 1 }, (_, at) => from(first + at));
};

/**
 * `sort` came first, and `later` is done already: what is left to do, so that the rows stand as they do where `sort` and
 * then `later` were done.
 */
export const sortedBefore = (sort: Sort, later: Sort): Sort => {
  const afterwards = { rows: later.rows.map(goesTo(sort)) };
  const [first, second, done] = [comesFrom(sort), comesFrom(afterwards), goesTo(later)];
  const places = [...new Set([...sort.rows, ...later.rows, ...afterwards.rows])].sort((a, b) => a - b);
  return { ...sort, rows: places.map((place) => done(first(second(place)))) };
};
