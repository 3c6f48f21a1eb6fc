import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  ManagedIdentityApplication,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node';
import { OutsideError } from '../ports/outside-error.ts';
import type { Tokens } from './graph-client.ts';

export interface AppIdentity {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential:
    | { readonly kind: 'managed-identity'; readonly clientId: string }
    | { readonly kind: 'certificate'; readonly file: string }
    | { readonly kind: 'secret'; readonly secret: string };
  /** `https://login.microsoftonline.com`, or http on a loopback address. */
  readonly loginUrl: string;
}

/** How MSAL reaches the sign-in service: it insists on https, so a loopback http address is written as https for it. */
const network = (loginUrl: string): INetworkModule => {
  const { origin, protocol } = new URL(loginUrl);
  const secure = origin.replace(/^http:/, 'https:');
  const send = async <T>(
    method: string,
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> => {
    const to = new URL(url);
    if (to.origin !== secure && to.origin !== origin)
      throw new OutsideError('refused', 'An address outside the sign-in service was not called');
    const response = await fetch(`${origin}${to.pathname}${to.search}`, {
      method,
      headers: options.headers ?? {},
      ...(options.body === undefined ? {} : { body: options.body }),
      redirect: 'error',
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const body = protocol === 'http:' ? text.replaceAll(origin, secure) : text;
    return {
      headers: Object.fromEntries(response.headers),
      body: JSON.parse(body) as T,
      status: response.status,
    };
  };
  return {
    sendGetRequestAsync: async (url, options) => await send('GET', url, options),
    sendPostRequestAsync: async (url, options) => await send('POST', url, options),
  };
};

/** A PEM file with the private key and the certificate, as MSAL wants it. */
const certificate = (file: string) => {
  const pem = readFileSync(file, 'utf8');
  const x5c = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/)?.[0];
  const privateKey = pem.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/)?.[0];
  if (x5c === undefined || privateKey === undefined)
    throw new OutsideError(
      'refused',
      'DESK_CLIENT_CERTIFICATE: expected a PEM file with a certificate and its private key',
    );
  const thumbprintSha256 = createHash('sha256').update(new X509Certificate(x5c).raw).digest('hex');
  return { thumbprintSha256, privateKey, x5c };
};

/** A managed identity proves the app without a secret: its token is the assertion (federated credential). */
const assertionOf = (clientId: string) => {
  const identity = new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: clientId } });
  return async () => (await identity.acquireToken({ resource: 'api://AzureADTokenExchange' })).accessToken;
};

const proof = (credential: AppIdentity['credential']) => {
  if (credential.kind === 'managed-identity') return { clientAssertion: assertionOf(credential.clientId) };
  if (credential.kind === 'certificate') return { clientCertificate: certificate(credential.file) };
  return { clientSecret: credential.secret };
};

/** MSAL's words for a service that could not be reached. */
const unansweredCodes = new Set([
  'network_error',
  'endpoints_resolution_error',
  'openid_config_error',
  'no_network_connectivity',
]);

/** The app's sign-in: tokens by scope, kept by MSAL until shortly before they expire. */
export const signInAsApp = ({
  tenantId,
  clientId,
  credential,
  loginUrl,
}: AppIdentity): ((scope: string) => Promise<string>) => {
  const secure = loginUrl.replace(/^http:/, 'https:');
  const app = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority: `${secure}/${tenantId}`,
      knownAuthorities: [new URL(secure).host],
      ...proof(credential),
    },
    system: { networkClient: network(loginUrl) },
  });
  return async (scope) => {
    try {
      const answer = await app.acquireTokenByClientCredential({ scopes: [scope] });
      if (answer) return answer.accessToken;
    } catch (error) {
      if (error instanceof OutsideError) throw error;
      const code = (error as { errorCode?: unknown }).errorCode;
      const unanswered = typeof code !== 'string' || unansweredCodes.has(code);
      throw new OutsideError(
        unanswered ? 'unanswered' : 'forbidden',
        `The sign-in service gave no token${typeof code === 'string' ? ` (${code})` : ''}`,
        { cause: error },
      );
    }
    throw new OutsideError('forbidden', 'The sign-in service gave no token');
  };
};

/** Tokens for Graph. The scope is Graph's own, whatever address stands in for it. */
export const entraTokens = (identity: AppIdentity): Tokens => {
  const tokenFor = signInAsApp(identity);
  return async () => await tokenFor('https://graph.microsoft.com/.default');
};
