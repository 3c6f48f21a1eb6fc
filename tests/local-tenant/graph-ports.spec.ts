import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntraDirectory } from '../../shared/graph/entra-directory.ts';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { SharePointFiles } from '../../shared/graph/sharepoint-files.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../../shared/graph/sharepoint-records.ts';
import { contacts } from '../../shared/records/contact.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { recordStoreSuite } from '../ports/record-store.suite.ts';
import { siteFilesSuite } from '../ports/site-files.suite.ts';
import { type LocalGraph, openLocalGraph, smallDirectory } from '../support/local-graph.ts';

let local: LocalGraph;
beforeAll(async () => {
  local = await openLocalGraph();
});
afterAll(() => local.close());

const waiting = { sleep: async () => undefined, random: () => 0.5 };
const graphOf = () => openGraph({ address: local.address, tokens: local.token, ...waiting });

recordStoreSuite('SharePoint on the local tenant', async () => {
  await local.empty();
  const graph = graphOf();
  const lists = new SharePointLists(graph, local.site);
  for (const { list, columns } of [pupils, contacts, leaveRequests]) await lists.createList({ list, columns });
  return { store: new SharePointRecords(graph, lists, waiting) };
});

siteFilesSuite('The library of the local tenant', async () => {
  await local.empty();
  return { files: new SharePointFiles(graphOf(), local.site) };
});

describe('the directory of the local tenant', () => {
  test('gives accounts, and the members of a group', async () => {
    const directory = new EntraDirectory(graphOf());
    expect(await directory.accounts()).toHaveLength(5);
    const members = await directory.membersOf(smallDirectory.groups[0]!.id);
    expect(members.map(({ email }) => email)).toEqual([0, 1, 2].map((at) => `person.${at}@saltmarsh.example`));
    expect(await directory.account(smallDirectory.accounts[4]!.id)).toMatchObject({ enabled: false });
    expect(await directory.account('00000000-0000-4000-a000-000000000000')).toBeUndefined();
  });
});

describe('a list that lacks an index', () => {
  test('gets it, and then its values are kept apart', async () => {
    await local.empty();
    const graph = graphOf();
    const lists = new SharePointLists(graph, local.site);
    await lists.createList({ list: 'Pupils', columns: [{ name: 'key', type: 'text' }] });
    const [key] = (await lists.columns('Pupils')).filter(({ name }) => name === 'key');
    await lists.indexColumn('Pupils', key!, true);
    const path = `${await lists.pathOf('Pupils')}/items`;
    await graph.ask({ method: 'POST', path, body: { fields: { key: 'a' } } });
    const second = await graph.ask({ method: 'POST', path, body: { fields: { key: 'A' } }, also: [409] });
    expect(second.status).toBe(409);
  });
});
