import { z } from 'zod';
import { leaveRequests } from '../records/leave-request.ts';
import { leaveSessions } from '../rules/leave/leave.ts';
import { isIsoDate } from '../vocabulary/session.ts';
import { presses, saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { marksOfPupil } from './first-day-tasks.ts';
import { may } from './may.ts';
import { postWaitingLeave } from './post-waiting-leave.ts';
import { pressKind } from './press-kind.ts';

const date = z.string().refine(isIsoDate, { error: 'expected a date like 2026-03-10' });

const leaveSchema = z.object({
  pupil: z.string(),
  from: date,
  to: date,
  reason: z.string().min(1).max(2000),
  askedBy: z.string().min(1).max(200),
  contactMade: z.string().max(1000).optional(),
});
export type EnteredLeave = z.infer<typeof leaveSchema>;

/** A parent's request for leave in term time, entered by the office; those who decide are told at once (§7). */
export const enterLeave = pressKind<EnteredLeave>({
  verb: 'enter-leave',
  schema: leaveSchema,
  about: ({ pupil }) => ({ record: 'leave-request', pupil }),
  async whyNot(desk, person, { pupil: id, from, to }) {
    const [pupils, calendar, book] = await Promise.all([desk.data.pupils(), desk.data.calendar(), desk.data.book()]);
    const pupil = pupils.get(id);
    if (!may(person, 'enter-leave', pupil ? { pupil } : {})) return presses.notYours;
    if (!pupil) return 'No pupil on roll has this id.';
    if (to < from) return 'The leave ends before it begins.';
    const { date: today } = calendar.at(desk.clock.now());
    if (from < today)
      return 'The leave has begun already. Leave is asked for in advance; afterwards only the true reason can be recorded.';
    if (leaveSessions({ from, to, marks: marksOfPupil(book, calendar, pupil), calendar }) === 0)
      return 'There is no school session for this pupil in these dates.';
    return undefined;
  },
  async carryOut(desk, { key, at, by, data }) {
    const [pupils, calendar, book] = await Promise.all([desk.data.pupils(), desk.data.calendar(), desk.data.book()]);
    const pupil = pupils.get(data.pupil);
    if (!pupil) return { state: 'refused', why: presses.gone };
    const { pupil: id, from, to, reason, askedBy, contactMade } = data;
    await desk.records.create(leaveRequests, {
      key,
      pupil: id,
      from,
      to,
      sessions: leaveSessions({ from, to, marks: marksOfPupil(book, calendar, pupil), calendar }),
      reason,
      askedBy,
      received: at,
      enteredBy: by.name,
      ...(contactMade === undefined ? {} : { contactMade }),
      state: 'waiting',
    });
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'enter-leave',
      record: `leave-request ${key}`,
      pupil: id,
      detail: { from, to },
    });
    desk.later('leave', async () => {
      await postWaitingLeave(desk);
    });
    return { state: 'saved', says: saved('the request waits for a decision.') };
  },
});
