import { describe, expect, test } from 'vitest';
import { penaltyPosition } from '../../../shared/rules/penalty-notices/position.ts';
import type { Code } from '../../../shared/vocabulary/mark.ts';
import { addDays } from '../../../shared/vocabulary/session.ts';
import { pupilWithMarksOn } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { calendarOf, referenceCalendar, twoYearCalendar } from '../../support/reference-calendar.ts';

type Marks = Record<string, Code>;

/** The same mark on so many weekdays from a day on: both sessions, or one. */
const onDays = (from: string, days: number, code: Code, halves: readonly string[] = ['AM', 'PM']): Marks =>
  Object.fromEntries(
    Array.from({ length: days }, (_, at) => halves.map((half) => [`${addDays(from, at)} ${half}`, code])).flat(),
  );
const on = (code: Code, ...sessions: string[]): Marks => Object.fromEntries(sessions.map((one) => [one, code]));

interface Asked {
  on: string;
  calendar?: typeof referenceCalendar;
  history?: Record<string, unknown>;
  until?: number;
  from?: string;
  to?: string;
}
/** A pupil who is present but for these marks. */
const position = (marks: Marks, { calendar = referenceCalendar, from, to, ...asked }: Asked) =>
  penaltyPosition(
    caseOf({ ...pupilWithMarksOn(marks, { calendar, otherwise: 'present' }), from, to }, { calendar, ...asked }),
  );

const holidayInDecember = onDays('2025-12-08', 5, 'G');

