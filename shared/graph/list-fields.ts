import { z } from 'zod';
import { OutsideError } from '../ports/outside-error.ts';
import type { RecordKind, Stored } from '../records/record.ts';

/** An item as Graph gives it with `$expand=fields`. */
export const listItem = z.object({
  id: z.string(),
  eTag: z.string(),
  fields: z.record(z.string(), z.unknown()),
});
export type ListItem = z.infer<typeof listItem>;

/** The fields alone, as a PATCH of them answers. */
export const fieldSet = z.looseObject({ '@odata.etag': z.string() });

interface Keyed {
  readonly key: string;
}

const unwrapped = (schema: unknown): unknown =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable
    ? unwrapped(schema.unwrap())
    : schema;

const listsOf = new WeakMap<object, ReadonlySet<string>>();

/** The columns that hold a list of values as JSON text, as the schema says. */
const listColumns = (kind: RecordKind<never>): ReadonlySet<string> => {
  const known = listsOf.get(kind);
  if (known) return known;
  const schema: unknown = kind.schema;
  const shape: Record<string, unknown> = schema instanceof z.ZodObject ? schema.shape : {};
  const names = new Set(
    kind.columns.map(({ name }) => name).filter((name) => unwrapped(shape[name]) instanceof z.ZodArray),
  );
  listsOf.set(kind, names);
  return names;
};

/**
 * A record, or a change of one, as the fields of its list: only what the columns name, a list of values as JSON text.
 * A property that is there and undefined empties its field.
 */
export const fieldsOf = <T extends Keyed>(kind: RecordKind<T>, record: Partial<T>): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  for (const { name } of kind.columns) {
    if (!Object.hasOwn(record, name)) continue;
    const value: unknown = record[name as keyof T];
    fields[name] = value === undefined ? null : Array.isArray(value) ? JSON.stringify(value) : value;
  }
  return fields;
};

/** A new record's fields: what it does not have is left out. */
export const newFieldsOf = <T extends Keyed>(kind: RecordKind<T>, record: T): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fieldsOf(kind, record)).filter(([, value]) => value !== null));

/** An item that is no record of its list: a hand has spoilt it. It says where, never what stands there. */
export class Unreadable extends OutsideError {
  readonly list: string;
  readonly item: string;
  readonly column: string;
  constructor(list: string, item: string, column: string) {
    super('broken', `List ${list}, item ${item}, column ${column}`);
    this.name = 'Unreadable';
    this.list = list;
    this.item = item;
    this.column = column;
  }
}

/** An item as a record. Throws Unreadable when it is none. */
export const storedOf = <T extends Keyed>(kind: RecordKind<T>, { id, eTag, fields }: ListItem): Stored<T> => {
  const lists = listColumns(kind as unknown as RecordKind<never>);
  const raw: Record<string, unknown> = {};
  for (const { name } of kind.columns) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    raw[name] = lists.has(name) && typeof value === 'string' ? listOf(value) : value;
  }
  const record = kind.schema.safeParse(raw);
  if (!record.success) throw new Unreadable(kind.list, id, record.error.issues[0]?.path.join('.') ?? '');
  return { id, version: eTag, record: record.data };
};

/** The JSON text of a list of values; text that is none is given on as it is, for the schema to refuse. */
const listOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
