import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import {
  type ColumnChange,
  listNamed,
  type SiteColumn,
  type SiteList,
  type SiteLists,
  type WantedList,
} from '../ports/site-lists.ts';
import type { Column } from '../records/record.ts';
import type { Graph } from './graph-client.ts';

const listShape = z.object({ id: z.string(), name: z.string(), displayName: z.string() });

const facets = ['text', 'number', 'boolean', 'choice', 'dateTime', 'lookup', 'personOrGroup', 'calculated'] as const;
const columnShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  displayName: z.string().optional(),
  indexed: z.boolean().optional(),
  enforceUniqueValues: z.boolean().optional(),
  text: z.looseObject({ allowMultipleLines: z.boolean().optional() }).optional(),
  choice: z.looseObject({ choices: z.array(z.string()).optional() }).optional(),
});
const listWithColumns = listShape.extend({
  columns: z.array(columnShape).optional(),
  'columns@odata.nextLink': z.string().optional(),
});
const itemShape = z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) });

/** Commas stand in a site's id as they are. */
export const sitePath = (site: string): string => `/sites/${encodeURIComponent(site).replaceAll('%2C', ',')}`;

const facetOf = (column: Column): Record<string, unknown> => {
  switch (column.type) {
    case 'text':
      return { text: { maxLength: 255 } };
    case 'note':
      return { text: { allowMultipleLines: true, textType: 'plain' } };
    case 'number':
      return { number: {} };
    case 'boolean':
      return { boolean: {} };
    case 'choice':
      return { choice: { choices: column.choices ?? [], displayAs: 'dropDownMenu', allowTextEntry: false } };
    case 'date':
      return { dateTime: { format: 'dateOnly' } };
    case 'dateTime':
      return { dateTime: { format: 'dateTime' } };
  }
};

const definition = (column: Column): Record<string, unknown> => ({
  name: column.name,
  ...facetOf(column),
  ...(column.indexed || column.unique ? { indexed: true } : {}),
  ...(column.unique ? { enforceUniqueValues: true } : {}),
});

const typeOf = (column: z.infer<typeof columnShape>): string => {
  if (column.text?.allowMultipleLines) return 'note';
  return facets.find((facet) => column[facet] !== undefined) ?? 'other';
};

const columnOf = (column: z.infer<typeof columnShape>): SiteColumn => ({
  id: column.id,
  name: column.name,
  displayName: column.displayName ?? column.name,
  type: typeOf(column),
  indexed: column.indexed ?? false,
  unique: column.enforceUniqueValues ?? false,
  ...(column.choice?.choices ? { choices: column.choice.choices } : {}),
});

const changeBody = ({ displayName, indexed, unique, choices }: ColumnChange): Record<string, unknown> => ({
  ...(displayName === undefined ? {} : { displayName }),
  ...(indexed ? { indexed } : {}),
  ...(unique ? { enforceUniqueValues: true } : {}),
  ...(choices ? { choice: { choices } } : {}),
});

const isValue = (value: unknown): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean';

type Known = Pick<SiteList, 'id' | 'name' | 'displayName'>;

/** The lists of a site through Graph. The ids are asked for once and again when a list is not among them. */
export class SharePointLists implements SiteLists {
  readonly #graph: Graph;
  readonly #site: string;
  #lists: Promise<readonly Known[]> | undefined;

  constructor(graph: Graph, site: string) {
    this.#graph = graph;
    this.#site = sitePath(site);
  }

  async lists(): Promise<readonly Known[]> {
    return await this.#graph.pages(`${this.#site}/lists?$select=id,name,displayName`, listShape);
  }

  /** `/sites/…/lists/…` of a list; throws OutsideError `absent` when the site has none of that name. */
  async pathOf(list: string): Promise<string> {
    this.#lists ??= this.lists();
    let found: Known | undefined;
    try {
      found = listNamed(await this.#lists, list);
      if (found === undefined) {
        this.#lists = this.lists();
        found = listNamed(await this.#lists, list);
      }
    } catch (error) {
      this.#lists = undefined;
      throw error;
    }
    if (found === undefined) throw new OutsideError('absent', `The site has no list ${list}`);
    return this.#path(found);
  }

  /** Looks again for the lists' ids at the next question: a list was not where it had been. */
  forget(): void {
    this.#lists = undefined;
  }

  /**
   * Asks about a list where it is known to be. When it is not there (somebody deleted it and it was made anew, perhaps
   * by another process), asks where it is now, once.
   */
  async at<T>(list: string, ask: (path: string) => Promise<T>): Promise<T> {
    const path = await this.pathOf(list);
    try {
      return await ask(path);
    } catch (error) {
      if (!isOutside(error, 'absent')) throw error;
      this.forget();
      const now = await this.pathOf(list);
      if (now === path) throw error;
      return await ask(now);
    }
  }

  #path({ id }: Pick<SiteList, 'id'>): string {
    return `${this.#site}/lists/${encodeURIComponent(id)}`;
  }

  async all(): Promise<SiteList[]> {
    const found = await this.#graph.pages(`${this.#site}/lists?$expand=columns`, listWithColumns);
    this.forget();
    return await Promise.all(
      found.map(async ({ id, name, displayName, columns = [], 'columns@odata.nextLink': more }) => {
        const rest = more === undefined ? [] : await this.#graph.pages(this.#graph.pathOf(more), columnShape);
        return { id, name, displayName, columns: [...columns, ...rest].map(columnOf) };
      }),
    );
  }

  async createList({ list, columns }: WantedList): Promise<void> {
    const body = { displayName: list, columns: columns.map(definition), list: { template: 'genericList' } };
    this.forget();
    await this.#graph.ask({ method: 'POST', path: `${this.#site}/lists`, body });
  }

  async renameList(list: SiteList, displayName: string): Promise<void> {
    this.forget();
    await this.#graph.ask({ method: 'PATCH', path: this.#path(list), body: { displayName } });
  }

  async createColumn(list: SiteList, column: Column): Promise<void> {
    await this.#graph.ask({ method: 'POST', path: `${this.#path(list)}/columns`, body: definition(column) });
  }

  async changeColumn(list: SiteList, column: SiteColumn, change: ColumnChange): Promise<void> {
    await this.#graph.ask({ method: 'PATCH', path: this.#columnPath(list, column), body: changeBody(change) });
  }

  async deleteColumn(list: SiteList, column: SiteColumn): Promise<void> {
    await this.#graph.ask({ method: 'DELETE', path: this.#columnPath(list, column) });
  }

  #columnPath(list: SiteList, { id }: SiteColumn): string {
    return `${this.#path(list)}/columns/${encodeURIComponent(id)}`;
  }

  async valuesOf(list: SiteList, { name }: SiteColumn): Promise<Map<string, string | number | boolean>> {
    const path = `${this.#path(list)}/items?$expand=fields($select=${encodeURIComponent(name)})&$top=2000`;
    const values = new Map<string, string | number | boolean>();
    for (const { id, fields } of await this.#graph.pages(path, itemShape)) {
      const value = fields[name];
      if (isValue(value)) values.set(id, value);
      else if (value !== undefined && value !== null && value !== '') values.set(id, JSON.stringify(value));
    }
    return values;
  }
}