describe('§6.3, the worked examples', () => {
  test('PN-A: a holiday on ten sessions from Mon 8 to Fri 12 December 2025 is met on Friday afternoon, window W5 to W14', () => {
    const { confirmed, includingN, met, metAt, window, sessions, isHolidayAlone } = position(holidayInDecember, {
      on: '2025-12-12',
    });
    expect({ confirmed, includingN, met, metAt }).toEqual({
      confirmed: 10,
      includingN: 10,
      met: true,
      metAt: '2025-12-12 PM',
    });
    expect(window).toEqual({ from: '2025-09-29', to: '2025-12-12' });
    expect(sessions).toEqual(Object.keys(holidayInDecember));
    expect(isHolidayAlone).toBe(true);
  });

  test('PN-B: G and U together are met on Tue 9 December; the week of half term is no school week', () => {
    const marks = {
      ...onDays('2025-10-16', 2, 'G'),
      ...on('U', '2025-11-04 AM', '2025-11-11 AM', '2025-11-18 AM', '2025-11-25 AM', '2025-12-02 AM', '2025-12-09 AM'),
    };
    expect(position(marks, { on: '2025-12-12' })).toMatchObject({
      confirmed: 10,
      met: true,
      metAt: '2025-12-09 AM',
      window: { from: '2025-09-29', to: '2025-12-09' },
      isHolidayAlone: false,
    });
    expect(position(marks, { on: '2025-12-08' })).toMatchObject({ confirmed: 9, met: false, metAt: null });
  });

  test('PN-C: two in September and one each Monday of W5 to W12 reach nine at most; in W12 September has dropped out', () => {
    const mondays = ['2025-09-29', '2025-10-06', '2025-10-13', '2025-10-20'].concat([
      '2025-11-03',
      '2025-11-10',
      '2025-11-17',
      '2025-11-24',
    ]);
    const marks = { ...onDays('2025-09-12', 1, 'O'), ...on('O', ...mondays.map((day) => `${day} AM`)) };
    expect(position(marks, { on: '2025-11-21' })).toMatchObject({
      confirmed: 9,
      met: false,
      window: { from: '2025-09-08', to: '2025-11-21' },
    });
    expect(position(marks, { on: '2025-11-24' })).toMatchObject({
      confirmed: 8,
      met: false,
      window: { from: '2025-09-15', to: '2025-11-24' },
    });
  });

  test('PN-D: over the summer, met on Thu 17 September 2026 in the afternoon; the window begins on 8 June', () => {
    const marks = { ...onDays('2026-07-17', 1, 'O'), ...onDays('2026-09-14', 4, 'O') };
    expect(position(marks, { calendar: twoYearCalendar, on: '2026-09-18' })).toMatchObject({
      confirmed: 10,
      met: true,
      metAt: '2026-09-17 PM',
      window: { from: '2026-06-08', to: '2026-09-17' },
      isHolidayAlone: false,
    });
  });

  const fiveInJanuary = on('O', '2026-01-06 AM', '2026-01-06 PM', '2026-01-07 AM', '2026-01-07 PM', '2026-01-08 AM');

  test('PN-E: five in W16 and five in W26 are not met; the window W17 to W26 has five', () => {
    expect(position({ ...fiveInJanuary, ...onDays('2026-03-23', 5, 'O', ['AM']) }, { on: '2026-03-27' })).toMatchObject(
      {
        confirmed: 5,
        met: false,
        window: { from: '2026-01-12', to: '2026-03-27' },
      },
    );
  });

  test('PN-E: with the second five in W25 it is met on Fri 20 March, window W16 to W25', () => {
    expect(position({ ...fiveInJanuary, ...onDays('2026-03-16', 5, 'O', ['AM']) }, { on: '2026-03-27' })).toMatchObject(
      {
        confirmed: 10,
        met: true,
        metAt: '2026-03-20 AM',
        window: { from: '2026-01-05', to: '2026-03-20' },
      },
    );
  });

  const eightO = onDays('2025-12-08', 4, 'O');
  const twoN = onDays('2025-12-12', 1, 'N');

  test('PN-G: eight O and two N are eight confirmed, ten with N: not met', () => {
    expect(position({ ...eightO, ...twoN }, { on: '2025-12-12' })).toMatchObject({
      confirmed: 8,
      includingN: 10,
      met: false,
      metAt: null,
      openN: ['2025-12-12 AM', '2025-12-12 PM'],
    });
  });

  test('PN-G: when the two N become O on the fifth day it is met, and dated at the session', () => {
    expect(position({ ...eightO, ...onDays('2025-12-12', 1, 'O') }, { on: '2025-12-19' })).toMatchObject({
      confirmed: 10,
      includingN: 10,
      met: true,
      metAt: '2025-12-12 PM',
    });
  });

  test('PN-L: O after compulsory school age has ended on 26 June 2026 is ignored', () => {
    const marks = { ...onDays('2026-06-22', 4, 'O'), ...onDays('2026-06-29', 5, 'O') };
    const on = '2026-07-03';
    expect(position(marks, { on, history: { born: '2010-03-10' } })).toMatchObject({
      confirmed: 8,
      met: false,
      ageKnown: true,
    });
    expect(position(marks, { on, history: { born: '2010-09-01' } })).toMatchObject({ met: true, ageKnown: true });
    expect(position(marks, { on })).toMatchObject({ met: true, metAt: '2026-06-29 PM', ageKnown: false });
  });

  test('PN-M: a pupil who joined on Mon 2 March 2026 counts from this register alone, and the earlier school is named', () => {
    const marks = { ...onDays('2026-02-23', 3, 'O'), ...onDays('2026-03-02', 4, 'O') };
    const joined = position(marks, { on: '2026-03-06', from: '2026-03-02' });
    expect(joined).toMatchObject({ confirmed: 8, met: false });
    expect(joined.reasons.find(({ rule }) => rule === 'penalty.joined')?.names).toEqual({ joined: '2026-03-02' });
    expect(position(marks, { on: '2026-03-06' }).reasons.map(({ rule }) => rule)).not.toContain('penalty.joined');
    const long = position(marks, { on: '2026-03-06', from: '2025-09-03' });
    expect(long.reasons.map(({ rule }) => rule)).not.toContain('penalty.joined');
  });
});

describe('PN-J: a first notice on 2 December 2024, a second on 20 March 2026', () => {
  const first = { parent: 'p1', issued: '2024-12-02', sessions: ['2024-11-04 AM'] };
  const second = { parent: 'p1', issued: '2026-03-20', sessions: [] };
  const parentOn = (on: string, ...notices: object[]) =>
    position({}, { on, calendar: twoYearCalendar, history: { parents: ['p1'], notices } }).parents[0];

  test('in March 2026 the next is the second: £160 flat', () => {
    expect(parentOn('2026-03-19', first, second)).toMatchObject({
      noticesInThreeYears: 1,
      lastNotice: '2024-12-02',
      next: 'second',
      amounts: { early: null, full: 160 },
    });
  });

  test.each(['2026-03-20', '2027-11-15', '2027-12-01'])('on %s there are two: no third', (day) => {
    expect(parentOn(day, second, first)).toMatchObject({
      noticesInThreeYears: 2,
      lastNotice: '2026-03-20',
      next: 'none',
      amounts: null,
    });
  });

  test.each(['2027-12-02', '2028-01-15'])('on %s the first has run out: a second again', (day) => {
    expect(parentOn(day, first, second)).toMatchObject({
      noticesInThreeYears: 1,
      lastNotice: '2026-03-20',
      next: 'second',
      amounts: { early: null, full: 160 },
    });
  });

  test('without one the next is the first: £80 within 21 days, else £160', () => {
    expect(parentOn('2026-03-19')).toMatchObject({
      noticesInThreeYears: 0,
      lastNotice: null,
      next: 'first',
      amounts: { early: 80, full: 160 },
    });
  });
});

