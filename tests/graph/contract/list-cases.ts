import { afterEach, describe, expect } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

const genericList = { template: 'genericList' };
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
interface Column {
  id: string;
  name: string;
}

export const listCases = (tenant: () => ContractTenant): void => {
  describe('lists and columns', () => {
    const made: string[] = [];
    afterEach(async () => {
      for (const id of made.splice(0)) await tenant().ask('DELETE', `${tenant().site}/lists/${id}`);
    });
    const create = async (columns: object[] = [], displayName = tenant().fresh('list')) => {
      const answer = await tenant().ask('POST', `${tenant().site}/lists`, { displayName, columns, list: genericList });
      if (answer.status === 201) made.push(answer.json.id);
      return { ...answer, displayName, path: `${tenant().site}/lists/${answer.json.id}` };
    };
    const columnsOf = async (path: string): Promise<Column[]> =>
      (await tenant().ask('GET', `${path}/columns`)).json.value;
    const columnOf = async (path: string, wanted: string) =>
      (await columnsOf(path)).find(({ name }) => name === wanted);

    promised('a list is made with its columns and is 201', 'graph/api/list-create', async () => {
      const { status, json, displayName } = await create([{ name: 'key', text: {} }]);
      expect(status).toBe(201);
      expect(json).toMatchObject({ id: expect.stringMatching(guid), displayName, list: genericList });
    });

    promised('a name that is taken is 409 nameAlreadyExists', 'graph/errors', async () => {
      const { displayName } = await create();
      const again = await create([], displayName);
      expect(again).toMatchObject({ status: 409, json: { error: { code: 'nameAlreadyExists' } } });
    });

    promised('a list that is renamed keeps its id, its address and its items', 'graph/api/resources/list', async () => {
      const { path, json } = await create([{ name: 'key', text: {} }]);
      const to = tenant().fresh('renamed');
      const answer = await tenant().ask('PATCH', path, { displayName: to });
      expect(answer).toMatchObject({ status: 200, json: { id: json.id, displayName: to, name: json.name } });
    });

    promised('columns come back as they were defined', 'graph/resources/columndefinition', async () => {
      const { path } = await create([
        { name: 'key', text: { maxLength: 255 }, indexed: true, enforceUniqueValues: true },
        { name: 'note', text: { allowMultipleLines: true, textType: 'plain' } },
        { name: 'sessions', number: {} },
        { name: 'closed', boolean: {} },
        { name: 'state', choice: { choices: ['open', 'closed'], displayAs: 'dropDownMenu', allowTextEntry: false } },
        { name: 'on', dateTime: { format: 'dateOnly' } },
      ]);
      expect(await columnOf(path, 'key')).toMatchObject({ indexed: true, enforceUniqueValues: true, text: {} });
      expect(await columnOf(path, 'note')).toMatchObject({ indexed: false, text: { allowMultipleLines: true } });
      expect(await columnOf(path, 'sessions')).toHaveProperty('number');
      expect(await columnOf(path, 'closed')).toHaveProperty('boolean');
      expect(await columnOf(path, 'state')).toMatchObject({ choice: { choices: ['open', 'closed'] } });
      expect(await columnOf(path, 'on')).toMatchObject({ dateTime: { format: 'dateOnly' } });
    });

    promised('every list has a Title', 'graph/api/list-list-columns', async () => {
      const { path } = await create();
      expect(await columnOf(path, 'Title')).toHaveProperty('text');
    });

    promised('only an indexed column keeps values apart', 'graph/resources/columndefinition', async () => {
      const { status, json } = await create([{ name: 'key', text: {}, enforceUniqueValues: true }]);
      expect(status).toBe(400);
      expect(json.error.code).toEqual(expect.any(String));
    });

    promised('a column is added later and is 201', 'graph/api/list-post-columns', async () => {
      const { path } = await create();
      const added = await tenant().ask('POST', `${path}/columns`, { name: 'outcome', text: {}, indexed: true });
      expect(added).toMatchObject({ status: 201, json: { name: 'outcome', indexed: true } });
      expect(await columnOf(path, 'outcome')).toMatchObject({ id: added.json.id });
      const alone = await tenant().ask('GET', `${path}/columns/${added.json.id}`);
      expect(alone).toMatchObject({ status: 200, json: { name: 'outcome', text: {} } });
    });

    promised(
      'what people see of a column can change, its name stays',
      'graph/api/columndefinition-update',
      async () => {
        const { path } = await create([{ name: 'outcome', text: {} }]);
        const { id } = (await columnOf(path, 'outcome'))!;
        const changed = await tenant().ask('PATCH', `${path}/columns/${id}`, { displayName: 'What came of it' });
        expect(changed).toMatchObject({ status: 200, json: { name: 'outcome', displayName: 'What came of it' } });
        await tenant().ask('PATCH', `${path}/columns/${id}`, { indexed: true });
        expect(await columnOf(path, 'outcome')).toMatchObject({ displayName: 'What came of it', indexed: true });
      },
    );

    promised('choices are added to a choice', 'graph/api/columndefinition-update', async () => {
      const { path } = await create([{ name: 'state', choice: { choices: ['open'] } }]);
      const { id } = (await columnOf(path, 'state'))!;
      await tenant().ask('PATCH', `${path}/columns/${id}`, { choice: { choices: ['open', 'closed'] } });
      expect(await columnOf(path, 'state')).toMatchObject({ choice: { choices: ['open', 'closed'] } });
    });

    promised('a column is deleted with 204', 'graph/api/columndefinition-delete', async () => {
      const { path } = await create([{ name: 'outcome', text: {} }]);
      const { id } = (await columnOf(path, 'outcome'))!;
      expect((await tenant().ask('DELETE', `${path}/columns/${id}`)).status).toBe(204);
      expect(await columnOf(path, 'outcome')).toBeUndefined();
    });

    promised('lists are listed, with their columns where asked', 'graph/api/list-list', async () => {
      const { json, displayName } = await create([{ name: 'key', text: {} }]);
      const names: string[] = [];
      const path = `${tenant().site}/lists?$select=id,name,displayName`;
      for (let next: string | undefined = path; next !== undefined; ) {
        const page = await tenant().ask('GET', next);
        names.push(...page.json.value.map((list: { displayName: string }) => list.displayName));
        next = page.json['@odata.nextLink'];
      }
      expect(names).toContain(displayName);
      const one = await tenant().ask('GET', `${tenant().site}/lists/${json.id}?$expand=columns`);
      expect(one.json.columns.map(({ name }: Column) => name)).toContain('key');
    });

    promised('a list is found by its title in place of its id', 'graph/api/list-get', async () => {
      const { json, displayName } = await create();
      const found = await tenant().ask('GET', `${tenant().site}/lists/${encodeURIComponent(displayName)}`);
      expect(found).toMatchObject({ status: 200, json: { id: json.id } });
    });

    promised('a list is deleted with 204 and is itemNotFound from then on', 'graph/api/list-delete', async () => {
      const { path } = await create();
      expect((await tenant().ask('DELETE', path)).status).toBe(204);
      expect(await tenant().ask('GET', `${path}/items`)).toMatchObject({
        status: 404,
        json: { error: { code: 'itemNotFound' } },
      });
    });

    promised(
      'the site is there; another is refused to Sites.Selected',
      'graph/permissions-selected-overview',
      async () => {
        const own = await tenant().ask('GET', tenant().site);
        expect(own).toMatchObject({ status: 200, json: { id: expect.any(String), webUrl: expect.any(String) } });
        expect(await tenant().ask('GET', '/sites/root')).toMatchObject({
          status: 403,
          json: { error: { code: 'accessDenied' } },
        });
      },
    );

    promised('who was given the site is not the app’s to see', 'graph/api/site-list-permissions', async () => {
      expect((await tenant().ask('GET', `${tenant().site}/permissions`)).status).toBe(403);
    });
  });
};
