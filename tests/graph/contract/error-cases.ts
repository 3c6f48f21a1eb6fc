import { describe, expect } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

export const errorCases = (tenant: () => ContractTenant): void => {
  describe('an error', () => {
    promised('has a code, a message and the request’s id', 'graph/errors', async () => {
      const headers = { 'client-request-id': '11111111-2222-4333-8444-555555555555' };
      const { status, json } = await tenant().ask('GET', `${tenant().site}/lists/none/items`, undefined, headers);
      expect(status).toBe(404);
      expect(json.error).toMatchObject({
        code: expect.any(String),
        message: expect.any(String),
        innerError: { 'request-id': expect.any(String), 'client-request-id': headers['client-request-id'] },
      });
    });

    promised('without a right token is 401 InvalidAuthenticationToken', 'graph/errors', async () => {
      const answer = await tenant().ask('GET', tenant().site, undefined, { authorization: 'Bearer wrong' });
      expect(answer).toMatchObject({ status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } });
    });

    promised('for an address there is not is 400', 'graph/errors', async () => {
      expect((await tenant().ask('GET', '/nothing-of-this-name')).status).toBe(400);
    });
  });
};
