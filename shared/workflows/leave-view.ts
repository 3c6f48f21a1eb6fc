import { type LeaveRequest, leaveRequests } from '../records/leave-request.ts';
import { listName, type Pupil } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import type { LeaveDates, LeaveListView, LeaveView } from '../views/leave.ts';
import type { Person } from '../vocabulary/role.ts';
import { spanInWords } from '../wording/dates.ts';
import type { Desk } from './desk.ts';
import { marksOfPupil } from './first-day-tasks.ts';
import { leaveViewFacts } from './leave-view-facts.ts';
import { aboutOf, may, maySee, seenBy } from './may.ts';
import { trackerSpan } from './tracker-span.ts';
import { viewed } from './viewed.ts';

const earlierSays = ({ from, to, state }: LeaveRequest): string => `${spanInWords(from, to)}: ${state}`;

/**
 * A leave request with the pupil's record as it is now, the law and the consequences (§7). Undefined for a person who
 * may neither see nor decide it, and for a pupil who is not known any more.
 */
export const leaveViewOf = async (
  desk: Desk,
  { version, record }: Stored<LeaveRequest>,
  person: Person,
): Promise<LeaveView | undefined> => {
  const [policy, calendar, book, pupils] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
  ]);
  const pupil = pupils.get(record.pupil);
  if (!pupil) return undefined;
  const { leaveDeciders } = policy;
  // Whom the policy names to decide sees what there is to decide on; everybody else, what the matrix says.
  const mayDecide = may(person, 'decide-leave', { pupil, leaveDeciders });
  const fields = maySee(person, leaveRequests, aboutOf(leaveRequests, record, pupils));
  if (!mayDecide && !(fields.has('reason') && fields.has('decisionReason'))) return undefined;
  await viewed(desk, person, { verb: 'view-leave', record: `leave-request ${record.key}`, pupil: pupil.key });
  const earlier = await desk.records.find(leaveRequests, [{ column: 'pupil', is: 'eq', value: pupil.key }]);
  const { date, time } = calendar.at(desk.clock.now());
  const facts = leaveViewFacts({
    marks: marksOfPupil(book, calendar, pupil),
    calendar,
    span: trackerSpan({ book, calendar, policy, on: date, time }),
    from: record.from,
    to: record.to,
    earlierRequests: earlier
      .filter((other) => other.record.key !== record.key && other.record.from < record.from)
      .map((other) => earlierSays(other.record)),
  });
  return {
    id: record.key,
    version,
    state: record.state,
    name: listName(pupil),
    year: pupil.year,
    form: pupil.form,
    from: record.from,
    to: record.to,
    reason: record.reason,
    askedBy: record.askedBy,
    received: record.received,
    contactMade: record.contactMade ?? null,
    ...facts,
    decided:
      record.decidedByName === undefined
        ? null
        : { by: record.decidedByName, at: record.decidedAt ?? '', reason: record.decisionReason ?? '' },
    mayDecide: mayDecide && record.state === 'waiting',
  };
};

/** What a person sees who may know the dates and no more; undefined when it is more, or nothing. */
const leaveDatesOf = (
  person: Person,
  { record }: Stored<LeaveRequest>,
  pupils: ReadonlyMap<string, Pupil>,
): LeaveDates | undefined => {
  const pupil = pupils.get(record.pupil);
  const seen = seenBy(person, leaveRequests, record, pupils);
  if (!pupil || seen?.reason !== undefined || seen?.from === undefined || seen.to === undefined) return undefined;
  const { from, to, sessions = 0 } = seen;
  return { id: record.key, name: listName(pupil), year: pupil.year, form: pupil.form, from, to, sessions };
};

/**
 * `GET /api/leave`: what waits first, the newest first; and the dates of what is not over, soonest first, for those who
 * may know no more. Undefined for a person who may read neither.
 */
export const leaveListView = async (desk: Desk, person: Person): Promise<LeaveListView | undefined> => {
  const [{ leaveDeciders }, calendar, pupils] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.pupils(),
  ]);
  const isReader = may(person, 'see-leave') || may(person, 'decide-leave', { leaveDeciders });
  if (!isReader && !may(person, 'see-leave-dates')) return undefined;
  const stored = await desk.records.find(leaveRequests);
  stored.sort(
    (a, b) =>
      Number(b.record.state === 'waiting') - Number(a.record.state === 'waiting') ||
      (a.record.received < b.record.received ? 1 : a.record.received > b.record.received ? -1 : 0),
  );
  const views = await Promise.all(stored.map((request) => leaveViewOf(desk, request, person)));
  const { date: today } = calendar.at(desk.clock.now());
  const dates = isReader ? [] : stored.flatMap((request) => leaveDatesOf(person, request, pupils) ?? []);
  return {
    requests: views.filter((view) => view !== undefined),
    dates: dates.filter(({ to }) => to >= today).sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
};
