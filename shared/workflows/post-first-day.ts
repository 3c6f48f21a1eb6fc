import type { FirstDayTask } from '../records/first-day-task.ts';
import type { Stored } from '../records/record.ts';
import { categoryOf } from '../rules/codes/codes.ts';
import type { FirstDayCardView } from '../views/cards.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { staleExport, tooManyAbsent } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import { bringTasksUpToDate, countsOf } from './first-day-tasks.ts';
import type { JobOptions, JobReport } from './job-report.ts';
import { whyNoSession } from './nudge-teachers.ts';
import { postYearCards } from './post-year-cards.ts';
import { isOnRoll, type SessionNow, sessionNow } from './registers-now.ts';
import { type Outcome, report, troubleIn } from './send.ts';
import { tellOffice } from './tell-office.ts';

export interface FirstDaySlot {
  readonly date: IsoDate;
  readonly half: Half;
  readonly released?: boolean | undefined;
}

export const firstDayKey = (date: IsoDate, half: Half, year: string): string => `${date}/first-day/${half}/${year}`;

/** Pupils marked absent, of those on roll: what the breaker looks at. A missing mark is no absence. */
const absentOf = ({ book, pupils, date, half }: SessionNow): { absent: number; onRoll: number } => {
  let absent = 0;
  let onRoll = 0;
  for (const pupil of pupils.values()) {
    if (!isOnRoll(pupil, date)) continue;
    onRoll++;
    const code = book.codeOf(pupil.key, date, half);
    const category = code && categoryOf(code, date);
    if (category === 'authorised' || category === 'unauthorised') absent++;
  }
  return { absent, onRoll };
};

/** What a year's channel card shows now: counts alone, and the register groups that nobody has taken. */
export const firstDayCardView = (
  desk: Desk,
  now: SessionNow,
  tasks: readonly Stored<FirstDayTask>[],
  year: string,
  repeated: boolean,
): FirstDayCardView => ({
  post: firstDayKey(now.date, now.half, year),
  date: now.date,
  half: now.half,
  year,
  counts: countsOf(
    tasks.map(({ record }) => record),
    year,
    now.half,
  ),
  notTaken: now.registers
    .filter(({ register, state }) => register.year === year && state === 'not_taken')
    .map(({ register }) => register.group),
  repeated,
  tab: desk.tabLink({ page: 'first-day', year }),
});

/** One card a year that has somebody to account for; a card that stands already is left to `refreshCards`. */
export const postFirstDayCards = (
  desk: Desk,
  now: SessionNow,
  tasks: readonly Stored<FirstDayTask>[],
  options: JobOptions,
): Promise<Outcome[]> =>
  postYearCards(
    desk,
    now,
    {
      kind: 'first-day',
      what: 'first-day card',
      view: (year) => firstDayCardView(desk, now, tasks, year, false),
      whyNot: ({ counts }) =>
        counts.whereabouts + counts.reasonWanted === 0 ? 'everybody is accounted for' : undefined,
      message: (view, repeated) => desk.cards.firstDay({ ...view, repeated }),
    },
    options,
  );

/**
 * The first-day list (§4): a task for every pupil on roll without a mark (whereabouts to confirm) or with `N` (reason
 * wanted), and one card a year team, in counts only. Nobody's own list is sent unasked.
 */
export const postFirstDay = async (
  desk: Desk,
  { date, half, released }: FirstDaySlot,
  options: JobOptions = {},
): Promise<JobReport> => {
  await desk.data.refresh('everything');
  const now = await sessionNow(desk, date, half);
  const what = `first-day cards ${half}`;
  const closed = await whyNoSession(desk, now);
  if (closed !== undefined) return { posts: [], silent: [{ what, why: closed }] };
  const { closes } = now.policy.registers[half];
  if (now.time < closes)
    return { posts: [], silent: [{ what, why: `registers close at ${closes}, it is ${now.time}` }] };
  if (now.stale) {
    const words = staleExport(half, now.dataAge);
    const told = report(await tellOffice(desk, { date, half, what: 'stale-first-day', words }, options));
    const why = now.dataAge === null ? 'no export has arrived' : `the export is ${now.dataAge} minutes old`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const { absent, onRoll } = absentOf(now);
  if (!released && absent > now.policy.breaker.absentShare * onRoll) {
    const words = tooManyAbsent(half, absent, onRoll);
    const release = { job: 'first-day', round: 0 } as const;
    const told = report(await tellOffice(desk, { date, half, what: 'many-absent', words, release }, options));
    const why = `${absent} of ${onRoll} pupils are marked absent, more than is believed: the office is asked`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const tasks = await bringTasksUpToDate(desk, now, options);
  const outcomes = await postFirstDayCards(desk, now, tasks, options);
  const trouble = troubleIn(outcomes);
  if (trouble) throw trouble;
  return report(outcomes);
};
