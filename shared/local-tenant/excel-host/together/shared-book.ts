import type { Book } from '../book/book.ts';
import { applied } from '../ops/apply.ts';
import type { CellInput, Op } from '../ops/op.ts';
import { carried } from './carry.ts';
import type { Batch, Entry, Unkept } from './entry.ts';

/** Carries a page's operations to where they are put in order; answers with all entries since the batch's base. */
export type SendBatch = (batch: Batch) => Promise<readonly Entry[]>;

export interface SharedBookParts {
  readonly client: string;
  readonly by: string;
  readonly book: Book;
  /** The revision that `book` is. */
  readonly revision: number;
  readonly send: SendBatch;
  /** A change came from somebody else: what it did here. */
  readonly came: (op: Op) => void;
  /** Something typed here does not stand in the workbook. */
  readonly unkept: (unkept: Unkept) => void;
  /** Sending failed: it is tried again at the next change or `push()`. */
  readonly failed: (error: unknown) => void;
  /** Works formulas out after operations; asked when somebody looks, once for all that came since. */
  readonly calculate?: (book: Book, ops: readonly Op[]) => Book;
}

/** The workbook after an operation, and the operations whose formulas are not worked out in it yet. */
interface State {
  readonly book: Book;
  readonly owed: readonly Op[];
}

/**
 * A workbook that several people change. What is done here shows at once; everybody ends with the order of the log:
 * `#agreed` is what that order made, `#waiting` what was done here and is not in it yet.
 */
export class SharedBook {
  readonly #parts: SharedBookParts;
  #agreed: State;
  #revision: number;
  #waiting: Op[] = [];
  /** For each of them the revision that was seen here when it was done. */
  #seen: number[] = [];
  /** How many of them are on their way. */
  #sent = 0;
  /** The workbook after each of what waits. */
  #states: State[] = [];
  #undo: (readonly Op[])[] = [];
  #early = new Map<number, Entry>();
  #sending: Promise<void> | undefined;
  #done = 0;

  constructor(parts: SharedBookParts) {
    this.#parts = parts;
    this.#agreed = { book: parts.book, owed: [] };
    this.#revision = parts.revision;
  }

  /** The workbook as it is here now. */
  get book(): Book {
    const { book, owed } = this.#latest;
    const { calculate } = this.#parts;
    if (owed.length === 0 || calculate === undefined) return book;
    const state = { book: calculate(book, owed), owed: [] };
    if (this.#states.length > 0) this.#states[this.#states.length - 1] = state;
    else this.#agreed = state;
    return state.book;
  }

  /** The workbook as it is here now, its formulas perhaps not worked out yet: enough to say what may be done. */
  get raw(): Book {
    return this.#latest.book;
  }

  get #latest(): State {
    return this.#states.at(-1) ?? this.#agreed;
  }

  get revision(): number {
    return this.#revision;
  }

  /** How many operations of this page are not in the log yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get mayUndo(): boolean {
    return this.#undo.length > 0;
  }

  /** Does something here, and sends it. `back`: what undoes it. */
  perform(op: Op, back: readonly Op[] = []): void {
    if (back.length > 0) this.#undo.push(back);
    this.#add(op);
    this.push();
  }

  /** Undoes what was done here last, wherever it lies by now. Answers with what that did. */
  undo(): readonly Op[] {
    const back = this.#undo.pop() ?? [];
    for (const op of back) this.#add(op);
    this.push();
    return back;
  }

  #add(op: Op): void {
    this.#states.push(after(this.#latest, op));
    this.#waiting.push(op);
    this.#seen.push(this.#revision);
  }

  /** Sends what waits; one batch at a time. */
  push(): void {
    if (this.#sending !== undefined || this.#waiting.length === 0) return;
    const { client, by, send } = this.#parts;
    const [ops, seen] = [[...this.#waiting], [...this.#seen]];
    const batch = { client, by, base: this.#revision, first: this.#done + 1, ops, seen };
    this.#sent = ops.length;
    this.#sending = send(batch).then(
      (entries) => {
        this.#sending = undefined;
        this.take(entries);
        this.push();
      },
      (error: unknown) => {
        this.#sending = undefined;
        this.#sent = 0;
        this.#parts.failed(error);
      },
    );
  }

  /** Resolves when nothing waits any more, or sending has failed. */
  async settled(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  /** Entries of the log, from whoever brings them, in any order. */
  take(entries: readonly Entry[]): void {
    for (const entry of entries) if (entry.revision > this.#revision) this.#early.set(entry.revision, entry);
    for (;;) {
      const next = this.#early.get(this.#revision + 1);
      if (next === undefined) return;
      this.#early.delete(next.revision);
      this.#follow(next);
    }
  }

  #follow(entry: Entry): void {
    const { client, unkept } = this.#parts;
    this.#revision = entry.revision;
    if (entry.client === client) this.#confirm(entry);
    else if (entry.op !== null) this.#letIn(entry.op, entry.by);
    for (const one of entry.unkept) if (one.client === client) unkept(one);
  }

  /** Our own first waiting operation, as it reads in the log. */
  #confirm({ op, number }: Entry): void {
    this.#done = number;
    const mine = this.#waiting.shift();
    this.#seen.shift();
    this.#sent = Math.max(0, this.#sent - 1);
    const state = this.#states.shift();
    const isSame = state !== undefined && JSON.stringify(op) === JSON.stringify(mine);
    if (isSame) {
      this.#agreed = state;
      return;
    }
    if (op !== null) this.#agreed = after(this.#agreed, op);
    this.#again();
  }

  #letIn(op: Op, by: string): void {
    this.#agreed = after(this.#agreed, op);
    let theirs: Op | null = op;
    const waiting: Op[] = [];
    for (const [at, mine] of this.#waiting.entries()) {
      const past = theirs === null ? { op: mine, lost: [] } : carried(mine, theirs, true);
      const next = past.op;
      // Of what is on its way the log itself will say what was lost.
      if (at >= this.#sent) this.#say(mine, past.lost, by);
      theirs = theirs === null ? null : carried(theirs, mine, false).op;
      // Numbers count what was sent: what is left of nothing still has its place in the log.
      waiting.push(next ?? { kind: 'cells', sheet: 'sheet' in mine ? mine.sheet : '', cells: [] });
    }
    this.#waiting = waiting;
    this.#again();
    this.#carryUndo(theirs);
    if (theirs !== null) this.#parts.came(theirs);
  }

  #say(op: Op, lost: readonly CellInput[], by: string): void {
    const { client, unkept } = this.#parts;
    for (const cell of lost) unkept({ client, sheet: 'sheet' in op ? op.sheet : '', cell, why: 'gone', by });
  }

  #carryUndo(op: Op | null): void {
    let theirs = op;
    for (let at = this.#undo.length - 1; at >= 0 && theirs !== null; at--) {
      const back: Op[] = [];
      for (const one of this.#undo[at]!) {
        if (theirs === null) back.push(one);
        else {
          const next: Op | null = carried(one, theirs, true).op;
          if (next !== null) back.push(next);
          theirs = carried(theirs, one, false).op;
        }
      }
      this.#undo[at] = back;
    }
  }

  #again(): void {
    let state = this.#agreed;
    this.#states = this.#waiting.map((op) => {
      state = after(state, op);
      return state;
    });
  }
}

const after = ({ book, owed }: State, op: Op): State => {
  const next = applied(book, op);
  return next === book ? { book, owed } : { book: next, owed: [...owed, op] };
};
