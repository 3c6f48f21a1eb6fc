import { EntraDirectory } from '../shared/graph/entra-directory.ts';
import { signInAsApp } from '../shared/graph/entra-tokens.ts';
import { type GraphCounts, openGraph } from '../shared/graph/graph-client.ts';
import { GraphTenantHealth } from '../shared/graph/graph-tenant-health.ts';
import { KeptRecords } from '../shared/graph/kept-records.ts';
import { SharePointFiles } from '../shared/graph/sharepoint-files.ts';
import { SharePointLists } from '../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../shared/graph/sharepoint-records.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { Account } from '../shared/ports/directory.ts';
import type { ListRevisions } from '../shared/ports/list-revisions.ts';
import type { Log } from '../shared/ports/log.ts';
import type { Conversations } from './conversations/conversations.ts';
import { openConversations } from './conversations/door.ts';
import type { Outside } from './outside.ts';
import type { Patience } from './patience.ts';
import { placedFiles } from './placed-files.ts';
import type { DeskSettings } from './settings.ts';

/** Everybody's accounts are the same for every school: asked once for all that ask within this time. */
const accountsKeptMs = 30_000;

/** A directory for each school over one Graph: the long list of accounts is shared among them. */
const directories = (directory: EntraDirectory, clock: Clock) => {
  let asked: { readonly at: number; readonly accounts: Promise<Account[]> } | undefined;
  const accounts = (): Promise<Account[]> => {
    const now = clock.now().epochMilliseconds;
    if (!asked || Math.abs(now - asked.at) > accountsKeptMs) {
      const asking = { at: now, accounts: directory.accounts() };
      asking.accounts.catch(() => {
        if (asked === asking) asked = undefined;
      });
      asked = asking;
    }
    return asked.accounts;
  };
  return () => ({
    account: async (id: string) => await directory.account(id),
    membersOf: async (group: string) => await directory.membersOf(group),
    accounts,
  });
};

export interface Microsoft365Parts {
  readonly clock: Clock;
  readonly log: Log;
  readonly patience: Patience;
  /** How often a school's lists were written, by all processes. */
  readonly revisions: (school: string) => ListRevisions;
}

/** Microsoft 365 as all schools of a desk share it: one sign-in, one Graph client, one door to Teams. */
export const openMicrosoft365 = (
  { tenant, playground }: DeskSettings,
  { clock, log, patience, revisions }: Microsoft365Parts,
): { readonly outside: Outside; readonly conversations: Conversations; readonly asked: () => GraphCounts } => {
  const token = signInAsApp(tenant);
  const tokens = async () => await token('https://graph.microsoft.com/.default');
  const graph = openGraph({
    address: tenant.graphUrl,
    tokens,
    sleep: patience.sleep,
    random: patience.random,
    ...(patience.answerMs === undefined ? {} : { timeoutMs: patience.answerMs }),
  });
  const conversations = openConversations(
    { ...tenant, playground },
    { token, log, sleep: patience.sleep, answerMs: patience.answerMs },
  );
  const directory = new EntraDirectory(graph);
  const directoryFor = tenant.schools.length > 1 ? directories(directory, clock) : () => directory;
  return {
    conversations,
    asked: graph.counts,
    outside: ({ id: school, site, places }) => {
      const lists = new SharePointLists(graph, site);
      const records = new KeptRecords(
        new SharePointRecords(graph, lists, ({ list, item, column }) =>
          log.warn('item cannot be read', { school, record: `${list}/${item}`, kind: column }),
        ),
        { clock, revisions: revisions(school) },
      );
      return {
        lists,
        records,
        look: async () => await records.look(),
        forget: async (list) => await records.forget(list),
        files: placedFiles(new SharePointFiles(graph, site), places),
        directory: directoryFor(),
        messenger: conversations.messenger,
        health: new GraphTenantHealth({ graph, lists, tokens, site, teamsAppId: tenant.teamsAppId }),
      };
    },
  };
};
