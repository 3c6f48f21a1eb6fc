import { isOutside } from '../ports/outside-error.ts';
import { contactLog } from '../records/contact-log.ts';
import { firstDayTasks } from '../records/first-day-task.ts';
import { leaveRequests } from '../records/leave-request.ts';
import { posts } from '../records/post.ts';
import { registerNotes } from '../records/register-note.ts';
import type { Desk } from './desk.ts';

/**
 * Asks for what the day's jobs and cards will ask for, beside the poll of the inbox and so in its request: the store
 * keeps it, and nobody waits for it later. What is kept already is not asked for again, and a list that is not to be had
 * is the trouble of whoever needs it.
 */
export const readAhead = async (desk: Desk): Promise<void> => {
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  const ofTheDay = [{ column: 'date', is: 'eq', value: date }] as const;
  const asked = await Promise.allSettled([
    desk.records.find(registerNotes, ofTheDay),
    desk.records.find(firstDayTasks, ofTheDay),
    desk.records.find(contactLog, ofTheDay),
    desk.records.find(posts, ofTheDay),
    desk.records.find(leaveRequests, [{ column: 'state', is: 'eq', value: 'waiting' }]),
  ]);
  for (const each of asked) if (each.status === 'rejected' && !isOutside(each.reason)) throw each.reason;
};
