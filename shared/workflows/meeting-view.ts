import { meetings } from '../records/meeting.ts';
import { figuresAt, groupsAt } from '../rules/figures/fast/school-figures.ts';
import type { GroupFigures } from '../rules/figures/groups.ts';
import type { MeetingView } from '../views/meeting.ts';
import type { Person } from '../vocabulary/role.ts';
import { addDays, type IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { ifThere } from './if-there.ts';
import { may } from './may.ts';
import { changesSince, concernsNow, decisionsSince, overdueNow, penaltiesNow } from './meeting-lines.ts';
import { asTheyStood, countCases, trackerCases } from './tracker-cases.ts';
import { trackerRows } from './tracker-rows.ts';
import { factsFor } from './tracker-view.ts';
import { viewed } from './viewed.ts';

/** The day on which the last meeting of this school year was held. */
const lastMeeting = async (desk: Desk, on: IsoDate): Promise<IsoDate | null> => {
  const calendar = await desk.data.calendar();
  const yearBegan = calendar.yearOf(on)?.terms[0]?.from ?? on;
  const held = await ifThere(desk.records.find(meetings, [{ column: 'date', is: 'ge', value: yearBegan }]));
  const days = held?.map(({ record }) => record.date).sort() ?? [];
  return days.at(-1) ?? null;
};

const sums = ({ possible, attended, persistent, severe }: GroupFigures) => ({ possible, attended, persistent, severe });

/**
 * `GET /api/meeting`: the pack for the weekly meeting of the attendance manager and the deputy head (§9.1): what changed
 * since they last met, what is overdue, who is of concern, where penalty notices stand, what was decided. Undefined for whoever does not meet.
 */
export const meetingView = async (desk: Desk, person: Person): Promise<MeetingView | undefined> => {
  if (!may(person, 'see-meeting')) return undefined;
  await viewed(desk, person, { verb: 'view-tracker', record: 'meeting' });
  const facts = await factsFor(desk, person);
  const { calendar, policy, book, on } = facts;
  const since = await lastMeeting(desk, on);
  const from = since ?? addDays(on, -7);
  const now = trackerCases(facts);
  const then = asTheyStood(now, book, from);
  const [today, before] = [countCases(calendar, now), countCases(calendar, then)];
  const [groups, groupsBefore] = [groupsAt(today), groupsAt(before)];
  const groupOf = (name: string, figures: GroupFigures, earlier: GroupFigures | undefined) => ({
    name,
    pupils: figures.pupilsWithPossible,
    ...sums(figures),
    before: since === null || earlier === undefined ? null : sums(earlier),
  });
  const rows = trackerRows(facts);
  return {
    on,
    school: policy.school,
    since,
    from,
    groups: [
      ...Object.entries(groups.year)
        .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
        .map(([year, figures]) => groupOf(year, figures, groupsBefore.year[year])),
      groupOf('all', groups.all.all!, groupsBefore.all.all),
    ],
    changes: changesSince(facts, rows, { then, figuresThen: (at) => figuresAt(before, at, policy.bands) }),
    overdue: overdueNow(facts, rows),
    concerns: concernsNow(facts, rows),
    penalties: penaltiesNow(rows),
    decisions: decisionsSince(facts, rows, from),
  };
};
