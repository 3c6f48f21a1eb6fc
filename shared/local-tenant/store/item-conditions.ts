import type { SiteColumn, Value } from './site-lists.ts';
import { quoted } from './sql.ts';

/** One condition of a filter, on a column that is there. */
export interface ItemCondition {
  readonly column: SiteColumn;
  readonly is: 'eq' | 'ge' | 'le';
  readonly value: Value;
}

const comparison = { eq: '=', ge: '>=', le: '<=' } as const;

/**
 * SharePoint compares texts without regard to case; numbers and truth values as what they are. Another list may have
 * texts under the same name, and the database may look at them first: they are nothing here.
 */
export const comparable = ({ name, type }: SiteColumn): string => {
  const field = `fields ->> ${quoted(name)}`;
  const only = (...kinds: string[]) =>
    `case when json_type(fields, ${quoted(`$."${name}"`)}) in (${kinds.map(quoted)}) then ${field} end`;
  if (type === 'number') return only('integer', 'real');
  if (type === 'boolean') return only('true', 'false');
  return `lower_case(${field})`;
};

/** A value as it is compared. */
const compared = (value: Value): string | number => (typeof value === 'string' ? value.toLowerCase() : Number(value));

/** Conditions as SQL; their values follow ?1. */
export const conditionsOf = (where: readonly ItemCondition[]): { text: string; values: (string | number)[] } => ({
  text: where.map(({ column, is }, at) => `and ${comparable(column)} ${comparison[is]} ?${at + 2}`).join(' '),
  values: where.map(({ value }) => compared(value)),
});
