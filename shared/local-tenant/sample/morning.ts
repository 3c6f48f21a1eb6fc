import { type halves, type IsoDate, weekdayOf } from '../../vocabulary/session.ts';
import { arborExport, arborMarks, arborRegisters, halfTermsUntil } from './export-arbor.ts';
import { dayBefore, isSettled, type SampleMis, sessionsBetween } from './mis.ts';
import type { SampleAccount, SampleEvent, SampleFile, SampleSessionFacts } from './sample-school.ts';
import { calendar, minuteOf, registerHours, timeOf } from './school.ts';

/**
 * When the MIS writes what changed: often while registers are open, but never in the minute of a nudge or a post, so
 * that what a post knows does not depend on which of the two came first; then every few minutes all day.
 */
const exportTimes: readonly number[] = [
  ...['08:38', '08:42', '08:44', '08:46', '08:48', '08:49', '08:51', '08:53', '08:55', '08:57', '08:58', '08:59'],
  ...['09:02', '09:04', '09:06', '09:08', '09:09', '09:12', '09:14', '09:20', '09:23', '09:27', '09:30', '09:34'],
  ...['09:38', '09:42', '09:47', '09:52', '09:57'],
  ...Array.from({ length: 20 }, (_, at) => timeOf(minuteOf('10:05') + at * 10)),
  ...['13:18', '13:22', '13:24', '13:26', '13:28', '13:29', '13:32', '13:34', '13:36', '13:38', '13:39', '13:42'],
  ...[
    '13:44',
    '13:46',
    '13:48',
    '13:49',
    '13:52',
    '13:54',
    '13:58',
    '14:05',
    '14:15',
    '14:30',
    '14:45',
    '15:00',
    '15:15',
  ],
].map(minuteOf);

/** Minutes at which reasons that parents gave for earlier days are put into the MIS. */
const correctionTime = minuteOf('09:27');

/** Today's marks as they stand: a line for everybody on roll, the afternoon's from its opening. */
const marksToday = (mis: SampleMis, date: IsoDate, minute: number): SampleFile =>
  arborMarks(
    mis,
    'marks-today.csv',
    sessionsBetween(date, date).filter(
      (number) => calendar.sessions[number]!.half === 'AM' || minute >= registerHours.PM.opens,
    ),
    { date, minute },
  );

/** The files of half terms in which a mark of an earlier day becomes known today. */
const corrections = (mis: SampleMis, date: IsoDate): SampleFile[] => {
  const last = dayBefore(date);
  if (last === undefined) return [];
  return halfTermsUntil(last).flatMap(({ name, from, to }) => {
    const numbers = sessionsBetween(from, to);
    const changed = mis.years.some((year) =>
      numbers.some((number) => !isSettled(year, number, last) && isSettled(year, number, date)),
    );
    return changed ? [arborMarks(mis, `marks-${name}.csv`, numbers, { date, minute: correctionTime })] : [];
  });
};

/** A family asks for a week away before the next holiday; the attendance manager enters it. */
const leaveRequest = (mis: SampleMis, date: IsoDate, attendanceManager: SampleAccount): SampleEvent | undefined => {
  const from = calendar.days.find(
    (day) => weekdayOf(day) === 'Mon' && day > date && calendar.days.indexOf(day) >= calendar.days.indexOf(date) + 9,
  );
  const asking = mis.onRoll(date).find(({ plan }) => plan.part === 'near 10 %, leave asked for');
  if (from === undefined || asking === undefined) return undefined;
  const to = calendar.days.findLast(
    (day) => day >= from && calendar.days.indexOf(day) <= calendar.days.indexOf(from) + 4,
  )!;
  const parent = asking.plan.contacts[0]!;
  return {
    time: '08:32',
    kind: 'request',
    as: attendanceManager.id,
    method: 'POST',
    path: '/api/leave',
    body: {
      key: `sample-leave-${date}`,
      pupil: asking.plan.upn,
      from,
      to,
      reason: 'Family holiday. The flights cost half as much in that week, and a grandmother turns seventy there.',
      askedBy: `${parent.title} ${parent.forename} ${parent.surname} (${parent.relationship.toLowerCase()})`,
      contactMade:
        'Rang back the same afternoon: leave for a holiday is not usually granted, what G means, and what a penalty notice costs.',
    },
  };
};

/** The events of a school day in order; see `SampleSchool.morning`. */
export const playDay = (mis: SampleMis, date: IsoDate, attendanceManager: SampleAccount): SampleEvent[] => {
  if (!calendar.isSchoolDay(date)) throw new RangeError(`${date} is no school day`);
  const leave = leaveRequest(mis, date, attendanceManager);
  return [
    { time: '08:30', kind: 'export', files: [...arborExport(mis, date), marksToday(mis, date, 0)] },
    ...(leave === undefined ? [] : [leave]),
    ...exportTimes.map((minute): SampleEvent => {
      return {
        time: timeOf(minute),
        kind: 'export',
        // Made when it is asked for: a day has some seventy exports, and most players need a few.
        get files() {
          return [...exportAt(mis, date, timeOf(minute)), ...(minute === correctionTime ? corrections(mis, date) : [])];
        },
      };
    }),
  ];
};

/** The files of an export in the middle of a day. */
export const exportAt = (mis: SampleMis, date: IsoDate, time: string): SampleFile[] => [
  arborRegisters(mis, calendar.days.filter((day) => day < date).at(-5) ?? date, { date, minute: minuteOf(time) }),
  marksToday(mis, date, minuteOf(time)),
];

/** The file of the half term that holds an earlier day, as it stands now. */
export const halfTermOf = (mis: SampleMis, day: IsoDate, on: IsoDate, time: string): SampleFile[] =>
  halfTermsUntil(dayBefore(on) ?? on).flatMap(({ name, from, to }) =>
    day >= from && day <= to
      ? [arborMarks(mis, `marks-${name}.csv`, sessionsBetween(from, to), { date: on, minute: minuteOf(time) })]
      : [],
  );

/** What will have happened in a session; see `SampleSchool.facts`. */
export const sessionFacts = (mis: SampleMis, date: IsoDate, half: (typeof halves)[number]): SampleSessionFacts => {
  const number = calendar.numberOf(date, half);
  if (number === undefined) throw new RangeError(`there is no school on ${date} ${half}`);
  const registers = mis.registers(date, half);
  const takenAt = new Map(registers.map(({ group, taken }) => [group, taken]));
  const { closes } = registerHours[half];
  return {
    date,
    half,
    registers: registers.map(({ group, year, teacher, taken }) => ({
      group,
      year,
      teacherCode: teacher.staffCode!,
      taken: taken === undefined ? undefined : timeOf(taken),
    })),
    late: registers.filter(({ taken }) => taken === undefined || taken > closes).map(({ group }) => group),
    at: (time) => {
      const minute = minuteOf(time);
      const pupils = mis.onRoll(date).map((year) => ({ year, mark: mis.mark(year, number, { date, minute }) }));
      return {
        noReason: pupils.filter(({ mark }) => mark.code === 'N').map(({ year }) => year.plan.upn),
        noMark: pupils
          .filter(({ year, mark }) => mark.code === undefined && (takenAt.get(year.plan.form) ?? 1e9) <= minute)
          .map(({ year }) => year.plan.upn),
      };
    },
  };
};
