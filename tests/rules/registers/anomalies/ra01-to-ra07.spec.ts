import { describe, expect, test } from 'vitest';
import { anomaliesOf } from '../../../../shared/rules/registers/anomalies.ts';
import { Calendar } from '../../../../shared/vocabulary/calendar.ts';
import { byteOf } from '../../../../shared/vocabulary/mark.ts';
import { foundOf, linesOf, pupilFrom } from '../../../support/anomalies.ts';
import { marks, pupilWith, pupilWithMarksOn } from '../../../support/marks.ts';
import { caseOf } from '../../../support/pupil-case.ts';
import { calendarOf, twoYearCalendar, year2025to26 } from '../../../support/reference-calendar.ts';

describe('RA1: a missing mark after close', () => {
  test('a blank afternoon is one', () =>
    expect(linesOf('RA1', pupilFrom(marks`/. /\ `), {}, { on: '2026-03-10' })).toEqual(['2026-03-09 PM (none)']));

  test('a blank whose register has not closed is none yet', () => {
    const pupil = pupilFrom(marks`/. `);
    expect(linesOf('RA1', pupil, {}, { on: '2026-03-09', until: pupil.row.lastIndexOf(byteOf('/')) + 1 })).toEqual([]);
  });

  test('nor one before joining or after leaving', () => {
    const pupil = pupilFrom(marks`/\ .. `, { from: '2026-03-09', to: '2026-03-09' });
    expect(linesOf('RA1', pupil, {}, { on: '2026-03-10' })).toEqual([]);
  });

  test('nor one of the school year before', () => {
    const pupil = pupilWith(marks`/\ `, { calendar: twoYearCalendar, starting: '2026-09-02', from: '2025-09-03' });
    expect(linesOf('RA1', pupil, {}, { calendar: twoYearCalendar, on: '2026-09-02' })).toEqual([]);
  });
});

describe('RA2: an N older than five school days', () => {
  test('the day after its due day', () => {
    const [found] = foundOf('RA2', pupilFrom(marks`N\ `), {}, { on: '2026-03-17' });
    expect(found).toMatchObject({
      date: '2026-03-09',
      session: 'AM',
      code: 'N',
      mend: { do: 'replace', codes: ['O'] },
      reason: { numbers: { schoolDays: 5 }, names: { due: '2026-03-16' } },
    });
  });

  test('not on the due day itself', () =>
    expect(linesOf('RA2', pupilFrom(marks`N\ `), {}, { on: '2026-03-16' })).toEqual([]));

  test('an N of last July still counts in September', () => {
    const pupil = pupilWithMarksOn({ '2026-07-17 AM': 'N' }, { calendar: twoYearCalendar, otherwise: 'present' });
    expect(linesOf('RA2', pupil, {}, { calendar: twoYearCalendar, on: '2026-09-08' })).toEqual(['2026-07-17 AM N']);
  });
});

