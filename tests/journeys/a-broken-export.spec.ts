import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';

describe('an export arrives broken in the middle of a morning', () => {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  let desk: RunningDesk;

  const inbox = async (name: string): Promise<string> =>
    await (await fetch(`${desk.tenant}/_page/file?path=${encodeURIComponent(`Inbox/${name}`)}`)).text();
  const book = async (): Promise<string> =>
    await (await fetch(`${desk.tenant}/_page/file?path=${encodeURIComponent('Mark book/2025-26.txt')}`)).text();
  /** The lines of the mark book that hold pupils' marks. */
  const marks = async (): Promise<string[]> => (await book()).split('\n').filter((line) => line.startsWith('pupil\t'));
  const drop = async (name: string, text: string): Promise<void> => {
    writeFileSync(join(folder, name), text);
    await desk.control('POST', '/mis', { drop: folder });
    rmSync(join(folder, name));
  };
  const refusals = (): { file: string; line?: number }[] =>
    desk
      .log()
      .split('\n')
      .filter((line) => line.includes('"import refused"'))
      .map((line) => JSON.parse(line) as { file: string; line?: number });

  beforeAll(async () => {
    desk = await startDesk();
    await desk.clockTo('09:30');
  });
  afterAll(async () => {
    await endDesk(desk);
    rmSync(folder, { recursive: true, force: true });
  });

  test('half a school is refused whole: nobody leaves the roll by a short file', async () => {
    const before = await desk.list('Pupils');
    const lines = (await inbox('students.csv')).split('\r\n');
    await drop('students.csv', `${lines.slice(0, Math.floor(lines.length / 2)).join('\r\n')}\r\n`);
    await desk.clockTo('09:31');
    expect(await desk.list('Pupils')).toEqual(before);
    expect(refusals().at(-1)).toMatchObject({ file: 'students.csv' });
  });

  test('a mark that ended in 2024 and a pupil nobody knows refuse their rows, each with its line; the others are kept', async () => {
    const rows = (await inbox('marks-today.csv')).split('\r\n');
    const heading = rows[0]!
      .replace(/^\uFEFF/, '')
      .split(',')
      .map((name) => name.replaceAll('"', ''));
    const mark = heading.findIndex((name) => /mark/i.test(name));
    const upn = heading.findIndex((name) => /upn/i.test(name));
    const withCell = (row: string, at: number, value: string): string =>
      row
        .split(',')
        .map((cell, column) => (column === at ? `"${value}"` : cell))
        .join(',');
    const count = refusals().length;
    await drop(
      'marks-today.csv',
      [
        rows[0],
        withCell(rows[1]!, mark, 'H'),
        withCell(rows[2]!, upn, 'A999000000000'),
        ...rows.slice(3).map((row) => (row === '' ? row : withCell(row, mark, '/'))),
      ].join('\r\n'),
    );
    const before = await marks();
    await desk.clockTo('09:32');
    const named = refusals()
      .slice(count)
      .filter(({ file }) => file === 'marks-today.csv');
    expect(named.map(({ line }) => line).sort()).toEqual([2, 3]);
    const after = await marks();
    expect(before.length).toBeGreaterThan(1100);
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, at) => line !== before[at]).length).toBeGreaterThan(100);
  });

  test('a file cut off inside a quote is refused whole and changes no mark', async () => {
    const before = await marks();
    await drop(
      'marks-today.csv',
      `${(await inbox('marks-today.csv')).slice(0, 20_000).replace(/"[^"]*$/, '')}"cut off`,
    );
    await desk.clockTo('09:33');
    expect((await marks()).filter((line, at) => line !== before[at]).length).toBe(0);
  });
});
