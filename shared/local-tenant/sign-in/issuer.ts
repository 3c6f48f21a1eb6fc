import { randomBytes, randomUUID } from 'node:crypto';
import { generateKeyPair, type JWTPayload } from 'jose';
import type { Directory, TenantAccount } from '../store/directory.ts';
import type { Keys } from './keys.ts';

export const graphAudience = 'https://graph.microsoft.com';
export const botAudience = 'https://api.botframework.com';
/** Who signs Teams' activities, as the Bot Framework writes it. */
export const botIssuer = 'https://api.botframework.com';

const hour = 3600;

/** What a token asked for through the controls shall say instead; `key: 'other'` signs with a key nobody published. */
export interface TokenOverride {
  readonly aud?: string;
  readonly iss?: string;
  readonly tid?: string;
  /** Seconds since 1970. */
  readonly exp?: number;
  readonly serviceurl?: string;
  readonly alg?: string;
  readonly key?: string;
}

/** What an administrator consented to for the desk: its application permissions of Graph. */
const graphPermissions = [
  'Sites.Selected',
  'User.Read.All',
  'GroupMember.Read.All',
  'TeamsAppInstallation.ReadWriteSelfForTeam.All',
  'TeamsAppInstallation.ReadWriteSelfForUser.All',
];

/** Issues every token that Entra and the Bot Framework would issue for this school. */
export class Issuer {
  readonly #keys: Keys;
  readonly #directory: Directory;
  readonly #address: string;

  constructor(keys: Keys, directory: Directory, address: string) {
    this.#keys = keys;
    this.#directory = directory;
    this.#address = address;
  }

  /** `http://localhost:4000/<tid>/v2.0` */
  get issuer(): string {
    return `${this.#address}/${this.#directory.data.tenantId}/v2.0`;
  }

  get serviceUrl(): string {
    return `${this.#address}/connector/`;
  }

  /** For the desk itself, on Graph or the connector. */
  appToken(audience: string): Promise<string> {
    const { tenantId, clientId } = this.#directory.data;
    return this.#keys.sign(
      {
        aud: audience,
        iss: this.issuer,
        appid: clientId,
        azp: clientId,
        oid: clientId,
        sub: clientId,
        tid: tenantId,
        idtyp: 'app',
        roles: audience === graphAudience ? graphPermissions : [],
        ver: '2.0',
      },
      hour,
    );
  }

  /** For a person in the tab or the pane: access to the desk's API. */
  personToken(person: TenantAccount): Promise<string> {
    return this.#keys.sign(this.#personClaims(person), hour);
  }

  #personClaims(person: TenantAccount): JWTPayload {
    const { tenantId, clientId } = this.#directory.data;
    return {
      aud: clientId,
      iss: this.issuer,
      azp: clientId,
      azpacr: '0',
      name: person.name,
      preferred_username: person.email,
      oid: person.id,
      sub: `${person.id}.${clientId}`,
      tid: tenantId,
      scp: 'access_as_user',
      ver: '2.0',
    };
  }

  /** Who signed in, for msal in the pane. */
  idToken(person: TenantAccount): Promise<string> {
    const { scp: _, ...claims } = this.#personClaims(person);
    return this.#keys.sign(claims, hour);
  }

  /** On an activity of Teams to the bot. */
  activityToken(): Promise<string> {
    return this.#keys.sign(this.#activityClaims(), hour);
  }

  #activityClaims(): JWTPayload {
    return { aud: this.#directory.data.clientId, iss: botIssuer, serviceurl: this.serviceUrl };
  }

  /** A right token for the controls, or one that is wrong where the override says so. */
  async tokenFor(kind: 'connector' | 'tab', person: TenantAccount, override: TokenOverride): Promise<string> {
    const { alg = 'RS256', key, ...claims } = override;
    const now = Math.floor(Date.now() / 1000);
    const right = kind === 'connector' ? this.#activityClaims() : this.#personClaims(person);
    const payload: JWTPayload = { uti: randomUUID(), iat: now, nbf: now, exp: now + hour, ...right, ...claims };
    if (alg === 'none') return [{ alg: 'none', typ: 'JWT' }, payload].map(base64Json).join('.').concat('.');
    if (alg.startsWith('HS')) return this.#keys.signAs(payload, { alg, kid: this.#keys.kid }, randomBytes(64));
    if (key !== undefined || alg !== 'RS256') {
      const stranger = await generateKeyPair(alg);
      return this.#keys.signAs(payload, { alg, kid: this.#keys.kid }, stranger.privateKey);
    }
    if (override.exp === undefined) return this.#keys.sign({ ...right, ...claims }, hour);
    return this.#keys.signWhole(payload);
  }
}

const base64Json = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
