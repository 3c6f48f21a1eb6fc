import type { IncomingMessage } from 'node:http';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ApiSettings } from './api-settings.ts';

const claimsSchema = z.object({ tid: z.string(), oid: z.string().min(1), scp: z.string() });

/** The scope that the tab and the pane ask for. */
const scope = 'access_as_user';

/** Tells whose token a request carries: the Entra object id, or undefined for no token or a wrong one. */
export type WhoAsks = (request: IncomingMessage) => Promise<string | undefined>;

/**
 * Checks Bearer tokens: signature (RS256 alone) by the issuer's published keys, issuer, audience, times, tenant and
 * scope. Throws only when the keys cannot be had.
 */
export const whoAsks =
  (
    { issuer, audience, keysUrl, tenantId }: ApiSettings,
    keys: JWTVerifyGetKey = createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: 5000 }),
  ): WhoAsks =>
  async ({ headers }) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return undefined;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        // A token of an older app registration names the audience with its scheme.
        audience: [audience, `api://${audience}`],
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'oid', 'tid', 'scp'],
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success || claims.data.tid !== tenantId) return undefined;
      return claims.data.scp.split(' ').includes(scope) ? claims.data.oid : undefined;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)) throw error;
      return undefined;
    }
  };
