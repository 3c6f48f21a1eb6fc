import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { desk } from '../../bot/cli/desk.ts';
import { lockData } from '../../bot/database/data-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (args: string[], env: Record<string, string> = {}) => {
  let out = '';
  let err = '';
  const status = await desk(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd: folder,
    env: { DESK_DATA: 'data', ...env },
  });
  return { status, out, err };
};

describe('wrong use ends with 2 and one line of help', () => {
  test.each([
    [[], 'Which command? There are: '],
    [['nudge'], 'There is no command nudge. There are: '],
    [['constructor'], 'There is no command constructor. '],
    [['morning', '--when', '09:00'], "Unknown option '--when' Usage: desk morning [--date DATE]"],
    [['morning', '--date', '2026-02-30'], '--date 2026-02-30: expected a date like 2026-03-10. Usage: desk morning'],
    [['morning', '--time', '9'], '--time 9: expected a time like 09:16.'],
  ])('desk %s', async (args, says) => {
    const { status, out, err } = await run(args);
    expect({ status, out, lines: err.trim().split('\n').length }).toEqual({ status: 2, out: '', lines: 1 });
    expect(err).toContain(says);
  });
});

test('a wrong setting is named, with what is expected', async () => {
  const { status, err } = await run(['provision'], { TENANT_PORT: 'four thousand' });
  expect([status, err]).toEqual([
    2,
    'The settings are not right:\n  TENANT_PORT: expected a port number, 0 for a free one\n',
  ]);
});

test('two processes never share the data folder: 3, and who has it', async () => {
  const lock = lockData(join(folder, 'data'), 'npm start, process 4711');
  const { status, err } = await run(['morning', '--json']);
  lock.release();
  expect(status).toBe(3);
  expect(err).toContain('in use by npm start, process 4711');
});

test('--help says how a command is used', async () => {
  expect(await run(['provision', '--help'])).toMatchObject({ status: 0, out: 'desk provision [--dry-run] [--json]\n' });
});
