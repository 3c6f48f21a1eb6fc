import type { Policy } from '../../shared/rules/policy.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import { type Half, halves, type IsoDate } from '../../shared/vocabulary/session.ts';

/** Something the desk does once at a time of the day. */
export interface Slot {
  /** `2026-03-10/nudge/AM/1`, `2026-03-10/tracker/1/1` */
  readonly key: string;
  readonly job: 'tracker' | 'nudge' | 'unmarked' | 'first-day';
  readonly date: IsoDate;
  readonly half: Half;
  /** 1 for the first nudge, and for the first try of a tracker; 0 where there is one of a kind. */
  readonly round: number;
  /** The tracking spreadsheet to fill. Once it is filled, its later rounds are done too. */
  readonly file?: string | undefined;
  /** School time at which it is due, and from which on it is no longer worth doing. */
  readonly from: string;
  readonly until: string;
}

/** Nothing is begun after this: outside hours the breaker holds everything back (reliability §3). */
const endOfDay = '16:30';

const later = (time: string, minutes: number): string => {
  const total = Math.min(Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes, 24 * 60 - 1);
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
};

/** A tracking spreadsheet that somebody has open is tried again so many minutes later. */
const trackerAgainMinutes = 15;

/** The school's tracking spreadsheets are filled before it opens: from then on somebody may have them open. */
const trackerSlots = ({ trackers, registers }: Policy, calendar: Calendar, date: IsoDate): Slot[] => {
  if (!halves.some((half) => calendar.numberOf(date, half) !== undefined)) return [];
  const { opens } = registers.AM;
  const times: string[] = [];
  for (let from = trackers.at; from < opens; from = later(from, trackerAgainMinutes)) times.push(from);
  return trackers.files.flatMap((file, at) =>
    times.map((from, round) => ({
      key: `${date}/tracker/${at + 1}/${round + 1}`,
      job: 'tracker',
      date,
      half: 'AM',
      round: round + 1,
      file,
      from,
      until: times[round + 1] ?? opens,
    })),
  );
};

/** The later rounds of a spreadsheet, with nothing to do once it is filled. */
export const roundsAfter = ({ file, round }: Slot, slots: readonly Slot[]): Slot[] =>
  file === undefined ? [] : slots.filter((one) => one.file === file && one.round > round);

/**
 * Every slot of a day, in order. A nudge is worth sending until the next one is due or the register closes (§3.3);
 * the two lists of the morning until those of the afternoon, and those of the afternoon until the end of the day.
 * A session that the calendar does not have (weekend, INSET, part closure) has no slots.
 */
export const slotsOf = (policy: Policy, calendar: Calendar, date: IsoDate): Slot[] => {
  const { nudgesAfterOpening, unmarkedAfterClosing, firstDayAfterClosing } = policy.chase;
  const slots = halves.flatMap((half): Slot[] => {
    if (calendar.numberOf(date, half) === undefined) return [];
    const { opens, closes } = policy.registers[half];
    const nudges = [...nudgesAfterOpening].sort((a, b) => a - b).map((minutes) => later(opens, minutes));
    const untilNext = (after: number) =>
      half === 'AM' && calendar.numberOf(date, 'PM') !== undefined
        ? later(policy.registers.PM.closes, after)
        : endOfDay;
    const slot = (job: Slot['job'], round: number, from: string, until: string): Slot => ({
      key: [date, job, half, ...(round > 0 ? [round] : [])].join('/'),
      job,
      date,
      half,
      round,
      from,
      until,
    });
    return [
      ...nudges
        .filter((from) => from < closes)
        .map((from, at) => slot('nudge', at + 1, from, nudges[at + 1] ?? closes))
        .map((nudge) => ({ ...nudge, until: [nudge.until, closes].sort()[0]! })),
      slot('unmarked', 0, later(closes, unmarkedAfterClosing), untilNext(unmarkedAfterClosing)),
      slot('first-day', 0, later(closes, firstDayAfterClosing), untilNext(firstDayAfterClosing)),
    ];
  });
  return [...trackerSlots(policy, calendar, date), ...slots].sort((a, b) =>
    a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
  );
};

/** What is due now and not done: to run, oldest first, and to skip because its time is over. */
export const dueSlots = (
  policy: Policy,
  calendar: Calendar,
  now: { readonly date: IsoDate; readonly time: string },
  done: ReadonlySet<string>,
): { readonly run: Slot[]; readonly skip: Slot[] } => {
  const due = slotsOf(policy, calendar, now.date).filter(({ key, from }) => from <= now.time && !done.has(key));
  return { run: due.filter(({ until }) => now.time < until), skip: due.filter(({ until }) => now.time >= until) };
};
