import { setTimeout as sleep } from 'node:timers/promises';
import { EntraDirectory } from '../shared/graph/entra-directory.ts';
import { signInAsApp } from '../shared/graph/entra-tokens.ts';
import { openGraph } from '../shared/graph/graph-client.ts';
import { GraphTenantHealth } from '../shared/graph/graph-tenant-health.ts';
import { SharePointFiles } from '../shared/graph/sharepoint-files.ts';
import { SharePointLists } from '../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../shared/graph/sharepoint-records.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { ConversationBook } from '../shared/ports/conversation-book.ts';
import type { HostHealth } from '../shared/ports/host-health.ts';
import type { Log } from '../shared/ports/log.ts';
import type { RecordStore } from '../shared/ports/record-store.ts';
import { recordKinds } from '../shared/records/all.ts';
import { conversations } from '../shared/records/conversation.ts';
import type { Patient } from '../shared/workflows/doctor/check.ts';
import { SchoolDataReader } from '../shared/workflows/school-data-reader.ts';
import { openConversations } from './conversations/door.ts';
import { placedFiles } from './placed-files.ts';
import type { DeskSettings } from './settings.ts';

/** Where channels and people can be reached, as the site's own list knows it; nothing is written there. */
const listedConversations = (records: RecordStore): ConversationBook => ({
  byKey: async (key) => (await records.byKey(conversations, key))?.record,
  keep: async () => undefined,
  forget: async () => undefined,
});

export interface PatientParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly host: HostHealth;
}

/**
 * A school’s tenant as `doctor` looks at it: with a sign-in and a client of its own, so that nothing is believed because
 * the desk believed it a minute ago. It needs no database and no lock. The settings name one school.
 */
export const openPatient = ({ tenant }: DeskSettings, { clock, log, host }: PatientParts): Patient => {
  const pause = { sleep: async (seconds: number) => await sleep(seconds * 1000), random: Math.random };
  const token = signInAsApp(tenant);
  const tokens = async () => await token('https://graph.microsoft.com/.default');
  const graph = openGraph({
    address: tenant.graphUrl,
    tokens,
    ...pause,
    tries: 3,
    budgetSeconds: 10,
    timeoutMs: 10_000,
  });
  const [{ id: school, site, places }] = tenant.schools;
  const lists = new SharePointLists(graph, site);
  const records = new SharePointRecords(graph, lists);
  const files = placedFiles(new SharePointFiles(graph, site), places);
  const conversations = openConversations({ ...tenant, playground: false }, { token, log, sleep: pause.sleep });
  return {
    school,
    clock,
    log,
    files,
    records,
    messenger: conversations.messenger(listedConversations(records)),
    data: new SchoolDataReader({ files, records, clock, log }),
    directory: new EntraDirectory(graph),
    lists,
    kinds: recordKinds,
    tenant: new GraphTenantHealth({ graph, lists, tokens, site, teamsAppId: tenant.teamsAppId }),
    host,
  };
};
