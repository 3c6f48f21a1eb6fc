import { type Args, areaAt, type EachFunction, type Functions, numberAt, numbersOf, sure } from '../args.ts';
import { dayNumber, dayOf, weekdayOf } from '../day-number.ts';
import type { Here } from '../here.ts';
import { Area, errors, NotWorkedOut, numberOfText, type Scalar, toNumber } from '../values.ts';

/** A day number; a text that says a day is one too, read in the workbook's own counting. */
const day = (value: Scalar | undefined, { book }: Here): number => {
  const number =
    typeof value === 'string' ? (numberOfText(value, book.date1904) ?? errors.value) : toNumber(value ?? null);
  if (sure(number) < 0) throw errors.number;
  return sure(number);
};

const ofDay = (of: (number: number, date1904: boolean) => Scalar): EachFunction => ({
  least: 1,
  most: 1,
  each: ([value], here) => of(day(value, here), here.book.date1904),
});

const whole = (value: Scalar | undefined, otherwise = 0): number =>
  value === undefined ? otherwise : Math.trunc(sure(toNumber(value)));

const made = (year: number, month: number, date: number, { book }: Here): Scalar =>
  dayNumber(year < 1900 && !book.date1904 ? year + 1900 : year, month, date, book.date1904) ?? errors.number;

const daysIn = (year: number, month: number): number =>
  dayNumber(year, month + 1, 1, false)! - dayNumber(year, month, 1, false)!;

/** The same date some months on; where that month is shorter, its last day. */
const monthsOn = (from: number, months: number, here: Here, toEnd: boolean): Scalar => {
  const { year, month, day: date } = dayOf(from, here.book.date1904);
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  const last = daysIn(toYear, toMonth);
  return made(toYear, toMonth, toEnd ? last : Math.min(date, last), here);
};

