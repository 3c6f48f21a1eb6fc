import { byteOf, type Code, codeOfByte, missingByte } from '../../vocabulary/mark.ts';
import { type IsoDate, weekdayOf } from '../../vocabulary/session.ts';
import type { Part, PupilPlan } from './pupils.ts';
import { type Chance, chanceOf } from './random.ts';
import { calendar, registerHours, snowDay, storyDate } from './school.ts';

/**
 * A pupil's year as it will have been, a byte a session of the calendar. What the MIS knows of it at a given minute is
 * another matter: `known` says how long an absence stays N (or a mark stays blank) before its reason is known.
 */
export interface PupilYear {
  readonly plan: PupilPlan;
  /** The code that stands in the end; 0 off roll or never marked. */
  readonly final: Uint8Array;
  /** Minutes late of L and U. */
  readonly minutes: Uint8Array;
  /** 0: known when the register is taken; 1–99: known that many times five minutes after 08:40 the same day (13:20 for
   * the afternoon); 100 + d: known d school days later, N until then. */
  readonly known: Uint8Array;
  /** 1: the teacher left the pupil out, so that the mark is blank until it is known. */
  readonly blank: Uint8Array;
}

const sessions = calendar.sessions;
const dayNumber = new Map(calendar.days.map((day, number) => [day, number]));
/** The school day of each session, and where each half term begins and ends. */
export const dayOfSession: readonly number[] = sessions.map(({ date }) => dayNumber.get(date)!);
export const numberOfDay = (date: IsoDate): number => dayNumber.get(date)!;

const weekdayFactor = { Mon: 1.2, Tue: 0.92, Wed: 0.86, Thu: 0.93, Fri: 1.22, Sat: 0, Sun: 0 } as const;
/** Absence by the month: low in September, high before Christmas, high again with the winter's colds. */
const monthFactor: Readonly<Record<string, number>> = {
  '09': 0.72,
  '10': 0.95,
  '11': 1.1,
  '12': 1.34,
  '01': 1.02,
  '02': 1.04,
  '03': 1.0,
  '04': 0.95,
  '05': 0.98,
  '06': 1.05,
  '07': 1.2,
};
const dayFactor: readonly number[] = calendar.days.map(
  (date) => weekdayFactor[weekdayOf(date)] * (monthFactor[date.slice(5, 7)] ?? 1),
);
const firstSessionOfDay: readonly number[] = calendar.days.map((date) =>
  sessions.findIndex((session) => session.date === date),
);

/** The first and last school day of each half term: where family holidays are taken. */
const edges = calendar.years[0]!.terms.flatMap(({ from, to }) => {
  const days = calendar.days.filter((day) => day >= from && day <= to);
  return [
    { at: 'start', day: numberOfDay(days[0]!) },
    { at: 'end', day: numberOfDay(days.at(-1)!) },
  ];
});

/** A day given to religion by its own calendar, for those families who keep it. */
const observances: Readonly<Record<string, readonly IsoDate[]>> = {
  autumnLights: ['2025-10-20'],
  atonement: ['2025-10-02'],
  winterNativity: ['2026-01-07'],
  fastEnds: ['2026-03-20'],
};

interface Trip {
  readonly code: Code;
  readonly day: IsoDate;
  readonly goes: (pupil: PupilPlan, chance: Chance) => boolean;
}
const trips: readonly Trip[] = [
  { code: 'V', day: '2025-10-08', goes: ({ year }) => year === '7' },
  { code: 'V', day: '2025-11-19', goes: ({ form }) => form === '9C' || form === '9D' },
  { code: 'V', day: '2026-01-28', goes: ({ form }) => form === '10A' || form === '10B' || form === '10C' },
  { code: 'P', day: '2025-12-03', goes: ({ year }, chance) => year === '8' && chance.is(0.12) },
  { code: 'P', day: '2026-02-25', goes: ({ year }, chance) => year === '9' && chance.is(0.1) },
  { code: 'V', day: '2026-05-14', goes: ({ form }) => form === '8A' || form === '8B' },
];

const longRun = (part: Part | undefined) => part === 'severe';

