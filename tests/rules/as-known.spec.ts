import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asKnownOn, marksAsKnownOn } from '../../shared/rules/as-known.ts';
import { figuresOf } from '../../shared/rules/figures/figures.ts';
import { historySchema, type PupilCase } from '../../shared/rules/history.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { byteOf, type Code, codeOfByte, codes } from '../../shared/vocabulary/mark.ts';
import type { Correction } from '../../shared/vocabulary/mark-book.ts';
import { addDays, type Half } from '../../shared/vocabulary/session.ts';
import { marks, pupilWith } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const calendar = referenceCalendar;

const caseOf = (row: Uint8Array, history: object = {}, on = '2025-09-19'): PupilCase => ({
  marks: pupilWith(row, { from: '2025-09-03' }),
  calendar,
  policy: policyWith(),
  history: historySchema.parse(history),
  on,
  until: spanTo(calendar, on).until,
});

const corrected = (
  date: string,
  half: Half,
  from: string | null,
  to: string | null,
  at: string,
  pupil = 'P1',
): Correction => ({ pupil, date, half, from, to, at, by: 'office', why: 'reason given' });

const written = ({ marks: { row } }: PupilCase, many = 4) =>
  Array.from(row.subarray(0, many), (byte) => codeOfByte(byte) ?? '.').join(' ');

describe('marks as they were known', () => {
  // Wed 3 September morning: N, then O on the 8th, then I on the 10th.
  const chain = [
    corrected('2025-09-03', 'AM', 'N', 'O', '2025-09-08T10:00:00Z'),
    corrected('2025-09-03', 'AM', 'O', 'I', '2025-09-10T10:00:00Z'),
  ];
  const today = caseOf(marks`I\ /\ `);

  test.each([
    ['on the day itself', '2025-09-03', 'N'],
    ['the day before the first correction', '2025-09-07', 'N'],
    ['at the end of the day of the first', '2025-09-08', 'O'],
    ['between the two', '2025-09-09', 'O'],
    ['at the end of the day of the second', '2025-09-10', 'I'],
    ['today', '2025-09-19', 'I'],
  ])('a chain of corrections unwinds: %s', (_says, day, code) => {
    expect(written(asKnownOn(today, day, chain), 1)).toBe(code);
    expect(written(asKnownOn(today, day, chain.toReversed()), 1)).toBe(code);
  });

  test('of one instant the later in the list is the newer', () => {
    const at = '2025-09-08T10:00:00Z';
    const both = [corrected('2025-09-03', 'AM', 'N', 'O', at), corrected('2025-09-03', 'AM', 'O', 'I', at)];
    expect(written(asKnownOn(today, '2025-09-05', both), 1)).toBe('N');
  });

  test('order is by the instant, whatever the offset it is written with', () => {
    const both = [
      corrected('2025-09-03', 'AM', 'O', 'I', '2025-09-10T10:30:00+01:00'),
      corrected('2025-09-03', 'AM', 'N', 'O', '2025-09-10T09:00:00Z'),
    ];
    expect(written(asKnownOn(today, '2025-09-05', both), 1)).toBe('N');
  });

  test('the day of a correction is the school’s: half past midnight in summer time is the next day', () => {
    const late = [corrected('2025-09-03', 'AM', 'N', 'I', '2025-09-08T23:30:00Z')];
    expect(written(asKnownOn(today, '2025-09-08', late), 1)).toBe('N');
    expect(written(asKnownOn(today, '2025-09-09', late), 1)).toBe('I');
  });

  test('a mark that was withdrawn comes back, one that was missing is missing again', () => {
    const both = [
      corrected('2025-09-03', 'AM', null, 'I', '2025-09-08T10:00:00Z'),
      corrected('2025-09-03', 'PM', 'O', '\\', '2025-09-08T10:00:00Z'),
    ];
    expect(written(asKnownOn(today, '2025-09-05', both), 2)).toBe('. O');
  });

  test('what nobody could read counts nowhere, as it did then', () => {
    const unread = [corrected('2025-09-03', 'AM', '?!', 'I', '2025-09-08T10:00:00Z')];
    const { marks: then, until } = asKnownOn(today, '2025-09-03', unread);
    expect(figuresOf(then, calendar, { from: 0, until })).toMatchObject({ possible: 1, missing: 0 });
  });

  test('corrections of others, and of what is no session, touch nothing', () => {
    const others = [
      corrected('2025-09-03', 'AM', 'N', 'I', '2025-09-08T10:00:00Z', 'P2'),
      corrected('2025-09-06', 'AM', 'V', '#', '2025-09-08T10:00:00Z'),
    ];
    expect(asKnownOn(today, '2025-09-05', others).marks.row).toEqual(today.marks.row);
  });

  test('a pupil without a row keeps none', () => {
    const empty = { pupil: 'P1', row: new Uint8Array() };
    const late = [corrected('2025-09-03', 'AM', 'N', 'I', '2025-09-08T10:00:00Z')];
    expect(marksAsKnownOn(empty, calendar, '2025-09-05', late)).toEqual(empty);
  });

  test('today’s case stays as it is', () => {
    const before = today.marks.row.slice();
    asKnownOn(today, '2025-09-03', chain);
    expect(today.marks.row).toEqual(before);
  });

  test('no session after the day counts', () => {
    expect(asKnownOn(today, '2025-09-04', [])).toMatchObject({ on: '2025-09-04', until: 4 });
    expect(asKnownOn(today, '2025-09-01', [])).toMatchObject({ on: '2025-09-01', until: 0 });
  });

  test('in mid-morning today’s afternoon stays uncounted, and yesterday counts whole', () => {
    const morning = { ...today, until: today.until - 1 };
    expect(asKnownOn(morning, '2025-09-19', []).until).toBe(today.until - 1);
    expect(asKnownOn(morning, '2025-09-18', []).until).toBe(today.until - 2);
  });

  test('a day after today is today', () => {
    expect(asKnownOn(today, '2025-12-01', [])).toEqual(today);
  });
});

