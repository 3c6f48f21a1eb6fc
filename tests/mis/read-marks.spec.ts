import { describe, expect, test } from 'vitest';
import { type MarksOptions, type ReadMarks, readMarks } from '../../shared/mis/read-marks.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => {
  const bytes = new Uint8Array(2 + text.length * 2);
  new DataView(bytes.buffer).setUint16(0, 0xfeff, true);
  for (const [at, letter] of [...text].entries())
    new DataView(bytes.buffer).setUint16(2 + at * 2, letter.charCodeAt(0), true);
  return bytes;
};
const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const read = (content: string | Uint8Array, options: Partial<MarksOptions> = {}): ReadMarks => {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const result = readMarks(
    { name: 'marks.csv', bytes },
    { calendar: referenceCalendar, today: '2026-03-10', ...options },
  );
  expect(result.file.rows).toBe(result.file.accepted + result.file.refused);
  return result;
};
const said = ({ marks }: ReadMarks) =>
  marks.map(({ pupil, date, half, code }) => `${pupil} ${date} ${half} ${code ?? '.'}`);
const day = ['A1 2026-03-09 AM /', 'A1 2026-03-09 PM \\', 'A2 2026-03-09 AM I', 'A2 2026-03-09 PM .'];

describe('layouts: the same four marks (§12.1)', () => {
  test.each([
    [
      'plain',
      'pupil,date,session,code\nA1,2026-03-09,AM,/\nA1,2026-03-09,PM,\\\nA2,2026-03-09,AM,I\nA2,2026-03-09,PM,\n',
    ],
    [
      'long, Arbor-like: day first, quoted, a line end in a cell',
      '"UPN","Legal forename","Date","Session","Mark","Comments"\r\n"A1","Pebble","09/03/2026","AM","/","two\r\nlines"\r\n"A1","Pebble","09/03/2026","PM","\\",""\r\n"A2","Dew","09/03/2026","AM","i",""\r\n"A2","Dew","09/03/2026","PM","--",""\r\n',
    ],
    [
      'wide, SIMS-like: a column a session, semicolons, titles above',
      'Saltmarsh Academy\nSession marks\n\nAdno;Surname;Reg;Mon 09 Mar 2026 AM;Mon 09 Mar 2026 PM\nA1;Wick;9A;/;\\\nA2;Dune;9A;I;-\n',
    ],
    ['wide with other date forms and tabs', 'Admission Number\t09/03/2026 AM\t2026-03-09 PM\nA1\t/\t\\\nA2\tI\t-\n'],
    ['a line a day with AM and PM', 'Student ID,Date,AM,PM\nA1,9/3/2026,/,\\\nA2,9/3/2026,I,--\n'],
    [
      'the session written whole',
      'UPN,Session,Attendance code\nA1,2026-03-09 AM,/\nA1,2026-03-09 PM,\\\nA2,2026-03-09 AM,I\nA2,2026-03-09 PM,\n',
    ],
    [
      'marks that Excel protected',
      'UPN,Date,Session,Mark\nA1,09/03/2026,AM,="/"\nA1,09/03/2026,PM,\'\\\nA2,09/03/2026,AM,I\nA2,09/03/2026,PM,\'-\n',
    ],
  ])('%s', (_says, text) => {
    const result = read(text);
    expect(said(result)).toEqual(day);
    expect(result.file).toMatchObject({ rows: 4, accepted: 4, refused: 0 });
    expect(result.refused).toEqual([]);
    expect(result.warnings).toEqual([]);
  });

  const text = 'Pupil,Date,Session,Code\nRené,09/03/2026,AM,/\n';
  test.each([
    ['utf-8', utf8(text), 'utf-8'],
    ['utf-8 with a byte order mark', utf8(`\ufeff${text}`), 'utf-8'],
    ['utf-16', utf16(text), 'utf-16le'],
    ['Windows-1252', latin(text), 'windows-1252'],
  ])('encoding %s', (_says, bytes, encoding) => {
    const result = read(bytes);
    expect(result.file.encoding).toBe(encoding);
    expect(said(result)).toEqual(['René 2026-03-09 AM /']);
  });

  test('titles, blank lines, repeated headings and totals are skipped; lines are physical lines', () => {
    const result = read(
      'Attendance, Year 9\n\nUPN,Date,Session,Mark\nA1,09/03/2026,AM,/\n,,,\nUPN,Date,Session,Mark\nA2,09/03/2026,AM,?\nTotal,,,1\n',
    );
    expect(result.file).toMatchObject({ rows: 2, accepted: 1, refused: 1, skipped: 5 });
    expect(result.refused).toEqual([
      { file: 'marks.csv', line: 7, column: 'Mark', value: '?', why: '? is no attendance code' },
    ]);
  });

  test('a record of two lines counts its lines for those behind it', () => {
    const result = read('UPN,Note,Date,Session,Mark\nA1,"a\nb\nc",09/03/2026,AM,/\nA2,,09/03/2026,AM,9\n');
    expect(result.refused.map(({ line }) => line)).toEqual([5]);
  });
});

