import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

interface Seen {
  id: string;
  deleted?: { state: string };
  fields?: Record<string, unknown>;
}

export const deltaCases = (tenant: () => ContractTenant): void => {
  describe('what changed in a list', () => {
    let path = '';
    beforeAll(async () => {
      const { json } = await tenant().ask('POST', `${tenant().site}/lists`, {
        displayName: tenant().fresh('delta'),
        columns: [{ name: 'key', text: {}, indexed: true, enforceUniqueValues: true }],
        list: { template: 'genericList' },
      });
      path = `${tenant().site}/lists/${json.id}`;
    });
    afterAll(async () => {
      await tenant().ask('DELETE', path);
    });
    const create = async (key: string): Promise<string> =>
      (await tenant().ask('POST', `${path}/items`, { fields: { key } })).json.id;
    /** Follows the pages to their end; the last sight of an item counts. */
    const follow = async (from: string) => {
      const seen = new Map<string, Seen>();
      let pages = 0;
      for (let next: string | undefined = from; ; ) {
        const { status, json } = await tenant().ask('GET', next!);
        expect(status).toBe(200);
        pages += 1;
        for (const item of json.value as Seen[]) seen.set(item.id, item);
        next = json['@odata.nextLink'];
        if (next === undefined) return { seen, pages, link: json['@odata.deltaLink'] as string };
      }
    };

    promised('begins with all there is, page by page', 'graph/api/listitem-delta', async () => {
      const ids = [await create('a'), await create('b'), await create('c')];
      const { seen, pages, link } = await follow(`${path}/items/delta?$top=2&$expand=fields`);
      expect(ids.every((id) => seen.has(id))).toBe(true);
      expect(seen.get(ids[0]!)?.fields?.key).toBe('a');
      expect(pages).toBeGreaterThan(1);
      expect(link).toContain('/items/delta');
    });

    promised('goes on with what was made, changed and deleted since', 'graph/api/listitem-delta', async () => {
      const [kept, changed, gone] = [await create('d'), await create('e'), await create('f')];
      const { link } = await follow(`${path}/items/delta`);
      await tenant().ask('PATCH', `${path}/items/${changed}/fields`, { key: 'e2' });
      await tenant().ask('DELETE', `${path}/items/${gone}`);
      const fresh = await create('g');
      const { seen } = await follow(link);
      expect([seen.has(changed), seen.has(fresh), seen.has(kept)]).toEqual([true, true, false]);
      expect(seen.get(gone)?.deleted).toEqual({ state: 'deleted' });
      expect(seen.get(changed)?.deleted).toBeUndefined();
    });

    promised('token=latest answers with a link and nothing else', 'graph/api/listitem-delta', async () => {
      await create('h');
      const { json } = await tenant().ask('GET', `${path}/items/delta?token=latest`);
      expect(json.value).toEqual([]);
      const id = await create('i');
      expect([...(await follow(json['@odata.deltaLink'])).seen.keys()]).toEqual([id]);
    });

    promised('says nothing when nothing changed', 'graph/api/listitem-delta', async () => {
      const { json } = await tenant().ask('GET', `${path}/items/delta?token=latest`);
      const again = await tenant().ask('GET', json['@odata.deltaLink']);
      expect(again.json.value).toEqual([]);
      expect(again.json['@odata.deltaLink']).toEqual(expect.any(String));
    });
  });
};
