import type { CellInput, Op } from '../ops/op.ts';

/** Something typed that does not stand in the workbook: its cell was gone, or somebody else's value came after it. */
export interface Unkept {
  /** The page that typed it. */
  readonly client: string;
  readonly sheet: string;
  readonly cell: CellInput;
  readonly why: 'gone' | 'written over';
  /** Whose work took it away, by name; '' when that is not known. */
  readonly by: string;
}

/** One operation in the order that everybody follows. `op` is null when nothing of it was left to do. */
export interface Entry {
  /** From 1. */
  readonly revision: number;
  readonly client: string;
  /** Who, by name, for those who see the change. */
  readonly by: string;
  /** Counts the operations of its page from 1. */
  readonly number: number;
  readonly op: Op | null;
  readonly unkept: readonly Unkept[];
}

/** What a page sends: operations made one after another on revision `base`. */
export interface Batch {
  readonly client: string;
  readonly by: string;
  readonly base: number;
  /** The number of the first of them. */
  readonly first: number;
  readonly ops: readonly Op[];
  /** For each of them the revision that its maker saw then: `base` or an earlier one. */
  readonly seen: readonly number[];
}
