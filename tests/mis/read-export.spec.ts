import { describe, expect, test } from 'vitest';
import { type ExportOptions, readExport } from '../../shared/mis/read-export.ts';
import { readRegisters } from '../../shared/mis/read-registers.ts';
import { readStudents } from '../../shared/mis/read-students.ts';
import { faultOfUpn } from '../../shared/mis/upn.ts';
import { emptyMarkBook, withImport } from '../../shared/records/mark-book.ts';
import { writeMarkBook } from '../../shared/records/mark-book-text.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';
import { sampleSchool } from '../support/sample-school.ts';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const today = '2026-03-10';

describe('the two layouts of the sample school', () => {
  const school = sampleSchool();
  const calendar = Calendar.parse(school.calendar);
  const bookOf = (files: readonly { name: string; bytes: Uint8Array }[]) => {
    const read = readExport(files, { calendar, today });
    expect(read.refused).toEqual([]);
    const roll = read.pupils!.map(({ key, from, to }) => ({ pupil: key, from, to }));
    const { marks, registers } = read;
    const { book } = withImport(emptyMarkBook(calendar), { marks, registers, roll, at: '', by: '', why: '' });
    return {
      source: read.source,
      lines: writeMarkBook(book)
        .split('\n')
        .filter((line) => !line.startsWith('# checksum'))
        .sort(),
    };
  };

  test('the Arbor-like and the SIMS-like export give the same mark book', () => {
    const [arbor, sims] = [bookOf(school.exports.arbor()), bookOf(school.exports.sims())];
    expect([arbor.source, sims.source]).toEqual(['arbor', 'sims']);
    expect(arbor.lines.length).toBeGreaterThan(1200);
    expect(sims.lines).toEqual(arbor.lines);
  });

  const halved = (name: string) =>
    school.exports.arbor().map((exported) => {
      if (exported.name !== name) return exported;
      const lines = new TextDecoder().decode(exported.bytes).split('\n');
      return file(name, `${lines.slice(0, Math.floor(lines.length / 2)).join('\n')}\n`);
    });

  test('half a marks file, cut between two pupils, is refused whole against the roll; the others are taken', () => {
    const read = readExport(halved('marks-spring-2.csv'), { calendar, today });
    expect(read.refusedWhole).toEqual(['marks-spring-2.csv']);
    expect(read.refused[0]!.why).toMatch(/^half a school: \d+ of \d+ pupils on roll on 2026-02-23$/);
    expect(read.marks.some(({ date }) => date >= '2026-02-23')).toBe(false);
    expect(read.marks.length).toBeGreaterThan(200_000);
  });

  test('a short file may amend days that the mark book knows', () => {
    const read = readExport(halved('marks-spring-2.csv'), { calendar, today, covered: () => 1200 });
    expect(read.refusedWhole).toEqual([]);
  });
});

describe('students', () => {
  const read = (text: string) => readStudents(file('students.csv', text), { calendar: referenceCalendar });

  test('UPN check letters: weights 2 to 13, modulo 23, no I, O and S', () => {
    expect(faultOfUpn('M999999016155')).toBeUndefined();
    expect(faultOfUpn('L999999016135')).toBeUndefined();
    expect(faultOfUpn('M999999016156')).toBe('the check letter of this UPN is wrong');
    expect(faultOfUpn('999999016155')).toBe('not a UPN: a letter and twelve digits');
  });

  test('a pupil as a MIS writes it: flags from columns and lists, SEN by letter, the year without its word', () => {
    const { pupils, tally } = read(
      'UPN,Adno,Surname,Forename,Year Group,Reg,Sex,DOB,DOA,DOL,FSM,SEN Status,In care,Flags\nm999999016155,0012,Zqxwick,Pebble,Year 9,9A,Female,27/01/2012,03/09/2025,,Yes,EHCP,T,Young carer; unknown thing\n',
    );
    expect(pupils).toEqual([
      {
        key: 'M999999016155',
        admission: '0012',
        surname: 'Zqxwick',
        forename: 'Pebble',
        year: '9',
        form: '9A',
        sex: 'F',
        born: '2012-01-27',
        from: '2025-09-03',
        flags: ['looked-after', 'ehcp', 'young-carer', 'fsm'],
        parentStaffCodes: [],
      },
    ]);
    expect(tally.warnings).toMatchObject([{ line: 2, value: 'unknown-thing' }]);
  });

  test('the same row twice is one pupil; a different row for the same UPN, or admission number, is refused', () => {
    const { pupils, tally } = read(
      'UPN,Adno,Surname,Forename,DOA\nM999999016155,12,Zqxwick,Pebble,03/09/2025\nM999999016155,12,Zqxwick,Pebble,03/09/2025\nM999999016155,12,Zqxwick,Dew,03/09/2025\nL999999016135,12,Zqxdune,Dew,03/09/2025\n',
    );
    expect(pupils).toHaveLength(1);
    expect(tally.count).toMatchObject({ rows: 4, accepted: 2, refused: 2 });
    expect(tally.refused.map(({ line, column }) => [line, column])).toEqual([
      [4, 'UPN'],
      [5, 'Adno'],
    ]);
  });
});

describe('registers', () => {
  test('times with and without a date, a register not taken, a bad time refused', () => {
    const { registers, tally } = readRegisters(
      file(
        'registers.csv',
        'Group,Staff,Teacher initials,Location,Session,Opened,Taken\n9A,Dew Drizzlebottom,DRD,G24,10/03/2026 AM,08:41:10,10/03/2026 08:57\n9B,Dew Drizzlebottom,DRD,G25,10/03/2026 AM,8:40,-\n9C,Dew Drizzlebottom,DRD,G26,10/03/2026 AM,08:40,soon\n',
      ),
      { today },
    );
    expect(
      registers.map(({ group, year, date, half, opened, taken }) => [group, year, date, half, opened, taken]),
    ).toEqual([
      ['9A', '9', '2026-03-10', 'AM', '08:41', '08:57'],
      ['9B', '9', '2026-03-10', 'AM', '08:40', undefined],
    ]);
    expect(tally.refused).toMatchObject([{ line: 4, column: 'Taken', value: 'soon', why: 'no time like 08:57' }]);
  });
});

test('a file that is none of the five kinds is refused by name, and takes nothing with it', () => {
  const options: ExportOptions = { calendar: referenceCalendar, today };
  const read = readExport([file('menu.csv', 'Dish,Price,Date,Year\nSoup,2,10/03/2026,9\n')], options);
  expect(read.files).toMatchObject([{ file: 'menu.csv', kind: 'unknown', accepted: 0 }]);
  expect(read.refused[0]?.why).toContain('Desk/mapping.json');
});