/** Days from one date to another, in the unit of DATEDIF. */
const between = (from: number, to: number, unit: string, date1904: boolean): Scalar => {
  if (from > to) return errors.number;
  const [a, b] = [dayOf(from, date1904), dayOf(to, date1904)];
  const months = (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
  switch (unit.toUpperCase()) {
    case 'D':
      return Math.floor(to) - Math.floor(from);
    case 'M':
      return months;
    case 'Y':
      return Math.floor(months / 12);
    case 'YM':
      return months % 12;
    case 'MD':
    case 'YD':
      // Excel's own answers are wrong for some dates.
      throw new NotWorkedOut(`DATEDIF in ${unit} is not worked out here`);
    default:
      return errors.number;
  }
};

/** Which days of the week are free, Monday first: by number as WEEKDAY.INTL counts them, or seven of 0 and 1. */
const freeDays = (kind: Scalar): string => {
  if (typeof kind === 'string' && /^[01]{7}$/.test(kind)) return kind;
  const number = kind === null ? 1 : sure(toNumber(kind));
  if (number >= 11 && number <= 17)
    return '0000000'.replace(/./g, (_, at: number) => ((at + 1) % 7 === number - 11 ? '1' : '0'));
  if (number < 1 || number > 7) throw errors.number;
  const first = (number + 4) % 7;
  return '0000000'.replace(/./g, (_, at: number) => (at === first || at === (first + 1) % 7 ? '1' : '0'));
};

interface WorkingDays {
  isWorking(number: number): boolean;
}

const workingDays = (args: Args, holidaysAt: number, weekend: string): WorkingDays => {
  const { date1904 } = args.here.book;
  const holidays = new Set<number>();
  if (args.has(holidaysAt)) {
    const value = args.value(holidaysAt);
    const numbers = value instanceof Area ? numbersOf(value) : [day(value, args.here)];
    for (const number of numbers) holidays.add(Math.floor(number));
  }
  return {
    isWorking: (number) => weekend[weekdayOf(number, date1904) - 1] === '0' && !holidays.has(number),
  };
};

const networkDays = (args: Args, holidaysAt: number, weekend: string): Scalar => {
  const ends = [day(args.scalar(0), args.here), day(args.scalar(1), args.here)].map(Math.floor) as [number, number];
  const { isWorking } = workingDays(args, holidaysAt, weekend);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  if (to - from > 40_000) return errors.number;
  let count = 0;
  for (let number = from; number <= to; number++) if (isWorking(number)) count += 1;
  return ends[0] <= ends[1] ? count : -count;
};

const workDay = (args: Args, holidaysAt: number, weekend: string): Scalar => {
  let number = Math.floor(day(args.scalar(0), args.here));
  let left = Math.trunc(numberAt(args, 1));
  const step = Math.sign(left);
  if (Math.abs(left) > 40_000 || !weekend.includes('0')) return errors.number;
  const { isWorking } = workingDays(args, holidaysAt, weekend);
  while (left !== 0 && number >= 0) {
    number += step;
    if (isWorking(number)) left -= step;
  }
  return number < 0 ? errors.number : number;
};

const saturdaysAndSundays = '0000011';

const weekday = (number: number, kind: number, date1904: boolean): Scalar => {
  const monday1 = weekdayOf(number, date1904);
  if (kind === 1 || kind === 17) return (monday1 % 7) + 1;
  if (kind === 2 || kind === 11) return monday1;
  if (kind === 3) return monday1 - 1;
  return kind >= 12 && kind <= 16 ? ((monday1 - (kind - 10) + 7) % 7) + 1 : errors.number;
};

const isoWeek = (number: number, date1904: boolean): number => {
  const thursday = Math.floor(number) - weekdayOf(number, date1904) + 4;
  const { year } = dayOf(thursday, date1904);
  return Math.floor((thursday - dayNumber(year, 1, 1, date1904)!) / 7) + 1;
};

const secondsOf = (number: number): number => Math.round((number - Math.floor(number)) * 86_400) % 86_400;

export const days: Functions = {
  TODAY: { least: 0, most: 0, each: (_, { book }) => book.today },
  NOW: { least: 0, most: 0, each: (_, { book }) => book.today + book.time },
  DATE: {
    least: 3,
    most: 3,
    each: ([year, month, date], here) => made(whole(year), whole(month), whole(date), here),
  },
  TIME: {
    least: 3,
    most: 3,
    each: ([hours, minutes, seconds]) =>
      ((whole(hours) * 3600 + whole(minutes) * 60 + whole(seconds)) % 86_400) / 86_400,
  },
  DATEVALUE: {
    least: 1,
    most: 1,
    each: ([value], { book }) =>
      typeof value === 'string'
        ? Math.floor(numberOfText(value, book.date1904) ?? sure<number>(errors.value))
        : errors.value,
  },
  YEAR: ofDay((number, date1904) => dayOf(number, date1904).year),
  MONTH: ofDay((number, date1904) => dayOf(number, date1904).month),
  DAY: ofDay((number, date1904) => (Math.floor(number) === 0 && !date1904 ? 0 : dayOf(number, date1904).day)),
  HOUR: ofDay((number) => Math.floor(secondsOf(number) / 3600)),
  MINUTE: ofDay((number) => Math.floor((secondsOf(number) % 3600) / 60)),
  SECOND: ofDay((number) => secondsOf(number) % 60),
  WEEKDAY: {
    least: 1,
    most: 2,
    each: ([value, kind], here) => weekday(day(value, here), whole(kind, 1), here.book.date1904),
  },
  ISOWEEKNUM: ofDay(isoWeek),
  EDATE: { least: 2, most: 2, each: ([value, months], here) => monthsOn(day(value, here), whole(months), here, false) },
  EOMONTH: {
    least: 2,
    most: 2,
    each: ([value, months], here) => monthsOn(day(value, here), whole(months), here, true),
  },
  DAYS: { least: 2, most: 2, each: ([to, from], here) => Math.floor(day(to, here)) - Math.floor(day(from, here)) },
  DATEDIF: {
    least: 3,
    most: 3,
    each: ([from, to, unit], here) => between(day(from, here), day(to, here), String(unit), here.book.date1904),
  },
  NETWORKDAYS: { least: 2, most: 3, of: (args) => networkDays(args, 2, saturdaysAndSundays) },
  'NETWORKDAYS.INTL': {
    least: 2,
    most: 4,
    of: (args) => networkDays(args, 3, freeDays(args.has(2) ? areaAt(args, 2).at(0, 0) : 1)),
  },
  WORKDAY: { least: 2, most: 3, of: (args) => workDay(args, 2, saturdaysAndSundays) },
};