describe('what was on record', () => {
  const then = (history: object, day = '2025-11-14') =>
    asKnownOn(caseOf(marks`/\ `, history, '2025-12-19'), day, []).history;

  test('a notice issued later was not known, one issued on the day was', () => {
    const notices = ['2025-11-14', '2025-11-15'].map((issued) => ({ parent: 'p1', issued }));
    expect(then({ notices }).notices.map(({ issued }) => issued)).toEqual(['2025-11-14']);
  });

  test('a stage begun later was not known, one begun on the day was', () => {
    const stages = ['2025-11-14', '2025-11-15'].map((on) => ({ stage: '1', on }));
    expect(then({ stages }).stages.map(({ on }) => on)).toEqual(['2025-11-14']);
  });

  test('a review that lay ahead was due, and its outcome was not known', () => {
    const stage = { stage: '1', on: '2025-11-03', reviewed: '2025-11-24', outcome: 'improved' };
    expect(then({ stages: [stage] }).stages).toEqual([{ stage: '1', on: '2025-11-03', reviewDue: '2025-11-24' }]);
    expect(then({ stages: [stage] }, '2025-11-24').stages).toEqual([stage]);
  });

  test('a review that was planned for another day was due on that day', () => {
    const stage = { stage: '1', on: '2025-11-03', reviewDue: '2025-11-21', reviewed: '2025-11-24', outcome: 'worse' };
    expect(then({ stages: [stage] }).stages).toEqual([{ stage: '1', on: '2025-11-03', reviewDue: '2025-11-21' }]);
  });

  test('a stage that nobody reviewed stays as it is', () => {
    const stages = [{ stage: '1', on: '2025-11-03', reviewDue: '2025-11-24' }];
    expect(then({ stages }).stages).toEqual(stages);
  });

  test('a decision made later was not known; one without a day was known all along', () => {
    const leave = { code: 'C', from: '2025-11-10', to: '2025-11-10' };
    const decisions = [leave, { ...leave, on: '2025-11-14' }, { ...leave, on: '2025-11-15' }];
    expect(then({ decisions }).decisions).toEqual(decisions.slice(0, 2));
    expect(then({}).decisions).toBeUndefined();
  });

  test('a notice to improve that ended later was running, one begun later was not known', () => {
    const nti = { parent: 'p1', outcome: 'failed' };
    const notices = [
      { ...nti, from: '2025-09-15', to: '2025-11-14' },
      { ...nti, from: '2025-11-14', to: '2025-11-15' },
      { ...nti, from: '2025-11-15', to: '2025-12-12' },
    ];
    expect(then({ nti: notices }).nti).toEqual([notices[0], { ...notices[1], outcome: 'running' }]);
  });

  test('a return made later was not known', () => {
    const returns = ['2025-11-14', '2025-11-15'].map((on) => ({ kind: 'attendance', on }));
    expect(then({ returns }).returns.map(({ on }) => on)).toEqual(['2025-11-14']);
  });

  test('what carries no date was known all along', () => {
    const undated = {
      flags: ['medical_plan'],
      target: '95.0',
      parents: ['p1'],
      illnessForecast: 30,
      born: '2012-01-01',
    };
    expect(then(undated)).toMatchObject(undated);
  });
});

