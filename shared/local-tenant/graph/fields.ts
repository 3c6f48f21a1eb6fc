import type { SiteColumn, SiteList } from '../store/site-lists.ts';
import { invalidRequest } from './graph-error.ts';

type Value = string | number | boolean;

const lineLength = 255;

const problemOf = ({ name, type }: SiteColumn, value: unknown): string | undefined => {
  switch (type) {
    case 'number':
      return typeof value === 'number' ? undefined : `Field '${name}' expects a number.`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `Field '${name}' expects true or false.`;
    case 'dateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
        ? undefined
        : `Field '${name}' expects a date.`;
    case 'note':
      return typeof value === 'string' ? undefined : `Field '${name}' expects a text.`;
    case 'text':
    case 'choice':
      if (typeof value !== 'string') return `Field '${name}' expects a text.`;
      return value.length <= lineLength ? undefined : `Field '${name}' is longer than ${lineLength} characters.`;
  }
};

/** Checks the fields of a write against the list's columns; null clears a field. Throws Graph's error. */
export const fieldsFrom = (list: SiteList, given: Readonly<Record<string, unknown>>): Record<string, Value | null> => {
  const columns = new Map(list.columns.map((column) => [column.name, column]));
  const title: SiteColumn = { ...titleLike, name: 'Title' };
  const fields: Record<string, Value | null> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('@')) continue;
    const column = columns.get(name) ?? (name === 'Title' ? title : undefined);
    if (!column) throw invalidRequest(`Field '${name}' is not recognized`);
    const problem = value === null ? undefined : problemOf(column, value);
    if (problem) throw invalidRequest(problem);
    fields[name] = value as Value | null;
  }
  return fields;
};

const titleLike: SiteColumn = {
  id: '',
  name: '',
  displayName: '',
  type: 'text',
  facet: {},
  indexed: false,
  unique: false,
};