describe('once met it stays met', () => {
  test('also when the sessions have left the ten weeks that end today: window and counts are those of the moment', () => {
    expect(position({ ...holidayInDecember, '2025-12-15 AM': 'N' }, { on: '2026-07-20' })).toMatchObject({
      confirmed: 10,
      includingN: 10,
      met: true,
      metAt: '2025-12-12 PM',
      window: { from: '2025-09-29', to: '2025-12-12' },
    });
  });

  test('an eleventh session does not change the ten', () => {
    const marks = { ...holidayInDecember, '2025-12-15 AM': 'O' as const };
    expect(position(marks, { on: '2025-12-19' })).toMatchObject({ confirmed: 10, metAt: '2025-12-12 PM' });
  });

  test('an N before the tenth session is among those with N', () => {
    expect(position({ ...holidayInDecember, '2025-12-01 AM': 'N' }, { on: '2025-12-19' })).toMatchObject({
      confirmed: 10,
      includingN: 11,
      openN: ['2025-12-01 AM'],
    });
  });
});

describe('a notice uses its sessions', () => {
  const sessions = Object.keys(holidayInDecember);
  const notice = { parent: 'p1', issued: '2026-01-12', sessions };
  const history = { parents: ['p1', 'p2'], notices: [notice] };
  const numbers = ({ confirmed, met }: { confirmed: number; met: boolean }) => ({ confirmed, met });

  test('for its parent and for the school’s one number; the other parent’s number keeps them', () => {
    const { parents, ...own } = position(holidayInDecember, { on: '2026-01-16', history });
    expect(numbers(own)).toEqual({ confirmed: 0, met: false });
    expect(parents.map(({ parent, ...one }) => [parent, numbers(one), one.next])).toEqual([
      ['p1', { confirmed: 0, met: false }, 'second'],
      ['p2', { confirmed: 10, met: true }, 'first'],
    ]);
    expect(parents[1]).toMatchObject({ metAt: '2025-12-12 PM', isHolidayAlone: true });
  });

  test('from the day it is issued', () => {
    expect(position(holidayInDecember, { on: '2026-01-11', history }).met).toBe(true);
    expect(position(holidayInDecember, { on: '2026-01-12', history }).met).toBe(false);
  });

  test('a withdrawn one gives them back and does not count in the three years', () => {
    const withdrawn = { parents: ['p1'], notices: [{ ...notice, withdrawn: true }] };
    const { met, parents } = position(holidayInDecember, { on: '2026-01-16', history: withdrawn });
    expect(met).toBe(true);
    expect(parents[0]).toMatchObject({ met: true, noticesInThreeYears: 0, lastNotice: null, next: 'first' });
  });

  test('what is left counts on: two unused and eight new ones are met again', () => {
    const marks = { ...holidayInDecember, ...onDays('2026-01-06', 4, 'O') };
    const used = { parents: ['p1'], notices: [{ ...notice, sessions: sessions.slice(0, 8) }] };
    expect(position(marks, { on: '2026-01-30', history: used })).toMatchObject({
      confirmed: 10,
      met: true,
      metAt: '2026-01-09 PM',
      isHolidayAlone: false,
      window: { from: '2025-10-13', to: '2026-01-09' },
    });
    expect(position(marks, { on: '2026-01-30', history })).toMatchObject({ confirmed: 8, met: false });
  });

  test('a parent known from a notice alone is listed after those on record', () => {
    const other = { parents: ['p2'], notices: [notice, { ...notice, parent: 'p3', issued: '2026-02-02' }] };
    expect(position({}, { on: '2026-01-16', history: other }).parents.map(({ parent }) => parent)).toEqual([
      'p2',
      'p1',
    ]);
  });

  test('without parents on record and without notices there is nobody to list', () => {
    expect(position(holidayInDecember, { on: '2026-01-16' }).parents).toEqual([]);
  });
});

