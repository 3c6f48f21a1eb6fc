import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FolderInUse, lockData } from '../../bot/database/data-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-lock-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the data folder has one owner; the second is told who it is', () => {
  const lock = lockData(folder, 'npm start, process 4711');
  expect(() => lockData(folder, 'desk morning')).toThrow(FolderInUse);
  expect(() => lockData(folder, 'desk morning')).toThrow(/in use by npm start, process 4711/);
  lock.release();
  lockData(folder, 'desk morning').release();
});

test('an owner that is killed frees the folder', async () => {
  const module = join(import.meta.dirname, '../../bot/database/data-lock.ts');
  const code = `const { lockData } = await import(${JSON.stringify(module)}); lockData(${JSON.stringify(folder)}, 'another');
    process.stdout.write('locked'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', code]);
  await new Promise((resolve) => other.stdout.once('data', resolve));
  expect(() => lockData(folder, 'me')).toThrow(/in use by another/);
  const ended = new Promise((resolve) => other.once('exit', resolve));
  other.kill('SIGKILL');
  await ended;
  lockData(folder, 'me').release();
}, 20_000);
