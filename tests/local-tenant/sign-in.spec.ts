import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInAsApp } from '../../shared/graph/entra-tokens.ts';
import { askJson, openTestTenant, type TestTenant } from '../support/local-tenant.ts';

let it: TestTenant;
let settings: Readonly<Record<string, string>>;
let person: { id: string; name: string };
beforeAll(async () => {
  it = await openTestTenant();
  settings = it.tenant.environment;
  person = (await it.control('GET', '/people')).json[0];
});
afterAll(() => it?.stop());

/** As the desk's API checks the tab's token. */
const check = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(settings.DESK_API_KEYS_URL!)), {
    issuer: settings.DESK_API_ISSUER!,
    audience: settings.DESK_API_AUDIENCE!,
    algorithms: ['RS256'],
    requiredClaims: ['oid', 'tid', 'scp'],
  });

describe('the desk signs in as an app', () => {
  test('MSAL gets a token for Graph and one for the connector, and Graph answers', async () => {
    const token = signInAsApp({
      tenantId: settings.M365_TENANT_ID!,
      clientId: settings.DESK_CLIENT_ID!,
      credential: { kind: 'secret', secret: settings.DESK_CLIENT_SECRET! },
      loginUrl: settings.LOGIN_URL!,
    });
    const users = async (scope: string) =>
      (
        await askJson(`${settings.GRAPH_URL}/v1.0/users?$top=3`, {
          headers: { authorization: `Bearer ${await token(scope)}` },
        })
      ).status;
    expect(await users('https://graph.microsoft.com/.default')).toBe(200);
    expect(await users('https://api.botframework.com/.default')).toBe(401);
  });

  test.each([
    ['a wrong secret', { client_secret: 'guess' }, 401, 'invalid_client'],
    ['another app', { client_id: '00000000-0000-4000-a000-000000000000' }, 400, 'unauthorized_client'],
    ['another scope', { scope: 'https://vault.example/.default' }, 400, 'invalid_scope'],
    ['a password', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('%s is refused as Entra refuses it', async (_says, change, status, error) => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.DESK_CLIENT_ID!,
      client_secret: settings.DESK_CLIENT_SECRET!,
      scope: 'https://graph.microsoft.com/.default',
      ...change,
    });
    const url = `${settings.LOGIN_URL}/${settings.M365_TENANT_ID}/oauth2/v2.0/token`;
    const answer = await fetch(url, { method: 'POST', body: form });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error, error_description: expect.stringContaining('AADSTS') });
  });
});

describe('a person in the tab', () => {
  test('has a token that says who they are, checked with the published key', async () => {
    const { token } = (await askJson(`${it.tenant.address}/_page/token?as=${person.id}&for=tab`)).json;
    const { payload } = await check(token);
    expect(payload).toMatchObject({
      oid: person.id,
      tid: settings.M365_TENANT_ID,
      scp: 'access_as_user',
      ver: '2.0',
      name: person.name,
    });
  });

  test.each([
    ['another audience', { aud: 'somebody-else' }],
    ['another issuer', { iss: 'https://login.example/v2.0' }],
    ['expired', { exp: 1_700_000_000 }],
    ['a key nobody published', { key: 'other' }],
    ['no signature', { alg: 'none' }],
    ['a shared secret', { alg: 'HS256' }],
  ])('a token with %s is one that the check refuses', async (_says, override) => {
    const { token } = (await it.control('POST', '/token', { kind: 'tab', as: person.id, override })).json;
    await expect(check(token)).rejects.toThrow();
  });

  test('a token of the controls without an override is right', async () => {
    const { token } = (await it.control('POST', '/token', { kind: 'tab', as: person.id, override: {} })).json;
    expect((await check(token)).payload.oid).toBe(person.id);
  });
});

describe('the metadata', () => {
  test('names Entra’s addresses, and the Bot Framework’s keys endorsed for Teams', async () => {
    const entra = await askJson(
      `${settings.LOGIN_URL}/${settings.M365_TENANT_ID}/v2.0/.well-known/openid-configuration`,
    );
    expect(entra.json).toMatchObject({ issuer: settings.DESK_API_ISSUER, jwks_uri: settings.DESK_API_KEYS_URL });
    const bot = await askJson(settings.BOT_METADATA_URL!);
    expect(bot.json.issuer).toBe('https://api.botframework.com');
    const { keys } = (await askJson(bot.json.jwks_uri)).json;
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', endorsements: ['msteams'] })]);
    expect(keys[0].d).toBeUndefined();
  });
});
