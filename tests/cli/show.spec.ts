import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../../bot/cli/io.ts';
import { type Do, onDesk } from '../../bot/cli/record-work.ts';
import { run } from '../../bot/cli/show.ts';
import { withOwnDesk } from '../../bot/cli/with-own-desk.ts';
import type { Role } from '../../shared/vocabulary/role.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-show-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const io: Io = {
  out: () => undefined,
  err: () => undefined,
  cwd: folder,
  env: { DESK_DATA: 'data', DESK_NAMES: 'canary' },
};

const school = sampleSchool(1, true);
const flagged = readSample(school).pupils!.find(({ flags }) => flags.includes('child-protection'))!;
const who = (role: Role): string => school.people.find(({ roles }) => roles.includes(role))!.id;

const command = async (args: readonly string[], work?: Do) => {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run(
    args,
    { ...io, out: (text) => void out.push(text), err: (text) => void err.push(text) },
    work,
  );
  return { status, out: out.join(''), err: err.join('') };
};

const about = (role: Role, view: string): string[] => [
  ...['pupil', flagged.key, '--as', who(role), '--view', view, '--json'],
];

describe('desk show: a record as one person would see it', () => {
  let story: Record<'office' | 'governor' | 'nobody', Awaited<ReturnType<typeof command>>>;
  beforeAll(async () => {
    story = await withOwnDesk(io, 'a test', async (desk) => ({
      office: await command(about('pastoral-administration-officer', 'sheet'), onDesk(desk)),
      governor: await command(about('governor', 'export'), onDesk(desk)),
      nobody: await command(['pupil', 'X', '--as', who('head'), '--view', 'tab', '--json'], onDesk(desk)),
    }));
  }, 120_000);

  test('the office sees the pupil and the tier, never the flag; exit 0', () => {
    const { status, out } = story.office;
    expect(status).toBe(0);
    const shown = JSON.parse(out);
    expect(shown).toMatchObject({ record: 'pupil', id: flagged.key, view: 'sheet', writes: ['placement'] });
    expect(shown.fields).toMatchObject({ key: flagged.key, surname: flagged.surname });
    expect(shown.shown).toMatchObject({ pupil: flagged.key });
    expect(out).not.toContain('child-protection');
  });

  test('the governor sees nothing of one pupil; exit 4, and nothing of the pupil is said', () => {
    const { status, out, err } = story.governor;
    expect(status).toBe(4);
    expect(JSON.parse(out)).toEqual({ record: 'pupil', id: flagged.key, why: 'not permitted' });
    expect(out + err).not.toContain('Zqx');
  });

  test('what is not there is not there; exit 1', () => {
    expect(story.nobody.status).toBe(1);
    expect(JSON.parse(story.nobody.out)).toEqual({ record: 'pupil', id: 'X', why: 'no such record' });
  });

  test.each([
    ['no record of that name', ['diary', 'x', '--as', 'a', '--view', 'tab'], /There is no record diary/],
    ['no person', ['pupil', 'x', '--view', 'tab'], /--as PERSON is missing/],
    ['no such view', ['pupil', 'x', '--as', 'a', '--view', 'fax'], /--view is one of card/],
  ])('wrong use: %s', async (_what, args, message) => {
    await expect(command(args)).rejects.toThrow(message);
  });
});
