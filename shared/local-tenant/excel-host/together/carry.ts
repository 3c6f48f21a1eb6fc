import type { CellInput, Op, OpOf } from '../ops/op.ts';
import { placesOf } from '../ops/sort-rows.ts';
import { type AxisChange, boxAfter, indexAfter, isSameSheet, spanAfter } from '../structure/axis-change.ts';
import { movedFormula } from '../structure/move-formula.ts';
import { runsOf } from '../structure/runs.ts';
import { sortedBefore, wholeSpan } from './carry-sort.ts';

type Sort = OpOf<'sort'>;

/** An operation as it reads after another one came first; what it wrote into cells that are gone is told. */
export interface Carried {
  /** Null: nothing of it is left to do. */
  readonly op: Op | null;
  readonly lost: readonly CellInput[];
}

/**
 * `op` and `over` were made on the same workbook, and `over` is done first: what does `op` mean now? `isLater` decides
 * for two insertions at one place: the later one goes behind.
 */
export const carried = (op: Op, over: Op, isLater: boolean): Carried => {
  if (over.kind === 'delete-sheet' && 'sheet' in op && isSameSheet(op.sheet, over.sheet)) {
    if (op.kind === 'add-sheet') return { op, lost: [] };
    return { op: null, lost: op.kind === 'cells' ? op.cells : [] };
  }
  if (over.kind === 'sort') return { op: overSort(op, over, isLater), lost: [] };
  return axisChangesOf(over).reduce<Carried>(
    ({ op: now, lost }, change) => {
      if (now === null) return { op: null, lost };
      const next = overAxis(now, change, isLater);
      return { op: next.op, lost: [...lost, ...next.lost] };
    },
    { op, lost: [] },
  );
};

/** What an operation does to places, as changes that follow one another. */
export const axisChangesOf = (op: Op): readonly AxisChange[] => {
  if (op.kind === 'insert') return [op];
  if (op.kind !== 'delete') return [];
  return runsOf(op.at).map((run) => ({ sheet: op.sheet, axis: op.axis, kind: 'delete', ...run }));
};

const overSort = (op: Op, over: Sort, isLater: boolean): Op => {
  if (!('sheet' in op) || !isSameSheet(op.sheet, over.sheet)) return op;
  const places = placesOf(over);
  const rowAfter = (row: number): number => places.get(row) ?? row;
  const isInside = (column: number): boolean => column >= over.left && column <= over.right;
  if (op.kind === 'cells')
    return {
      ...op,
      cells: op.cells.map((cell) => (isInside(cell.column) ? { ...cell, row: rowAfter(cell.row) } : cell)),
    };
  if (op.kind === 'delete' && op.axis === 'row') return { ...op, at: op.at.map(rowAfter) };
  if (op.kind === 'sort') return isLater ? { ...op, rows: op.rows.map(rowAfter) } : sortedBefore(op, over);
  return op;
};

const overAxis = (op: Op, change: AxisChange, isLater: boolean): Carried => {
  if (op.kind === 'cells') return cellsOverAxis(op, change);
  if (!('sheet' in op) || !isSameSheet(op.sheet, change.sheet)) return { op, lost: [] };
  return { op: placedOverAxis(op, change, isLater), lost: [] };
};

const cellsOverAxis = (op: Op & { kind: 'cells' }, change: AxisChange): Carried => {
  const isHere = isSameSheet(op.sheet, change.sheet);
  const lost: CellInput[] = [];
  const cells = op.cells.flatMap((cell) => {
    const at = !isHere ? 0 : indexAfter(change, change.axis === 'row' ? cell.row : cell.column);
    if (at === null) {
      lost.push(cell);
      return [];
    }
    const place = !isHere ? {} : change.axis === 'row' ? { row: at } : { column: at };
    const formula = cell.formula === undefined ? {} : { formula: movedFormula(cell.formula, op.sheet, change) };
    return { ...cell, ...place, ...formula };
  });
  return { op: cells.length === 0 ? null : { ...op, cells }, lost };
};

const placedOverAxis = (op: Op, change: AxisChange, isLater: boolean): Op | null => {
  const index = (at: number): number | null => indexAfter(change, at);
  switch (op.kind) {
    case 'insert': {
      if (op.axis !== change.axis) return op;
      if (op.at === change.at && change.kind === 'insert') return isLater ? { ...op, at: op.at + change.count } : op;
      return { ...op, at: index(op.at) ?? change.at };
    }
    case 'delete': {
      if (op.axis !== change.axis) return op;
      const at = op.at.flatMap((one) => index(one) ?? []);
      return at.length === 0 ? null : { ...op, at };
    }
    case 'sort': {
      if (change.axis === 'column') {
        const span = spanAfter(change, op.left, op.right);
        return span === null ? null : { ...op, left: span[0], right: span[1] };
      }
      const rows = (change.kind === 'delete' ? wholeSpan(op) : op.rows).flatMap((row) => index(row) ?? []);
      return rows.length === 0 ? null : { ...op, rows };
    }
    case 'filter': {
      const box = boxAfter(change, op.box);
      const column = change.axis === 'column' ? index(op.column) : op.column;
      return box === null || column === null ? null : { ...op, box, column };
    }
    case 'look':
    case 'merge': {
      const box = boxAfter(change, op.box);
      return box === null ? null : { ...op, box };
    }
    case 'size': {
      const span = op.axis === change.axis ? spanAfter(change, op.from, op.to) : ([op.from, op.to] as const);
      return span === null ? null : { ...op, from: span[0], to: span[1] };
    }
    case 'freeze': {
      if (change.axis === 'column' || op.rows === 0 || change.at > op.rows) return op;
      return { ...op, rows: spanAfter(change, 1, op.rows)?.[1] ?? 0 };
    }
    case 'page': {
      const { titleRows } = op.setup;
      if (titleRows === undefined || change.axis === 'column') return op;
      const span = spanAfter(change, titleRows[0], titleRows[1]);
      const { titleRows: _gone, ...others } = op.setup;
      return { ...op, setup: span === null ? others : { ...others, titleRows: span } };
    }
    default:
      return op;
  }
};

/**
 * Operations made one after another on a workbook, as they read after `others` came first; and the others as they read
 * after these. `carried` over and over, each side over the other.
 */
export const carriedPast = (
  ops: readonly Op[],
  others: readonly Op[],
): { readonly ops: readonly (Carried & { readonly from: Op })[]; readonly others: readonly Op[] } => {
  let rest = [...others];
  const mine = ops.map((from) => {
    let now: Carried = { op: from, lost: [] };
    const past: Op[] = [];
    for (const other of rest) {
      if (now.op === null) {
        past.push(other);
        continue;
      }
      const theirs = carried(other, now.op, false).op;
      const next = carried(now.op, other, true);
      now = { op: next.op, lost: [...now.lost, ...next.lost] };
      if (theirs !== null) past.push(theirs);
    }
    rest = past;
    return { ...now, from };
  });
  return { ops: mine, others: rest };
};