describe('RA3: a removed or unknown code', () => {
  test.each([
    ['H', ['C', 'G']],
    ['F', ['C', 'G']],
    ['J', ['J1']],
    ['Y', ['Y1', 'Y2', 'Y3', 'Y4', 'Y6', 'Y7']],
  ] as const)('%s on a session of today, with what may stand there', (code, codes) => {
    const pupil = pupilFrom(Uint8Array.from([byteOf(code)]));
    expect(foundOf('RA3', pupil, {}, { on: '2026-03-09' })).toMatchObject([
      { code, mend: { do: 'replace', codes }, reason: { names: { why: 'removed' } } },
    ]);
  });

  test('J1 and every other code of today is none', () =>
    expect(linesOf('RA3', pupilFrom(marks`j\ /1 I7 `))).toEqual([]));

  test('J before 19 August 2024 is right', () => {
    const calendar = calendarOf('2023-09-04', '2024-07-19');
    const pupil = pupilWithMarksOn({ '2024-06-12 AM': 'J' }, { calendar, otherwise: 'present' });
    expect(linesOf('RA3', pupil, {}, { calendar, on: '2024-07-19' })).toEqual([]);
  });

  test('a mark that nobody could read is shown as it was written, once', () => {
    const pupil = pupilFrom(Uint8Array.from([1, byteOf('\\')]));
    const raw = [{ date: '2026-03-09', half: 'AM', text: ' zz ' }] as const;
    expect(linesOf('RA3', pupil, { raw }, { on: '2026-03-09' })).toEqual(['2026-03-09 AM zz unknown']);
    expect(linesOf('RA3', pupil, {}, { on: '2026-03-09' })).toEqual(['2026-03-09 AM (none) unknown']);
    expect(foundOf('RA3', pupil, {}, { on: '2026-03-09' })[0]!.mend).toEqual({ do: 'replace', codes: [] });
  });

  test('written H goes to review whatever it was read as; written I02 or / in the afternoon is no unknown code', () => {
    const pupil = pupilFrom(marks`/\ I\ `);
    const raw = [
      { date: '2026-03-09', half: 'AM', text: 'h' },
      { date: '2026-03-09', half: 'PM', text: '/' },
      { date: '2026-03-10', half: 'AM', text: 'I02' },
    ] as const;
    expect(linesOf('RA3', pupil, { raw }, { on: '2026-03-10' })).toEqual(['2026-03-09 AM h removed']);
    expect(foundOf('RA3', pupil, { raw }, { on: '2026-03-10' })[0]!.mend).toEqual({ do: 'replace', codes: ['C', 'G'] });
  });
});

describe('RA4: / in the afternoon or \\ in the morning', () => {
  test('either, with the right one as its mend', () => {
    expect(linesOf('RA4', pupilFrom(marks`\/ /\ `))).toEqual(['2026-03-09 AM \\', '2026-03-09 PM /']);
    expect(foundOf('RA4', pupilFrom(marks`// `))[0]!.mend).toEqual({ do: 'replace', codes: ['\\'] });
    expect(foundOf('RA4', pupilFrom(marks`\\ `))[0]!.mend).toEqual({ do: 'replace', codes: ['/'] });
  });

  test('a mark that was written so and read as the right one, once', () => {
    const raw = [
      { date: '2026-03-09', half: 'AM', text: '\\' },
      { date: '2026-03-09', half: 'PM', text: '/' },
      { date: '2026-03-10', half: 'AM', text: 'I01' },
    ] as const;
    const lines = ['2026-03-09 AM \\', '2026-03-09 PM /'];
    expect(linesOf('RA4', pupilFrom(marks`/\ I\ `), { raw })).toEqual(lines);
    expect(linesOf('RA4', pupilFrom(marks`\/ I\ `), { raw })).toEqual(lines);
  });

  test('each in its own half, and L in either, is right', () =>
    expect(linesOf('RA4', pupilFrom(marks`/\ LL II `))).toEqual([]));
});

