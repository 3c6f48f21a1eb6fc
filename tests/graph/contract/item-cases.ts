import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

interface Item {
  id: string;
  eTag: string;
  fields: Record<string, unknown>;
}

const threshold = 5000;
const filterOf = (text: string): string => `$filter=${encodeURIComponent(text)}`;

export const itemCases = (tenant: () => ContractTenant, { long }: { long: boolean }): void => {
  describe('items', () => {
    let path = '';
    beforeAll(async () => {
      const { json } = await tenant().ask('POST', `${tenant().site}/lists`, {
        displayName: tenant().fresh('items'),
        columns: [
          { name: 'key', text: {}, indexed: true, enforceUniqueValues: true },
          { name: 'pupil', text: {}, indexed: true },
          { name: 'sessions', number: {}, indexed: true },
          { name: 'closed', boolean: {} },
          { name: 'note', text: { allowMultipleLines: true, textType: 'plain' } },
          { name: 'outcome', text: {} },
        ],
        list: { template: 'genericList' },
      });
      path = `${tenant().site}/lists/${json.id}`;
    });
    afterAll(async () => {
      await tenant().ask('DELETE', path);
    });
    let made = 0;
    const create = async (fields: Record<string, unknown> = {}) => {
      made += 1;
      return await tenant().ask('POST', `${path}/items`, { fields: { key: `k${made}`, ...fields } });
    };
    const item = (id: string) => tenant().ask('GET', `${path}/items/${id}?$expand=fields`);
    const pages = async (query: string, headers: Record<string, string> = {}) => {
      const all: Item[] = [];
      const sizes: number[] = [];
      for (let next: string | undefined = `${path}/items?${query}`; next !== undefined; ) {
        const { status, json } = await tenant().ask('GET', next, undefined, headers);
        expect(status).toBe(200);
        sizes.push(json.value.length);
        all.push(...json.value);
        next = json['@odata.nextLink'];
      }
      return { all, sizes };
    };

    promised('an item is made and is 201, with its ETag and fields', 'graph/api/listitem-create', async () => {
      const { status, json } = await create({ pupil: 'P1', sessions: 3, closed: false, note: 'two\nlines' });
      expect(status).toBe(201);
      expect(json).toMatchObject({
        id: expect.stringMatching(/^\d+$/),
        eTag: expect.stringMatching(/^"[^"]+,\d+"$/),
        fields: { pupil: 'P1', sessions: 3, closed: false, note: 'two\nlines' },
      });
    });

    promised('an item is read by its id, its fields only where asked', 'graph/api/listitem-get', async () => {
      const { json } = await create({ pupil: 'P1' });
      expect(await item(json.id)).toMatchObject({ status: 200, json: { id: json.id, fields: { pupil: 'P1' } } });
      expect((await tenant().ask('GET', `${path}/items/${json.id}`)).json.fields).toBeUndefined();
      const some = await tenant().ask('GET', `${path}/items/${json.id}?$expand=fields($select=pupil)`);
      expect(some.json.fields.key).toBeUndefined();
    });

    promised('a change of fields answers with the new ETag', 'graph/api/listitem-update', async () => {
      const { json } = await create({ pupil: 'P1' });
      const seen = { 'If-Match': json.eTag };
      const changed = await tenant().ask('PATCH', `${path}/items/${json.id}/fields`, { pupil: 'P2' }, seen);
      expect(changed).toMatchObject({ status: 200, json: { pupil: 'P2', '@odata.etag': expect.any(String) } });
      expect(changed.json['@odata.etag']).not.toBe(json.eTag);
      expect((await item(json.id)).json.eTag).toBe(changed.json['@odata.etag']);
    });

    promised('a change over a stale ETag is 412 and changes nothing', 'graph/errors', async () => {
      const { json } = await create({ pupil: 'P1' });
      const change = (pupil: string) =>
        tenant().ask('PATCH', `${path}/items/${json.id}/fields`, { pupil }, { 'If-Match': json.eTag });
      await change('P2');
      expect((await change('P3')).status).toBe(412);
      expect((await item(json.id)).json.fields.pupil).toBe('P2');
    });

    promised('null empties a field', 'graph/api/listitem-update', async () => {
      const { json } = await create({ pupil: 'P1' });
      await tenant().ask('PATCH', `${path}/items/${json.id}/fields`, { pupil: null });
      expect((await item(json.id)).json.fields.pupil ?? null).toBeNull();
    });

    promised('an item is deleted with 204, over a stale ETag not', 'graph/api/listitem-delete', async () => {
      const { json } = await create();
      const { status } = await tenant().ask('PATCH', `${path}/items/${json.id}/fields`, { pupil: 'P9' });
      expect(status).toBe(200);
      const gone = (headers?: Record<string, string>) =>
        tenant().ask('DELETE', `${path}/items/${json.id}`, undefined, headers);
      expect((await gone({ 'If-Match': json.eTag })).status).toBe(412);
      expect((await gone()).status).toBe(204);
      expect(await item(json.id)).toMatchObject({ status: 404, json: { error: { code: 'itemNotFound' } } });
    });

    promised('a value of a unique column stands once', 'graph/resources/columndefinition', async () => {
      const { json } = await create();
      const again = await create({ key: json.fields.key });
      expect([400, 409]).toContain(again.status);
      const query = filterOf(`fields/key eq '${json.fields.key}'`);
      expect((await pages(query)).all).toHaveLength(1);
    });

    promised('a field that the list does not have is 400', 'graph/api/listitem-create', async () => {
      expect((await create({ nowhere: 'x' })).status).toBe(400);
    });

    promised('200 items a page, each page with the address of the next', 'graph/paging', async () => {
      for (let batch = 0; batch < 11; batch += 1)
        await tenant().batch(
          Array.from({ length: 20 }, (_none, at) => ({
            method: 'POST',
            url: `${path}/items`,
            body: { fields: { key: `page${batch}-${at}`, pupil: 'Paged' } },
          })),
        );
      const { all, sizes } = await pages('');
      expect(sizes[0]).toBe(200);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      const larger = await pages(`$expand=fields&$top=100&${filterOf("fields/pupil eq 'Paged'")}`);
      expect(larger.all).toHaveLength(220);
      expect(larger.sizes).toEqual([100, 100, 20]);
    });

    promised('an apostrophe in a filter is doubled', 'graph/query-parameters', async () => {
      await create({ pupil: "O'Brien" });
      const { all } = await pages(`$expand=fields&${filterOf("fields/pupil eq 'O''Brien'")}`);
      expect(all.map(({ fields }) => fields.pupil)).toEqual(["O'Brien"]);
    });

    promised('several conditions meet, on numbers as numbers', 'graph/query-parameters', async () => {
      for (const sessions of [2, 9, 10, 30]) await create({ pupil: 'Counted', sessions });
      const query = filterOf("fields/pupil eq 'Counted' and fields/sessions ge 9 and fields/sessions le 10");
      const { all } = await pages(`$expand=fields&${query}`);
      expect(all.map(({ fields }) => fields.sessions).sort()).toEqual([10, 9]);
    });

    promised('a column without an index is filtered only at the asker’s risk', 'graph/api/listitem-list', async () => {
      await create({ outcome: 'visit' });
      const query = `$expand=fields&${filterOf("fields/outcome eq 'visit'")}`;
      const refused = await tenant().ask('GET', `${path}/items?${query}`);
      expect(refused.status).toBe(400);
      expect(refused.json.error.message).toContain('HonorNonIndexedQueriesWarningMayFailRandomly');
      const prefer = { Prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };
      expect((await pages(query, prefer)).all).toHaveLength(1);
    });

    const veryLong = (long ? promised : () => undefined) as typeof promised;
    veryLong(
      'past 5,000 items only an index that leaves few of them answers',
      'sharepoint/dev/general-development/query-throttling-and-indexing',
      async () => {
        for (let batch = 0; batch < threshold / 20; batch += 1) {
          const { json } = await tenant().batch(
            Array.from({ length: 20 }, (_none, at) => ({
              method: 'POST',
              url: `${path}/items`,
              body: { fields: { key: `many${batch}-${at}`, pupil: batch === 7 ? 'Few' : 'Many', outcome: 'call' } },
            })),
          );
          expect(json.responses.every(({ status }: { status: number }) => status === 201)).toBe(true);
        }
        await create({ pupil: 'Many' });
        const ask = async (filter: string, headers: Record<string, string> = {}) =>
          await tenant().ask('GET', `${path}/items?${filterOf(filter)}&$top=50`, undefined, headers);
        expect((await ask("fields/pupil eq 'Few'")).json.value).toHaveLength(20);
        const prefer = { Prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };
        expect((await ask("fields/pupil eq 'Few' and fields/outcome eq 'call'", prefer)).json.value).toHaveLength(20);
        const refused = await ask("fields/outcome eq 'call'", prefer);
        expect(refused.status).toBeGreaterThanOrEqual(400);
        expect(refused.json.error.message).toContain('list view threshold');
        const pageOfAll = await tenant().ask('GET', `${path}/items?$top=2000`);
        expect(pageOfAll.json.value).toHaveLength(2000);
      },
      600_000,
    );
  });
};
