import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { CredentialSeen, DoorSeen, HostHealth } from '../shared/ports/host-health.ts';
import { OutsideError } from '../shared/ports/outside-error.ts';
import type { DeskSettings, TenantSettings } from './settings.ts';

/** How long one knock at a door may take. */
const patienceMs = 5000;

export interface ProcessHostParts {
  readonly settings: Pick<DeskSettings, 'data' | 'tenant'>;
  /** `https://desk.school.example`, or where the desk listens on this machine. */
  readonly address: () => string;
  /** Why the database is not as it should be; undefined when it is. */
  readonly database: () => Promise<string | undefined>;
  /** What waits, in words; undefined when no desk runs here. */
  readonly work: () => Promise<readonly string[] | undefined>;
}

/** Knocks, follows nobody elsewhere, and says what was answered. */
const knock = async (address: string, method: 'GET' | 'POST'): Promise<DoorSeen> => {
  try {
    const answer = await fetch(address, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
    });
    await answer.body?.cancel();
    return { address, status: answer.status };
  } catch {
    // Whatever kept the answer away: that there is none is what is asked here.
    return { address, status: undefined };
  }
};

const certificateUntil = (file: string): number => {
  try {
    return Date.parse(new X509Certificate(readFileSync(file)).validTo);
  } catch (error) {
    throw new OutsideError('refused', 'DESK_CLIENT_CERTIFICATE cannot be read', { cause: error });
  }
};

const longEnough = 32;

/** The machine and the process that the desk runs in. */
export class ProcessHost implements HostHealth {
  readonly #parts: ProcessHostParts;

  constructor(parts: ProcessHostParts) {
    this.#parts = parts;
  }

  get #tenant(): TenantSettings {
    return this.#parts.settings.tenant;
  }

  async credential(): Promise<CredentialSeen> {
    const { credential } = this.#tenant;
    const until = credential.kind === 'certificate' ? certificateUntil(credential.file) : undefined;
    return { kind: credential.kind, until };
  }

  now(): number {
    return Date.now();
  }

  async freeBytes(): Promise<number | undefined> {
    try {
      const { bavail, bsize } = await statfs(this.#parts.settings.data);
      return bavail * bsize;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async database(): Promise<string | undefined> {
    return await this.#parts.database();
  }

  async work(): Promise<readonly string[] | undefined> {
    return await this.#parts.work();
  }

  async botDoor(): Promise<DoorSeen> {
    return await knock(`${this.#parts.address()}/api/messages`, 'POST');
  }

  async keyDoors(): Promise<DoorSeen[]> {
    const { botMetadataUrl, apiKeysUrl } = this.#tenant;
    return await Promise.all([botMetadataUrl, apiKeysUrl].map((address) => knock(address, 'GET')));
  }

  hasPressKey(): boolean {
    return this.#tenant.pressKey.length >= longEnough;
  }
}
