import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WrongUse } from '../../bot/cli/io.ts';
import * as policy from '../../bot/cli/policy.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { CommandFolder } from '../support/command.ts';
import { referenceCalendar, year2025to26 } from '../support/reference-calendar.ts';

let folder: CommandFolder;

/** Three pupils to 7 November, 86 sessions: one never absent, one ill for four sessions, one for eight, one who left. */
const absences: Readonly<Record<string, number>> = { P1: 0, P2: 4, P3: 8, P4: 8 };

const { ladder } = policySchema.parse({ version: 1, date: '', school: '' });
const stricter = {
  version: 2,
  date: '2026-01-05',
  school: 'Larkrise',
  ladder: { stages: [{ ...ladder.stages[0]!, absenceAtLeast: 0.04 }, ...ladder.stages.slice(1)] },
};

beforeAll(async () => {
  folder = await CommandFolder.make();
  const rows = referenceCalendar.sessions
    .slice(0, 86)
    .flatMap(({ date, half }, at) =>
      Object.entries(absences).map(
        ([pupil, absent]) => `${pupil},${date},${half},${at < absent ? 'I' : half === 'AM' ? '/' : '\\'}`,
      ),
    );
  await folder.write({
    'calendar.json': JSON.stringify(year2025to26),
    'marks.csv': ['pupil,date,session,code', ...rows, ''].join('\n'),
    'pupils.csv': 'pupil,surname,to\nP1,Zqxone,\nP2,Zqxtwo,\nP3,Zqxthree,\nP4,Zqxfour,2025-10-01\n',
    'stricter.json': JSON.stringify(stricter),
    'wrong.json':
      '{\n "version": 2, "date": "2026-01-05", "school": "Larkrise",\n "registers": { "AM": { "opens": "08:40", "closes": "9.10" },\n  "PM": { "opens": "13:20", "closes": "13:50" } } }',
  });
});
afterAll(() => folder.remove());

const school = ['--marks', 'marks.csv', '--calendar', 'calendar.json', '--pupils', 'pupils.csv'];

describe('desk policy check', () => {
  test.each([
    ['a workbook that would be filled twice', { files: ['T.xlsx', 't.XLSX'] }, 'trackers.files', /named twice/],
    ['no workbook', { files: ['Desk/policy.json'] }, 'trackers.files.0', /like Trackers\/Year 9\.xlsx/],
    ['a path out of the library', { files: ['../T.xlsx'] }, 'trackers.files.0', /path of a workbook/],
    [
      'a time at which somebody may have it open',
      { files: ['T.xlsx'], at: '09:00' },
      'trackers.at',
      /before the registers/,
    ],
  ])('trackers that name %s', async (_says, trackers, column, why) => {
    await folder.write({ 'trackers.json': JSON.stringify({ ...stricter, trackers }) });
    const { status, json } = await folder.run(policy, 'check', 'trackers.json', '--json');
    expect(status).toBe(1);
    expect(json).toMatchObject({ faults: [{ column, why: expect.stringMatching(why) }] });
  });

  test('a policy in order, with its version and date', async () => {
    const { status, out, json } = await folder.run(policy, 'check', 'stricter.json', '--json');
    expect(status).toBe(0);
    expect(json).toEqual({ ok: true, version: 2, date: '2026-01-05', school: 'Larkrise', faults: [], warnings: [] });
    expect(out.endsWith('}\n')).toBe(true);
  });

  test('each wrong line is named, with what is expected there', async () => {
    const { status, json, err } = await folder.run(policy, 'check', 'wrong.json', '--json');
    expect(status).toBe(1);
    expect(json).toMatchObject({
      ok: false,
      faults: [{ line: 3, column: 'registers.AM.closes', value: '9.10', why: 'expected a time like 09:10' }],
    });
    expect(err).toBe('wrong.json, line 3, column registers.AM.closes, "9.10": expected a time like 09:10\n');
  });

  test('a field that no policy has is said, and is no fault', async () => {
    await folder.write({ 'extra.json': '{ "version": 1, "date": "", "school": "Larkrise",\n "lader": {} }' });
    const { status, out } = await folder.run(policy, 'check', 'extra.json');
    expect(status).toBe(0);
    expect(out).toBe(
      'extra.json is a policy: version 1, Larkrise.\n  extra.json, line 2, column lader, "lader": not known here; ignored\n',
    );
  });
});

describe('desk policy try: who would move, and how many letters', () => {
  test('against the defaults; a leaver is not asked about', async () => {
    const { status, json } = await folder.run(policy, 'try', 'stricter.json', ...school, '--json');
    expect(status).toBe(0);
    expect(json).toMatchObject({
      on: '2025-11-07',
      pupils: 3,
      today: { version: 1, stages: { '0': 2, '1': 1 }, letters: 1 },
      tried: { version: 2, stages: { '0': 1, '1': 2 }, letters: 2 },
      moves: [{ pupil: 'P2', from: '0', to: '1' }],
    });
    expect(json.moves[0].because[0]).toMatch(/^Absent 4 of 86 sessions \(4\.7 %\) this school year; 4 % or more is/);
  });

  test('against the policy of today that is given: the same policy moves nobody', async () => {
    const { json } = await folder.run(policy, 'try', 'stricter.json', ...school, '--policy', 'stricter.json', '--json');
    expect(json).toMatchObject({ today: { version: 2, letters: 2 }, tried: { letters: 2 }, moves: [] });
  });

  test('as of an earlier day', async () => {
    const { json } = await folder.run(policy, 'try', 'stricter.json', ...school, '--on', '2025-09-10', '--json');
    expect(json).toMatchObject({ on: '2025-09-10', pupils: 4, today: { stages: { none: 4 } } });
  });

  test('for a person: a table that names no pupil', async () => {
    const { out } = await folder.run(policy, 'try', 'stricter.json', ...school);
    expect(out).toContain('3 pupils on 2025-11-07');
    expect(out).toMatch(/ {2}1 Concern +1 +2\n {2}Letters that would go home +1 +2\n/);
    expect(out).toContain('1 pupil would move.');
    expect(out).not.toMatch(/P2|Zqx/);
  });

  test('a wrong policy is refused before anything is counted', async () => {
    const { status, json } = await folder.run(policy, 'try', 'wrong.json', ...school, '--json');
    expect(status).toBe(1);
    expect(json.refused).toHaveLength(1);
  });
});

test.each([
  ['no verb', ['stricter.json'], /policy check FILE or policy try FILE/],
  ['no file', ['check'], /the policy FILE is missing/],
  ['two files', ['check', 'a', 'b'], /one FILE at a time, not b as well/],
  ['marks without a calendar', ['try', 'a', '--marks', 'marks.csv'], /--calendar FILE is missing/],
  ['pupils without marks', ['try', 'a', '--pupils', 'pupils.csv'], /need --marks and --calendar/],
])('wrong use: %s', async (_says, args, says) => {
  const tried = folder.run(policy, ...args);
  await expect(tried).rejects.toThrow(WrongUse);
  await expect(tried).rejects.toThrow(says);
});
