import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type BatchPart, type ContractTenant, promised } from './contract-tenant.ts';

interface Response {
  id: string;
  status: number;
  headers?: Record<string, string>;
  body?: { id?: string; error?: { code: string } };
}

export const batchCases = (tenant: () => ContractTenant): void => {
  describe('a batch', () => {
    let path = '';
    beforeAll(async () => {
      const { json } = await tenant().ask('POST', `${tenant().site}/lists`, {
        displayName: tenant().fresh('batch'),
        columns: [{ name: 'key', text: {}, indexed: true, enforceUniqueValues: true }],
        list: { template: 'genericList' },
      });
      path = `${tenant().site}/lists/${json.id}`;
    });
    afterAll(async () => {
      await tenant().ask('DELETE', path);
    });
    const create = (key: string): BatchPart => ({ method: 'POST', url: `${path}/items`, body: { fields: { key } } });
    const run = async (...parts: BatchPart[]): Promise<Map<string, Response>> => {
      const { status, json } = await tenant().batch(parts);
      expect(status).toBe(200);
      // The answers may come in any order.
      return new Map(json.responses.map((response: Response) => [response.id, response]));
    };

    promised('each request answers for itself', 'graph/json-batching', async () => {
      const said = await run(create('a'), { method: 'GET', url: `${path}/items/999999` }, create('b'));
      expect(['1', '2', '3'].map((id) => said.get(id)?.status)).toEqual([201, 404, 201]);
      expect(said.get('2')?.body?.error?.code).toBe('itemNotFound');
    });

    promised('carries changes with their ETag, and deletions', 'graph/json-batching', async () => {
      const { json } = await tenant().ask('POST', `${path}/items`, { fields: { key: 'c' } });
      const url = `${path}/items/${json.id}`;
      const change = (key: string): BatchPart => ({
        method: 'PATCH',
        url: `${url}/fields`,
        headers: { 'If-Match': json.eTag },
        body: { key },
      });
      const said = await run(change('c2'), { ...change('c3'), dependsOn: ['1'] });
      expect([said.get('1')?.status, said.get('2')?.status]).toEqual([200, 412]);
      expect((await run({ method: 'DELETE', url })).get('1')?.status).toBe(204);
      expect((await tenant().ask('GET', url)).status).toBe(404);
    });

    promised('what depends on a request that failed is 424', 'graph/json-batching', async () => {
      const said = await run({ method: 'GET', url: `${path}/items/999999` }, { ...create('d'), dependsOn: ['1'] });
      expect([said.get('1')?.status, said.get('2')?.status]).toEqual([404, 424]);
    });

    promised('takes twenty requests', 'graph/json-batching', async () => {
      const said = await run(...Array.from({ length: 20 }, (_none, at) => create(`twenty${at}`)));
      expect([...said.values()].filter(({ status }) => status === 201)).toHaveLength(20);
    });

    promised('and not one more', 'graph/json-batching', async () => {
      const { status } = await tenant().batch(Array.from({ length: 21 }, (_none, at) => create(`more${at}`)));
      expect(status).toBe(400);
    });

    promised('wants ids that differ', 'graph/json-batching', async () => {
      const request = { id: '1', method: 'GET', url: `${path}/items` };
      expect((await tenant().ask('POST', '/$batch', { requests: [request, request] })).status).toBe(400);
    });

    promised('a unique value is kept once, whoever asks side by side', 'graph/json-batching', async () => {
      const said = await run(create('same'), create('same'));
      const statuses = [...said.values()].map(({ status }) => status).sort();
      expect(statuses[0]).toBe(201);
      expect([400, 409]).toContain(statuses[1]);
    });
  });
};
