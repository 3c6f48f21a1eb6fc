import { leaveRequests } from '../records/leave-request.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, JobReport } from './job-report.ts';
import { leaveCardOf } from './leave-cards.ts';
import { type Outcome, report, send, troubleIn } from './send.ts';
import { peopleWith } from './who-is.ts';

/** A personal card to each person who may decide, for every request that waits; each is told once. */
export const postWaitingLeave = async (desk: Desk, options: JobOptions = {}): Promise<JobReport> => {
  const { leaveDeciders } = await desk.data.policy();
  const waiting = await desk.records.find(leaveRequests, [{ column: 'state', is: 'eq', value: 'waiting' }]);
  if (waiting.length === 0) return { posts: [], silent: [{ what: 'leave requests', why: 'none is waiting' }] };
  const deciders = await peopleWith(desk, ...leaveDeciders);
  const outcomes: Outcome[] = [];
  for (const stored of waiting)
    for (const person of deciders) {
      const about = `leave request to ${person.name}`;
      const view = await leaveCardOf(desk, stored, person);
      if (!view) {
        outcomes.push({ silent: { what: about, why: 'this person may not decide on it' } });
        continue;
      }
      outcomes.push(
        await send(
          desk,
          {
            key: view.post,
            kind: 'leave',
            date: view.date,
            to: { kind: 'person', person: person.id },
            toName: person.name,
            message: () => desk.cards.leave(view),
            whenUnanswered: 'send once more',
            about,
          },
          options,
        ),
      );
    }
  const trouble = troubleIn(outcomes);
  if (trouble) throw trouble;
  return report(outcomes);
};
