import { describe, expect, test } from 'vitest';
import { foundOf, linesOf, pupilFrom } from '../../../support/anomalies.ts';
import { marks, pupilWith, times } from '../../../support/marks.ts';

const mondayAm = { date: '2026-03-09', half: 'AM' } as const;
const mondayPm = { date: '2026-03-09', half: 'PM' } as const;

describe('RA13: lessons that do not fit the session', () => {
  const lesson = (name: string, present: boolean, session: typeof mondayAm | typeof mondayPm = mondayAm) => ({
    ...session,
    lesson: name,
    present,
  });

  test('present in the session and absent from lessons in it: internal truancy', () => {
    const lessons = [lesson('P1', true), lesson('P2', false), lesson('P3', false), lesson('P5', false, mondayPm)];
    expect(foundOf('RA13', pupilFrom(marks`/I `), { lessons })).toMatchObject([
      {
        date: '2026-03-09',
        session: 'AM',
        code: '/',
        mend: { do: 'look again', at: 'lessons' },
        reason: { numbers: { lessons: 2 }, names: { why: 'missed-lessons', lessons: 'P2, P3' } },
      },
    ]);
  });

  test('absent from the session and present in a lesson', () => {
    const lessons = [lesson('P1', true)];
    expect(linesOf('RA13', pupilFrom(marks`I\ `), { lessons })).toEqual(['2026-03-09 AM I seen-in-lessons']);
    expect(linesOf('RA13', pupilFrom(marks`O\ `), { lessons })).toEqual(['2026-03-09 AM O seen-in-lessons']);
    expect(foundOf('RA13', pupilFrom(marks`O\ `), { lessons })[0]!.mend).toEqual({ do: 'ask for the mark' });
  });

  test('who arrived after the register closed is expected in lessons; who is on a trip is not', () => {
    expect(linesOf('RA13', pupilFrom(marks`U\ `), { lessons: [lesson('P2', true)] })).toEqual([]);
    expect(linesOf('RA13', pupilFrom(marks`V\ `), { lessons: [lesson('P2', false)] })).toEqual([]);
    expect(linesOf('RA13', pupilFrom(marks`D\ `), { lessons: [lesson('P2', true)] })).toEqual([]);
  });

  test('lessons that fit are nothing, nor are those of a pupil who has not joined', () => {
    expect(
      linesOf('RA13', pupilFrom(marks`/I `), { lessons: [lesson('P1', true), lesson('P5', false, mondayPm)] }),
    ).toEqual([]);
    const joined = pupilFrom(marks`/\ /\ `, { from: '2026-03-10' });
    expect(linesOf('RA13', joined, { lessons: [lesson('P1', false)] })).toEqual([]);
  });
});

