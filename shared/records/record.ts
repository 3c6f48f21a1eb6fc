import type { z } from 'zod';

/** A column of a SharePoint list. Filters may only name indexed columns; a list has at most 20 indexes. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'note' | 'number' | 'boolean' | 'choice' | 'date' | 'dateTime';
  readonly indexed?: true;
  readonly unique?: true;
  readonly choices?: readonly string[];
}

/**
 * What is kept about somebody or something: its schema, its list and columns, how long it is kept. One file a record.
 * Every record has a `key`: the key of the action that caused it, unique in its list, so that a repeated write finds
 * its first. The schema's property names are the columns' names; a property that the columns do not name is not kept.
 */
export interface RecordKind<T extends { readonly key: string }> {
  readonly name: string;
  /** The list's display name in the school's site. */
  readonly list: string;
  readonly schema: z.ZodType<T>;
  readonly columns: readonly Column[];
  /** How long it is kept, and why (attendance reference §11). */
  readonly retention: string;
}

/** A record as it stands in its list. `version` is the list item's ETag: a change carries the version that was seen. */
export interface Stored<T> {
  readonly id: string;
  readonly version: string;
  readonly record: T;
}

export const keyColumn = { name: 'key', type: 'text', indexed: true, unique: true } as const satisfies Column;

/** Declares a record, with the schema's type carried along. */
export const recordKind = <T extends { readonly key: string }>(kind: RecordKind<T>): RecordKind<T> => kind;
