import { isOutside } from '../../shared/ports/outside-error.ts';
import { type OpenDesk, openDesk } from '../compose.ts';
import { type Memory, openMemory } from '../database/open-pglite.ts';
import { openTenantMemory, startSimulatedSchool, type TenantMemory } from '../local-school.ts';
import { jsonLog } from '../log.ts';
import { onLocalTenant, readSettings } from '../settings.ts';
import { chanceOf } from './chance.ts';
import { Controls } from './controls.ts';

/** A morning that has begun: a real desk on the stand-in, both in memory. */
export interface Morning {
  readonly desk: OpenDesk;
  readonly controls: Controls;
  /** Everything the desk logged. */
  readonly logged: () => string;
  close(): Promise<void>;
}

/** Long enough for a busy machine: what is to time out in a simulation is hung up on sooner. */
const answerMs = 10_000;

/**
 * A small school whose morning can be begun again in a moment: lists made, app installed, nothing imported. The desk is
 * the real one, wired as it always is, with its queue and its clients; only its databases are in memory and it waits
 * between tries in no time.
 */
export class SchoolInMemory {
  readonly #seed: number;
  readonly #from: string;
  readonly #tenantMemory: TenantMemory;
  #deskMemory: Memory | undefined;

  private constructor(seed: number, from: string, tenantMemory: TenantMemory) {
    this.#seed = seed;
    this.#from = from;
    this.#tenantMemory = tenantMemory;
  }

  /** `from`: school time at which each morning begins. */
  static async open(seed: number, from: string): Promise<SchoolInMemory> {
    const school = new SchoolInMemory(seed, from, await openTenantMemory());
    const { desk, close } = await school.#start(0);
    await desk.provision();
    await close();
    school.#tenantMemory.keep();
    await school.#deskMemory!.rows.keep();
    return school;
  }

  /** Begins the morning; `luck` is the seed of the desk's own jitter. */
  async begin(luck = 0): Promise<Morning> {
    this.#tenantMemory.putBack();
    await this.#deskMemory!.rows.putBack();
    return await this.#start(luck);
  }

  async #start(luck: number): Promise<Morning> {
    const quiet = { info: () => undefined, warn: () => undefined };
    const tenant = await startSimulatedSchool({
      memory: this.#tenantMemory,
      seed: this.#seed,
      from: this.#from,
      log: quiet,
    });
    const lines: string[] = [];
    const log = jsonLog((line) => lines.push(line), tenant.clock);
    const settings = { ...onLocalTenant(readSettings({}), tenant.environment), port: 0 };
    this.#deskMemory ??= await openMemory(settings.tenant.schools);
    const desk = await openDesk(settings, {
      clock: tenant.clock,
      log,
      database: this.#deskMemory.database,
      patience: { sleep: async () => undefined, random: chanceOf(luck).next, answerMs, retrySeconds: 0 },
    });
    const settle = async () => {
      try {
        return await desk.settle();
      } catch (error) {
        // Nothing could be asked at all: in the desk's own watch this is logged and tried again, and so it is here.
        if (!isOutside(error)) throw error;
        return { jobs: 0, failed: [] };
      }
    };
    const address = await desk.listen();
    await tenant.connectDesk({ address, settle });
    return {
      desk,
      controls: new Controls(tenant.address, address),
      logged: () => lines.join('\n'),
      close: async () => {
        await desk.close();
        await tenant.stop();
      },
    };
  }

  /** Every press that was taken, and what became of it. */
  async presses(): Promise<readonly { readonly key: string; readonly verb: string; readonly state: string }[]> {
    return await this.#deskMemory!.database.query('select key, verb, state from desk_press order by number');
  }

  async close(): Promise<void> {
    await this.#deskMemory?.database.close();
    this.#tenantMemory.close();
  }
}
