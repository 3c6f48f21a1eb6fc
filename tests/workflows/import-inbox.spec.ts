import { beforeEach, describe, expect, test } from 'vitest';
import { contacts } from '../../shared/records/contact.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { readMarkBook, writeMarkBook } from '../../shared/records/mark-book-text.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { staff } from '../../shared/records/staff-member.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { type ImportDesk, openImportDesk } from '../support/import-desk.ts';
import { year2025to26 } from '../support/reference-calendar.ts';
import {
  contactsCsv,
  everybody,
  marksCsv,
  registersCsv,
  smallPupils,
  staffCsv,
  studentsCsv,
  upnAt,
} from '../support/small-export.ts';

const bookPath = 'Mark book/2025-26.txt';
const bookOf = async ({ files }: ImportDesk) =>
  readMarkBook(new TextDecoder().decode((await files.read(bookPath))!.content));

describe("the MIS's inbox", () => {
  let school: ImportDesk;
  const put = (name: string, text: string) => school.files.put(`Inbox/${name}`, text);
  beforeEach(() => {
    school = openImportDesk(year2025to26);
    put('students.csv', studentsCsv());
    put('contacts.csv', contactsCsv('07700 900001'));
    put('staff.csv', staffCsv);
    put('registers.csv', registersCsv('10/03/2026', ['9A', ''], ['9B', '']));
    put('marks.csv', marksCsv(...everybody('09/03/2026', 'AM', '/'), ...everybody('09/03/2026', 'PM', '\\')));
  });

  test('the first import: pupils, contacts, staff, registers and marks are there, none of it changed', async () => {
    const report = await importInbox(school.desk);
    expect(report).toMatchObject({
      source: 'arbor',
      refused: [],
      warnings: [],
      pupils: 12,
      registers: 2,
      marks: 24,
      changed: 0,
      saved: true,
      written: true,
    });
    const book = await bookOf(school);
    expect(book.codeOf(upnAt(0), '2026-03-09', 'PM')).toBe('\\');
    expect(book.marksOf(upnAt(0))).toMatchObject({ from: '2025-09-03', to: undefined });
    expect(book.registers('2026-03-10', 'AM')).toHaveLength(2);
    expect(await school.records.find(pupils)).toHaveLength(12);
    expect((await school.records.find(contacts))[0]?.record.name).toBe('Zqx Parent');
    expect((await school.records.find(staff))[0]?.record.tutorOf).toEqual(['9A']);
    expect((await school.desk.data.pupils()).size).toBe(12);
  });

  test('a second import finds nothing new and writes nothing', async () => {
    await importInbox(school.desk);
    const writes = [school.files.writes, school.records.writes];
    const report = await importInbox(school.desk);
    expect(report).toMatchObject({ files: [], saved: false, written: false, changed: 0 });
    expect([school.files.writes, school.records.writes]).toEqual(writes);
  });

  test('the same files exported once more change nothing but the age of the data', async () => {
    await importInbox(school.desk);
    const before = await bookOf(school);
    const records = school.records.writes;
    school.setTime('2026-03-10T08:50');
    put('marks.csv', marksCsv(...everybody('09/03/2026', 'AM', '/'), ...everybody('09/03/2026', 'PM', '\\')));
    put('students.csv', studentsCsv());
    expect(await importInbox(school.desk)).toMatchObject({ changed: 0, saved: true });
    const after = await bookOf(school);
    expect(after.parts.rows).toEqual(before.parts.rows);
    expect(after.exportedAt).toBe('2026-03-10T08:50:00Z');
    expect(school.records.writes).toBe(records);
  });

  test('an update in the morning brings the marks and registers of some forms and leaves the rest alone', async () => {
    await importInbox(school.desk);
    school.setTime('2026-03-10T08:52');
    put('marks-today.csv', marksCsv([0, '10/03/2026', 'AM', '/'], [1, '10/03/2026', 'AM', 'N']));
    put('registers.csv', registersCsv('10/03/2026', ['9A', '08:51'], ['9B', '']));
    const report = await importInbox(school.desk);
    expect(report).toMatchObject({ refused: [], marks: 2, changed: 0 });
    expect(report.files.map(({ file }) => file).sort()).toEqual(['marks-today.csv', 'registers.csv']);
    const book = await school.desk.data.book();
    expect(book.codeOf(upnAt(1), '2026-03-10', 'AM')).toBe('N');
    expect(book.codeOf(upnAt(7), '2026-03-10', 'AM')).toBeUndefined();
    expect(book.codeOf(upnAt(7), '2026-03-09', 'AM')).toBe('/');
    expect(book.registers('2026-03-10', 'AM').map(({ taken }) => taken)).toEqual(['08:51', undefined]);
  });

  test('a mark that the MIS changed is an amendment that stays in the book (§3.2)', async () => {
    await importInbox(school.desk);
    put('amended.csv', marksCsv([3, '09/03/2026', 'AM', 'I']));
    expect((await importInbox(school.desk)).changed).toBe(1);
    expect((await bookOf(school)).corrections).toMatchObject([{ pupil: upnAt(3), from: '/', to: 'I', by: 'MIS' }]);
  });

  test('of two files that disagree the one written later counts', async () => {
    school.setTime('2026-03-10T08:31');
    put('a-later.csv', marksCsv([3, '09/03/2026', 'AM', 'I']));
    const report = await importInbox(school.desk);
    expect(report.refused).toEqual([]);
    expect((await bookOf(school)).codeOf(upnAt(3), '2026-03-09', 'AM')).toBe('I');
  });

  describe('people', () => {
    test('only what changed is written, and only in what changed', async () => {
      await importInbox(school.desk);
      const before = school.records.writes;
      put('contacts.csv', contactsCsv('07700 900002'));
      put('students.csv', studentsCsv(smallPupils, { [upnAt(2)]: '06/03/2026' }));
      await importInbox(school.desk);
      expect(school.records.writes - before).toBe(2);
      expect((await school.records.byKey(contacts, `${upnAt(0)}/1`))?.record.phone).toBe('07700 900002');
      expect((await school.records.byKey(pupils, upnAt(2)))?.record.to).toBe('2026-03-06');
      expect((await bookOf(school)).marksOf(upnAt(2))?.to).toBe('2026-03-06');
    });

    test('what a person entered about a parent is not taken away by the next export', async () => {
      await importInbox(school.desk);
      const key = `${upnAt(0)}/1`;
      const seen = (await school.records.byKey(contacts, key))!;
      await school.records.update(contacts, seen, { address: '1 Zqx Lane', language: 'Polish', livesWith: true });
      put('contacts.csv', contactsCsv('07700 900002'));
      await importInbox(school.desk);
      expect((await school.records.byKey(contacts, key))?.record).toMatchObject({
        phone: '07700 900002',
        address: '1 Zqx Lane',
        language: 'Polish',
        livesWith: true,
      });
    });

    test('a pupil who is not in the file does not leave by it', async () => {
      await importInbox(school.desk);
      put('students.csv', studentsCsv(smallPupils.slice(0, 11)));
      const report = await importInbox(school.desk);
      expect(report.warnings).toMatchObject([{ file: 'students.csv', line: null, value: '1' }]);
      expect((await school.records.byKey(pupils, upnAt(11)))?.record.to).toBeUndefined();
    });

    test('below four fifths of the roll the students file is refused whole; the marks beside it are taken', async () => {
      await importInbox(school.desk);
      const before = school.records.writes;
      put('students.csv', studentsCsv(smallPupils.slice(0, 9)));
      put('marks-today.csv', marksCsv([11, '10/03/2026', 'AM', '/']));
      const report = await importInbox(school.desk);
      expect(report.refused).toMatchObject([
        { file: 'students.csv', line: null, why: 'half a school: 9 of 12 pupils on roll' },
      ]);
      expect(report.marks).toBe(1);
      expect(school.records.writes).toBe(before);
    });

    test('a wrong UPN check letter refuses the row, with line and column', async () => {
      const wrong = `Q${upnAt(0).slice(1)}`;
      put('students.csv', studentsCsv().replace(upnAt(0), wrong));
      put('marks.csv', marksCsv([1, '09/03/2026', 'AM', '/']));
      put('contacts.csv', 'nothing');
      const report = await importInbox(school.desk);
      expect(report.refused).toContainEqual({
        file: 'students.csv',
        line: 2,
        column: 'UPN',
        value: wrong,
        why: 'the check letter of this UPN is wrong',
      });
      expect(await school.records.find(pupils)).toHaveLength(11);
    });

    test('marks of a pupil whose students file comes later are read again then', async () => {
      put('students.csv', studentsCsv(smallPupils.slice(0, 11)));
      expect((await importInbox(school.desk)).refused.map(({ why }) => why)).toEqual(['not on roll', 'not on roll']);
      put('students.csv', studentsCsv());
      const report = await importInbox(school.desk);
      expect(report.refused).toEqual([]);
      expect((await bookOf(school)).codeOf(upnAt(11), '2026-03-09', 'AM')).toBe('/');
    });
  });

  describe('what is refused is not kept', () => {
    test('a file with a month-first date is refused whole; the others are taken', async () => {
      put('marks.csv', marksCsv([0, '03/09/2026', 'AM', '/'], [0, '03/24/2026', 'AM', '/']));
      const report = await importInbox(school.desk);
      expect(report.refused).toHaveLength(1);
      expect(report.marks).toBe(0);
      const book = await bookOf(school);
      expect(book.lastSession).toBeNull();
      expect(book.parts.rows.size).toBe(12);
    });

    test('rows are refused one by one, with file, line and reason, and the rest of the day is kept', async () => {
      put(
        'marks.csv',
        marksCsv([0, '09/03/2026', 'AM', 'H'], [1, '09/03/2026', 'AM', '/'], [2, '11/03/2026', 'AM', '/']),
      );
      const report = await importInbox(school.desk);
      expect(report.refused.map(({ file, line, value }) => [file, line, value])).toEqual([
        ['marks.csv', 2, 'H'],
        ['marks.csv', 4, '11/03/2026'],
      ]);
      expect(report.marks).toBe(1);
      expect((await bookOf(school)).codeOf(upnAt(0), '2026-03-09', 'AM')).toBeUndefined();
    });

    test('when the students file is refused and nobody is known, marks cannot be placed', async () => {
      put('students.csv', studentsCsv().slice(0, -20));
      const report = await importInbox(school.desk);
      expect(report.marks).toBe(0);
      expect(report.refused.map(({ file, line }) => [file, line])).toContainEqual(['marks.csv', null]);
    });

    test('a mapping that cannot be read stops the import and says where; nothing is written', async () => {
      school.files.put('Desk/mapping.json', '{ "files": { "marks": { "headings": { "Pupil": "nonsense" } } } }');
      const report = await importInbox(school.desk);
      expect(report.refused).toMatchObject([{ file: 'Desk/mapping.json', column: 'files.marks.headings.Pupil' }]);
      expect(await school.files.read(bookPath)).toBeUndefined();
    });
  });

  test('a mapping that names a heading makes a file readable, also one that had been refused', async () => {
    put('marks.csv', marksCsv([0, '09/03/2026', 'AM', '/']).replace('Mark', 'AttCd'));
    expect((await importInbox(school.desk)).marks).toBe(0);
    school.files.put(
      'Desk/mapping.json',
      '{ "files": { "marks": { "name": "marks*.csv", "headings": { "AttCd": "code" } } } }',
    );
    expect((await importInbox(school.desk)).marks).toBe(1);
  });

  test("somebody else's write in between is read and built upon", async () => {
    await importInbox(school.desk);
    const write = school.files.write.bind(school.files);
    let raced = false;
    school.files.write = async (path, content, seen) => {
      if (path === bookPath && !raced) {
        raced = true;
        const theirs = withImport(await bookOf(school), {
          marks: [{ pupil: upnAt(5), date: '2026-03-09', half: 'PM', code: 'U' }],
          at: '2026-03-10T08:30:00Z',
          by: 'another desk',
          why: 'changed in the export of the MIS',
        });
        school.files.put(bookPath, writeMarkBook(theirs.book));
      }
      return await write(path, content, seen);
    };
    put('marks-today.csv', marksCsv([0, '10/03/2026', 'AM', '/']));
    await importInbox(school.desk);
    const book = await bookOf(school);
    expect(raced).toBe(true);
    expect(book.codeOf(upnAt(5), '2026-03-09', 'PM')).toBe('U');
    expect(book.codeOf(upnAt(0), '2026-03-10', 'AM')).toBe('/');
    expect(book.corrections).toHaveLength(1);
  });

  test('a crash before the book is written: the next import does it all, and writes no record twice', async () => {
    const write = school.files.write.bind(school.files);
    school.files.write = async () => {
      throw new Error('the machine died');
    };
    await expect(importInbox(school.desk)).rejects.toThrow('the machine died');
    const records = school.records.writes;
    school.files.write = write;
    expect(await importInbox(school.desk)).toMatchObject({ marks: 24, changed: 0, written: true });
    expect(school.records.writes).toBe(records);
  });

  test('a damaged mark book is put aside, and the last good one goes on', async () => {
    await importInbox(school.desk);
    school.files.put(bookPath, 'Attendance Desk mark book 1\nhalf of it');
    put('marks-today.csv', marksCsv([0, '10/03/2026', 'AM', '/']));
    await importInbox(school.desk);
    expect((await bookOf(school)).codeOf(upnAt(4), '2026-03-09', 'AM')).toBe('/');
    expect((await school.files.list('Mark book')).map(({ path }) => path)).toHaveLength(2);
  });

  test('no name, mark or code is in a log line', async () => {
    put('marks.csv', marksCsv([0, '09/03/2026', 'AM', 'H']));
    put('students.csv', studentsCsv().replace(upnAt(0), `Q${upnAt(0).slice(1)}`));
    await importInbox(school.desk);
    expect(school.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(school.logged)).not.toMatch(/zqx|99999999|pebble/i);
  });
});
