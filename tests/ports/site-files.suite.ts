import { beforeEach, describe, expect, test } from 'vitest';
import { isOutside } from '../../shared/ports/outside-error.ts';
import type { SiteFiles } from '../../shared/ports/site-files.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (content: Uint8Array | undefined): string | undefined =>
  content === undefined ? undefined : new TextDecoder().decode(content);

/** What every library of files does, wherever it lies. `open` answers with an empty one; `close` frees it. */
export const siteFilesSuite = (
  name: string,
  open: () => Promise<{ readonly files: SiteFiles; readonly close?: () => Promise<void> }>,
): void => {
  describe(`${name} keeps files`, () => {
    let files: SiteFiles;
    beforeEach(async () => {
      const opened = await open();
      files = opened.files;
      return opened.close;
    });

    test('a file comes back byte for byte, with its path, size and time', async () => {
      const content = Uint8Array.from({ length: 256 }, (_none, at) => at);
      const written = await files.write('Mark book/2025-26.txt', content, null);
      const read = await files.read('Mark book/2025-26.txt');
      expect(read?.content).toEqual(content);
      expect(read).toMatchObject({ path: 'Mark book/2025-26.txt', size: 256, version: written.version });
      expect(Number.isNaN(Date.parse(read!.modified))).toBe(false);
    });

    test('what is not there is undefined, and an absent folder is empty', async () => {
      expect(await files.read('Desk/nothing.json')).toBeUndefined();
      expect(await files.list('Nowhere')).toEqual([]);
    });

    test('a folder lists its own files by name, with the versions that reading gives', async () => {
      for (const path of ['Inbox/students.csv', 'Inbox/marks é 1.csv', 'Desk/policy.json'])
        await files.write(path, bytes(path), null);
      const listed = await files.list('Inbox');
      expect(listed.map(({ path }) => path)).toEqual(['Inbox/marks é 1.csv', 'Inbox/students.csv']);
      for (const { path, version } of listed) expect((await files.read(path))?.version).toBe(version);
    });

    test('the root lists the files that stand in no folder', async () => {
      for (const path of ['Attendance tracker.xlsx', 'Desk/policy.json']) await files.write(path, bytes(path), null);
      expect((await files.list('')).map(({ path }) => path)).toEqual(['Attendance tracker.xlsx']);
    });

    test('writing with the version that was seen replaces the whole file', async () => {
      const first = await files.write('Desk/policy.json', bytes('a long first version'), null);
      const second = await files.write('Desk/policy.json', bytes('short'), first.version);
      expect(second.version).not.toBe(first.version);
      expect(textOf((await files.read('Desk/policy.json'))?.content)).toBe('short');
    });

    test('writing over a version that was not seen is stale, and nothing is lost', async () => {
      const first = await files.write('Desk/policy.json', bytes('one'), null);
      await files.write('Desk/policy.json', bytes('two'), first.version);
      const late = files.write('Desk/policy.json', bytes('three'), first.version);
      await expect(late).rejects.toSatisfy((error) => isOutside(error, 'stale'));
      const again = files.write('Desk/policy.json', bytes('four'), null);
      await expect(again).rejects.toSatisfy((error) => isOutside(error, 'stale', 'duplicate'));
      expect(textOf((await files.read('Desk/policy.json'))?.content)).toBe('two');
    });

    test('a file that is deleted is gone, and may be gone already; another version of it is not deleted', async () => {
      const first = await files.write('Inbox/marks.csv', bytes('one'), null);
      const second = await files.write('Inbox/marks.csv', bytes('two'), first.version);
      const late = files.delete('Inbox/marks.csv', first.version);
      await expect(late).rejects.toSatisfy((error) => isOutside(error, 'stale'));
      expect(textOf((await files.read('Inbox/marks.csv'))?.content)).toBe('two');
      await files.delete('Inbox/marks.csv', second.version);
      await files.delete('Inbox/marks.csv', second.version);
      expect(await files.read('Inbox/marks.csv')).toBeUndefined();
      expect(await files.list('Inbox')).toEqual([]);
    });

    test('a mark book of a whole school, three quarters of a megabyte, is no trouble', async () => {
      const content = bytes('/\\'.repeat(375_000));
      await files.write('Mark book/2025-26.txt', content, null);
      expect((await files.read('Mark book/2025-26.txt'))?.content).toEqual(content);
    });
  });
};
