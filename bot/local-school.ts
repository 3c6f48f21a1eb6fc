import { join } from 'node:path';
import type { LocalSettings } from './settings.ts';

/** The sample morning: a Tuesday in March, from the first export to the minute after the first-day lists. */
export const sampleMorning = { from: '2026-03-10T08:30', to: '2026-03-10T09:16' } as const;

type Say = (event: string, fields?: Readonly<Record<string, string | number>>) => void;

export interface LocalSchoolOptions {
  /** The folder of embedded data; the school's is `tenant` in it. */
  readonly data: string;
  readonly fresh: boolean;
  /** Where a new school's clock starts and to where it is played; null: not at all. */
  readonly clock: { readonly start: string; readonly frozen: boolean; readonly playTo: string | null };
  readonly log: { readonly info: Say; readonly warn: Say };
}

/** The local tenant is loaded here, when no tenant is set, and nowhere else. */
const localTenant = async () => await import('../shared/local-tenant/main.ts');

/** Starts the local tenant with its sample school. */
export const startLocalSchool = async (
  {
    port,
    seed,
    canary,
    schools,
  }: Pick<LocalSettings, 'port' | 'seed' | 'canary'> & Partial<Pick<LocalSettings, 'schools'>>,
  { data, fresh, clock, log }: LocalSchoolOptions,
) => {
  const { startLocalTenant } = await localTenant();
  return await startLocalTenant({ folder: join(data, 'tenant'), port, seed, canary, schools, clock, fresh, log });
};

/** The database of a tenant that lives in memory alone: `startSimulatedSchool` takes it. */
export const openTenantMemory = async () => {
  const { Memory } = await localTenant();
  return new Memory();
};

export type TenantMemory = Awaited<ReturnType<typeof openTenantMemory>>;

export interface SimulatedSchool {
  readonly memory: TenantMemory;
  readonly seed: number;
  /** School time at which its clock stands. */
  readonly from: string;
  readonly log: LocalSchoolOptions['log'];
}

/** The local tenant with a small school, its names unmistakable, on a port of its own and a clock that stands. */
export const startSimulatedSchool = async ({ memory, seed, from, log }: SimulatedSchool) => {
  const { smallSize, startLocalTenant } = await localTenant();
  return await startLocalTenant({
    folder: '',
    memory,
    port: 0,
    seed,
    canary: true,
    size: smallSize,
    clock: { start: from, frozen: true, playTo: null },
    fresh: false,
    log,
  });
};
