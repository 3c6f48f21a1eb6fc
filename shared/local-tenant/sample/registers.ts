import { type Half, type IsoDate, weekdayOf } from '../../vocabulary/session.ts';
import { chanceOf } from './random.ts';
import { calendar, forms, minuteOf, registerHours, snowDay, storyDate } from './school.ts';
import type { StaffPlan } from './staff.ts';

/** One form's register on one session, as it will have been. */
export interface RegisterPlan {
  readonly group: string;
  readonly year: string;
  readonly teacher: StaffPlan;
  readonly room: string;
  /** Minutes after midnight; undefined: never. */
  readonly opened: number | undefined;
  readonly taken: number | undefined;
}

/** Registers that were never taken, found out too late: their marks are missing to this day. */
const neverTaken = new Set(['2025-11-14 PM 10E', '2026-01-30 PM 7J', '2026-03-06 PM 8D']);

/** The forms of the story's morning that are still unmarked at close, and when they come in after all. */
const storyLate: Readonly<Record<string, string>> = { '9A': '09:19', '7C': '09:26', '10H': '09:33', '9F': '09:46' };
/** Comes in half a minute before the first nudge goes out. */
const storyJustInTime = { form: '8B', taken: '08:49' };

/** Whose registers the story of the morning tells. */
export const storyForms: readonly string[] = [...Object.keys(storyLate), storyJustInTime.form];

/**
 * The registers of a session, by form: tutors take the morning's, whoever teaches the form after lunch the
 * afternoon's; now and then somebody covers. Nearly all are taken within ten minutes of opening, a few after a nudge,
 * four (in three years or more) only after the registers have closed.
 */
export const registersOf = (
  seed: number,
  staff: readonly StaffPlan[],
  date: IsoDate,
  half: Half,
): readonly RegisterPlan[] => {
  const chance = chanceOf(seed, 'registers', date, half);
  const tutors = new Map(staff.flatMap((person) => person.forms.map((form) => [form, person] as const)));
  const afternoon = chanceOf(seed, 'timetable', weekdayOf(date)).shuffled(staff.filter(({ teaches }) => teaches));
  const supervisors = staff.filter(({ jobTitle }) => jobTitle === 'Cover Supervisor');
  const isCovered = half === 'AM' && date !== storyDate && chance.is(0.7);
  const covered = isCovered ? chance.shuffled(forms).slice(0, supervisors.length) : [];
  const taken = takenMinutes(seed, date, half);
  return forms.map(({ year, form }, at) => {
    // A small school has no tutor for a form that it has not, and fewer teachers than there are forms in all.
    const usual = (half === 'AM' ? tutors.get(form) : undefined) ?? afternoon[at % afternoon.length]!;
    const minute = taken[at];
    return {
      group: form,
      year,
      teacher: supervisors[covered.findIndex((other) => other.form === form)] ?? usual,
      room: usual.room,
      opened: minute === undefined ? undefined : Math.max(registerHours[half].opens, minute - chance.whole(1, 4)),
      taken: minute,
    };
  });
};

/** When each form's register is taken, in the order of `forms`: minutes after midnight, undefined never. */
const takenMinutes = (seed: number, date: IsoDate, half: Half): readonly (number | undefined)[] => {
  const chance = chanceOf(seed, 'taken', date, half);
  const { opens, closes } = registerHours[half];
  // Snow: nobody is here, and the office marks every register at once.
  if (date === snowDay) return forms.map(() => opens);
  const order = chance.shuffled(forms.map((_, at) => at));
  const result: (number | undefined)[] = forms.map(() => opens + 1 + Math.floor(8.5 * chance.next() ** 0.8));
  const slow = order.slice(0, 11);
  // Six after the first nudge, five after the second.
  slow.forEach((at, place) => {
    result[at] = place < 6 ? opens + chance.whole(11, 19) : opens + chance.whole(21, 29);
  });
  if (date === storyDate && half === 'AM') {
    for (const [form, time] of Object.entries(storyLate)) result[placeOf(form)] = minuteOf(time);
    result[placeOf(storyJustInTime.form)] = minuteOf(storyJustInTime.taken);
  } else {
    const late = order.slice(11).filter((at, place, all) => {
      const before = all.slice(0, place).filter((other) => forms[other]!.year === forms[at]!.year).length;
      return before === 0;
    });
    late.slice(0, 3).forEach((at) => {
      result[at] = closes + chance.whole(3, 35);
    });
    result[late[3] ?? order.at(-1)!] = closes + chance.whole(3, 35);
  }
  return result.map((minute, at) => (neverTaken.has(`${date} ${half} ${forms[at]!.form}`) ? undefined : minute));
};

const placeOf = (form: string): number => forms.findIndex((known) => known.form === form);

/** The registers of every session up to and including `last`, taken minutes by session number and form. */
export const takenUntil = (seed: number, lastSession: number): readonly (readonly (number | undefined)[])[] =>
  calendar.sessions.slice(0, lastSession + 1).map(({ date, half }) => takenMinutes(seed, date, half));
