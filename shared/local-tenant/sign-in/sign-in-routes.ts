import { type Ask, type Reply, recordOf } from '../http.ts';
import type { Directory } from '../store/directory.ts';
import { botAudience, botIssuer, graphAudience, type Issuer } from './issuer.ts';
import type { Keys } from './keys.ts';

export interface SignInParts {
  readonly keys: Keys;
  readonly issuer: Issuer;
  readonly directory: Directory;
  readonly address: string;
}

const json = (body: unknown): Reply => ({ status: 200, body });

/** An error as Entra's token endpoint writes it. */
const refusal = (status: number, error: string, code: number, description: string): Reply => ({
  status,
  body: {
    error,
    error_description: `AADSTS${code}: ${description}`,
    error_codes: [code],
    timestamp: new Date().toISOString().replace('T', ' ').replace(/\..*/, 'Z'),
  },
});

const audiences: Readonly<Record<string, string>> = {
  [`${graphAudience}/.default`]: graphAudience,
  [`${botAudience}/.default`]: botAudience,
};

/** The app proves itself by its secret, or by an assertion of our own issuer (a federated credential). */
const provesItself = async (form: URLSearchParams, { keys, issuer, directory }: SignInParts): Promise<boolean> => {
  const secret = form.get('client_secret');
  if (secret !== null) return secret === keys.clientSecret;
  const assertion = form.get('client_assertion');
  if (assertion === null || !form.get('client_assertion_type')?.endsWith(':jwt-bearer')) return false;
  try {
    const claims = await keys.check(assertion, { issuer: issuer.issuer, audience: 'api://AzureADTokenExchange' });
    return claims.sub === directory.data.clientId;
  } catch {
    return false;
  }
};

/** The client may send its id and secret in the form or, as msal may, in a Basic header. */
const formOf = (ask: Ask): URLSearchParams => {
  const form = new URLSearchParams(Buffer.from(ask.body).toString('utf8'));
  const basic = /^basic (.+)$/i.exec(ask.headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
    form.set('client_id', id);
    form.set('client_secret', secret);
  }
  return form;
};

const token = async (ask: Ask, parts: SignInParts): Promise<Reply> => {
  const form = formOf(ask);
  if (form.get('grant_type') !== 'client_credentials')
    return refusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  if (form.get('client_id') !== parts.directory.data.clientId)
    return refusal(
      400,
      'unauthorized_client',
      700016,
      'Application with that identifier was not found in the directory.',
    );
  if (!(await provesItself(form, parts)))
    return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  const audience = audiences[form.get('scope')?.split(' ')[0] ?? ''];
  if (audience === undefined)
    return refusal(400, 'invalid_scope', 70011, 'The provided value for the input parameter scope is not valid.');
  return json({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: await parts.issuer.appToken(audience),
  });
};

const entraConfiguration = ({ issuer, directory, address }: SignInParts): Reply => {
  const base = `${address}/${directory.data.tenantId}`;
  return json({
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuer.issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'oid', 'tid', 'name', 'preferred_username', 'ver'],
  });
};

/** What msal asks before it trusts an authority. */
const instances = ({ directory, address }: SignInParts): Reply => {
  const { host } = new URL(address);
  return json({
    tenant_discovery_endpoint: `${address}/${directory.data.tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
};

const botConfiguration = ({ address }: SignInParts): Reply =>
  json({
    issuer: botIssuer,
    authorization_endpoint: 'https://invalid.botframework.com',
    jwks_uri: `${address}/botframework/v1/.well-known/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  });

/** Answers for Entra and the Bot Framework's sign-in; undefined when the address is none of theirs. */
export const signInReply = async (ask: Ask, parts: SignInParts): Promise<Reply | undefined> => {
  const { tenantId } = parts.directory.data;
  const key = recordOf(parts.keys.publicKey);
  switch (`${ask.method} ${ask.path}`) {
    case `GET /${tenantId}/v2.0/.well-known/openid-configuration`:
      return entraConfiguration(parts);
    case `GET /${tenantId}/discovery/v2.0/keys`:
      return json({ keys: [{ ...key, issuer: parts.issuer.issuer }] });
    case `POST /${tenantId}/oauth2/v2.0/token`:
      return await token(ask, parts);
    case 'GET /common/discovery/instance':
      return instances(parts);
    case 'GET /botframework/v1/.well-known/openidconfiguration':
      return botConfiguration(parts);
    case 'GET /botframework/v1/.well-known/keys':
      return json({ keys: [{ ...key, endorsements: ['msteams'] }] });
    default:
      return undefined;
  }
};
