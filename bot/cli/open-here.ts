import { resolve } from 'node:path';
import { lockData } from '../database/data-lock.ts';
import { startLocalSchool } from '../local-school.ts';
import { plainLog } from '../log.ts';
import { type DeskSettings, forSchool, onLocalTenant, readSettings } from '../settings.ts';
import { systemClock } from '../system-clock.ts';
import { type Io, WrongUse } from './io.ts';

/** What a command works on: the desk's settings and clock, and the local tenant when none is set. */
export interface Here {
  readonly settings: DeskSettings;
  readonly data: string;
  readonly clock: typeof systemClock;
  readonly log: ReturnType<typeof plainLog>;
  readonly tenant: Awaited<ReturnType<typeof startLocalSchool>> | undefined;
  close(): Promise<void>;
}

export interface HereOptions {
  /** `desk morning`: what stands in the owner's file while the command runs. */
  readonly who: string;
  readonly clock: { readonly start: string; readonly playTo: string | null };
  /** Another folder than the settings name: a rehearsal's copy. */
  readonly data?: string;
  /** All schools of the settings, not one of them. */
  readonly everySchool?: boolean;
}

/** The settings for the school that `--school` names, or for the only one. Throws WrongUse when it is not clear. */
export const forChosen = (settings: DeskSettings, { school: id }: Pick<Io, 'school'>): DeskSettings => {
  const { schools } = settings.tenant;
  const ids = schools.map((school) => school.id).join(', ');
  const [first, second] = schools;
  if (id === undefined) {
    if (second) throw new WrongUse(`Which school? --school takes one of ${ids}.`);
    return forSchool(settings, first);
  }
  const chosen = schools.find((school) => school.id === id);
  if (!chosen) throw new WrongUse(`--school ${id}: expected one of ${ids}.`);
  return forSchool(settings, chosen);
};

/**
 * Takes the data folder and, without a tenant in the environment, starts the local one in this process. Two processes
 * never share the embedded database: throws FolderInUse while the desk runs.
 */
export const openHere = async (
  io: Io,
  { who, clock, data: other, everySchool = false }: HereOptions,
): Promise<Here> => {
  const settings = readSettings(io.env);
  const data = other ?? resolve(io.cwd, settings.data);
  const lock = lockData(data, `${who}, process ${process.pid}`);
  const choose = (all: DeskSettings): DeskSettings => (everySchool ? all : forChosen(all, io));
  const log = plainLog((line) => io.err(`${line}\n`));
  try {
    if (settings.tenant)
      return {
        settings: { ...choose({ ...settings, tenant: settings.tenant }), data },
        data,
        clock: systemClock,
        log,
        tenant: undefined,
        close: async () => lock.release(),
      };
    const tenant = await startLocalSchool(
      { ...settings.local, port: 0 },
      {
        data,
        fresh: false,
        clock: { ...clock, frozen: true },
        log: {
          info: () => undefined,
          warn: (event, fields) => io.err(`Warning: ${event}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`),
        },
      },
    );
    return {
      settings: { ...choose(onLocalTenant(settings, tenant.environment)), data, port: 0 },
      data,
      clock: tenant.clock,
      log,
      tenant,
      close: async () => {
        await tenant.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
};
