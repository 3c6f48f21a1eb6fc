import { randomUUID } from 'node:crypto';
import { recordOf, textOf } from '../http.ts';
import type { ColumnType, SiteColumn } from '../store/site-lists.ts';
import { GraphError, invalidRequest } from './graph-error.ts';

const facets: Readonly<Record<string, ColumnType>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  choice: 'choice',
  dateTime: 'dateTime',
};
/** SharePoint gives every list these; a caller cannot make another of the name. */
const builtIn = ['Title', 'ID', 'id', 'Created', 'Modified', 'Author', 'Editor', 'ContentType', 'Attachments'];
const indexLimit = 20;

/** A column definition as Graph takes it; throws Graph's error when it is wrong. */
export const columnFrom = (value: unknown, there: readonly SiteColumn[]): SiteColumn => {
  const definition = recordOf(value);
  const name = textOf(definition.name);
  if (name === undefined || !/^[A-Za-z_]\w{0,31}$/.test(name))
    throw invalidRequest('A column needs a name of letters and digits, 32 at most.');
  if (builtIn.includes(name) || there.some((column) => column.name.toLowerCase() === name.toLowerCase()))
    throw new GraphError(409, 'nameAlreadyExists', `A column named '${name}' already exists in this list.`);
  const given = Object.keys(facets).filter((facet) => definition[facet] !== undefined);
  if (given.length !== 1) throw invalidRequest(`Column '${name}' needs exactly one type.`);
  const facet = recordOf(definition[given[0]!]);
  const type = given[0] === 'text' && facet.allowMultipleLines === true ? 'note' : facets[given[0]!]!;
  const indexed = definition.indexed === true;
  const unique = definition.enforceUniqueValues === true;
  if (unique && !indexed) throw invalidRequest(`Column '${name}' must be indexed to enforce unique values.`);
  if (indexed && type === 'note') throw invalidRequest(`Column '${name}' of several lines cannot be indexed.`);
  if (indexed && there.filter((column) => column.indexed).length >= indexLimit)
    throw invalidRequest(`A list has at most ${indexLimit} indexed columns.`);
  return {
    id: randomUUID(),
    name,
    displayName: textOf(definition.displayName) ?? name,
    type,
    facet: { [given[0]!]: facet },
    indexed,
    unique,
  };
};

/** A column as Graph shows it. */
export const columnBody = ({ id, name, displayName, indexed, unique, facet }: SiteColumn): Record<string, unknown> => ({
  columnGroup: 'Custom Columns',
  description: '',
  displayName,
  enforceUniqueValues: unique,
  hidden: false,
  id,
  indexed,
  name,
  readOnly: false,
  required: false,
  ...facet,
});

export const titleColumn: Readonly<Record<string, unknown>> = {
  columnGroup: 'Custom Columns',
  description: '',
  displayName: 'Title',
  enforceUniqueValues: false,
  hidden: false,
  id: 'fa564e0f-0c70-4ab9-b863-0177e6ddd247',
  indexed: false,
  name: 'Title',
  readOnly: false,
  required: false,
  text: { allowMultipleLines: false, appendChangesToExistingText: false, linesForEditing: 0, maxLength: 255 },
};
