import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../bot/cli/show.ts';
import type { Role } from '../../shared/vocabulary/role.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const school = sampleSchool(1, true);
const flagged = readSample(school).pupils!.find(({ flags }) => flags.includes('child-protection'))!;
const who = (role: Role): string => school.people.find(({ roles }) => roles.includes(role))!.id;

const show = async (...args: string[]) => {
  let [out, err] = ['', ''];
  const status = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd: folder,
    env: { DESK_DATA: 'data', DESK_NAMES: 'canary' },
  });
  return { status, out, err };
};

describe('desk show: a record as one person would see it', () => {
  test('the office sees the pupil and the tier, never the flag; exit 0', async () => {
    const { status, out } = await show(
      ...['pupil', flagged.key, '--as', who('pastoral-administration-officer'), '--view', 'sheet', '--json'],
    );
    expect(status).toBe(0);
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({ record: 'pupil', id: flagged.key, view: 'sheet', writes: ['placement'] });
    expect(shown.fields).toMatchObject({ key: flagged.key, surname: flagged.surname });
    expect(shown.shown).toMatchObject({ pupil: flagged.key });
    expect(out).not.toContain('child-protection');
  }, 120_000);

  test('the governor sees nothing of one pupil; exit 4, and nothing of the pupil is said', async () => {
    const { status, out, err } = await show(
      ...['pupil', flagged.key, '--as', who('governor'), '--view', 'export', '--json'],
    );
    expect(status).toBe(4);
    expect(JSON.parse(out)).toEqual({ record: 'pupil', id: flagged.key, why: 'not permitted' });
    expect(out + err).not.toContain('Zqx');
  }, 120_000);

  test.each([
    ['no record of that name', ['diary', 'x', '--as', 'a', '--view', 'tab'], /There is no record diary/],
    ['no person', ['pupil', 'x', '--view', 'tab'], /--as PERSON is missing/],
    ['no such view', ['pupil', 'x', '--as', 'a', '--view', 'fax'], /--view is one of card/],
  ])('wrong use: %s', async (_what, args, message) => {
    await expect(show(...args)).rejects.toThrow(message);
  });
});
