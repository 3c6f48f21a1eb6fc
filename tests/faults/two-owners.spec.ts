import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk as deskCommand } from '../../bot/cli/desk.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';
import { studentsCsv } from '../support/small-export.ts';

const project = resolve(import.meta.dirname, '../..');

let running: RunningDesk;
beforeAll(async () => {
  running = await startDesk();
});
afterAll(async () => await endDesk(running));

const beside = async (...args: string[]) => {
  let [out, err] = ['', ''];
  const began = performance.now();
  const status = await deskCommand(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    cwd: project,
    env: { DESK_DATA: running.folder },
  });
  return { status, out, err, ms: performance.now() - began };
};

/** Another `npm start` on the folder, from its first line of code to its end. */
const secondStart = async () => {
  const child = spawn(process.execPath, ['--import', './bot/node-version.mjs', 'bot/main.ts'], {
    cwd: project,
    env: { ...process.env, PORT: '0', TENANT_PORT: '0', DESK_DATA: running.folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [err, asked] = ['', 0];
  child.stdout.once('data', () => {
    asked = performance.now();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const status = await new Promise<number | null>((done) => child.once('exit', done));
  return { status, err, ms: performance.now() - asked };
};

const inUse =
  /data folder .* is in use by npm start, process \d+\. Stop it first, or set DESK_DATA to another folder\./;

describe('one owner for the data folder: beside a running desk', () => {
  test('a second npm start is refused within a second, and told who holds it', async () => {
    const { status, err, ms } = await secondStart();
    expect([status, err]).toEqual([3, expect.stringMatching(inUse)]);
    expect(ms).toBeLessThan(1000);
  });

  const exported = mkdtempSync(join(tmpdir(), 'desk-export-'));
  writeFileSync(join(exported, 'students.csv'), studentsCsv());
  afterAll(() => rmSync(exported, { recursive: true }));
  test.each([
    ['import', [exported]],
    ['marks', ['--pupil', 'M999999016155']],
    ['morning', ['--time', '09:10']],
    ['export', ['parquet', join(exported, 'out')]],
  ] as const)('desk %s is refused within a second, and told who holds it', async (command, args) => {
    // What takes long the first time is to read the program, here where it is translated first.
    await beside(command, ...args);
    const { status, out, err, ms } = await beside(command, ...args);
    expect([status, out, err]).toEqual([3, '', expect.stringMatching(inUse)]);
    expect(ms).toBeLessThan(1000);
  });

  test.each([
    ['provision', []],
    ['doctor', []],
    ['trust', []],
    ['retention', ['--dry-run']],
    ['show', ['pupil', 'M999999016155', '--as', 'nobody', '--view', 'tab']],
  ] as const)('desk %s asks the running desk instead', async (command, args) => {
    const { status, err } = await beside(command, ...args, '--json');
    expect(err).not.toMatch(inUse);
    expect([0, 1, 4]).toContain(status);
  });

  test('nothing of it disturbed the desk that runs', async () => {
    await running.clockTo('08:50');
    expect((await running.posts()).length).toBeGreaterThan(0);
  });
});
