import type { z } from 'zod';
import type { DataRow } from './access.ts';
import type { Kept } from './retention.ts';

/** A column of a SharePoint list. Filters may only name indexed columns; a list has at most 20 indexes. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'note' | 'number' | 'boolean' | 'choice' | 'date' | 'dateTime';
  readonly indexed?: true;
  readonly unique?: true;
  readonly choices?: readonly string[];
}

/** A column of a record, and the row of the access matrix that says who may read and write it (`access.ts`). */
export interface RecordColumn extends Column {
  /** `key`: whoever may see anything of the record sees it. */
  readonly of: DataRow | 'key';
}

/**
 * How sensitive what stands in the list is: one list holds one of these and no other (attendance reference §11), so
 * that the site's permissions can be set by list. Safeguarding content has no list at all.
 */
export type Sensitivity = 'people' | 'attendance' | 'intervention' | 'legal' | 'safeguarding-reference' | 'desk';

/** Whom a record is about: a pupil (several: a pack), a register group, or nobody in particular. */
type About = 'pupil' | 'register' | 'school';

/**
 * What is kept about somebody or something: its schema, its list and columns, how long it is kept, who may read and
 * write it. One file a record. Every record has a `key`: the key of the action that caused it, unique in its list, so
 * that a repeated write finds its first. The schema's property names are the columns' names; a property that the columns
 * do not name is not kept.
 */
export interface RecordKind<T extends { readonly key: string }> {
  readonly name: string;
  /** The list's display name in the school's site. */
  readonly list: string;
  readonly schema: z.ZodType<T>;
  readonly columns: readonly RecordColumn[];
  /** What is not kept but made of the record for those who may see that much and no more: a need-to-know icon. */
  readonly derived?: readonly { readonly name: string; readonly of: DataRow; from(record: T): unknown }[];
  /** Columns that of some records only those may read who may read another row of the matrix too. */
  readonly guarded?: { readonly columns: readonly string[]; readonly of: DataRow; when(record: T): boolean };
  readonly sensitivity: Sensitivity;
  readonly about: About;
  /** The column with the Entra object id of whoever wrote it: what is "one's own entry". */
  readonly author?: string;
  /** How long it is kept, counted from what, and why (attendance reference §11). */
  readonly retention: Kept;
}

/** A record as it stands in its list. `version` is the list item's ETag: a change carries the version that was seen. */
export interface Stored<T> {
  readonly id: string;
  readonly version: string;
  readonly record: T;
}

export const keyColumn = {
  name: 'key',
  type: 'text',
  indexed: true,
  unique: true,
  of: 'key',
} as const satisfies RecordColumn;

/** The pupil whom the record is about, by id: what most questions ask for. */
export const pupilColumn = { name: 'pupil', type: 'text', indexed: true, of: 'key' } as const satisfies RecordColumn;

/** Declares a record, with the schema's type carried along. */
export const recordKind = <T extends { readonly key: string }>(kind: RecordKind<T>): RecordKind<T> => kind;
