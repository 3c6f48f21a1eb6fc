import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../bot/cli/morning.ts';

interface Morning {
  readonly at: string;
  readonly posts: { key: string; to: { kind: string; name: string }; card: { type: string }; text: string }[];
  readonly silent: { what: string; why: string }[];
}

const folder = mkdtempSync(join(tmpdir(), 'desk-morning-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const morning = async (...args: string[]) => {
  let out = '';
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: () => undefined,
    cwd: folder,
    env: { DESK_DATA: 'data', DESK_NAMES: 'canary' },
  };
  const status = await run([...args, '--json'], io);
  return { status, ...(JSON.parse(out) as Morning), out };
};

describe('desk morning at 08:51: the first nudges (§3.3)', () => {
  let rehearsal: Awaited<ReturnType<typeof morning>>;
  let first: typeof rehearsal;
  beforeAll(async () => {
    rehearsal = await morning('--time', '08:51', '--dry-run');
  }, 120_000);

  test('a dry run says what would be posted, and leaves no data behind', () => {
    expect(rehearsal).toMatchObject({ status: 0, at: '2026-03-10T08:51:00+00:00' });
    expect(rehearsal.posts.length).toBeGreaterThan(5);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test('the real run posts the same to the same teachers, and says why others hear nothing', async () => {
    first = await morning('--time', '08:51');
    expect(first.posts.map(({ key, to }) => [key, to])).toEqual(rehearsal.posts.map(({ key, to }) => [key, to]));
    expect(first.posts.every(({ key }) => key.startsWith('2026-03-10/nudge/AM/1/'))).toBe(true);
    expect(first.posts[0]).toMatchObject({ to: { kind: 'person' }, card: { type: 'AdaptiveCard' } });
    expect(first.posts[0]?.text).toContain('A register is waiting to be taken');
    expect(first.silent).toContainEqual({
      what: expect.stringMatching(/^register /),
      why: expect.stringMatching(/taken/),
    });
  }, 120_000);

  test('a second run posts nothing twice', async () => {
    const second = await morning('--time', '08:51');
    expect([second.status, second.posts]).toEqual([0, []]);
    expect(second.silent).toContainEqual({ what: expect.any(String), why: 'it is posted already' });
  }, 60_000);

  test('no pupil’s name stands in any of it', () => {
    expect(rehearsal.out + first.out).not.toContain('Zqx');
  });
});
