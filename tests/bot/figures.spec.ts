import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../bot/cli/figures.ts';
import { WrongUse } from '../../bot/cli/io.ts';
import { year2025to26 } from '../support/reference-calendar.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'figures-'));
  await writeFile(join(folder, 'calendar.json'), JSON.stringify(year2025to26));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command on these files; a calendar stands there already. */
const figures = async (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  let out = '';
  let err = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd: folder,
    env: {},
  };
  const status = await run(['--calendar', 'calendar.json', ...args], io);
  return { status, out, err, json: args.includes('--json') ? JSON.parse(out) : undefined };
};

const twoDays = [
  'pupil,date,session,code',
  'P1,2025-09-03,AM,/',
  'P1,2025-09-03,PM,\\',
  'P1,2025-09-04,AM,I',
  'P1,2025-09-04,PM,',
  'P2,2025-09-03,AM,L',
  'P2,2025-09-03,PM,\\',
  'P2,2025-09-04,AM,G',
  'P2,2025-09-04,PM,G',
  '',
].join('\n');

describe('desk figures', () => {
  test('one JSON document with every pupil and group, and exit status 0', async () => {
    const pupils =
      'pupil,surname,year,form,sex,fsm\nP1,Zqxone,7,7A,F,Y\nP2,Zqxtwo,Year 8,8B,M,N\nP3,Zqxthree,8,8B,M,N\n';
    const { status, json, err } = await figures(
      { 'marks.csv': twoDays, 'pupils.csv': pupils },
      '--marks',
      'marks.csv',
      '--pupils',
      'pupils.csv',
      '--on',
      '2025-09-04',
      '--json',
    );
    expect([status, err]).toEqual([0, '']);
    expect(json).toMatchObject({ on: '2025-09-04', period: { from: '2025-09-03', to: '2025-09-04' }, warnings: [] });
    expect(
      json.pupils.map((one: { pupil: string; possible: number; missing: number; attendance: string | null }) => [
        one.pupil,
        one.possible,
        one.missing,
        one.attendance,
      ]),
    ).toEqual([
      ['P1', 3, 1, '66.7'],
      ['P2', 4, 0, '50.0'],
      ['P3', 0, 4, null],
    ]);
    expect(json.pupils[0].codes).toEqual({ '/': 1, '\\': 1, I: 1 });
    expect(json.groups.year['8']).toMatchObject({
      pupils: 2,
      pupilsWithPossible: 1,
      possible: 4,
      late: 1,
      attendance: '50.0',
    });
    expect(Object.keys(json.groups.fsm)).toEqual(['N', 'Y']);
  });

  test('without --json a summary that names no pupil', async () => {
    const { status, out } = await figures(
      { 'marks.csv': twoDays, 'pupils.csv': 'pupil,surname,year\nP1,Zqxone,7\nP2,Zqxtwo,8\n' },
      '--marks',
      'marks.csv',
      '--pupils',
      'pupils.csv',
    );
    expect(status).toBe(0);
    expect(out).toMatch(/^Figures from 2025-09-03 to 2025-09-04/);
    expect(out).toMatch(/All +2 +57\.1 +42\.9 +2 \(100\.0\)/);
    expect(out).not.toMatch(/Zqx|P1/);
  });

  test('a pupil may be known by admission number in one file and by UPN in the other', async () => {
    const { json } = await figures(
      {
        'marks.csv': 'Adno,Date,Session,Mark\n0417,03/09/2025,AM,/\n',
        'pupils.csv': 'UPN,Adno,Year\nA801200001001,417,7\n',
      },
      '--marks',
      'marks.csv',
      '--pupils',
      'pupils.csv',
      '--json',
    );
    expect(json.pupils).toHaveLength(1);
    expect(json.pupils[0]).toMatchObject({ pupil: 'A801200001001', possible: 1, attended: 1 });
  });

  test('RA3 and RA5: a removed code, an unknown code and a mark after leaving count nowhere and are warnings', async () => {
    const rows = [
      'P1,2025-09-03,AM,/',
      'P1,2025-09-03,PM,H',
      'P1,2025-09-04,AM,Q9',
      'P1,2025-09-04,PM,\\',
      'P1,2025-09-05,AM,O',
      'P1,2025-09-06,AM,/',
    ];
    const { status, json } = await figures(
      {
        'marks.csv': ['pupil,date,session,code', ...rows, ''].join('\n'),
        'pupils.csv': 'pupil,from,to\nP1,2025-09-03,2025-09-04\n',
      },
      '--marks',
      'marks.csv',
      '--pupils',
      'pupils.csv',
      '--json',
    );
    expect(status).toBe(0);
    expect(json.pupils[0]).toMatchObject({ possible: 2, attended: 2, missing: 0, unauthorised: 0 });
    expect(json.warnings.map(({ line, value }: { line: number; value: string }) => [line, value])).toEqual([
      [3, 'H'],
      [4, 'Q9'],
      [6, 'O'],
      [7, '/'],
    ]);
  });
});

describe('what it cannot use', () => {
  test('a file that is not there: the document says so, exit status 1, no stack trace', async () => {
    const { status, json, err } = await figures({}, '--marks', 'nowhere.csv', '--json');
    expect(status).toBe(1);
    expect(json.refused).toEqual([
      { file: 'nowhere.csv', line: null, column: null, value: null, why: 'there is no such file' },
    ]);
    expect(err).toBe('nowhere.csv: there is no such file\n');
  });

  test('a calendar with a wrong date: the field is named', async () => {
    const wrong = JSON.stringify({ ...year2025to26, terms: [{ from: '2025-13-01', to: '2025-10-24' }] });
    const { status, err } = await figures(
      { 'marks.csv': twoDays, 'wrong.json': wrong },
      '--marks',
      'marks.csv',
      '--calendar',
      'wrong.json',
    );
    expect(status).toBe(1);
    expect(err).toMatch(/wrong\.json, line 1, column terms\.0\.from, "2025-13-01": expected a date like 2026-03-10/);
  });

  test('a calendar that is no JSON: line and column', async () => {
    const { err } = await figures(
      { 'marks.csv': twoDays, 'wrong.json': '{\n  oops' },
      '--marks',
      'marks.csv',
      '--calendar',
      'wrong.json',
    );
    expect(err).toBe(
      'wrong.json, line 2, column 3: not JSON: a word that JSON does not know; texts stand in double quotes\n',
    );
  });

  test.each([
    ['no marks', ['--json'], /--marks FILE is missing/],
    ['a date that is none', ['--marks', 'marks.csv', '--on', '10/03/2026'], /--on expects a date like 2026-03-10/],
    ['an unknown option', ['--marks', 'marks.csv', '--colour'], /--colour/],
  ])('wrong use: %s', async (_says, args, says) => {
    const tried = figures({ 'marks.csv': twoDays }, ...args);
    await expect(tried).rejects.toThrow(WrongUse);
    await expect(tried).rejects.toThrow(says);
  });
});
