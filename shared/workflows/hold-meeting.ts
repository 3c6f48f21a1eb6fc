import { z } from 'zod';
import { meetings } from '../records/meeting.ts';
import { decisions } from '../wording/decisions.ts';
import { shortName } from '../wording/names.ts';
import { presses, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { may } from './may.ts';
import { pressKind } from './press-kind.ts';

const meetingSchema = z.object({ on: z.string() });

/** The weekly meeting of the attendance manager and the deputy head was held: the next pack begins here (§9.1). */
export const holdMeeting = pressKind<z.infer<typeof meetingSchema>>({
  verb: 'hold-meeting',
  schema: meetingSchema,
  about: () => ({ record: 'meeting' }),
  async whyNot(desk, person, { on }) {
    if (!may(person, 'hold-meeting')) return presses.notYours;
    const { date } = (await desk.data.calendar()).at(desk.clock.now());
    return on === date ? undefined : decisions.meetingOtherDay;
  },
  async carryOut(desk, { key, at, by, data: { on } }) {
    const [held] = await desk.records.find(meetings, [{ column: 'date', is: 'eq', value: on }]);
    if (held && held.record.key !== key)
      return { state: 'refused', why: stale(shortName(held.record.byName), decisions.meetingHeldAlready) };
    if (!held) await desk.records.create(meetings, { key, date: on, at, by: by.id, byName: by.name });
    await audit(desk, { key: `${key}/audit`, by, verb: 'hold-meeting', record: `meeting ${key}`, detail: { on } });
    return { state: 'saved', says: saved(decisions.meetingHeld) };
  },
});
