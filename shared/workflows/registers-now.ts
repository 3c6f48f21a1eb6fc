import type { Pupil } from '../records/pupil.ts';
import type { RegisterNote } from '../records/register-note.ts';
import { registerNotes } from '../records/register-note.ts';
import type { Policy } from '../rules/policy.ts';
import { type RegisterState, registerState } from '../rules/registers/register-state.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { Register } from '../vocabulary/register.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { noteSays, registerSays } from '../wording/registers.ts';
import type { Desk } from './desk.ts';

/** One register as it stands at this minute. */
export interface RegisterNow {
  readonly register: Register;
  readonly state: RegisterState;
  readonly says: string;
  /** Pupils of the group on roll without a mark. */
  readonly missing: number;
}

export interface SessionNow {
  readonly date: IsoDate;
  readonly half: Half;
  /** School time. */
  readonly time: string;
  readonly today: IsoDate;
  readonly isSession: boolean;
  readonly policy: Policy;
  readonly book: MarkBook;
  readonly pupils: ReadonlyMap<string, Pupil>;
  readonly registers: readonly RegisterNow[];
  /** Minutes since the newest export was written; null before the first import. */
  readonly dataAge: number | null;
  /** Older than the policy's breaker allows, or never imported: it accuses nobody (reliability §3). */
  readonly stale: boolean;
}

export const isOnRoll = ({ from, to }: Pick<Pupil, 'from' | 'to'>, date: IsoDate): boolean =>
  from <= date && (to === undefined || to >= date);

const missingByGroup = (book: MarkBook, pupils: ReadonlyMap<string, Pupil>, date: IsoDate, half: Half) => {
  const missing = new Map<string, number>();
  for (const pupil of pupils.values())
    if (isOnRoll(pupil, date) && book.codeOf(pupil.key, date, half) === undefined)
      missing.set(pupil.form, (missing.get(pupil.form) ?? 0) + 1);
  return missing;
};

/** The registers of a session, ordered as the MIS gives them, with their states by the clock and the marks we hold. */
export const sessionNow = async (desk: Desk, date: IsoDate, half: Half): Promise<SessionNow> => {
  const [policy, calendar, book, pupils] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
  ]);
  const now = desk.clock.now();
  const { date: today, time } = calendar.at(now);
  // A session of another day is over or has not begun, whatever the hand of the clock says today.
  const hour = date === today ? time : date < today ? '23:59' : '00:00';
  const isSession = calendar.numberOf(date, half) !== undefined;
  const missing = missingByGroup(book, pupils, date, half);
  const { opens, closes } = policy.registers[half];
  const registers = book.registers(date, half).map((register) => {
    const absent = missing.get(register.group) ?? 0;
    const state = registerState({ register, missing: absent, opens, closes, time: hour, isSession });
    return { register, state, missing: absent, says: registerSays(state, register.taken, absent) };
  });
  const dataAge =
    book.exportedAt === null
      ? null
      : Math.floor((now.epochMilliseconds - Temporal.Instant.from(book.exportedAt).epochMilliseconds) / 60_000);
  return {
    date,
    half,
    time,
    today,
    isSession,
    policy,
    book,
    pupils,
    registers,
    dataAge,
    stale: dataAge === null || dataAge > policy.breaker.exportOlderThanMinutes,
  };
};

/** The half of the day that a minute belongs to: the afternoon begins when its registers open. */
export const halfAt = (policy: Policy, time: string): Half => (time >= policy.registers.PM.opens ? 'PM' : 'AM');

/** What was done about the registers of a session, oldest first, by group. */
export const notesOf = async (
  desk: Desk,
  date: IsoDate,
  half: Half,
): Promise<ReadonlyMap<string, readonly RegisterNote[]>> => {
  const stored = await desk.records.find(registerNotes, [{ column: 'date', is: 'eq', value: date }]);
  const notes = stored
    .map(({ record }) => record)
    .filter((note) => note.half === half)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.key < b.key ? -1 : 1));
  return Map.groupBy(notes, ({ group }) => group);
};

/** The notes of one register in words, with their school time. */
export const notesSaid = async (desk: Desk, notes: readonly RegisterNote[] = []): Promise<string[]> => {
  const calendar = await desk.data.calendar();
  return notes
    .filter(({ action }) => action !== 'unmarked')
    .map((note) => noteSays(note, calendar.at(Temporal.Instant.from(note.at)).time));
};

/** True when somebody said that this register is not due: nobody is chased for it any more. */
export const isNotDue = (notes: readonly RegisterNote[] = []): boolean =>
  notes.some(({ action }) => action === 'not-due');