/** How likely a pupil is to be absent on a day: lognormal over pupils, higher for those for whom life is harder. */
const propensityOf = (pupil: PupilPlan, chance: Chance): number => {
  if (pupil.part === 'never absent') return 0;
  if (longRun(pupil.part)) return 0.52 + chance.next() * 0.3;
  if (pupil.part === 'near 10 %, leave asked for') return 0.03;
  const drawn = 0.044 * Math.exp(0.85 * chance.normal());
  const has = (flag: PupilPlan['flags'][number]) => pupil.flags.includes(flag);
  const harder =
    (has('fsm') ? 1.55 : 0.92) *
    (has('ehcp') ? 1.4 : 1) *
    (has('sen-support') ? 1.2 : 1) *
    (has('social-worker') || has('child-protection') ? 1.4 : 1) *
    ({ '7': 0.82, '8': 0.96, '9': 1.06, '10': 1.1, '11': 1.1 }[pupil.year] ?? 1);
  return Math.min(0.4, drawn * harder);
};

/** When the reason of a first day of absence becomes known; see `PupilYear.known`. */
const reasonKnown = (code: Code, firstDay: boolean, chance: Chance): number => {
  if (code === 'O')
    return chance.is(0.2)
      ? 0
      : chance.is(0.3)
        ? chance.whole(10, 40)
        : 100 + chance.whole(2, 5) + (chance.is(0.01) ? 4 : 0);
  if (code !== 'I' && code !== 'G') return 0;
  const draw = chance.next();
  if (!firstDay) return draw < 0.8 ? 0 : draw < 0.93 ? chance.whole(8, 34) : 100 + chance.whole(1, 3);
  if (draw < 0.36) return 0;
  if (draw < 0.86) return 8 + Math.floor(26 * chance.next() ** 1.4);
  return draw < 0.995 ? 100 + chance.whole(1, 4) : 100 + chance.whole(6, 9);
};

const code = { present: [byteOf('/'), byteOf('\\')], L: byteOf('L'), U: byteOf('U'), N: byteOf('N') } as const;

/**
 * One pupil's year. Absence comes in spells: a spell begins with a chance that follows weekday and season and lasts for
 * some days; its kind is illness, an appointment, or nobody's good reason, which hard lives have more of.
 */
