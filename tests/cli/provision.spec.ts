import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../../bot/cli/provision.ts';
import { recordKinds } from '../../shared/records/all.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-provision-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('desk provision makes every list; run twice it does nothing the second time', async () => {
  const answers: unknown[] = [];
  const io = { out: (text: string) => void answers.push(JSON.parse(text)), err: () => undefined, cwd: folder, env: {} };
  expect([await run(['--json'], io), await run(['--json'], io)]).toEqual([0, 0]);
  const nothing = { lists: [], columns: [], indexes: [], wrong: [], drift: [] };
  expect(answers).toEqual([{ ...nothing, lists: recordKinds.map(({ list }) => list) }, nothing]);
}, 120_000);
