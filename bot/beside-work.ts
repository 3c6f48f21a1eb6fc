import { z } from 'zod';
import type { Log } from '../shared/ports/log.ts';
import { doctor } from '../shared/workflows/doctor/doctor.ts';
import { trustCounts } from '../shared/workflows/trust-summary.ts';
import type { BesideWork } from './beside.ts';
import { forChosen } from './cli/open-here.ts';
import { recordWork } from './cli/record-work.ts';
import type { OpenDesks } from './compose.ts';
import { openPatient } from './open-patient.ts';
import { ProcessHost } from './process-host.ts';
import type { DeskSettings } from './settings.ts';

const readiness = z.object({
  checks: z.array(z.object({ check: z.string(), ok: z.boolean(), why: z.string().optional() })),
});
const asking = z.object({ school: z.string().optional(), dryRun: z.boolean().default(false) });

export interface RunningDesk {
  readonly desk: Pick<OpenDesks, 'schools' | 'clock'>;
  /** Where it listens on this machine. */
  readonly address: string;
  readonly log: Log;
}

/** What `/readyz` says is the matter with one of its checks; undefined: nothing. */
const whyNotReady = async (address: string, name: string): Promise<string | undefined> => {
  const answer = await fetch(`${address}/readyz`, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
  const found = readiness.parse(await answer.json()).checks.find(({ check, ok }) => check === name && !ok);
  return found && (found.why ?? 'it is not well');
};

/** What commands may ask of the running desk: see `beside.ts`. */
export const besideWork = (settings: DeskSettings, { desk, address, log }: RunningDesk): BesideWork => ({
  doctor: async (asked) => {
    const host = new ProcessHost({
      settings,
      address: () => settings.address ?? address,
      database: async () => await whyNotReady(address, 'database'),
      work: async () => {
        const why = await whyNotReady(address, 'jobs');
        return why === undefined ? [] : [why];
      },
    });
    const chosen = forChosen(settings, { school: asking.parse(asked).school });
    return await doctor(openPatient(chosen, { clock: desk.clock, log, host }));
  },
  provision: async (asked) => {
    const { school, dryRun } = asking.parse(asked);
    const [chosen] = forChosen(settings, { school }).tenant.schools;
    const open = desk.schools.find(({ settings: { id } }) => id === chosen.id)!;
    return await open.provision({ dryRun });
  },
  trust: async () =>
    await trustCounts(
      desk.schools.map((school) => school.desk),
      settings.tenant.trust,
    ),
  ...recordTasks(settings, desk),
});

/** What is asked about records: `desk show` of the local school alone. */
const recordTasks = (settings: DeskSettings, { schools }: RunningDesk['desk']): BesideWork =>
  Object.fromEntries(
    Object.entries(recordWork)
      .filter(([name]) => name !== 'show' || settings.tenant.graphUrl.startsWith('http:'))
      .map(([name, work]) => [
        name,
        async (asked: unknown) => {
          const { school } = asking.parse(asked);
          const [chosen] = forChosen(settings, { school }).tenant.schools;
          const open = schools.find(({ settings: { id } }) => id === chosen.id)!;
          const answer = await work(open.desk, asked);
          await open.idle();
          return answer;
        },
      ]),
  );
