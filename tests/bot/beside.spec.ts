import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerBeside, askBeside } from '../../bot/beside.ts';
import { complaint } from '../../bot/complaint.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';

let folder: string;
let close: () => Promise<void>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desk-beside-'));
  close = async () => undefined;
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

describe('a command beside a running desk', () => {
  test('is told that none runs', async () => {
    expect(await askBeside(folder, 'doctor')).toBeUndefined();
  });

  test('asks it by the folder alone, with what it needs, and gets its document', async () => {
    close = await answerBeside(folder, { twice: async (asked) => ({ asked: [asked, asked] }) }, complaint);
    expect(await askBeside(folder, 'twice', { school: 'larkrise' })).toEqual({
      asked: [{ school: 'larkrise' }, { school: 'larkrise' }],
    });
  });

  test('hears a failure in words, with its exit status, and no stack', async () => {
    const fails = async () => {
      throw new OutsideError('unanswered', 'GET /sites/s: no answer');
    };
    close = await answerBeside(folder, { fails }, complaint);
    await expect(askBeside(folder, 'fails')).rejects.toMatchObject({
      name: 'BesideRefused',
      status: 5,
      message: 'The outside is not available: GET /sites/s: no answer.',
    });
  });

  test.each(['toString', '__proto__', 'other'])(
    'a command that the desk does not know is refused: %s',
    async (name) => {
      close = await answerBeside(folder, {}, complaint);
      await expect(askBeside(folder, name)).rejects.toMatchObject({ status: 2 });
    },
  );

  test('only who may use the folder may use the socket', async () => {
    close = await answerBeside(folder, {}, complaint);
    expect(statSync(join(folder, 'desk.sock')).mode & 0o777).toBe(0o600);
  });

  test('a desk that was killed leaves its socket: nobody answers, and the next desk takes its place', async () => {
    writeFileSync(join(folder, 'desk.sock'), '');
    expect(await askBeside(folder, 'x')).toBeUndefined();
    close = await answerBeside(folder, { x: async () => 1 }, complaint);
    expect(await askBeside(folder, 'x')).toBe(1);
  });

  test('a folder whose path is too long for a socket is reached all the same', async () => {
    const deep = join(folder, 'a'.repeat(120));
    close = await answerBeside(deep, { x: async () => 1 }, complaint);
    expect(await askBeside(deep, 'x')).toBe(1);
  });
});
