import type { Half, IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { staleExport, tooManyUnmarked } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, JobReport, Silence } from './job-report.ts';
import { isNotDue, notesOf, type RegisterNow, type SessionNow, sessionNow } from './registers-now.ts';
import { type Outcome, report, send, troubleIn } from './send.ts';
import { tellOffice } from './tell-office.ts';
import { accountOfStaff } from './who-is.ts';

export interface NudgeSlot {
  readonly date: IsoDate;
  readonly half: Half;
  /** 1 for the first nudge of the session, 2 for the second. */
  readonly round: number;
  /** A second person said that the figures are right. */
  readonly released?: boolean | undefined;
}

/** The most that one person hears from the desk in an hour (reliability §3). */
const mostInAnHour = 3;

const registerName = ({ register }: RegisterNow, half: Half): string => `register ${register.group} ${half}`;

const notTaken = (now: SessionNow): RegisterNow[] =>
  now.registers.filter(({ state }) => state === 'open' || state === 'not_taken');

/** Why nobody at all is nudged now; undefined when nudging may go on. */
export const whyNoSession = async (desk: Desk, now: SessionNow): Promise<string | undefined> => {
  if (now.date !== now.today) return `today is ${now.today}`;
  if (now.isSession) return undefined;
  const calendar = await desk.data.calendar();
  return `no session: ${calendar.whyClosed(now.date, now.half) ?? 'not a school day'}`;
};

const heardInTheLastHour = async (desk: Desk, date: IsoDate, person: string): Promise<number> => {
  const hourAgo = desk.clock.now().subtract({ hours: 1 });
  const posts = await desk.ledger.onDate(date);
  return posts.filter(
    ({ to, state, at }) =>
      to === person && state !== 'refused' && Temporal.Instant.compare(Temporal.Instant.from(at), hourAgo) >= 0,
  ).length;
};

/** Nudges the teacher of one register, after looking at it once more. `key` tells one nudge from another. */
export const nudgeOne = async (
  desk: Desk,
  asked: {
    readonly date: IsoDate;
    readonly half: Half;
    readonly group: string;
    readonly key: string;
    readonly round: number;
  },
  options: JobOptions = {},
): Promise<Outcome> => {
  const { date, half, group, key, round } = asked;
  await desk.data.refresh('files');
  const now = await sessionNow(desk, date, half);
  const about = `register ${group} ${half}`;
  const found = now.registers.find(({ register }) => register.group === group);
  if (!found) return { silent: { what: about, why: 'the school’s system has no such register' } };
  if (found.register.taken !== undefined) return { silent: { what: about, why: `taken ${found.register.taken}` } };
  const account = await accountOfStaff(desk, found.register.teacherCode);
  if (!account) return { silent: { what: about, why: 'its teacher has no account in the directory' } };
  if ((await heardInTheLastHour(desk, date, account.id)) >= mostInAnHour)
    return { silent: { what: about, why: `its teacher has had ${mostInAnHour} messages within the hour` } };
  const { opens, closes } = now.policy.registers[half];
  const { room } = found.register;
  return send(
    desk,
    {
      key,
      kind: 'nudge',
      date,
      to: { kind: 'person', person: account.id },
      toName: found.register.teacher,
      message: () => desk.cards.nudge({ post: key, date, half, group, room, opens, closes, round }),
      whenUnanswered: 'leave it',
      about,
    },
    options,
  );
};

/**
 * A private nudge to each teacher whose register is not taken (§3.3): class code, room and time only, once a round, the
 * register read again just before it is sent. Nobody is nudged on a closed day, on old data (the office hears it) or
 * when more registers are untaken than the policy believes (the office is asked). Throws OutsideError when Teams was
 * too busy for some: those are tried again.
 */
export const nudgeTeachers = async (
  desk: Desk,
  { date, half, round, released }: NudgeSlot,
  options: JobOptions = {},
): Promise<JobReport> => {
  await desk.data.refresh('files');
  const now = await sessionNow(desk, date, half);
  const what = `nudges ${half} ${round}`;
  const closed = await whyNoSession(desk, now);
  if (closed !== undefined) return { posts: [], silent: [{ what, why: closed }] };
  const { opens, closes } = now.policy.registers[half];
  if (now.time < opens || now.time >= closes)
    return { posts: [], silent: [{ what, why: `registers are open from ${opens} to ${closes}, it is ${now.time}` }] };
  if (now.stale) {
    const told = report(
      await tellOffice(desk, { date, half, what: 'stale', words: staleExport(half, now.dataAge) }, options),
    );
    const why = now.dataAge === null ? 'no export has arrived' : `the export is ${now.dataAge} minutes old`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const notes = await notesOf(desk, date, half);
  const due = now.registers.filter(({ register }) => !isNotDue(notes.get(register.group)));
  const untaken = notTaken(now).filter(({ register }) => !isNotDue(notes.get(register.group)));
  if (!released && untaken.length > now.policy.breaker.unmarkedShare * due.length) {
    const words = tooManyUnmarked(half, untaken.length, due.length);
    const told = report(
      await tellOffice(desk, { date, half, what: `many-${round}`, words, release: { job: 'nudge', round } }, options),
    );
    const why = `${untaken.length} of ${due.length} registers are not taken, more than is believed: the office is asked`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const silent: Silence[] = now.registers
    .filter((register) => !untaken.includes(register))
    .map((register) => ({
      what: registerName(register, half),
      why: register.register.taken === undefined ? 'said not to be due' : `taken ${register.register.taken}`,
    }));
  const outcomes: Outcome[] = [];
  for (const { register } of untaken) {
    const key = `${date}/nudge/${half}/${round}/${register.group}`;
    outcomes.push(await nudgeOne(desk, { date, half, group: register.group, key, round }, options));
  }
  const trouble = troubleIn(outcomes);
  if (trouble) throw trouble;
  const told = report(outcomes);
  return { posts: told.posts, silent: [...silent, ...told.silent] };
};