describe('codes', () => {
  const one = (mark: string, date = '2026-03-09', half = 'AM', calendar = referenceCalendar) =>
    read(`UPN,Date,Session,Mark\nA1,${date},${half},"${mark}"\n`, { calendar });

  test.each([
    ['H', 'H ended on 19 August 2024; C or G?'],
    ['J', 'J ended on 19 August 2024; J1?'],
    ['Y', 'Y ended on 19 August 2024; Y1, Y2, Y3, Y4, Y6 or, with its reason, Y7?'],
    ['F', 'F ended before 19 August 2024; C or G?'],
    ['!', '! is no attendance code'],
    ['7', '7 is no attendance code'],
    ['Absent', 'ABSENT is no attendance code'],
  ])('%s from 19 August 2024 refuses its row (§1.3, RA3)', (mark, why) => {
    const result = one(mark);
    expect(result.refused).toEqual([{ file: 'marks.csv', line: 2, column: 'Mark', value: mark, why }]);
    expect(result.marks).toEqual([]);
  });

  test('H, F, J and Y stay what they are before that day', () => {
    const before = Calendar.parse({ year: '2023/24', terms: [{ from: '2023-09-04', to: '2024-07-19' }] });
    for (const mark of ['H', 'F', 'J', 'Y']) expect(one(mark, '2024-07-19', 'AM', before).marks[0]?.code).toBe(mark);
    expect(one('C1', '2024-07-19', 'AM', before).warnings[0]?.why).toBe('C1 did not exist before 19 August 2024');
  });

  test.each([
    ['/', 'PM', '\\', '/ in the afternoon, read as \\'],
    ['\\', 'AM', '/', '\\ in the morning, read as /'],
    ['I02', 'AM', 'I', 'sub-code I02, read as I'],
  ] as const)('%s in the %s is read with a warning, raw kept (RA4, §1.3)', (mark, half, code, why) => {
    const result = one(mark, '2026-03-09', half);
    expect(result.marks).toMatchObject([{ code, raw: mark }]);
    expect(result.warnings).toEqual([{ file: 'marks.csv', line: 2, column: 'Mark', value: mark, why }]);
  });

  test('codes are read in any case and with spaces around them', () => {
    expect(one(' y7 ').marks).toMatchObject([{ code: 'Y7' }]);
    expect(one('c2').marks[0]).not.toHaveProperty('raw', 'c2');
  });
});

describe('rows that cannot be placed', () => {
  const roll = [
    { key: 'UPN1', admission: '0012', from: '2025-09-03' },
    { key: 'UPN2', admission: '0013', from: '2026-03-09', to: '2026-03-09' },
  ];

  test('a pupil who is not on roll refuses the row, in a wide file each cell', () => {
    const long = read('UPN,Date,Session,Mark\nUPN9,09/03/2026,AM,/\n', { roll });
    expect(long.refused).toMatchObject([{ line: 2, column: 'UPN', value: 'UPN9', why: 'not on roll' }]);
    const wide = read('Adno,09/03/2026 AM,09/03/2026 PM\n99,/,\\\n12,/,\\\n', { roll });
    expect(wide.file).toMatchObject({ rows: 4, accepted: 2, refused: 2 });
    expect(wide.refused.map(({ column }) => column)).toEqual(['09/03/2026 AM', '09/03/2026 PM']);
  });

  test('zeros lost in an admission number and a UPN in lower case still name the pupil', () => {
    expect(said(read('Adno,Date,Session,Mark\n12,09/03/2026,AM,/\n', { roll }))).toEqual(['UPN1 2026-03-09 AM /']);
    expect(said(read('UPN,Date,Session,Mark\nupn1,09/03/2026,AM,/\n', { roll }))).toEqual(['UPN1 2026-03-09 AM /']);
  });

  test('marks in the future and in no school year are refused; today is not the future', () => {
    const result = read(
      'UPN,Date,Session,Mark\nA1,11/03/2026,AM,/\nA1,10/03/2026,AM,/\nA1,10/03/2019,AM,/\nA1,31/02/2026,AM,/\nA1,10/03/2026,noon,/\n',
    );
    expect(result.refused.map(({ line, column, why }) => [line, column, why])).toEqual([
      [2, 'Date', 'in the future'],
      [4, 'Date', 'in no school year of the calendar'],
      [5, 'Date', 'no date like 10/03/2026 or 2026-03-10'],
      [6, 'Session', 'neither AM nor PM'],
    ]);
  });

  test.each([
    ['a Saturday', 'UPN1', '07/03/2026', 'no school session (weekend or holiday); kept, counted nowhere'],
    ['an INSET day', 'UPN1', '28/11/2025', 'no school session (INSET); kept, counted nowhere'],
    ['before joining', 'UPN2', '06/03/2026', 'before joining; kept, counted nowhere'],
    ['after leaving', 'UPN2', '10/03/2026', 'after leaving; kept, counted nowhere'],
  ])('a mark on %s is kept with a warning (RA5)', (_says, pupil, date, why) => {
    const result = read(`UPN,Date,Session,Mark\n${pupil},${date},AM,/\n`, { roll });
    expect(result.file).toMatchObject({ accepted: 1, refused: 0 });
    expect(result.marks).toHaveLength(1);
    expect(result.warnings.map((warning) => warning.why)).toEqual([why]);
  });

  test('# and Z are right there, and no mark says nothing', () => {
    expect(read('UPN,Date,Session,Mark\nA1,28/11/2025,AM,#\nA1,28/11/2025,PM,\n').warnings).toEqual([]);
  });
});