describe('RA14: amendments', () => {
  const nToI = {
    pupil: 'P1',
    ...mondayAm,
    from: 'N',
    to: 'I',
    at: '2026-03-11T09:20:00Z',
    by: 'Mercy Okafor',
    why: 'Mother phoned',
  } as const;
  const pupil = pupilFrom(marks`I\ `);

  test('without a reason', () => {
    expect(linesOf('RA14', pupil, { amendments: [{ ...nToI, why: ' ' }] })).toEqual(['2026-03-09 AM I no-reason']);
    expect(foundOf('RA14', pupil, { amendments: [{ ...nToI, why: '' }] })[0]).toMatchObject({
      mend: { do: 'record', what: 'amendment reason', orCodes: [] },
      reason: { names: { from: 'N', to: 'I' } },
    });
    expect(linesOf('RA14', pupil, { amendments: [nToI] })).toEqual([]);
  });

  test('another pupil’s, and those of sessions of another year or to come, are not this pupil’s', () => {
    const blank = { ...nToI, why: '' };
    const amendments = [
      { ...blank, pupil: 'P2' },
      { ...blank, date: '2026-03-16' },
    ];
    expect(linesOf('RA14', pupil, { amendments })).toEqual([]);
  });

  test('a batch of more than twenty marks, counted over the whole school', () => {
    const batch = (marks: number) =>
      Array.from({ length: marks }, (_, at) => ({ ...nToI, pupil: `P${at + 1}`, batch: 'b1' }));
    expect(linesOf('RA14', pupil, { amendments: batch(20) })).toEqual([]);
    expect(foundOf('RA14', pupil, { amendments: [...batch(21), { ...nToI, pupil: 'P2', batch: 'b2' }] })).toMatchObject(
      [
        {
          mend: { do: 'look again', at: 'amendment' },
          reason: { numbers: { marks: 21, above: 20 }, names: { why: 'bulk' } },
        },
      ],
    );
  });

  test('the size of a batch may be told instead', () => {
    const amendments = [{ ...nToI, batch: 'b1' }];
    expect(linesOf('RA14', pupil, { amendments, batchSizes: { b1: 21 } })).toEqual(['2026-03-09 AM I bulk']);
    expect(linesOf('RA14', pupil, { amendments, batchSizes: { b1: 20 } })).toEqual([]);
  });

  test('unauthorised to authorised within five school days of a notice or court decision, before or after', () => {
    const near = (issued: string) => ({ history: { notices: [{ parent: 'p1', issued }] } });
    const amendments = [nToI];
    // Amended on Wednesday 11 March.
    for (const issued of ['2026-03-04', '2026-03-11', '2026-03-18'])
      expect(linesOf('RA14', pupil, { amendments }, near(issued))).toEqual(['2026-03-09 AM I near-decision']);
    for (const issued of ['2026-03-03', '2026-03-19'])
      expect(linesOf('RA14', pupil, { amendments }, near(issued))).toEqual([]);
    const [found] = foundOf('RA14', pupil, { amendments, courtDecisions: ['2026-03-10'] });
    expect(found).toMatchObject({
      mend: { do: 'look again', at: 'amendment' },
      reason: { numbers: { schoolDays: 5 }, names: { decided: '2026-03-10' } },
    });
  });

  test('the day of an amendment is the school’s own: a quarter past midnight in summer is the next day', () => {
    const late = { ...nToI, date: '2026-06-08', at: '2026-06-15T23:15:00Z' };
    const asked = { on: '2026-06-30' };
    const june = pupilWith(marks`I`, { starting: '2026-06-08' });
    expect(linesOf('RA14', june, { amendments: [late], courtDecisions: ['2026-06-09'] }, asked)).toEqual([
      '2026-06-08 AM I near-decision',
    ]);
    expect(linesOf('RA14', june, { amendments: [late], courtDecisions: ['2026-06-08'] }, asked)).toEqual([]);
  });

  test.each([
    ['authorised to unauthorised', 'I', 'O'],
    ['between two authorised codes', 'I', 'M'],
    ['unauthorised to present', 'N', '/'],
    ['from no mark', null, 'I'],
    ['from what is no code', '?', 'I'],
    ['to no mark', 'N', null],
  ])('%s near a decision is nothing', (_says, from, to) => {
    const facts = { amendments: [{ ...nToI, from, to }], courtDecisions: ['2026-03-11'] };
    expect(linesOf('RA14', pupil, facts)).toEqual([]);
  });
});

