import type { Column } from '../records/record.ts';

/** A column as the site has it. `type` is one of ours where the site's is one: else `dateTime` for a date, or `other`. */
export interface SiteColumn {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly indexed: boolean;
  readonly unique: boolean;
}

/** A list as a record wants it. */
export interface WantedList {
  /** The display name. */
  readonly list: string;
  readonly columns: readonly Column[];
}

/** The lists of the school's site, as provisioning sees and makes them. What is there already is left as it is. */
export interface SiteLists {
  /** By display name, the list's id: every list of the site. */
  lists(): Promise<ReadonlyMap<string, string>>;
  columns(list: string): Promise<SiteColumn[]>;
  createList(wanted: WantedList): Promise<void>;
  createColumn(list: string, column: Column): Promise<void>;
  indexColumn(list: string, column: SiteColumn, unique: boolean): Promise<void>;
}
