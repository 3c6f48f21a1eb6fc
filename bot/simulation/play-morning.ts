import { z } from 'zod';
import { brokenNow } from './broken-now.ts';
import type { Fault, ShownRequest } from './controls.ts';
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

/**
 * Plays a morning of the school with its people, with faults from the beginning, and lets it come to rest without them.
 */
export const playMorning = async (
  school: SchoolInMemory,
  day: string,
  steps: readonly Step[],
  { faults = [], luck = 0 }: { readonly faults?: readonly Fault[]; readonly luck?: number } = {},
): Promise<Played> => {
  const morning = await school.begin(luck);
  const { controls, close } = morning;
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
    return {
      outcome: outcomeOf(state),
      hash: await controls.hash(),
      done,
      requests: await controls.requests(),
      struck,
      broken: [...failed.map((job) => `the job ${job} failed without a fault`), ...(await brokenNow(morning, state))],
    };
  } finally {
    await close();
  }
};