describe('what counts', () => {
  test('absence from 19 August 2024 on', () => {
    const calendar = calendarOf('2024-08-12', '2024-08-30');
    const marks = { ...onDays('2024-08-12', 5, 'O'), ...onDays('2024-08-19', 4, 'O') };
    expect(position(marks, { on: '2024-08-30', calendar })).toMatchObject({ confirmed: 8, met: false });
    expect(position(marks, { on: '2024-08-16', calendar })).toMatchObject({ confirmed: 0, met: false });
  });

  test('neither before joining, nor after leaving, nor after the registers that have closed', () => {
    expect(position(holidayInDecember, { on: '2025-12-19', from: '2025-12-09' }).confirmed).toBe(8);
    expect(position(holidayInDecember, { on: '2025-12-19', to: '2025-12-11' }).confirmed).toBe(8);
    const until = referenceCalendar.numberOf('2025-12-12', 'PM')!;
    expect(position(holidayInDecember, { on: '2025-12-12', until })).toMatchObject({ confirmed: 9, met: false });
    expect(position(holidayInDecember, { on: '2025-12-12', until: until + 1 }).met).toBe(true);
  });

  test('no other absence', () => {
    const marks = { ...onDays('2025-12-08', 4, 'I'), ...onDays('2025-12-12', 1, 'C') };
    expect(position(marks, { on: '2025-12-19' })).toMatchObject({ confirmed: 0, includingN: 0, isHolidayAlone: false });
  });
});

describe('not met: the window that ends in the current school week', () => {
  const one = on('O', '2025-12-18 AM');

  test('in a holiday it is the last school week', () => {
    expect(position(one, { on: '2025-12-29' }).window).toEqual({ from: '2025-10-06', to: '2025-12-19' });
  });

  test('at a weekend the week that is over', () => {
    expect(position(one, { on: '2025-12-07' }).window).toEqual({ from: '2025-09-22', to: '2025-12-05' });
  });

  test('on an INSET Monday the week that has begun; its last session is still that of the term before', () => {
    expect(position(one, { on: '2026-01-05' }).window).toEqual({ from: '2025-10-13', to: '2025-12-19' });
  });

  test('in the first weeks it begins with the first', () => {
    expect(position(one, { on: '2025-09-19' }).window).toEqual({ from: '2025-09-01', to: '2025-09-19' });
  });

  test('before the first session of the first week it ends with the day itself', () => {
    expect(position(one, { on: '2025-09-02' })).toMatchObject({
      confirmed: 0,
      window: { from: '2025-09-01', to: '2025-09-02' },
    });
  });

  test('before the first school week there is none', () => {
    expect(position(one, { on: '2025-08-30' })).toMatchObject({ confirmed: 0, met: false, window: null });
  });

  test('the tenth week back counts, the eleventh does not', () => {
    const marks = on('O', '2025-09-26 PM', '2025-09-29 AM');
    expect(position(marks, { on: '2025-12-12' })).toMatchObject({ confirmed: 1, sessions: ['2025-09-29 AM'] });
  });
});

