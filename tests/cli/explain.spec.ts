import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as explain from '../../bot/cli/explain.ts';
import { WrongUse } from '../../bot/cli/io.ts';
import { CommandFolder } from '../support/command.ts';
import { referenceCalendar, year2025to26 } from '../support/reference-calendar.ts';

let folder: CommandFolder;

/** Everybody attends to 20 March but for what is said of P1; P2 is the rest of the school. */
const marksFile = (own: Readonly<Record<string, string>>, more: readonly string[] = []): string => {
  const rows = referenceCalendar.sessions
    .filter(({ date }) => date <= '2026-03-20')
    .flatMap(({ date, half }) => {
      const present = half === 'AM' ? '/' : '\\';
      return [`P1,${date},${half},${own[`${date} ${half}`] ?? own[date] ?? present}`, `P2,${date},${half},${present}`];
    });
  return `${['pupil,date,session,code', ...rows, ...more].join('\n')}\n`;
};

const holiday = { '2025-12-08': 'G', '2025-12-09': 'G', '2025-12-10': 'G', '2025-12-11': 'G', '2025-12-12': 'G' };

beforeAll(async () => {
  folder = await CommandFolder.make();
  await folder.write({
    'calendar.json': JSON.stringify(year2025to26),
    'marks.csv': marksFile({ ...holiday, '2026-03-18 AM': 'N' }),
  });
});
afterAll(() => folder.remove());

const files = ['--marks', 'marks.csv', '--calendar', 'calendar.json'];
const ask = (...args: readonly string[]) =>
  folder.run(explain, ...files, '--pupil', 'P1', '--on', '2026-03-20', ...args);
const withHistory = async (history: object, ...args: readonly string[]) => {
  await folder.write({ 'history.json': JSON.stringify(history) });
  return await ask('--history', 'history.json', '--json', ...args);
};

