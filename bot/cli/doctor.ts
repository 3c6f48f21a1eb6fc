import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type DoctorReport, doctor, type Finding } from '../../shared/workflows/doctor/doctor.ts';
import { askBeside } from '../beside.ts';
import { FolderInUse, lockData } from '../database/data-lock.ts';
import { openDatabase } from '../database/open-database.ts';
import { sampleMorning } from '../local-school.ts';
import { plainLog } from '../log.ts';
import { openPatient } from '../open-patient.ts';
import { ProcessHost } from '../process-host.ts';
import { type DeskSettings, readSettings } from '../settings.ts';
import { systemClock } from '../system-clock.ts';
import { exit, type Io } from './io.ts';
import { forChosen, openHere } from './open-here.ts';
import { flag, parseOptionsAlone } from './options.ts';

export const usage = 'desk doctor [--json]';

const lineOf = ({ check, ok, about, why, mend }: Finding): string => {
  const mark = ok ? (mend === undefined ? 'ok  ' : 'note') : 'NOT ';
  const what = about === undefined ? check : `${check}, ${about}`;
  return `${mark}  ${what}: ${why}${mend === undefined ? '' : `\n        ${mend}`}`;
};

const said = ({ checks }: DoctorReport): string => {
  const wrong = checks.filter(({ ok }) => !ok).length;
  const end = wrong === 0 ? 'All is well.' : `${wrong} of ${checks.length} lines need looking at.`;
  return `${checks.map(lineOf).join('\n')}\n\n${end}`;
};

/** The database where no desk runs: a server is asked; an embedded one is opened when there is one, and closed again. */
const databaseWithoutDesk = async (settings: DeskSettings, isLocked: boolean): Promise<string | undefined> => {
  if (settings.databaseUrl === undefined) {
    if (!existsSync(join(settings.data, 'desk', 'PG_VERSION'))) return 'there is none yet; the first start makes it';
    if (!isLocked) return await withLock(settings.data, async () => await databaseWithoutDesk(settings, true));
  }
  try {
    await (await openDatabase(settings, settings.tenant.schools)).close();
    return undefined;
  } catch (error) {
    return `it does not open (${error instanceof Error ? error.name : 'unknown'})`;
  }
};

const withLock = async (data: string, work: () => Promise<string | undefined>): Promise<string | undefined> => {
  try {
    const lock = lockData(data, `desk doctor, process ${process.pid}`);
    try {
      return await work();
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof FolderInUse) return `${error.owner} holds it and does not answer`;
    throw error;
  }
};

const withoutDesk = async (
  io: Io,
  settings: DeskSettings,
  { isLocked, ...parts }: Pick<Parameters<typeof openPatient>[1], 'clock' | 'log'> & { readonly isLocked: boolean },
): Promise<DoctorReport> => {
  const host = new ProcessHost({
    settings,
    address: () => settings.address ?? `http://localhost:${settings.port}`,
    database: async () => await databaseWithoutDesk(settings, isLocked),
    work: async () => undefined,
  });
  return await doctor(openPatient(forChosen(settings, io), { ...parts, host }));
};

/** The running desk looks at itself; else this process looks: at a real tenant without the folder's lock. */
const look = async (io: Io): Promise<DoctorReport> => {
  const settings = readSettings(io.env);
  const data = resolve(io.cwd, settings.data);
  const beside = await askBeside(data, 'doctor', { school: io.school });
  if (beside) return beside as DoctorReport;
  const log = plainLog((line) => io.err(`${line}\n`));
  if (settings.tenant)
    return await withoutDesk(
      io,
      { ...settings, data, tenant: settings.tenant },
      {
        clock: systemClock,
        log,
        isLocked: false,
      },
    );
  const here = await openHere(io, {
    who: 'desk doctor',
    clock: { start: sampleMorning.from, playTo: null },
    everySchool: true,
  });
  try {
    return await withoutDesk(
      io,
      { ...here.settings, port: settings.port },
      { clock: here.clock, log: here.log, isLocked: true },
    );
  } finally {
    await here.close();
  }
};

/**
 * Looks at everything the desk stands on, from the outside in, and changes nothing. Each line says what was seen; what
 * is not as it should be comes with how to mend it.
 */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const { json = false } = parseOptionsAlone(args, { json: flag });
  const report = await look(io);
  const { ok, checks, silent } = report;
  io.out(`${json ? JSON.stringify({ ok, checks }) : said(report)}\n`);
  return silent ? exit.outsideUnavailable : ok ? exit.done : exit.findings;
};
