import type { RecordKind, Stored } from '../records/record.ts';

/** A condition on an indexed column; conditions are joined with "and". */
export interface Condition {
  readonly column: string;
  readonly is: 'eq' | 'ge' | 'le';
  readonly value: string | number | boolean;
}

/** Keeps records. On Microsoft 365 each kind is a SharePoint list; every adapter passes `tests/ports/record-store`. */
export interface RecordStore {
  /** Every record that meets the conditions, never a part of them; an item that a hand has spoilt is left out and reported. */
  find<T extends { readonly key: string }>(kind: RecordKind<T>, where?: readonly Condition[]): Promise<Stored<T>[]>;
  byKey<T extends { readonly key: string }>(kind: RecordKind<T>, key: string): Promise<Stored<T> | undefined>;
  /** Writes once: when the key is there already, answers with what stands there. */
  create<T extends { readonly key: string }>(kind: RecordKind<T>, record: T): Promise<Stored<T>>;
  /**
   * The same for many, in batches; answers in the order given, without those whose place a spoilt item holds.
   * `overSpoilt`: the records are known whole from elsewhere (the MIS), and spoilt items are written over.
   */
  createAll<T extends { readonly key: string }>(
    kind: RecordKind<T>,
    records: readonly T[],
    how?: { readonly overSpoilt?: boolean },
  ): Promise<Stored<T>[]>;
  /** Changes fields of the version that was seen; throws OutsideError `stale` when somebody changed it first. */
  update<T extends { readonly key: string }>(
    kind: RecordKind<T>,
    seen: Stored<T>,
    change: Partial<Omit<T, 'key'>>,
  ): Promise<Stored<T>>;
  updateAll<T extends { readonly key: string }>(
    kind: RecordKind<T>,
    changes: readonly { seen: Stored<T>; change: Partial<Omit<T, 'key'>> }[],
  ): Promise<Stored<T>[]>;
  /**
   * Takes away the versions that were seen: at the end of their time, or when a pupil is erased. What is gone already is
   * gone; throws OutsideError `stale` when somebody changed one first, and leaves that one standing.
   */
  deleteAll<T extends { readonly key: string }>(kind: RecordKind<T>, seen: readonly Stored<T>[]): Promise<void>;
}
