import { z } from 'zod';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { type AuditEvent, auditEventSchema } from '../../shared/records/audit-event.ts';
import type { Fault, ShownRequest, ShownState } from './controls.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Done, perform, type Step } from './people.ts';
import type { SchoolInMemory } from './school-in-memory.ts';

/** A fault that struck, and the call that it struck. */
export interface Struck {
  readonly do: string;
  readonly method: string;
  /** Below the door, with its query; Graph's begin with `/sites`, `/users`, `/groups` or `/$batch`. */
  readonly path: string;
}

/** How a morning went. */
export interface Played {
  readonly outcome: Outcome;
  readonly hash: string;
  readonly done: readonly Done[];
  readonly requests: readonly ShownRequest[];
  readonly struck: readonly Struck[];
  /** What must never be, whatever fails: each in words; none on a good day and on a bad one. */
  readonly broken: readonly string[];
}

const fired = z.object({ fired: z.array(z.object({ do: z.string(), method: z.string(), path: z.string() })) });

/** In the names of all pupils and parents of the simulated school, and in nothing else. */
const canary = 'Zqx';

const channelsNaming = (posts: ShownState['posts'], channels: ReadonlySet<string>): string[] =>
  posts.flatMap(({ to, versions }) =>
    to !== undefined && channels.has(to) && JSON.stringify(versions).includes(canary)
      ? [`a pupil's or parent's name stood in the channel ${to}`]
      : [],
  );

const auditEvents = (lists: ShownState['lists']): AuditEvent[] =>
  (lists.Audit ?? []).map((fields) => auditEventSchema.parse(fields));

/**
 * Plays a morning of the school with its people, with faults from the beginning, and lets it come to rest without them.
 */
export const playMorning = async (
  school: SchoolInMemory,
  day: string,
  steps: readonly Step[],
  { faults = [], luck = 0 }: { readonly faults?: readonly Fault[]; readonly luck?: number } = {},
): Promise<Played> => {
  const { controls, logged, close } = await school.begin(luck);
  try {
    if (faults.length > 0) await controls.faults(faults);
    const done: Done[] = [];
    for (const { time, acts } of steps) {
      await controls.leapTo(`${day}T${time}`);
      for (const act of acts) done.push(await perform(controls, act));
    }
    const { fired: struck } = fired.parse(await controls.ask('GET', '/faults'));
    await controls.noFaults();
    const failed = await controls.settle();
    const state = await controls.state();
    const channels = new Set((await controls.posts()).flatMap(({ to }) => (to.kind === 'channel' ? [to.name] : [])));
    const chain = await brokenIn(auditEvents(state.lists));
    return {
      outcome: outcomeOf(state),
      hash: await controls.hash(),
      done,
      requests: await controls.requests(),
      struck,
      broken: [
        ...failed.map((job) => `the job ${job} failed without a fault`),
        ...chain.map(({ at, why }) => `the audit chain is broken at ${at}: ${why}`),
        ...channelsNaming(state.posts, channels),
        ...(logged().includes(canary) ? ["a pupil's or parent's name stood in the log"] : []),
      ],
    };
  } finally {
    await close();
  }
};