describe('RA15: returns that are wanting', () => {
  const tenDays = pupilWith(times(10, marks`O\ `), { starting: '2026-02-23', from: '2026-02-23' });
  const allOut = pupilWith(times(10, marks`OO `), { starting: '2026-02-23', from: '2026-02-23' });

  test('ten days unauthorised, dated at the last session of the tenth day', () => {
    const [found, ...more] = foundOf('RA15', allOut, {}, { on: '2026-03-06' });
    expect(found).toMatchObject({
      date: '2026-03-06',
      session: 'PM',
      code: 'O',
      mend: { do: 'record', what: 'attendance return', orCodes: [] },
      reason: { numbers: { sessions: 20 }, names: { why: 'attendance' } },
    });
    expect(found!.reason.sessions.slice(0, 2)).toEqual(['2026-02-23 AM', '2026-02-23 PM']);
    expect(found!.reason.sessions).toHaveLength(20);
    expect(more).toEqual([]);
  });

  test('not with a return, nor when the pupil came in between', () => {
    const asked = { on: '2026-03-06', history: { returns: [{ kind: 'attendance', on: '2026-03-06' }] } };
    expect(linesOf('RA15', allOut, {}, asked)).toEqual([]);
    expect(linesOf('RA15', tenDays, {}, { on: '2026-03-06' })).toEqual([]);
  });

  const ill = (sessions: number) =>
    pupilWith(marks`${times(sessions, marks`I`)}`, { starting: '2026-02-23', from: '2026-02-23' });

  test('thirty sessions of illness, dated at the thirtieth', () => {
    const [found, ...more] = foundOf('RA15', ill(32), {}, { on: '2026-03-20' });
    expect(found).toMatchObject({
      date: '2026-03-13',
      session: 'PM',
      code: 'I',
      mend: { do: 'record', what: 'sickness return', orCodes: [] },
      reason: { numbers: { sessions: 32 }, names: { why: 'sickness' } },
    });
    expect(found!.reason.sessions).toHaveLength(32);
    expect(found!.reason.sessions[0]).toBe('2026-02-23 AM');
    expect(more).toEqual([]);
  });

  test('not with 29, nor with a return, nor for a forecast alone', () => {
    expect(linesOf('RA15', ill(29), {}, { on: '2026-03-20' })).toEqual([]);
    const returned = { on: '2026-03-20', history: { returns: [{ kind: 'sickness', on: '2026-03-16' }] } };
    expect(linesOf('RA15', ill(30), {}, returned)).toEqual([]);
    expect(linesOf('RA15', ill(30), {}, { on: '2026-03-20' })).toHaveLength(1);
    expect(linesOf('RA15', ill(4), {}, { on: '2026-03-20', history: { illnessForecast: 40 } })).toEqual([]);
  });
});

describe('RA16: present while a roster says otherwise', () => {
  test.each([
    ['exclusion', ['E']],
    ['trip', ['V']],
    ['alternative provision', ['B', 'K']],
  ] as const)('the %s roster', (kind, codes) => {
    const rosters = [{ ...mondayAm, kind }];
    expect(foundOf('RA16', pupilFrom(marks`L\ `), { rosters })).toMatchObject([
      {
        date: '2026-03-09',
        session: 'AM',
        code: 'L',
        mend: { do: 'replace', codes },
        reason: { names: { why: kind } },
      },
    ]);
    expect(linesOf('RA16', pupilFrom(marks`E\ `), { rosters })).toEqual([]);
    expect(linesOf('RA16', pupilFrom(marks`V\ `), { rosters })).toEqual([]);
    expect(linesOf('RA16', pupilFrom(marks`/\ /\ `, { from: '2026-03-10' }), { rosters })).toEqual([]);
  });
});

describe('RA17: V, P, W and B without an approved activity', () => {
  test('each by its session and its code', () => {
    const pupil = pupilFrom(marks`VP WB K\ `);
    const approvedActivities = [
      { ...mondayAm, code: 'V' as const },
      { ...mondayPm, code: 'V' as const },
      { date: '2026-03-10', half: 'AM' as const, code: 'W' as const },
    ];
    expect(linesOf('RA17', pupil, { approvedActivities })).toEqual(['2026-03-09 PM P', '2026-03-10 PM B']);
    expect(foundOf('RA17', pupil, { approvedActivities })[0]!.mend).toEqual({
      do: 'record',
      what: 'activity',
      orCodes: ['N'],
    });
  });
});
