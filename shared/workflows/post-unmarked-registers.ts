import { registerNotes } from '../records/register-note.ts';
import type { UnmarkedCardView } from '../views/cards.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { staleExport, tooManyUnmarked } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, JobReport } from './job-report.ts';
import { whyNoSession } from './nudge-teachers.ts';
import { postYearCards } from './post-year-cards.ts';
import { isNotDue, notesOf, notesSaid, type RegisterNow, type SessionNow, sessionNow } from './registers-now.ts';
import { report, troubleIn } from './send.ts';
import { tellOffice } from './tell-office.ts';

export interface UnmarkedSlot {
  readonly date: IsoDate;
  readonly half: Half;
  readonly released?: boolean | undefined;
}

export const unmarkedKey = (date: IsoDate, half: Half, year: string): string => `${date}/unmarked/${half}/${year}`;

/** How often each register of the card was seen to: `9A:0 9B:2`. A press on a register that has moved on is stale. */
export const seenText = (counts: readonly (readonly [group: string, notes: number])[]): string =>
  counts.map(([group, notes]) => `${group}:${notes}`).join(' ');

type Notes = Awaited<ReturnType<typeof notesOf>>;

const doneNotes = (notes: Notes, group: string) =>
  (notes.get(group) ?? []).filter(({ action }) => action !== 'unmarked');

const isUntaken = ({ state }: RegisterNow): boolean => state === 'not_taken' || state === 'open';

/** What a year's card shows now: the registers still untaken, and those of the card that came in or were settled. */
export const unmarkedView = async (
  desk: Desk,
  now: SessionNow,
  notes: Notes,
  year: string,
  repeated: boolean,
): Promise<UnmarkedCardView> => {
  const ofYear = now.registers.filter(({ register }) => register.year === year);
  const open = ofYear.filter((register) => isUntaken(register) && !isNotDue(notes.get(register.register.group)));
  const settled = ofYear.filter(
    (register) =>
      !open.includes(register) && notes.get(register.register.group)?.some(({ action }) => action === 'unmarked'),
  );
  return {
    post: unmarkedKey(now.date, now.half, year),
    date: now.date,
    half: now.half,
    year,
    closes: now.policy.registers[now.half].closes,
    registers: await Promise.all(
      open.map(async ({ register: { group, teacher, room }, says }) => ({
        group,
        teacher,
        room,
        says,
        notes: await notesSaid(desk, notes.get(group)),
      })),
    ),
    settled: await Promise.all(
      settled.map(async (register) => {
        const { group } = register.register;
        const said = await notesSaid(desk, notes.get(group));
        return { group, says: isUntaken(register) ? (said.at(-1) ?? register.says) : register.says };
      }),
    ),
    seen: seenText(open.map(({ register: { group } }) => [group, doneNotes(notes, group).length])),
    repeated,
  };
};

const noteUnmarked = async (desk: Desk, now: SessionNow, untaken: readonly RegisterNow[]): Promise<void> => {
  const at = desk.clock.now().toString({ smallestUnit: 'second' });
  await desk.records.createAll(
    registerNotes,
    untaken.map(({ register: { group, year } }) => ({
      key: `${now.date}/${now.half}/unmarked/${group}`,
      date: now.date,
      half: now.half,
      group,
      year,
      action: 'unmarked' as const,
      by: 'desk',
      byName: 'Attendance Desk',
      at,
    })),
  );
};

/**
 * When registers close: a card in each year team's channel that has registers untaken (§3.3 "unmarked at close"). A year
 * without any hears nothing. Held back on old data or when more are untaken than the policy believes.
 */
export const postUnmarkedRegisters = async (
  desk: Desk,
  { date, half, released }: UnmarkedSlot,
  options: JobOptions = {},
): Promise<JobReport> => {
  await desk.data.refresh('files');
  const now = await sessionNow(desk, date, half);
  const what = `unmarked registers ${half}`;
  const closed = await whyNoSession(desk, now);
  if (closed !== undefined) return { posts: [], silent: [{ what, why: closed }] };
  const { closes } = now.policy.registers[half];
  if (now.time < closes)
    return { posts: [], silent: [{ what, why: `registers close at ${closes}, it is ${now.time}` }] };
  if (now.stale) {
    const told = report(
      await tellOffice(desk, { date, half, what: 'stale-close', words: staleExport(half, now.dataAge) }, options),
    );
    const why = now.dataAge === null ? 'no export has arrived' : `the export is ${now.dataAge} minutes old`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const before = await notesOf(desk, date, half);
  const due = now.registers.filter(({ register }) => !isNotDue(before.get(register.group)));
  const untaken = due.filter(isUntaken);
  if (!released && untaken.length > now.policy.breaker.unmarkedShare * due.length) {
    const words = tooManyUnmarked(half, untaken.length, due.length);
    const release = { job: 'unmarked', round: 0 } as const;
    const told = report(await tellOffice(desk, { date, half, what: 'many-close', words, release }, options));
    const why = `${untaken.length} of ${due.length} registers are not taken, more than is believed: the office is asked`;
    return { ...told, silent: [{ what, why }, ...told.silent] };
  }
  const outcomes = await postYearCards(
    desk,
    now,
    {
      kind: 'unmarked',
      what: 'unmarked registers',
      view: (year) => unmarkedView(desk, now, before, year, false),
      whyNot: ({ registers }) => (registers.length === 0 ? 'every register is taken' : undefined),
      message: (view, repeated) => desk.cards.unmarked({ ...view, repeated }),
    },
    options,
  );
  if (!options.rehearse) await desk.mirror(async () => await noteUnmarked(desk, now, untaken));
  const trouble = troubleIn(outcomes);
  if (trouble) throw trouble;
  return report(outcomes);
};
