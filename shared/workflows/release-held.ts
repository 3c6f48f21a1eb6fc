import { z } from 'zod';
import { halves } from '../vocabulary/session.ts';
import { presses, saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { nudgeTeachers } from './nudge-teachers.ts';
import { postFirstDay } from './post-first-day.ts';
import { postUnmarkedRegisters } from './post-unmarked-registers.ts';
import { pressKind } from './press-kind.ts';

const releaseSchema = z.object({
  job: z.enum(['nudge', 'unmarked', 'first-day']),
  date: z.string(),
  half: z.enum(halves),
  round: z.number().int(),
});
export type Release = z.infer<typeof releaseSchema>;

const run = async (desk: Desk, { job, date, half, round }: Release): Promise<void> => {
  if (job === 'nudge') await nudgeTeachers(desk, { date, half, round, released: true });
  else if (job === 'unmarked') await postUnmarkedRegisters(desk, { date, half, released: true });
  else await postFirstDay(desk, { date, half, released: true });
};

/** The second person whom the breaker asks says that the figures are right: what was held back goes out. */
export const releaseHeld = pressKind<Release>({
  verb: 'release-held',
  schema: releaseSchema,
  about: ({ job, date, half }) => ({ record: `${job} ${date} ${half}` }),
  async whyNot(desk, person, { date }) {
    if (!may(person, 'release-held')) return presses.notYours;
    const calendar = await desk.data.calendar();
    return date === calendar.at(desk.clock.now()).date ? undefined : presses.pastDay;
  },
  async carryOut(desk, { key, by, data }) {
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'release-held',
      record: `${data.job} ${data.date} ${data.half}`,
      detail: { round: data.round },
    });
    desk.later(`release/${data.job}/${data.date}/${data.half}/${data.round}`, () => run(desk, data));
    return { state: 'saved', says: saved('it goes out now.') };
  },
});