describe('RA5: marks where there is no school or no roll', () => {
  const other = (date: string, code: '/' | '#' | 'Z' = '/') => ({ date, half: 'AM', code }) as const;

  test('on INSET, at the weekend and in the holidays', () => {
    const others = [other('2025-11-28'), other('2026-03-07'), other('2026-02-18')];
    const found = foundOf('RA5', pupilFrom(marks`/\ `), { others });
    expect(found.map(({ date, code, reason }) => [date, code, reason.names!.closure])).toEqual([
      ['2025-11-28', '/', 'INSET'],
      ['2026-02-18', '/', ''],
      ['2026-03-07', '/', ''],
    ]);
    expect(found[0]).toMatchObject({ mend: { do: 'remove the mark' }, reason: { names: { why: 'no-school' } } });
    expect(found[0]!.reason.source).toMatch(/^SI 2024\/208, reg 10\(1\).*on school sessions \(read 2026-11-25\)$/);
  });

  test('# and Z are right there', () =>
    expect(
      linesOf('RA5', pupilFrom(marks`/\ `), { others: [other('2025-11-28', '#'), other('2026-03-07', 'Z')] }),
    ).toEqual([]));

  test('the INSET day before the first pupil day belongs to the year; the year before and tomorrow do not', () => {
    const inset = [other('2025-09-02')];
    const early = Calendar.parse({
      years: [{ year: '2024/25', terms: [{ from: '2024-09-04', to: '2025-07-18' }] }, year2025to26],
    });
    const pupil = pupilWith(marks`/\ `, { calendar: early, starting: '2026-03-09', from: '2026-03-09' });
    const asked = { calendar: early, on: '2026-03-09' };
    expect(linesOf('RA5', pupil, { others: inset }, asked)).toEqual(['2025-09-02 AM / no-school']);
    expect(linesOf('RA5', pupil, { others: [other('2025-07-18'), other('2025-07-12')] }, asked)).toEqual([]);
    expect(linesOf('RA5', pupil, { others: [other('2026-03-14')] }, asked)).toEqual([]);
  });

  test('a session of the calendar is no day without school', () =>
    expect(linesOf('RA5', pupilFrom(marks`/\ `), { others: [other('2026-03-09')] })).toEqual([]));

  test('before joining and after leaving, save # and Z; a blank there is nothing', () => {
    const pupil = pupilFrom(marks`/. Z\ /\ /# I. `, { from: '2026-03-11', to: '2026-03-11' });
    expect(linesOf('RA5', pupil)).toEqual([
      '2026-03-09 AM / before-joining',
      '2026-03-10 PM \\ before-joining',
      '2026-03-12 AM / after-leaving',
      '2026-03-13 AM I after-leaving',
    ]);
  });
});

describe('RA5 and RA3 stand side by side', () => {
  test('a mark before joining that nobody could read is both', () => {
    const pupil = pupilFrom(Uint8Array.of(1), { from: '2026-03-10' });
    expect(linesOf('RA5', pupil, {}, { on: '2026-03-09' })).toEqual(['2026-03-09 AM (none) before-joining']);
    expect(linesOf('RA3', pupil, {}, { on: '2026-03-09' })).toEqual(['2026-03-09 AM (none) unknown']);
  });
});

describe('RA6: # for some while others have marks', () => {
  const pupil = pupilFrom(marks`## #\ `);
  const monday = { date: '2026-03-09', half: 'AM' } as const;

  test('Y3 or Y7, where others were in school', () => {
    const [found, ...more] = foundOf('RA6', pupil, { othersMarked: [monday] });
    expect(found).toMatchObject({ ...{ date: '2026-03-09', session: 'AM', code: '#' }, mend: { codes: ['Y3', 'Y7'] } });
    expect(more).toEqual([]);
  });

  test('not where the whole school was closed, nor before joining', () => {
    expect(linesOf('RA6', pupil, { othersMarked: [] })).toEqual([]);
    expect(linesOf('RA6', { ...pupil, from: '2026-03-10' }, { othersMarked: [monday] })).toEqual([]);
    expect(linesOf('RA6', pupilFrom(marks`/\ `), { othersMarked: [monday] })).toEqual([]);
  });
});