export const makeYear = (seed: number, plan: PupilPlan): PupilYear => {
  const size = sessions.length;
  const final = new Uint8Array(size);
  const minutes = new Uint8Array(size);
  const known = new Uint8Array(size);
  const blank = new Uint8Array(size);
  const chance = chanceOf(seed, 'year', plan.upn);
  const family = chanceOf(seed, 'holidays', plan.family);
  const propensity = propensityOf(plan, chance);
  const from = firstSessionOfDay[calendar.days.findIndex((day) => day >= plan.from)]!;
  const until = plan.to === undefined ? size : sessions.findLastIndex(({ date }) => date <= plan.to!) + 1;

  const put = (number: number, what: Code, when = 0) => {
    if (number < from || number >= until) return;
    final[number] = byteOf(what);
    known[number] = when;
    minutes[number] = 0;
  };
  const putDay = (day: number, what: Code, when: () => number = () => 0) => {
    const first = firstSessionOfDay[day]!;
    put(first, what, when());
    // Who is still missing after lunch has mostly been accounted for by then.
    put(first + 1, what, known[first]! >= 100 ? known[first]! : 0);
  };

  for (let number = from; number < until; number++) final[number] = code.present[number % 2 === 0 ? 0 : 1]!;

  // Spells.
  const long = longRun(plan.part);
  const unexplained = long ? 0.55 : Math.min(0.6, 0.12 + propensity * 2.2);
  const meanLength = long ? 6 : 1.9;
  const begins = propensity / (meanLength * (1 - propensity));
  let left = 0;
  let kind: Code = 'I';
  let first = true;
  let half = false;
  for (let day = 0; day < calendar.days.length; day++) {
    if (left === 0 && chance.is(Math.min(0.9, begins * dayFactor[day]!))) {
      const draw = chance.next();
      kind = draw < unexplained ? 'O' : draw < unexplained + 0.1 ? 'M' : draw < unexplained + 0.115 ? 'C' : 'I';
      half = kind === 'M' || (kind === 'O' && chance.is(0.25));
      left = half || kind === 'C' ? 1 : 1 + Math.floor(-Math.log(1 - chance.next()) * (meanLength - 0.9));
      first = true;
    }
    if (left === 0) continue;
    if (half) {
      const number = firstSessionOfDay[day]! + (kind === 'O' ? 1 : chance.whole(0, 1));
      put(number, kind, reasonKnown(kind, true, chance));
    } else putDay(day, kind, () => reasonKnown(kind, first, chance));
    first = false;
    left--;
  }

  // Families away at the edge of a half term.
  if (family.is(0.075)) {
    const edge = family.pick(edges.slice(1));
    const length = family.pick([1, 2, 2, 3, 5, 5]);
    if (plan.part === undefined)
      for (let away = 0; away < length; away++) {
        const day = edge.at === 'start' ? edge.day + away : edge.day - away;
        if (day >= 0 && day < calendar.days.length) putDay(day, 'G', () => reasonKnown('G', true, chance));
      }
  }
  for (const days of Object.values(observances))
    if (family.is(0.025)) for (const day of days) putDay(numberOfDay(day), 'R');
  for (const { code: what, day, goes } of trips)
    if (goes(plan, chance))
      for (const half of [0, 1]) {
        const number = firstSessionOfDay[numberOfDay(day)]! + half;
        if (final[number] === code.present[half]) put(number, what);
      }
  if (plan.part === undefined) {
    if (chance.is(0.02)) {
      const day = chance.whole(10, 180);
      for (let away = 0; away < chance.whole(1, 4); away++) putDay(day + away, 'E');
    }
    if (plan.year === '11' && chance.is(0.08)) put(firstSessionOfDay[chance.whole(75, 150)]!, 'J1');
    if (chance.is(0.002)) for (let day = 60; day < 63; day++) putDay(day, 'C1');
  }
  if (plan.year === '11') leaveForExams(putDay);
  if (plan.year === '10')
    for (let day = numberOfDay('2026-07-06'); day <= numberOfDay('2026-07-10'); day++) putDay(day, 'W');
  playPart(plan.part, plan.placement, { final, put, putDay });

  // Lates: most pupils now and then, some often; after the register has closed it is a U.
  const lateness =
    plan.part === 'never absent' ? 0 : Math.min(0.25, 0.011 * Math.exp(1.1 * chance.normal()) * (1 + propensity * 4));
  for (let number = from; number < until; number++) {
    const afternoon = number % 2;
    if (final[number] !== code.present[afternoon] || !chance.is(afternoon === 1 ? lateness * 0.3 : lateness)) continue;
    const late = Math.min(240, 1 + Math.floor(-Math.log(1 - chance.next()) * 10.5));
    final[number] = late > 30 ? code.U : code.L;
    minutes[number] = late > 30 ? Math.min(110, late) : late;
  }

  settleParts(plan.part, { final, minutes, known, from });

  // The teacher forgets one pupil: found out within the hour.
  for (let number = from; number < until; number++)
    if (chance.is(0.008) && minutes[number] === 0) {
      blank[number] = 1;
      known[number] = known[number]! >= 100 ? known[number]! : chance.whole(9, 20);
    }

  for (const half of [0, 1]) put(firstSessionOfDay[numberOfDay(snowDay)]! + half, 'Y4');
  if (plan.to === undefined) tellToday(plan.part, { final, minutes, known, blank });
  return { plan, final, minutes, known, blank };
};

/** Study leave for the public examinations, then leave until compulsory school age ends. */
const leaveForExams = (putDay: (day: number, what: Code) => void): void => {
  for (let day = numberOfDay('2026-05-15'); day < calendar.days.length; day++)
    putDay(day, calendar.days[day]! <= '2026-06-17' ? 'S' : 'C');
};

interface Pen {
  readonly final: Uint8Array;
  readonly put: (number: number, what: Code, when?: number) => void;
  readonly putDay: (day: number, what: Code, when?: () => number) => void;
}

const playPart = (part: Part | undefined, placement: string | undefined, { final, put, putDay }: Pen): void => {
  const isPresent = (number: number) => final[number] === code.present[number % 2];
  const weekdays = (days: readonly string[], each: (day: number) => void) => {
    calendar.days.forEach((date, day) => {
      if (days.includes(weekdayOf(date))) each(day);
    });
  };
  switch (part) {
    case 'dual registered':
      weekdays(placement?.includes('Highcroft') === true ? ['Mon', 'Tue', 'Wed', 'Thu'] : ['Tue', 'Thu'], (day) =>
        putDay(day, 'D'),
      );
      return;
    case 'alternative provision':
      // The true reason stands where the pupil did not go: B is for those who did.
      weekdays(placement?.includes('Farm') === true ? ['Wed', 'Thu', 'Fri'] : ['Mon', 'Tue', 'Wed'], (day) => {
        for (const half of [0, 1])
          if (isPresent(firstSessionOfDay[day]! + half)) put(firstSessionOfDay[day]! + half, 'B');
      });
      return;
    case 'part-time timetable':
      for (let day = numberOfDay('2026-02-23'); day <= numberOfDay('2026-03-27'); day++)
        if (isPresent(firstSessionOfDay[day]! + 1)) put(firstSessionOfDay[day]! + 1, 'C2');
      return;
    case 'travelling':
      for (let day = numberOfDay('2025-09-15'); day <= numberOfDay('2025-10-10'); day++) putDay(day, 'T');
      return;
    default:
  }
};