describe('any history of corrections', () => {
  const code = fc.option(fc.constantFrom<Code>(...codes), { nil: null });
  const change = fc.record({ session: fc.nat(25), to: code, day: fc.nat(20), hour: fc.nat(23) });
  const first = fc.array(code, { minLength: 26, maxLength: 26 });
  const bytesOf = (of: readonly (Code | null)[]) => Uint8Array.from(of, (one) => (one === null ? 0 : byteOf(one)));

  /** Plays changes in the order of time: the marks at the end of each day, and the corrections that stand in the book. */
  const play = (
    start: readonly (Code | null)[],
    changes: readonly { session: number; to: Code | null; at: string }[],
  ) => {
    const now = [...start];
    const corrections: Correction[] = [];
    const endOf = new Map<string, Uint8Array>();
    for (const { session, to, at } of changes) {
      const { date, half } = calendar.sessions[session]!;
      corrections.push(corrected(date, half, now[session]!, to, at));
      now[session] = to;
      endOf.set(at.slice(0, 10), bytesOf(now));
    }
    return { now: bytesOf(now), corrections, endOf };
  };

  const inTime = (changes: readonly { session: number; to: Code | null; day: number; hour: number }[]) =>
    changes
      // 21:00 in universal time is the same day in school all year round.
      .map(({ session, to, day, hour }) => ({
        session,
        to,
        at: `${addDays('2025-09-20', day)}T${String(Math.min(hour, 21)).padStart(2, '0')}:00:00Z`,
      }))
      .sort((a, b) => a.at.localeCompare(b.at));

  const history = fc.tuple(first, fc.array(change, { maxLength: 12 }));
  const day = fc.nat(25).map((days) => addDays('2025-09-18', days));

  test('any day gives the marks that stood at its end, and doing the corrections again gives today’s', () => {
    fc.assert(
      fc.property(history, day, ([start, changes], then) => {
        const { now, corrections, endOf } = play(start, inTime(changes));
        const today = caseOf(now, {}, '2025-10-20');
        const known = asKnownOn(today, then, corrections).marks.row;
        const last = [...endOf.keys()].filter((date) => date <= then).at(-1);
        expect(known.subarray(0, 26)).toEqual(last === undefined ? bytesOf(start) : endOf.get(last));
        const again = known.slice();
        for (const { date, half, to, at } of corrections)
          if (at.slice(0, 10) > then) again[calendar.numberOf(date, half)!] = to === null ? 0 : byteOf(to as Code);
        expect(again).toEqual(today.marks.row);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('as known on the last day is the case itself', () => {
    fc.assert(
      fc.property(history, ([start, changes]) => {
        const { now, corrections } = play(start, inTime(changes));
        const today = caseOf(now, { notices: [{ parent: 'p1', issued: '2025-10-01' }] }, '2025-10-20');
        expect(asKnownOn(today, '2025-10-20', corrections)).toEqual(today);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  test('a correction made later changes nothing of the line of a past day', () => {
    fc.assert(
      fc.property(history, change, day, ([start, changes], another, then) => {
        const played = inTime(changes);
        const before = play(start, played);
        const { session, to } = another;
        const after = play(start, [...played, { session, to, at: '2025-10-19T10:00:00Z' }]);
        const lineOf = ({ now, corrections }: typeof before) =>
          asKnownOn(caseOf(now, {}, '2025-10-20'), then, corrections);
        expect(lineOf(after)).toEqual(lineOf(before));
      }),
      { seed: 9, numRuns: 100 },
    );
  });
});
