import type { RecordKind } from '../records/record.ts';

/** A channel of a team as Teams has it now. */
export interface TeamChannel {
  readonly id: string;
  readonly name: string;
}

/** The items of a list, counted, with those that no record can be read from: where, never what stands there. */
export interface ItemsSeen {
  readonly count: number;
  readonly unreadable: readonly { readonly item: string; readonly column: string }[];
}

/**
 * What `doctor` asks of Microsoft 365 beside what the desk asks every day. Nothing here changes anything. Each throws
 * OutsideError: `absent` there is no such thing, `forbidden` the app may not look.
 */
export interface TenantHealth {
  /** The application permissions that the app was given; undefined: its token does not say. */
  permissions(): Promise<readonly string[] | undefined>;
  /** Asks for the school's site; answers with the time that Graph says it is, in milliseconds since 1970. */
  site(): Promise<{ readonly time: number | undefined }>;
  /** Whether the app may write in the site's library: asked by a write that can never be carried out. */
  mayWrite(): Promise<boolean>;
  /** Whether the app may read who has been given what on the site: it should not need to. */
  maySeeGrants(): Promise<boolean>;
  /** Whether another site than the school's is open to the app: none should be. */
  maySeeOtherSite(): Promise<boolean>;
  channelsOf(team: string): Promise<readonly TeamChannel[]>;
  /** Whether the app is installed in a team, or for a person. */
  isInstalled(where: { readonly team: string } | { readonly person: string }): Promise<boolean>;
  itemsOf<T extends { readonly key: string }>(kind: RecordKind<T>): Promise<ItemsSeen>;
}