describe('desk explain: one pupil, everything the rules say on that day', () => {
  test('PN-A: a week of holiday not granted, in the document that others rely on', async () => {
    const { status, json, err } = await withHistory({
      born: '2010-05-01',
      target: '95.0',
      parents: ['p1', 'p2'],
      notices: [{ parent: 'p1', issued: '2024-12-02', withdrawn: false, sessions: ['2024-11-04 AM'] }],
    });
    expect([status, err]).toEqual([0, '']);
    expect(json).toMatchObject({
      pupil: 'P1',
      on: '2026-03-20',
      policyVersion: 1,
      figures: { pupil: 'P1', current: true, possible: 242, attended: 231, unauthorised: 11, attendance: '95.5' },
      stage: { recommended: '5', reached: '5', parallel: [], held: [], missing: [] },
      penaltyNotice: {
        confirmed: 10,
        includingN: 10,
        met: true,
        metAt: '2025-12-12 PM',
        window: { from: '2025-09-29', to: '2025-12-12' },
        parents: [
          { parent: 'p1', confirmed: 10, noticesInThreeYears: 1, next: 'second', amounts: { early: null, full: 160 } },
          { parent: 'p2', confirmed: 10, noticesInThreeYears: 0, next: 'first', amounts: { early: 80, full: 160 } },
        ],
      },
      returns: {
        attendance: { due: false, tenthDay: null },
        sickness: { due: false, warn: false, sessions: 0 },
        deletionGround: { met: false, twentiethDay: null },
      },
      unexplained: [{ date: '2026-03-18', session: 'AM', due: '2026-03-25' }],
      target: { target: '95.0', sessionsToReach: 0, affordableAbsences: 8, affordableBelowPersistent: 26 },
      anomalies: [],
    });
    expect(json.stage.reasons[0]).toMatchObject({
      rule: 'stage-5.holiday',
      says: expect.stringMatching(/^10 sessions of holiday that was not granted/),
      numbers: { confirmed: 10 },
      source: 'School policy, ladder (version 1)',
    });
    expect(json.penaltyNotice.sessions).toHaveLength(10);
    expect(json.stage.notHigher).toEqual([{ stage: '6', because: expect.stringMatching(/^No notice to improve/) }]);
    expect(json.notChecked).toEqual(['RA8', 'RA9', 'RA10', 'RA11', 'RA12', 'RA13', 'RA14', 'RA16', 'RA17']);
  });

  test('on a past day it says what stood then: the holiday had not begun, nothing later was on record', async () => {
    await folder.write({
      'history.json': JSON.stringify({
        parents: ['p1'],
        notices: [{ parent: 'p1', issued: '2026-01-12', sessions: ['2025-12-08 AM'] }],
        stages: [{ stage: '1', on: '2026-01-06' }],
      }),
    });
    const then = await folder.run(
      explain,
      ...files,
      ...['--pupil', 'P1', '--on', '2025-12-05', '--history', 'history.json', '--json'],
    );
    expect(then.json).toMatchObject({
      figures: { possible: 124, attended: 124 },
      stage: { recommended: '0' },
      penaltyNotice: { confirmed: 0, met: false, metAt: null, window: { to: '2025-12-05' } },
      unexplained: [],
      target: null,
    });
    expect(then.json.penaltyNotice.parents[0].noticesInThreeYears).toBe(0);
  });

  test('a notice uses its sessions: the threshold is not met any more', async () => {
    const sessions = Object.keys(holiday).flatMap((date) => [`${date} AM`, `${date} PM`]);
    const { json } = await withHistory({
      parents: ['p1', 'p2'],
      notices: [{ parent: 'p1', issued: '2026-01-12', sessions }],
    });
    expect(json.penaltyNotice).toMatchObject({ confirmed: 0, met: false });
    expect(json.penaltyNotice.parents).toMatchObject([
      { parent: 'p1', confirmed: 0, met: false, next: 'second' },
      { parent: 'p2', confirmed: 10, met: true, next: 'first' },
    ]);
  });

  test("the school's own policy counts, with its version in every source", async () => {
    await folder.write({
      'policy.json': JSON.stringify({
        version: 7,
        date: '2026-01-05',
        school: 'Larkrise',
        bands: [{ band: 'A', name: 'All of them' }],
      }),
    });
    const { json } = await ask('--policy', 'policy.json', '--json');
    expect(json).toMatchObject({ policyVersion: 7, figures: { band: 'A' } });
    expect(json.stage.reasons[0].source).toBe('School policy, ladder (version 7)');
  });

  test('what is odd in the register: RA1, RA3, RA4, RA5, each with its mend, and the rows in warnings', async () => {
    await folder.write({
      'odd.csv': marksFile({ '2026-03-02 PM': '/', '2026-03-04 PM': 'H', '2026-03-05 AM': '', '2026-03-06 AM': 'Q9' }, [
        'P1,2026-03-07,AM,/',
      ]),
    });
    const odd = await folder.run(
      explain,
      ...['--marks', 'odd.csv', '--calendar', 'calendar.json', '--pupil', 'P1', '--on', '2026-03-20', '--json'],
    );
    expect(
      odd.json.anomalies.map((one: Record<string, string>) => [one.rule, one.date, one.session, one.code]),
    ).toEqual([
      ['RA4', '2026-03-02', 'PM', '/'],
      ['RA3', '2026-03-04', 'PM', 'H'],
      ['RA1', '2026-03-05', 'AM', null],
      ['RA3', '2026-03-06', 'AM', 'Q9'],
      ['RA5', '2026-03-07', 'AM', '/'],
    ]);
    for (const { says, mend } of odd.json.anomalies) expect([says, mend].join(' ')).toMatch(/\S \S/);
    expect(odd.json.warnings.map(({ value }: { value: string }) => value).sort()).toEqual(['/', '/', 'H', 'Q9']);
    expect(odd.json.figures).toMatchObject({ missing: 1, possible: 239 });
  });

  test('a pupil is found by admission number, and the roll and the date of birth come from the pupils file', async () => {
    await folder.write({
      'pupils.csv': 'UPN,Adno,Year,Date of birth,Leaving date\nP1,0417,11,01/05/2009,20/12/2025\nP2,0418,11,,\n',
    });
    const { json } = await folder.run(
      explain,
      ...files,
      ...['--pupils', 'pupils.csv', '--pupil', '417', '--on', '2026-03-20', '--json'],
    );
    expect(json).toMatchObject({
      pupil: 'P1',
      figures: { current: false, possible: 144 },
      penaltyNotice: { ageKnown: true },
    });
    expect(json.anomalies.every(({ rule }: { rule: string }) => rule === 'RA5')).toBe(true);
  });

  test('a pupil of the pupils file without a mark has nothing but missing marks', async () => {
    await folder.write({ 'pupils.csv': 'pupil,from\nP1,\nP9,2026-03-16\n' });
    const { json } = await folder.run(
      explain,
      ...files,
      ...['--pupils', 'pupils.csv', '--pupil', 'P9', '--on', '2026-03-20', '--json'],
    );
    expect(json).toMatchObject({
      figures: { possible: 0, missing: 10, attendance: null },
      stage: { recommended: null },
    });
  });
});