describe('what has to be said with it', () => {
  const rules = (of: { reasons: readonly { rule: string }[] }) => of.reasons.map(({ rule }) => rule);
  const source = /^National framework for penalty notices/;

  test('the threshold, with its sessions, window and source; and that the date of birth is not known', () => {
    const { reasons } = position(holidayInDecember, { on: '2025-12-12' });
    expect(rules({ reasons })).toEqual(['penalty.threshold-met', 'penalty.holiday-alone', 'penalty.age-not-known']);
    expect(reasons[0]).toMatchObject({
      numbers: { confirmed: 10, needed: 10, schoolWeeks: 10 },
      names: { from: '2025-09-29', to: '2025-12-12', metAt: '2025-12-12 PM' },
      sessions: Object.keys(holidayInDecember),
    });
    expect(reasons[1]).toMatchObject({ numbers: { confirmed: 10 }, sessions: Object.keys(holidayInDecember) });
    expect(reasons[2]).toMatchObject({ numbers: {}, sessions: [] });
    for (const reason of reasons) expect(reason.source).toMatch(source);
  });

  test('what is provisional, with the Ns', () => {
    const asked = { on: '2025-12-12', history: { born: '2012-01-01' } };
    const { reasons } = position({ ...on('O', '2025-12-08 AM'), ...on('N', '2025-12-11 AM') }, asked);
    expect(reasons.map(({ rule, numbers, sessions }) => [rule, numbers, sessions])).toEqual([
      ['penalty.threshold', { confirmed: 1, needed: 10, schoolWeeks: 10 }, ['2025-12-08 AM']],
      ['penalty.provisional', { open: 1, includingN: 2, needed: 10 }, ['2025-12-11 AM']],
    ]);
    expect(reasons[0]?.names).toEqual({ from: '2025-09-29', to: '2025-12-12', metAt: '' });
  });

  test('before the first school week the window is blank', () => {
    expect(position({}, { on: '2025-08-30' }).reasons[0]?.names).toEqual({ from: '', to: '', metAt: '' });
  });

  test('sessions that notices have used, and a notice of which no sessions are on record', () => {
    const history = {
      born: '2012-01-01',
      notices: [
        { parent: 'p1', issued: '2026-01-12', sessions: ['2025-12-09 AM', '2025-12-08 AM'] },
        { parent: 'p2', issued: '2026-01-12' },
      ],
    };
    const { reasons } = position({}, { on: '2026-01-12', history });
    expect(rules({ reasons })).toEqual(['penalty.threshold', 'penalty.used', 'penalty.notice-without-sessions']);
    expect(reasons[1]).toMatchObject({ numbers: { used: 2 }, sessions: ['2025-12-08 AM', '2025-12-09 AM'] });
    expect(reasons[2]).toMatchObject({ numbers: {}, sessions: [] });
    expect(rules(position({}, { on: '2026-01-11', history }))).toEqual(['penalty.threshold']);
    const withdrawn = { born: '2012-01-01', notices: [{ parent: 'p2', issued: '2026-01-12', withdrawn: true }] };
    expect(rules(position({}, { on: '2026-01-12', history: withdrawn }))).toEqual(['penalty.threshold']);
  });

  test('why this notice comes next to a parent', () => {
    const notices = [
      { parent: 'p1', issued: '2025-10-06' },
      { parent: 'p1', issued: '2026-01-12' },
    ];
    const { parents } = position({}, { on: '2026-01-12', history: { notices } });
    expect(parents[0]?.reasons).toEqual([
      {
        rule: 'penalty.next-none',
        numbers: { notices: 2, inYears: 3, mostNotices: 2 },
        names: { issued: '2025-10-06, 2026-01-12' },
        source: expect.stringMatching(source),
        sessions: [],
      },
    ]);
  });
});

describe('the edges of what counts', () => {
  const rules = (of: { reasons: readonly { rule: string }[] }) => of.reasons.map(({ rule }) => rule);

  test('a notice of before 19 August 2024 is ignored; one of that day counts', () => {
    const counted = (issued: string) =>
      position({}, { on: '2025-12-12', history: { notices: [{ parent: 'p1', issued }] } }).parents[0]
        ?.noticesInThreeYears;
    expect(counted('2024-08-18')).toBe(0);
    expect(counted('2024-08-19')).toBe(1);
  });

  test('a parent whom a notice names is listed from its day on', () => {
    const history = { notices: [{ parent: 'p1', issued: '2025-12-12' }] };
    expect(position({}, { on: '2025-12-12', history }).parents).toHaveLength(1);
    expect(position({}, { on: '2025-12-11', history }).parents).toHaveLength(0);
  });

  test('a holiday of less than ten sessions, or other absence of ten, is not said to be a holiday alone', () => {
    expect(rules(position({ '2025-12-08 AM': 'G' }, { on: '2025-12-12' }))).not.toContain('penalty.holiday-alone');
    expect(rules(position(onDays('2025-12-08', 5, 'O'), { on: '2025-12-12' }))).not.toContain('penalty.holiday-alone');
  });

  test('whoever joined on the first day of the window missed nothing of it', () => {
    expect(rules(position({}, { on: '2025-12-12', from: '2025-09-29' }))).not.toContain('penalty.joined');
    expect(rules(position({}, { on: '2025-12-12', from: '2025-09-30' }))).toContain('penalty.joined');
    expect(rules(position({}, { on: '2025-08-30', from: '2025-09-30' }))).not.toContain('penalty.joined');
  });
});
