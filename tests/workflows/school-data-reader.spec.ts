import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { contacts } from '../../shared/records/contact.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { staff } from '../../shared/records/staff-member.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import { markBookPath, SchoolDataReader } from '../../shared/workflows/school-data-reader.ts';
import { pupilWith } from '../support/desk.ts';
import { InMemoryRecordStore } from '../support/in-memory/in-memory-record-store.ts';
import { InMemorySiteFiles } from '../support/in-memory/in-memory-site-files.ts';

const policy = (version: number) => ({ version, date: '2025-09-01', school: 'Oakmoor' });
const year = { year: '2025/26', terms: [{ from: '2026-02-23', to: '2026-03-27' }] };

let files: InMemorySiteFiles;
let records: InMemoryRecordStore;
let reader: SchoolDataReader;
let reads: string[];
let heard: string[];
let now = '2026-03-10T09:00:00Z';

/** Writes a file as somebody at the school would, whatever stands there. */
const put = async (path: string, content: unknown) => {
  const seen = await files.read(path);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await files.write(path, new TextEncoder().encode(text), seen?.version ?? null);
};

beforeEach(async () => {
  files = new InMemorySiteFiles();
  records = new InMemoryRecordStore();
  reads = [];
  heard = [];
  now = '2026-03-10T09:00:00Z';
  await put('Desk/policy.json', policy(1));
  await put('Desk/calendar.json', year);
  const read = files.read.bind(files);
  files.read = async (path) => {
    reads.push(path);
    return await read(path);
  };
  reader = new SchoolDataReader({
    files,
    records,
    clock: { now: () => Temporal.Instant.from(now) },
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, fields) => void heard.push(`${event}: ${fields?.file}`),
    },
  });
});

describe('what the desk knows about its school is read once for each version', () => {
  test('asked twice, read once; not changed, not read again', async () => {
    await Promise.all([reader.policy(), reader.policy(), reader.calendar()]);
    await reader.refresh();
    await reader.policy();
    expect(reads.sort()).toEqual(['Desk/calendar.json', 'Desk/policy.json']);
  });

  test('a policy that the school changed counts from the next look', async () => {
    await reader.policy();
    await put('Desk/policy.json', policy(2));
    expect((await reader.policy()).version).toBe(1);
    await reader.refresh('files');
    expect((await reader.policy()).version).toBe(2);
  });

  test('a file damaged by hand takes nothing away: the last good version stays, and the log says so', async () => {
    await reader.policy();
    await put('Desk/policy.json', '{ "version": ');
    await reader.refresh('files');
    expect((await reader.policy()).version).toBe(1);
    expect(heard).toEqual(['file damaged, last good version kept: Desk/policy.json']);
    await put('Desk/policy.json', policy(3));
    await reader.refresh('files');
    expect((await reader.policy()).version).toBe(3);
  });

  test('damaged from the start: said, and read again when it is mended', async () => {
    await put('Desk/policy.json', 'nothing');
    await expect(reader.policy()).rejects.toMatchObject({
      kind: 'broken',
      message: 'The file Desk/policy.json is damaged',
    });
    await put('Desk/policy.json', policy(1));
    expect((await reader.policy()).version).toBe(1);
  });

  test('before the first import the mark book is empty; there is one a school year', async () => {
    expect((await reader.book()).pupils).toEqual([]);
    expect(markBookPath(await reader.calendar(), '2026-03-10')).toBe('Mark book/2025-26.txt');
  });
});

describe('people', () => {
  const quill = { key: 'PQ', name: 'P Quill', email: 'p.quill@school.example', tutorOf: [] };

  test('are looked at again after five minutes, or when an import says so', async () => {
    expect((await reader.staff()).size).toBe(0);
    await records.create(staff, quill);
    await reader.refresh();
    expect((await reader.staff()).size).toBe(0);
    now = '2026-03-10T09:05:00Z';
    await reader.refresh();
    expect((await reader.staff()).get('PQ')).toEqual(quill);
    await records.create(staff, { ...quill, key: 'MO' });
    await reader.refresh('people');
    expect((await reader.staff()).size).toBe(2);
  });

  test('contacts come in the order in which they are called', async () => {
    const contact = (priority: number) => ({
      key: `p1/${priority}`,
      pupil: 'p1',
      priority,
      name: `Contact ${priority}`,
      relationship: 'Parent',
      parentalResponsibility: true,
    });
    await records.createAll(contacts, [contact(2), contact(3), contact(1)]);
    expect((await reader.contactsOf('p1')).map(({ priority }) => priority)).toEqual([1, 2, 3]);
    expect(await reader.contactsOf('p2')).toEqual([]);
  });
});

describe('people whom a hand took away are still known', () => {
  const roll = async (count: number, own: { to?: string } = {}): Promise<void> => {
    for (let at = 1; at <= count; at++) await records.create(pupils, pupilWith(`P${at}`, '9A', own));
  };
  /** The list as it stands after somebody was at it: only so many of its pupils can be read. */
  const onlyReadable = (count: number): void => {
    const find = records.find.bind(records);
    records.find = async (kind, where) => {
      const found = await find(kind, where);
      return kind.list === pupils.list ? found.slice(0, count) : found;
    };
  };
  const knownNow = async (): Promise<number> => {
    await reader.refresh('people');
    return (await reader.pupils()).size;
  };

  test.each(['absent', 'refused'] as const)('a list that is %s', async (kind) => {
    await roll(5);
    expect(await knownNow()).toBe(5);
    records.find = async () => {
      throw new OutsideError(kind, 'The site has no list Pupils');
    };
    expect(await knownNow()).toBe(5);
    expect(heard).toContainEqual(expect.stringContaining('people cannot be read, last known kept'));
  });

  test.each([
    [8, 8],
    [7, 10],
  ])('of ten on roll %i can still be read: %i are known', async (readable, known) => {
    await roll(10);
    await knownNow();
    onlyReadable(readable);
    expect(await knownNow()).toBe(known);
  });

  test('leavers may go at once: retention deletes them', async () => {
    await roll(10, { to: '2020-07-20' });
    await knownNow();
    onlyReadable(0);
    expect(await knownNow()).toBe(0);
  });

  test('a list that only does not answer is no loss: whoever asks hears it', async () => {
    await roll(5);
    await knownNow();
    records.find = async () => {
      throw new OutsideError('busy', '503');
    };
    await expect(knownNow()).rejects.toMatchObject({ kind: 'busy' });
  });
});
