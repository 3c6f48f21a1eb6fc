import type { LeaveRequest } from '../records/leave-request.ts';
import { leaveRequests } from '../records/leave-request.ts';
import type { Stored } from '../records/record.ts';
import type { Desk } from './desk.ts';
import { leaveViewOf } from './leave-view.ts';
import { may } from './may.ts';
import { showAgain } from './send.ts';
import { peopleWith } from './who-is.ts';

export const leaveCardKey = (request: string, person: string): string => `leave/${request}/${person}`;

/** One decider's card of one request; undefined when this person may not see it (own child, another role now). */
export const leaveCardOf = async (
  desk: Desk,
  stored: Stored<LeaveRequest>,
  person: Awaited<ReturnType<typeof peopleWith>>[number],
) => {
  const { leaveDeciders } = await desk.data.policy();
  const pupil = (await desk.data.pupils()).get(stored.record.pupil);
  if (!pupil || !may(person, 'decide-leave', { pupil, leaveDeciders })) return undefined;
  const leave = await leaveViewOf(desk, stored, person);
  if (!leave) return undefined;
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  return {
    post: leaveCardKey(stored.record.key, person.id),
    date,
    half: 'AM' as const,
    leave,
    tab: desk.tabLink({ page: 'leave', id: stored.record.key }),
  };
};

/** The card of one request as one decider is to see it now. */
export const leaveCardFor = async (desk: Desk, request: string, personId: string) => {
  const stored = await desk.records.byKey(leaveRequests, request);
  const { leaveDeciders } = await desk.data.policy();
  const person = (await peopleWith(desk, ...leaveDeciders)).find(({ id }) => id === personId);
  return stored && person ? leaveCardOf(desk, stored, person) : undefined;
};

/** After a decision every decider's card becomes its receipt. */
export const refreshLeaveCards = async (desk: Desk, request: string): Promise<void> => {
  const { leaveDeciders } = await desk.data.policy();
  for (const { id } of await peopleWith(desk, ...leaveDeciders)) {
    const view = await leaveCardFor(desk, request, id);
    if (view) await showAgain(desk, view.post, desk.cards.leave(view));
  }
};