describe('for a person', () => {
  test('the same in words; the pupil stands there by id alone', async () => {
    const { status, out } = await ask();
    expect(status).toBe(0);
    expect(out).toMatch(/^P1 on 20 March 2026, by policy version 1\n/);
    expect(out).toContain('Attendance 95.5 %: 231 of 242 possible sessions attended');
    expect(out).toContain('Recommended: stage 5, Notice');
    expect(out).toContain('Wednesday 18 March, morning, due 25 March 2026');
    expect(out).toContain('Not checked, as nothing was given\n  RA8, RA9');
  });

  test('one number, and what is behind it', async () => {
    const { json } = await ask('--figure', 'penaltyConfirmed', '--json');
    expect(json).toMatchObject({ pupil: 'P1', field: 'penaltyConfirmed', value: 10, policyVersion: 1 });
    expect(json.reasons[0]).toMatchObject({
      rule: 'penalty.threshold-met',
      says: expect.stringMatching(/^10 unauthorised sessions/),
      source: expect.stringMatching(/^National framework for penalty notices/),
    });
    expect(json.reasons[0].sessions).toHaveLength(10);
    const { out } = await ask('--figure', 'absence');
    expect(out).toContain('Absent 11 of 242 possible sessions (4.5 %).');
    expect(out).toContain('2026-03-18 AM');
  });
});

describe('what it cannot use', () => {
  test('a pupil whom no file names', async () => {
    const { status, json } = await folder.run(explain, ...files, ...['--pupil', 'P7', '--on', '2026-03-20', '--json']);
    expect(status).toBe(1);
    expect(json.refused).toEqual([{ file: 'marks.csv', line: null, column: null, value: 'P7', why: 'no such pupil' }]);
  });

  test('a history with a wrong date: the line, the field and what is expected', async () => {
    await folder.write({
      'history.json': '{\n  "parents": ["p1"],\n  "notices": [{ "parent": "p1", "issued": "2/12/2024" }]\n}',
    });
    const { status, err } = await ask('--history', 'history.json');
    expect(status).toBe(1);
    expect(err).toBe('history.json, line 3, column notices.0.issued, "2/12/2024": expected a date like 2026-03-10\n');
  });

  test.each([
    ['no pupil', [...files, '--on', '2026-03-20'], /--pupil ID is missing/],
    ['no day', [...files, '--pupil', 'P1'], /--on DATE is missing/],
    ['a day that is none', [...files, '--pupil', 'P1', '--on', '2026-02-30'], /--on expects a date/],
    ['no marks', ['--calendar', 'calendar.json'], /--marks FILE is missing/],
    ['no calendar', ['--marks', 'marks.csv'], /--calendar FILE is missing/],
    [
      'an unknown figure',
      [...files, '--pupil', 'P1', '--on', '2026-03-20', '--figure', 'luck'],
      /--figure expects one of possible, /,
    ],
  ])('wrong use: %s', async (_says, args, says) => {
    const tried = folder.run(explain, ...args);
    await expect(tried).rejects.toThrow(WrongUse);
    await expect(tried).rejects.toThrow(says);
  });
});
