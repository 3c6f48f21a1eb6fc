import { leaveRequests } from '../records/leave-request.ts';
import type { Pupil } from '../records/pupil.ts';
import { categoryOf } from '../rules/codes/codes.ts';
import { countSchool, groupsAt } from '../rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../rules/figures/fast/school-groups.ts';
import { schoolMarksOf } from '../rules/figures/fast/school-marks.ts';
import type { TodayView } from '../views/today.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { Person } from '../vocabulary/role.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { countsOf, marksOfPupil, tasksOn } from './first-day-tasks.ts';
import { may } from './may.ts';
import { halfAt, isOnRoll, notesOf, notesSaid, type SessionNow, sessionNow } from './registers-now.ts';
import { trackerSpan } from './tracker-span.ts';

type Counts = Pick<TodayView, 'present' | 'absent' | 'noReason' | 'noMark' | 'onRoll'>;

export const countsNow = ({ book, date, half }: SessionNow, pupils: readonly Pupil[]): Counts => {
  const counts = { present: 0, absent: 0, noReason: 0, noMark: 0, onRoll: pupils.length };
  for (const { key } of pupils) {
    const code = book.codeOf(key, date, half);
    if (code === undefined) {
      counts.noMark++;
      continue;
    }
    const category = categoryOf(code, date);
    if (category === 'present' || category === 'aea') counts.present++;
    if (category === 'authorised' || category === 'unauthorised') counts.absent++;
    if (code === 'N') counts.noReason++;
  }
  return counts;
};

type YearRow = TodayView['attendance'][number];

/** Sums over everybody who was on roll this year, leavers to their last day (§2.3): the rates of a group are of its sums. */
const attendanceOf = (now: SessionNow, calendar: Calendar, on: IsoDate): readonly YearRow[] => {
  const { book, policy, time, pupils } = now;
  const span = trackerSpan({ book, calendar, policy, on, time });
  const members = [...pupils.values()].filter(({ from }) => from <= on);
  const marks = members.map((pupil) => marksOfPupil(book, calendar, pupil));
  const groups = schoolGroups(members.map(({ key, year }) => ({ pupil: key, year })));
  const school = countSchool(schoolMarksOf(calendar, marks), groups, span);
  return Object.entries(groupsAt(school).year).map(
    ([year, { attended, possible, persistent, pupilsWithPossible, attendance }]): YearRow => ({
      year,
      attended,
      possible,
      persistent,
      pupils: pupilsWithPossible,
      attendance,
    }),
  );
};

/** The year's figures change when the book or the minute of a register's closing does; the tab asks every few seconds. */
const keptRows = new WeakMap<object, { readonly until: string; readonly rows: readonly YearRow[] }>();

export const attendanceNow = (now: SessionNow, calendar: Calendar, on: IsoDate): readonly YearRow[] => {
  const { from, until } = trackerSpan({ book: now.book, calendar, policy: now.policy, on, time: now.time });
  const place = `${on} ${from} ${until} ${now.pupils.size} ${now.policy.version}`;
  const kept = keptRows.get(now.book);
  if (kept?.until === place) return kept.rows;
  const rows = attendanceOf(now, calendar, on);
  keptRows.set(now.book, { until: place, rows });
  return rows;
};

/**
 * `GET /api/today`: the registers one may see, first-day work in counts, this session's numbers and the year's
 * attendance, all cut to the person's scope: a teacher sees their own registers, a head of year their years, governors
 * totals alone.
 */
export const todayView = async (desk: Desk, person: Person): Promise<TodayView> => {
  const [policy, calendar] = await Promise.all([desk.data.policy(), desk.data.calendar()]);
  const { date, time } = calendar.at(desk.clock.now());
  const half = halfAt(policy, time);
  const now = await sessionNow(desk, date, half);
  const registers = now.registers.filter(({ register: { year, group } }) =>
    may(person, 'see-registers', { year, group }),
  );
  const notes = await notesOf(desk, date, half);
  const years = [...new Set(policy.channels.map(({ year }) => year))].filter((year) =>
    may(person, 'see-first-day', { year }),
  );
  const tasks = years.length === 0 ? [] : (await tasksOn(desk, date, half)).map(({ record }) => record);
  const groups = new Set(registers.map(({ register }) => register.group));
  const seen = [...now.pupils.values()].filter(
    (pupil) => isOnRoll(pupil, date) && (groups.has(pupil.form) || may(person, 'see-attendance', { year: pupil.year })),
  );
  const { leaveDeciders } = policy;
  const seesLeave = may(person, 'see-leave') || may(person, 'decide-leave', { leaveDeciders });
  const waiting = seesLeave
    ? await desk.records.find(leaveRequests, [{ column: 'state', is: 'eq', value: 'waiting' }])
    : undefined;
  return {
    school: policy.school,
    date,
    time,
    half,
    isSchoolDay: calendar.isSchoolDay(date),
    dataAgeMinutes: now.dataAge,
    stale: now.stale,
    damaged: [...desk.data.damaged()],
    registers: await Promise.all(
      registers.map(async ({ register: { group, year, teacher, room, taken }, state, says, missing }) => ({
        group,
        year,
        half,
        teacher,
        room,
        state,
        says,
        taken: taken ?? null,
        missing,
        notes: await notesSaid(desk, notes.get(group)),
      })),
    ),
    firstDay: years.map((year) => countsOf(tasks, year, half)),
    ...countsNow(now, seen),
    attendance: attendanceNow(now, calendar, date).filter(({ year }) => may(person, 'see-attendance', { year })),
    leaveWaiting: waiting === undefined ? null : waiting.length,
  };
};
