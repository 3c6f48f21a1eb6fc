import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const tenantId = '11111111-1111-4111-8111-111111111111';
export const clientId = '22222222-2222-4222-8222-222222222222';
export const botIssuer = 'https://api.botframework.com';

/** Opens a server on a free port of this machine; answers with its address and how to close it. */
export const listen = async (
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<{ address: string; close: () => Promise<void> }> => {
  const server: Server = createServer((request, response) => {
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export interface TokenWish {
  readonly claims?: JWTPayload & Record<string, unknown>;
  readonly alg?: 'RS256' | 'none';
  /** Signed with a key that nobody published. */
  readonly strangeKey?: boolean;
}

/** Signs tokens and publishes its keys, as Entra and the Bot Framework do. */
export const openIssuer = async () => {
  const [own, strange] = [await generateKeyPair('RS256', { extractable: true }), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', use: 'sig', alg: 'RS256', endorsements: ['msteams'] };
  const server = await listen(({ url }, response) => {
    response.setHeader('content-type', 'application/json');
    const metadata = {
      issuer: botIssuer,
      jwks_uri: `${server.address}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    response.end(JSON.stringify(url === '/keys' ? { keys: [jwk] } : metadata));
  });
  const sign = async (claims: JWTPayload & Record<string, unknown>, { alg = 'RS256', strangeKey }: TokenWish = {}) => {
    const seconds = Math.floor(Date.now() / 1000);
    const all = { iat: seconds, nbf: seconds - 10, exp: seconds + 600, ...claims };
    if (alg === 'none') {
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', kid: 'k1' })}.${part(all)}.x`;
    }
    return new SignJWT(all)
      .setProtectedHeader({ alg, kid: 'k1' })
      .sign(strangeKey ? strange.privateKey : own.privateKey);
  };
  return { ...server, keysUrl: `${server.address}/keys`, metadataUrl: `${server.address}/metadata`, sign };
};
export type Issuer = Awaited<ReturnType<typeof openIssuer>>;
