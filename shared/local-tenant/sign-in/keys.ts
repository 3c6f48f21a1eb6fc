import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { Kept } from '../store/kept.ts';

/** The one key that signs everything here, and the secrets of the app registration; made once and kept. */
export interface Keys {
  readonly kid: string;
  /** The public half, as it stands in both key documents. */
  readonly publicKey: JWK;
  readonly clientSecret: string;
  readonly pressKey: string;
  /** Signs claims; `iat` and `nbf` are now in real time, as those who check ask the machine's clock. */
  sign(claims: JWTPayload, seconds: number): Promise<string>;
  /** Signs a payload that brings its own times. */
  signWhole(payload: JWTPayload): Promise<string>;
  /** Signs as the given header and key say: for tokens that are wrong on purpose. */
  signAs(claims: JWTPayload, header: { alg: string; kid?: string }, key: CryptoKey | Uint8Array): Promise<string>;
  /** Checks a token of ours; throws when it is not right. */
  check(token: string, expected: { issuer: string; audience: string }): Promise<JWTPayload>;
}

interface KeptKeys {
  readonly privateKey: JWK;
  readonly publicKey: JWK;
  readonly clientSecret: string;
  readonly pressKey: string;
}

const makeKeys = async (seed: number): Promise<KeptKeys> => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicKey);
  return {
    privateKey: { ...(await exportJWK(pair.privateKey)), kid, alg: 'RS256' },
    publicKey: { ...publicKey, kid, alg: 'RS256', use: 'sig' },
    clientSecret: randomBytes(30).toString('base64url'),
    // From the seed: the keys of presses come from it, and with them what stands in the lists.
    pressKey: createHash('sha256').update(`press key ${seed}`).digest('base64url'),
  };
};

export const openKeys = async (kept: Kept, seed: number): Promise<Keys> => {
  const { privateKey, publicKey, clientSecret, pressKey } = await kept.getOrMake('keys', async () => makeKeys(seed));
  const signing = (await importJWK(privateKey, 'RS256')) as CryptoKey;
  const known = createLocalJWKSet({ keys: [publicKey] });
  const kid = publicKey.kid!;
  return {
    kid,
    publicKey,
    clientSecret,
    pressKey,
    sign: (claims, seconds) =>
      new SignJWT({ uti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .setIssuedAt()
        .setNotBefore('0s')
        .setExpirationTime(`${seconds}s`)
        .sign(signing),
    signWhole: (payload) => new SignJWT(payload).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(signing),
    signAs: (claims, header, key) => new SignJWT(claims).setProtectedHeader({ typ: 'JWT', ...header }).sign(key),
    check: async (token, { issuer, audience }) => {
      const { payload } = await jwtVerify(token, known, { issuer, audience, algorithms: ['RS256'] });
      return payload;
    },
  };
};
