import { OutsideError } from '../../../shared/ports/outside-error.ts';
import type { ColumnChange, SiteColumn, SiteList, SiteLists, WantedList } from '../../../shared/ports/site-lists.ts';
import type { Column } from '../../../shared/records/record.ts';
import { siteType } from '../../../shared/workflows/drift.ts';

type Value = string | number | boolean;
type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

interface KeptList {
  readonly id: string;
  name: string;
  displayName: string;
  columns: Mutable<SiteColumn>[];
  /** By item: what stands in its columns. */
  readonly items: Map<string, Record<string, Value>>;
}

/** What a site does to one change: it is done and the answer lost, or refused before anything is done. */
export type Trouble = 'answer lost' | 'forbidden' | undefined;

/** A site that keeps lists as SharePoint does: inner names stay, values must be apart before they are kept apart. */
export class InMemorySiteLists implements SiteLists {
  readonly kept: KeptList[] = [];
  /** How often it was asked, and how often it was changed. */
  asked = 0;
  changes = 0;
  /** Says what becomes of the next change. */
  trouble: () => Trouble = () => undefined;
  /** Called between a look and the first change after it: somebody else is at it too. */
  meanwhile: () => void = () => undefined;
  #number = 0;

  async lists(): Promise<KeptList[]> {
    return structuredClone(this.kept);
  }

  async all(): Promise<SiteList[]> {
    this.asked++;
    const seen = structuredClone(this.kept);
    const { meanwhile } = this;
    this.meanwhile = () => undefined;
    meanwhile();
    return seen;
  }

  list(name: string): KeptList {
    const found = this.kept.find(({ displayName }) => displayName === name);
    if (!found) throw new OutsideError('absent', `no list ${name}`);
    return found;
  }

  column(list: string, name: string): Mutable<SiteColumn> {
    const found = this.list(list).columns.find((column) => column.name === name);
    if (!found) throw new OutsideError('absent', `no column ${name}`);
    return found;
  }

  async #do(change: () => void): Promise<void> {
    const trouble = this.trouble();
    if (trouble === 'forbidden') throw new OutsideError('forbidden', '403');
    change();
    this.changes++;
    if (trouble === 'answer lost') throw new OutsideError('unanswered', 'no answer');
  }

  #kept({ id }: Pick<SiteList, 'id'>): KeptList {
    const found = this.kept.find((list) => list.id === id);
    if (!found) throw new OutsideError('absent', '404');
    return found;
  }

  #columnOf({ name, type, indexed, unique, choices }: Column): Mutable<SiteColumn> {
    return {
      id: `c${++this.#number}`,
      name,
      displayName: name,
      type: siteType({ type }),
      indexed: indexed ?? unique ?? false,
      unique: unique ?? false,
      ...(choices ? { choices: [...choices] } : {}),
    };
  }

  async createList({ list, columns }: WantedList): Promise<void> {
    await this.#do(() => {
      if (this.kept.some(({ displayName, name }) => displayName === list || name === list))
        throw new OutsideError('duplicate', '409');
      this.kept.push({
        id: `l${++this.#number}`,
        name: list,
        displayName: list,
        columns: columns.map((column) => this.#columnOf(column)),
        items: new Map(),
      });
    });
  }

  async renameList(list: SiteList, displayName: string): Promise<void> {
    await this.#do(() => {
      this.#kept(list).displayName = displayName;
    });
  }

  async createColumn(list: SiteList, column: Column): Promise<void> {
    await this.#do(() => {
      const { columns } = this.#kept(list);
      if (columns.some(({ name }) => name === column.name)) throw new OutsideError('duplicate', '409');
      columns.push(this.#columnOf(column));
    });
  }

  async changeColumn(list: SiteList, { id, name }: SiteColumn, change: ColumnChange): Promise<void> {
    await this.#do(() => {
      const kept = this.#kept(list);
      const column = kept.columns.find((each) => each.id === id);
      if (!column) throw new OutsideError('absent', '404');
      const values = [...kept.items.values()].flatMap((item) => (item[name] === undefined ? [] : [item[name]]));
      if (change.unique && new Set(values).size < values.length) throw new OutsideError('refused', '400');
      Object.assign(column, change);
    });
  }

  async deleteColumn(list: SiteList, { id, name }: SiteColumn): Promise<void> {
    await this.#do(() => {
      const kept = this.#kept(list);
      kept.columns = kept.columns.filter((column) => column.id !== id);
      for (const item of kept.items.values()) delete item[name];
    });
  }

  async valuesOf(list: SiteList, { name }: SiteColumn): Promise<Map<string, Value>> {
    this.asked++;
    const { items } = this.#kept(list);
    return new Map([...items].flatMap(([id, item]) => (item[name] === undefined ? [] : [[id, item[name]]])));
  }
}