describe('one mark a session', () => {
  const rows = (...lines: string[]) => read(`UPN,Date,Session,Mark\n${lines.join('\n')}\n`);

  test('the same line twice: both accepted, one mark', () => {
    const result = rows('A1,09/03/2026,AM,/', 'A1,09/03/2026,AM,/');
    expect(result.file).toMatchObject({ rows: 2, accepted: 2, refused: 0 });
    expect(result.marks).toHaveLength(1);
  });

  test('two different marks with nothing to tell which is newer: every row of them is refused', () => {
    const result = rows('A1,09/03/2026,AM,/', 'A1,09/03/2026,AM,/', 'A1,09/03/2026,AM,I', 'A1,09/03/2026,AM,/');
    expect(result.file).toMatchObject({ rows: 4, accepted: 0, refused: 4 });
    expect(result.marks).toEqual([]);
    expect(result.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  test('a time of change tells: the newer mark counts, in whichever order they stand', () => {
    const lines = ['A1,09/03/2026,AM,N,09/03/2026 09:10', 'A1,09/03/2026,AM,I,09/03/2026 10:45'];
    for (const order of [lines, [...lines].reverse()]) {
      const result = read(`UPN,Date,Session,Mark,Last modified\n${order.join('\n')}\n`);
      expect(said(result)).toEqual(['A1 2026-03-09 AM I']);
      expect(result.file).toMatchObject({ accepted: 2, refused: 0 });
    }
  });

  test('no mark and a mark are no contradiction', () => {
    expect(said(rows('A1,09/03/2026,AM,-', 'A1,09/03/2026,AM,I'))).toEqual(['A1 2026-03-09 AM I']);
    expect(said(rows('A1,09/03/2026,AM,I', 'A1,09/03/2026,AM,-'))).toEqual(['A1 2026-03-09 AM I']);
  });
});

describe('files that cannot be trusted as a whole', () => {
  const heading = 'UPN,Date,Session,Mark\n';
  test.each([
    ['a date that can only be month first', `${heading}A1,02/03/2026,AM,/\nA1,03/24/2026,AM,/\n`, /month first/],
    ['month first in a wide heading', 'UPN,03/24/2026 AM,03/24/2026 PM\nA1,/,\\\n', /month first/],
    ['a quote that is never closed', `${heading}A1,09/03/2026,AM,"/\nA2,09/03/2026,AM,/\n`, /never closed/],
    ['a quote in the middle of a cell', `${heading}"A1"x,09/03/2026,AM,/\n`, /damaged/],
    ['a last row that breaks off', `${heading}A1,09/03/2026,AM,/\nA2,09/03/2026`, /breaks off/],
    ['no session column', 'UPN,Date,Mark\nA1,09/03/2026,/\n', /no session column/],
    ['no date column', 'UPN,Session,Mark\nA1,AM,/\n', /no date column/],
    ['no column for the pupil', 'Name,Date,Session,Mark\nWick,09/03/2026,AM,/\n', /no column for the pupil/],
    ['no headings', 'a,b,c\n1,2,3\n', /no headings/],
    ['nothing', '', /no headings/],
    ['a web page', '<!doctype html><p>Sign in</p>', /web page/],
    ['a workbook', 'PK\u0003\u0004', /save the sheet as CSV/],
    ['NUL characters', `${heading}A1\0,09/03/2026,AM,/\n`, /NUL/],
  ])('%s: refused whole, nothing kept', (_says, text, why) => {
    const result = read(text);
    expect(result.marks).toEqual([]);
    expect(result.file.accepted).toBe(0);
    expect(result.refused).toHaveLength(1);
    expect(result.refused[0]).toMatchObject({ line: null, column: null });
    expect(result.refused[0]!.why).toMatch(why);
  });
});
