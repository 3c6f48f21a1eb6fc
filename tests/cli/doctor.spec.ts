import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerBeside } from '../../bot/beside.ts';
import { run } from '../../bot/cli/doctor.ts';
import { complaint } from '../../bot/complaint.ts';
import type { DoctorReport } from '../../shared/workflows/doctor/doctor.ts';

let folder: string;
let close: () => Promise<void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-doctor-'));
  close = async () => undefined;
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const doctor = async (args: readonly string[], env: Record<string, string> = {}) => {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const io = { out: write, err: () => undefined, cwd: folder, env: { DESK_DATA: folder, ...env } };
  return { status: await run(args, io), out: () => out };
};

const line = { check: 'disk', ok: true, why: '900 MB free' };
const wrong = { check: 'lists', ok: false, about: 'Pupils/year', why: 'it is missing', mend: 'Run desk provision.' };
const note = { check: 'credential', ok: true, why: 'it may end', mend: 'Write down when.' };
const reports: Readonly<Record<string, DoctorReport>> = {
  well: { ok: true, silent: false, checks: [line, note] },
  damaged: { ok: false, silent: false, checks: [line, wrong] },
  silent: { ok: false, silent: true, checks: [wrong] },
};

describe('desk doctor beside a running desk', () => {
  test.each([
    ['all is well', 'well', 0],
    ['something is the matter', 'damaged', 1],
    ['Microsoft 365 does not answer', 'silent', 5],
  ])('%s: exit status', async (_says, name, status) => {
    close = await answerBeside(folder, { doctor: async () => reports[name] }, complaint);
    expect((await doctor(['--json'])).status).toBe(status);
  });

  test('--json is one document: ok, and the lines', async () => {
    close = await answerBeside(folder, { doctor: async () => reports.damaged }, complaint);
    expect(JSON.parse((await doctor(['--json'])).out())).toEqual({ ok: false, checks: [line, wrong] });
  });

  test('for people: what was seen, what is wrong, and below it how to mend it', async () => {
    const checks = [line, note, wrong];
    close = await answerBeside(folder, { doctor: async () => ({ ...reports.damaged, checks }) }, complaint);
    expect((await doctor([])).out()).toBe(
      [
        'ok    disk: 900 MB free',
        'note  credential: it may end',
        '        Write down when.',
        'NOT   lists, Pupils/year: it is missing',
        '        Run desk provision.',
        '',
        '1 of 3 lines need looking at.\n',
      ].join('\n'),
    );
  });
});

test('a real tenant that does not answer, and no desk: it needs no lock, says what is silent, and ends with 5', async () => {
  const nowhere = 'http://localhost:9';
  const id = '00000000-0000-4000-8000-000000000001';
  const { status, out } = await doctor(['--json'], {
    M365_TENANT_ID: id,
    DESK_CLIENT_ID: id,
    DESK_CLIENT_SECRET: 'the secret of the test',
    DESK_SITE: 'contoso.sharepoint.example,1,2',
    TEAMS_APP_ID: id,
    DESK_PRESS_KEY: 'a key of the test, long enough for it',
    ...Object.fromEntries(['GRAPH_URL', 'TEAMS_URL', 'LOGIN_URL', 'BOT_METADATA_URL'].map((name) => [name, nowhere])),
    PORT: '9',
  });
  expect(status).toBe(5);
  const { ok, checks } = JSON.parse(out()) as DoctorReport;
  expect(ok).toBe(false);
  const of = (name: string) => checks.filter(({ check }) => check === name);
  expect(of('site')).toMatchObject([{ ok: false, mend: expect.stringContaining('Try again') }]);
  expect(of('bot reachable')).toMatchObject([{ ok: false, why: expect.stringContaining('no desk answers') }]);
  expect(of('token keys')).toHaveLength(2);
  expect(of('database')).toMatchObject([{ ok: false, why: expect.stringContaining('there is none yet') }]);
  expect(of('press key')).toMatchObject([{ ok: true }]);
  expect(out()).not.toContain('the secret of the test');
}, 60_000);
