import { z } from 'zod';
import { isOutside } from '../ports/outside-error.ts';
import { type LeaveRequest, leaveRequests } from '../records/leave-request.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { shortName } from '../wording/names.ts';
import { presses, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { refreshLeaveCards } from './leave-cards.ts';
import { leaveViewOf } from './leave-view.ts';
import { may } from './may.ts';
import { type Carried, pressKind } from './press-kind.ts';
import { whoIs } from './who-is.ts';

const decisionSchema = z.object({
  id: z.string(),
  version: z.string(),
  decision: z.enum(['grant', 'refuse']),
  reason: z.string().trim().min(1).max(2000),
});
export type LeaveDecision = z.infer<typeof decisionSchema>;

const stateOf = { grant: 'granted', refuse: 'refused' } as const;

/** Granted it is C. Refused and taken it is G for a holiday, else O: which, is known on the day (§7). */
const codeOf = { grant: 'C', refuse: 'G or O' } as const;

/** The record as the person saw it when deciding, kept with the decision. */
const shownTo = async (desk: Desk, by: string, stored: Parameters<typeof leaveViewOf>[1]): Promise<string> => {
  const [person, policy] = await Promise.all([whoIs(desk, by), desk.data.policy()]);
  const view = person && (await leaveViewOf(desk, stored, person));
  const { possible, attended, attendanceAfter } = view?.record ?? {};
  return JSON.stringify({ possible, attended, attendanceAfter, policyVersion: policy.version });
};

const isThisDecision = (record: LeaveRequest, { by, data }: Carried<LeaveDecision>): boolean =>
  record.state === stateOf[data.decision] && record.decidedBy === by.id && record.decisionReason === data.reason;

/** Grants or refuses a request, with a reason. Only those whom the policy names, never about one's own child (§7). */
export const decideLeave = pressKind<LeaveDecision>({
  verb: 'decide-leave',
  schema: decisionSchema,
  about: ({ id }) => ({ record: `leave-request ${id}` }),
  async whyNot(desk, person, { id, decision }) {
    const [stored, pupils, { leaveDeciders }, calendar] = await Promise.all([
      desk.records.byKey(leaveRequests, id),
      desk.data.pupils(),
      desk.data.policy(),
      desk.data.calendar(),
    ]);
    const pupil = stored && pupils.get(stored.record.pupil);
    if (!may(person, 'decide-leave', pupil ? { pupil, leaveDeciders } : { leaveDeciders })) return presses.notYours;
    if (!stored || !pupil) return presses.gone;
    const { date } = calendar.at(desk.clock.now());
    return decision === 'grant' && stored.record.from < date
      ? 'The leave has begun. It can no longer be given, only refused; the register takes the true reason.'
      : undefined;
  },
  async carryOut(desk, press) {
    const { key, at, by, data } = press;
    const stored = await desk.records.byKey(leaveRequests, data.id);
    if (!stored) return { state: 'refused', why: presses.gone };
    const { record } = stored;
    if (!isThisDecision(record, press)) {
      if (record.state !== 'waiting') {
        const who = record.decidedByName && shortName(record.decidedByName);
        desk.later(`refresh/leave/${data.id}`, () => refreshLeaveCards(desk, data.id));
        return { state: 'refused', why: stale(who, `the request is ${record.state}`) };
      }
      if (stored.version !== data.version)
        return { state: 'refused', why: stale(undefined, 'the request was changed after you opened it') };
      try {
        await desk.records.update(leaveRequests, stored, {
          state: stateOf[data.decision],
          decidedBy: by.id,
          decidedByName: by.name,
          decidedAt: at,
          decisionReason: data.reason,
          code: codeOf[data.decision],
          shown: await shownTo(desk, by.id, stored),
        });
      } catch (error) {
        if (isOutside(error, 'stale')) return this.carryOut(desk, press);
        throw error;
      }
    }
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'decide-leave',
      record: `leave-request ${data.id}`,
      pupil: record.pupil,
      detail: { decision: data.decision, from: record.from, to: record.to },
    });
    desk.later(`refresh/leave/${data.id}`, () => refreshLeaveCards(desk, data.id));
    const { time } = (await desk.data.calendar()).at(Temporal.Instant.from(at));
    return { state: 'saved', says: saved(`${stateOf[data.decision]} at ${time}.`) };
  },
});