describe('RA7: X and S against the pupil’s age', () => {
  const x = pupilFrom(marks`X\ `);
  const s = pupilFrom(marks`S\ `);

  test.each([
    ['of whom nothing is known counts as of compulsory school age', {}, ['2026-03-09 AM X of-school-age']],
    ['of Year 10', { year: '10' }, ['2026-03-09 AM X of-school-age']],
    ['of Year 11', { year: '11' }, ['2026-03-09 AM X of-school-age']],
    ['of Year 12', { year: '12' }, []],
    ['of Year 13', { year: '13' }, []],
    ['born 2008', { history: { born: '2008-10-01' } }, []],
    [
      'born 2010, whatever the year group',
      { year: '12', history: { born: '2010-05-01' } },
      ['2026-03-09 AM X of-school-age'],
    ],
  ])('X for a pupil %s', (_says, asked, lines) => expect(linesOf('RA7', x, {}, asked)).toEqual(lines));

  test.each([
    ['of Year 10', { year: '10' }, ['2026-03-09 AM S not-year-11']],
    ['of Year 11', { year: '11' }, []],
    ['of Year 12', { year: '12' }, []],
    ['of whom neither year nor birth is known', {}, []],
    ['who turns 16 this school year', { history: { born: '2010-08-31' } }, []],
    ['who turns 16 next school year', { history: { born: '2010-09-01' } }, ['2026-03-09 AM S not-year-11']],
    ['who is over that age', { history: { born: '2009-08-31' } }, []],
    [
      'who is in Year 10, a year early in age',
      { year: '10', history: { born: '2010-05-01' } },
      ['2026-03-09 AM S not-year-11'],
    ],
  ])('S for a pupil %s', (_says, asked, lines) => expect(linesOf('RA7', s, {}, asked)).toEqual(lines));

  test('the school year of Year 11 begins on 1 September', () => {
    const first = pupilWithMarksOn({ '2025-09-03 AM': 'S' });
    expect(linesOf('RA7', first, {}, { history: { born: '2010-05-01' } })).toEqual([]);
  });

  test('S until the day of the last examination; afterwards C until compulsory school age ends, then X', () => {
    const pupil = pupilWithMarksOn({ '2026-06-18 PM': 'S', '2026-06-19 AM': 'S', '2026-06-29 AM': 'S' });
    const asked = { on: '2026-07-01', history: { born: '2010-05-01', lastExam: '2026-06-18' } };
    expect(linesOf('RA7', pupil, {}, asked)).toEqual([
      '2026-06-19 AM S after-last-exam',
      '2026-06-29 AM S after-last-exam',
    ]);
    const found = foundOf('RA7', pupil, {}, asked);
    expect(found.map(({ mend }) => mend)).toEqual([
      { do: 'replace', codes: ['C'] },
      { do: 'replace', codes: ['X'] },
    ]);
    expect(found[0]!.reason.names).toMatchObject({ lastExam: '2026-06-18' });
  });

  test('what may stand in its place', () => {
    expect(foundOf('RA7', x)[0]!.mend).toEqual({ do: 'replace', codes: ['C2', 'N'] });
    expect(foundOf('RA7', s, {}, { year: '9' })[0]!.mend).toEqual({ do: 'replace', codes: ['N'] });
    expect(foundOf('RA7', s, {}, { year: '9' })[0]!.reason.names).not.toHaveProperty('lastExam');
  });

  test('a penalty-notice alert on a session after compulsory school age ended', () => {
    const pupil = pupilWithMarksOn({}, { otherwise: 'present' });
    const penaltyAlerts = [
      { date: '2026-06-25', half: 'PM' },
      { date: '2026-06-29', half: 'AM' },
    ] as const;
    const asked = { on: '2026-07-01', history: { born: '2010-05-01' } };
    expect(foundOf('RA7', pupil, { penaltyAlerts }, asked)).toMatchObject([
      {
        date: '2026-06-29',
        session: 'AM',
        code: null,
        mend: { do: 'look again', at: 'alert' },
        reason: { names: { why: 'alert-outside-school-age', ends: '2026-06-26' } },
      },
    ]);
    expect(linesOf('RA7', pupil, { penaltyAlerts }, { on: '2026-07-01' })).toEqual([]);
  });

  test('outside the roll nothing is asked of a mark but RA5', () => {
    const pupil = pupilFrom(marks`X\ X\ `, { from: '2026-03-10' });
    expect(linesOf('RA7', pupil)).toEqual(['2026-03-10 AM X of-school-age']);
    expect(anomaliesOf(caseOf(pupil, { on: '2026-03-09' })).found.map(({ rule }) => rule)).toEqual(['RA5', 'RA5']);
  });
});
