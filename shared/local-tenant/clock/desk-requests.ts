import type { DeskConnection, TenantLog } from '../local-tenant.ts';
import type { SampleEvent } from '../sample/sample-school.ts';
import type { Issuer } from '../sign-in/issuer.ts';
import type { Directory } from '../store/directory.ts';

export interface DeskRequestsParts {
  readonly desk: () => DeskConnection | undefined;
  readonly directory: Directory;
  readonly issuer: Issuer;
  readonly log: TenantLog;
}

const tries = 3;

/** What people of the schools ask the desk in the course of a day, each in their own name. */
export class DeskRequests {
  readonly #parts: DeskRequestsParts;

  constructor(parts: DeskRequestsParts) {
    this.#parts = parts;
  }

  /** False when no desk is there yet: it is asked again. */
  async ask(event: Extract<SampleEvent, { kind: 'request' }>): Promise<boolean> {
    const { desk, log } = this.#parts;
    if (desk() === undefined) return false;
    for (let left = tries; left > 0; left -= 1) {
      await desk()?.settle();
      const status = await this.#send(event);
      if (status >= 500) continue;
      if (status >= 400) log.warn('the desk refused a request of the day', { path: event.path, status });
      return true;
    }
    log.warn('the desk did not answer a request of the day', { path: event.path });
    return true;
  }

  async #send({ as, method, path, body }: Extract<SampleEvent, { kind: 'request' }>): Promise<number> {
    const { desk, directory, issuer } = this.#parts;
    const token = await issuer.personToken(directory.account(as)!);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const address = `${desk()?.address}${path}`;
    // A desk that is not reached has not answered.
    const answer = await fetch(address, { method, headers, body: JSON.stringify(body) }).catch(() => undefined);
    return answer?.status ?? 503;
  }
}
