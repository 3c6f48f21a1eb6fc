import type { CellInput, Op } from '../ops/op.ts';
import { isSameSheet } from '../structure/axis-change.ts';
import { carried, carriedPast } from './carry.ts';
import type { Batch, Entry, Unkept } from './entry.ts';

/**
 * The operations of everybody at one workbook, in one order. What comes in was made on an older workbook: it is carried
 * past what came in between, and what somebody typed and nobody will see is said to them.
 */
export class OpLog {
  readonly #entries: Entry[] = [];

  get revision(): number {
    return this.#entries.length;
  }

  since(revision: number): readonly Entry[] {
    return this.#entries.slice(revision);
  }

  /** Takes a batch in; a batch that came before (its answer was lost) is answered as it was then. */
  receive({ client, by, base, first, ops, seen }: Batch): readonly Entry[] {
    const known = new Set(this.#entries.filter((entry) => entry.client === client).map(({ number }) => number));
    const fresh = ops.filter((_op, at) => !known.has(first + at));
    const start = first + ops.length - fresh.length;
    const { ops: mine } = carriedPast(fresh, this.#othersSince(base, client, first, ops));
    const between = this.#entries.slice(base).filter((entry) => entry.client !== client);
    mine.forEach(({ op, lost, from }, at) => {
      const taker = between.findLast(({ op: theirs }) => theirs?.kind === 'delete' || theirs?.kind === 'delete-sheet');
      const gone = lost.map(
        (cell): Unkept => ({
          client,
          sheet: sheetOf(from),
          cell,
          why: 'gone',
          by: taker?.by ?? '',
        }),
      );
      const unseen = this.#entries.slice(seen[start - first + at] ?? base);
      const over = op === null ? [] : writtenOver(op, client, unseen).map((one): Unkept => ({ ...one, by }));
      this.#entries.push({
        revision: this.#entries.length + 1,
        client,
        by,
        number: start + at,
        op,
        unkept: [...gone, ...over],
      });
    });
    return this.#entries.slice(base);
  }

  /** What others did since then, as it reads for somebody who has done that part of the batch that came before. */
  #othersSince(base: number, client: string, first: number, ops: readonly Op[]): readonly Op[] {
    let others: readonly Op[] = [];
    for (const entry of this.#entries.slice(base)) {
      const own = entry.client === client ? ops[entry.number - first] : undefined;
      if (own !== undefined) others = carriedPast([own], others).others;
      else if (entry.client !== client && entry.op !== null) others = [...others, entry.op];
    }
    return others;
  }
}

const sheetOf = (op: Op): string => ('sheet' in op ? op.sheet : '');

const keyOf = ({ row, column }: CellInput): string => `${row} ${column}`;

/** What others typed at the same time and this takes from sight: written over with something else, or taken out unseen. */
const writtenOver = (op: Op, by: string, unseen: readonly Entry[]): readonly Omit<Unkept, 'by'>[] => {
  if (!['cells', 'delete', 'delete-sheet'].includes(op.kind)) return [];
  const mine = new Map((op.kind === 'cells' ? op.cells : []).map((cell) => [keyOf(cell), cell]));
  const unkept: Omit<Unkept, 'by'>[] = [];
  unseen.forEach(({ client, op: theirs, unkept: told }, at) => {
    if (client === by || theirs?.kind !== 'cells' || !isSameSheet(theirs.sheet, sheetOf(op))) return;
    for (const cell of theirs.cells) {
      const now = hasContent(cell) ? placeNow(theirs.sheet, cell, unseen.slice(at + 1)) : null;
      if (now === null || told.some((one) => one.client === client && one.cell === cell)) continue;
      const own = mine.get(keyOf(now));
      if (own !== undefined && hasContent(own) && !isSameContent(own, now))
        unkept.push({ client, sheet: theirs.sheet, cell: now, why: 'written over' });
      if (op.kind !== 'cells' && carried({ ...theirs, cells: [now] }, op, false).lost.length > 0)
        unkept.push({ client, sheet: theirs.sheet, cell: now, why: 'gone' });
    }
  });
  return unkept;
};

/** Where a cell that was written earlier stands after what followed; null when that wrote over it or took it away. */
const placeNow = (sheet: string, cell: CellInput, after: readonly Entry[]): CellInput | null => {
  let op: Op | null = { kind: 'cells', sheet, cells: [cell] };
  for (const { op: later } of after) {
    if (later === null || op === null) continue;
    const [here] = (op as Op & { kind: 'cells' }).cells;
    if (
      later.kind === 'cells' &&
      isSameSheet(later.sheet, sheet) &&
      later.cells.some((one) => keyOf(one) === keyOf(here!))
    )
      return null;
    op = carried(op, later, false).op;
  }
  return op?.kind === 'cells' ? op.cells[0]! : null;
};

const hasContent = ({ value, formula }: CellInput): boolean => value !== undefined || formula !== undefined;

const isSameContent = (a: CellInput, b: CellInput): boolean => a.value === b.value && a.formula === b.formula;
