import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EntraDirectory } from '../../shared/graph/entra-directory.ts';
import type { Graph } from '../../shared/graph/graph-client.ts';
import { SharePointFiles } from '../../shared/graph/sharepoint-files.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { SharePointRecords } from '../../shared/graph/sharepoint-records.ts';
import { recordKinds } from '../../shared/records/all.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { provision } from '../../shared/workflows/provision.ts';
import { recordStoreSuite } from '../ports/record-store.suite.ts';
import { siteFilesSuite } from '../ports/site-files.suite.ts';
import { localGraph } from '../support/local-graph.ts';

let local: Awaited<ReturnType<typeof localGraph>>;
beforeAll(async () => {
  local = await localGraph();
}, 120_000);
afterAll(async () => await local.close());

let opened = 0;

/** The lists of one test: the same, under names of their own. */
class ListsOfOneTest extends SharePointLists {
  readonly #number = ++opened;
  override async pathOf(list: string): Promise<string> {
    return await super.pathOf(`${list} ${this.#number}`);
  }
  async make(): Promise<void> {
    const renamed = recordKinds.map(({ list, columns }) => ({ list: `${list} ${this.#number}`, columns }));
    for (const kind of renamed) await this.createList(kind);
  }
}

/** The library of one test: a folder of the real one. */
const inFolder = (graph: Graph, folder: string): Graph => {
  const inside = (path: string) =>
    path.replace('/drive/root:/', `/drive/root:/${folder}/`).replace('/drive/root/', `/drive/root:/${folder}:/`);
  return {
    ...graph,
    ask: async (question) => await graph.ask({ ...question, path: inside(question.path) }),
    get: async (path, schema) => await graph.get(inside(path), schema),
    pages: async (path, item, headers) => await graph.pages(inside(path), item, headers),
  };
};

recordStoreSuite('SharePoint lists through Graph', async () => {
  const lists = new ListsOfOneTest(local.graph, local.site);
  await lists.make();
  return { store: new SharePointRecords(local.graph, lists) };
});

siteFilesSuite('The site’s library through Graph', async () => ({
  files: new SharePointFiles(inFolder(local.graph, `test ${++opened}`), local.site),
}));

describe('provisioning a site', () => {
  test('makes every list once; a second run does nothing; a missing column is made and nothing else', async () => {
    const lists = new SharePointLists(local.graph, local.site);
    expect((await provision(lists, recordKinds)).lists).toEqual(recordKinds.map(({ list }) => list));
    const nothing = { lists: [], columns: [], indexes: [], wrong: [], drift: [] };
    expect(await provision(lists, recordKinds)).toEqual(nothing);
    const more = [{ list: pupils.list, columns: [...pupils.columns, { name: 'house', type: 'text' as const }] }];
    expect(await provision(lists, more)).toEqual({
      ...nothing,
      columns: ['Pupils/house'],
      drift: [expect.objectContaining({ drift: 'column missing', where: 'Pupils/house', mended: true })],
    });
  });

  test('a column of another type with values in it is named and left alone', async () => {
    const lists = new SharePointLists(local.graph, local.site);
    await provision(lists, recordKinds);
    const path = await lists.pathOf(pupils.list);
    await local.graph.ask({ method: 'POST', path: `${path}/items`, body: { fields: { key: 'P1', year: '9' } } });
    const asNumber = pupils.columns.map((column) =>
      column.name === 'year' ? { name: 'year', type: 'number' as const, indexed: true as const } : column,
    );
    const { wrong } = await provision(lists, [{ list: pupils.list, columns: asNumber }]);
    expect(wrong).toEqual([{ column: 'Pupils/year', wanted: 'number', found: 'text' }]);
  });
});

describe('people as Entra says now', () => {
  test('accounts, one account, nobody; a group’s members; a group that is not there', async () => {
    const directory = new EntraDirectory(local.graph);
    const accounts = await directory.accounts();
    expect(accounts.length).toBeGreaterThan(70);
    expect(await directory.account(accounts[0]!.id)).toEqual(accounts[0]);
    expect(await directory.account('00000000-0000-4000-8000-000000000000')).toBeUndefined();
    const files = new SharePointFiles(local.graph, local.site);
    const policy = await files.read('Desk/policy.json');
    const { roleGroups } = policySchema.parse(JSON.parse(new TextDecoder().decode(policy!.content)));
    const { group } = roleGroups.find(({ role }) => role === 'attendance-manager')!;
    const [manager] = await directory.membersOf(group);
    expect(accounts).toContainEqual(manager);
    await expect(directory.membersOf('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ kind: 'absent' });
  });
});