interface Marks {
  readonly final: Uint8Array;
  readonly minutes: Uint8Array;
  readonly known: Uint8Array;
}

/** Makes a pupil's absences up to the story's day exactly as many as the part asks for. */
const settleParts = (part: Part | undefined, { final, minutes, known, from }: Marks & { from: number }): void => {
  const wanted =
    part === 'exactly 10.0 %' || part === 'just below 10 %'
      ? 22
      : part === 'near 10 %, leave asked for'
        ? 20
        : undefined;
  if (wanted === undefined) return;
  const until = firstSessionOfDay[numberOfDay(storyDate)]!;
  for (let number = from; number < until; number++) {
    final[number] = code.present[number % 2]!;
    minutes[number] = 0;
    known[number] = 0;
  }
  // Whole days of illness, spread over the year; the snow day is not among them.
  const days = [12, 13, 27, 41, 42, 43, 58, 66, 75, 84, 97].slice(0, wanted / 2);
  for (const day of days)
    for (const half of [0, 1]) final[firstSessionOfDay[day]! + half] = byteOf(day === 58 && wanted === 20 ? 'O' : 'I');
  // The coach did not come on one morning: a session that was not possible, so 22 of 221.
  if (part === 'just below 10 %') final[firstSessionOfDay[numberOfDay('2026-02-24')]!] = byteOf('Y1');
};

/** The people of the story on its own day, so that every tier of the first-day list has somebody. */
const tellToday = (part: Part | undefined, { final, minutes, known, blank }: Marks & { blank: Uint8Array }): void => {
  const am = firstSessionOfDay[numberOfDay(storyDate)]!;
  const absent = (what: Code, when: number) => {
    for (const number of [am, am + 1]) {
      final[number] = byteOf(what);
      minutes[number] = 0;
      blank[number] = 0;
      known[number] = number === am || when >= 100 ? when : 0;
    }
  };
  const present = () => {
    for (const number of [am, am + 1]) {
      final[number] = code.present[number % 2]!;
      minutes[number] = 0;
      known[number] = 0;
      blank[number] = 0;
    }
  };
  if (part === 'looked after, no reason today') absent('I', 16);
  else if (part === 'medical plan, no reason today') absent('I', 22);
  else if (part === 'child protection, no mark today') {
    present();
    blank[am] = 1;
    known[am] = 11;
  } else if (part === 'exactly 10.0 %' || part === 'just below 10 %' || part === 'near 10 %, leave asked for')
    present();
};

/** A moment at which the MIS is asked: a school day and a minute after midnight. */
export interface Moment {
  readonly date: IsoDate;
  readonly minute: number;
}

export interface KnownMark {
  /** Undefined: no mark. */
  readonly code: Code | undefined;
  readonly minutes: number | undefined;
}

const unmarked: KnownMark = { code: undefined, minutes: undefined };

/**
 * What the MIS has for a pupil's session at a moment. `taken` is the minute at which the session's register was taken.
 * A late pupil is N until arriving; an absence is N, and a forgotten pupil blank, until known.
 */
export const knownMark = (
  year: PupilYear,
  number: number,
  { date, minute }: Moment,
  taken: number | undefined,
): KnownMark => {
  const final = year.final[number]!;
  if (final === missingByte || taken === undefined) return unmarked;
  const session = sessions[number]!;
  const sameDay = session.date === date;
  if (session.date > date || (sameDay && minute < taken)) return unmarked;
  const when = year.known[number]!;
  const late = year.minutes[number]!;
  const opens = registerHours[session.half].opens;
  if (sameDay && year.blank[number] === 1 && minute < opens + 5 * Math.min(when, 99)) return unmarked;
  const waiting =
    when >= 100
      ? numberOfDay(date) - dayOfSession[number]! < when - 100
      : sameDay && (minute < opens + 5 * when || minute < opens + late);
  if (waiting && year.blank[number] === 0) return { code: 'N', minutes: undefined };
  if (waiting && when >= 100) return { code: 'N', minutes: undefined };
  return { code: codeOfByte(final), minutes: late > 0 ? late : undefined };
};
