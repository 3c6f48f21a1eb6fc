import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signInAsApp } from '../../shared/graph/entra-tokens.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const asked: string[] = [];
let refuse = false;
let loginUrl: string;

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  asked.push(`${request.method} ${request.url!.split('?')[0]}`);
  response.setHeader('content-type', 'application/json');
  const base = `${loginUrl}/${tenantId}`;
  if (request.method === 'GET')
    return response.end(
      JSON.stringify({
        issuer: `${base}/v2.0`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      }),
    );
  if (refuse) {
    response.statusCode = 401;
    return response.end(JSON.stringify({ error: 'invalid_client', error_description: 'AADSTS7000215: wrong' }));
  }
  const scope = new URLSearchParams(body).get('scope');
  response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: `token for ${scope}` }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  loginUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const identity = () => ({
  tenantId,
  clientId: '22222222-2222-4222-8222-222222222222',
  credential: { kind: 'secret' as const, secret: 'secret' },
  loginUrl,
});

test('one app signs in for Graph and for Teams, on a loopback address too; a token is kept until it expires', async () => {
  const token = signInAsApp(identity());
  expect(await token('https://graph.microsoft.com/.default')).toContain('https://graph.microsoft.com/.default');
  expect(await token('https://api.botframework.com/.default')).toContain('https://api.botframework.com/.default');
  await token('https://graph.microsoft.com/.default');
  expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
});

test('a wrong secret is said as what it is, with Entra’s own word for it', async () => {
  refuse = true;
  await expect(signInAsApp(identity())('https://graph.microsoft.com/.default')).rejects.toMatchObject({
    kind: 'forbidden',
    message: 'The sign-in service gave no token (invalid_client)',
  });
  refuse = false;
});

test('a sign-in service that is not there is unanswered', async () => {
  const nowhere = { ...identity(), loginUrl: 'http://localhost:9' };
  await expect(signInAsApp(nowhere)('https://graph.microsoft.com/.default')).rejects.toMatchObject({
    kind: 'unanswered',
  });
});
