import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { SiteColumn, SiteLists, WantedList } from '../ports/site-lists.ts';
import type { Column } from '../records/record.ts';
import type { Graph } from './graph-client.ts';

const listShape = z.object({ id: z.string(), displayName: z.string() });

const facets = ['text', 'number', 'boolean', 'choice', 'dateTime', 'lookup', 'personOrGroup', 'calculated'] as const;
const columnShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  indexed: z.boolean().optional(),
  enforceUniqueValues: z.boolean().optional(),
  text: z.looseObject({ allowMultipleLines: z.boolean().optional() }).optional(),
});

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

/** The lists of a site through Graph. The ids are asked for once and again when a list is not among them. */
export class SharePointLists implements SiteLists {
  readonly #graph: Graph;
  readonly #site: string;
  #lists: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(graph: Graph, site: string) {
    this.#graph = graph;
    this.#site = sitePath(site);
  }

  async lists(): Promise<ReadonlyMap<string, string>> {
    const found = await this.#graph.pages(`${this.#site}/lists?$select=id,displayName`, listShape);
    return new Map(found.map(({ displayName, id }) => [displayName, id]));
  }

  /** `/sites/…/lists/…` of a list; throws OutsideError `absent` when the site has none of that name. */
  async pathOf(list: string): Promise<string> {
    this.#lists ??= this.lists();
    let id: string | undefined;
    try {
      id = (await this.#lists).get(list);
      if (id === undefined) {
        this.#lists = this.lists();
        id = (await this.#lists).get(list);
      }
    } catch (error) {
      this.#lists = undefined;
      throw error;
    }
    if (id === undefined) throw new OutsideError('absent', `The site has no list ${list}`);
    return `${this.#site}/lists/${id}`;
  }

  async columns(list: string): Promise<SiteColumn[]> {
    const found = await this.#graph.pages(`${await this.pathOf(list)}/columns`, columnShape);
    return found.map((column) => ({
      id: column.id,
      name: column.name,
      type: typeOf(column),
      indexed: column.indexed ?? false,
      unique: column.enforceUniqueValues ?? false,
    }));
  }

  async createList({ list, columns }: WantedList): Promise<void> {
    await this.#create(`${this.#site}/lists`, {
      displayName: list,
      columns: columns.map(definition),
      list: { template: 'genericList' },
    });
    this.#lists = undefined;
  }

  async createColumn(list: string, column: Column): Promise<void> {
    await this.#create(`${await this.pathOf(list)}/columns`, definition(column));
  }

  async indexColumn(list: string, column: SiteColumn, unique: boolean): Promise<void> {
    await this.#graph.ask({
      method: 'PATCH',
      path: `${await this.pathOf(list)}/columns/${encodeURIComponent(column.id)}`,
      body: { indexed: true, ...(unique ? { enforceUniqueValues: true } : {}) },
    });
  }

  /** What is there already, by an answer that was lost or by another desk, is what was wanted. */
  async #create(path: string, body: object): Promise<void> {
    try {
      await this.#graph.ask({ method: 'POST', path, body });
    } catch (error) {
      if (!isOutside(error, 'duplicate')) throw error;
    }
  }
}
