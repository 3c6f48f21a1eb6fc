import type { Column } from '../records/record.ts';

/**
 * A column as the site has it. `name` is the one of its making and stays when somebody renames the column; what people
 * see is `displayName`. `type` is one of ours where the site's is one: else `dateTime` for a date, or `other`.
 */
export interface SiteColumn {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly indexed: boolean;
  readonly unique: boolean;
  /** Of a choice: what may be chosen. */
  readonly choices?: readonly string[];
}

/** A list as the site has it. `name` is the one in its address, and stays when somebody renames the list. */
export interface SiteList {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly columns: readonly SiteColumn[];
}

/** A list as a record wants it. */
export interface WantedList {
  /** The display name. */
  readonly list: string;
  readonly columns: readonly Column[];
}

/** What is put right on a column that is there. */
export interface ColumnChange {
  readonly displayName?: string;
  readonly indexed?: true;
  readonly unique?: true;
  readonly choices?: readonly string[];
}

/**
 * The lists of the school's site, as provisioning sees and mends them. Whatever makes or changes something throws
 * OutsideError `duplicate` when a thing of that name is there, `refused` when the site says no.
 */
export interface SiteLists {
  /** Which lists there are; the quickest question of whether the site answers. */
  lists(): Promise<readonly Pick<SiteList, 'id' | 'name' | 'displayName'>[]>;
  /** Every list of the site with its columns, as it is now. */
  all(): Promise<readonly SiteList[]>;
  createList(wanted: WantedList): Promise<void>;
  renameList(list: SiteList, displayName: string): Promise<void>;
  createColumn(list: SiteList, column: Column): Promise<void>;
  changeColumn(list: SiteList, column: SiteColumn, change: ColumnChange): Promise<void>;
  /** Takes a column away with all that stands in it. */
  deleteColumn(list: SiteList, column: SiteColumn): Promise<void>;
  /** What stands in a column, by the id of its item; items in which it is empty are left out. */
  valuesOf(list: SiteList, column: SiteColumn): Promise<ReadonlyMap<string, string | number | boolean>>;
}

/** The one that a record means: the list of that name, else the one that was made under it and is renamed now. */
export const listNamed = <L extends Pick<SiteList, 'name' | 'displayName'>>(
  lists: readonly L[],
  wanted: string,
): L | undefined =>
  lists.find(({ displayName }) => displayName === wanted) ?? lists.find(({ name }) => name === wanted);
