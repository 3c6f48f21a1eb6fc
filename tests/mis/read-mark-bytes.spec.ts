import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarksFully } from '../../bot/cli/marks-input.ts';
import { readMarkBytes } from '../../shared/mis/bytes/read-mark-bytes.ts';
import { PupilIndex, type RollEntry } from '../../shared/mis/pupil-index.ts';
import { rowOf } from '../../shared/rules/figures/fast/school-marks.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { calendarOf, referenceCalendar } from '../support/reference-calendar.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const fast = (bytes: Uint8Array, calendar = referenceCalendar, roll?: readonly RollEntry[]) => {
  const school = readMarkBytes(bytes, calendar, new PupilIndex(roll));
  return school && { pupils: school.pupils.map((pupil, at) => ({ pupil, row: rowOf(school, at) })), warnings: [] };
};
const full = (bytes: Uint8Array, calendar = referenceCalendar, roll: readonly RollEntry[] = []) => {
  try {
    return readMarksFully({ name: 'marks.csv', bytes }, calendar, roll);
  } catch (error) {
    return { refused: (error as Error).message };
  }
};

const mis = [
  '"UPN","Name","Reg group","Date","Session","Mark"',
  '"A1","Wick, Pebble","9A","09/03/2026","AM","/"',
  '"A1","Wick, Pebble","9A","09/03/2026","PM","\\"',
  '"A2","Dünes, Zoë","9B","09/03/2026","AM","i"',
  '"A2","Dünes, Zoë","9B","09/03/2026","PM","-"',
  '"A1","Wick, Pebble","9A","10/03/2026","AM","C1"',
];

describe('an export as an MIS writes it is read from its bytes', () => {
  test.each([
    ['quoted, CRLF, a byte order mark', `\ufeff${mis.join('\r\n')}\r\n`],
    ['without a line end behind the last row', `\ufeff${mis.join('\r\n')}`],
    ['a blank line at the end', `\ufeff${mis.join('\n')}\n\n`],
    ['plain', 'pupil,date,session,code\nA1,2026-03-09,AM,/\nA1,2026-03-09,PM,\\\nA2,2026-03-10,AM,\n'],
    ['semicolons, minutes and comments', 'UPN;Date;Session;Mark;Minutes late;Comments\nA1;09/03/2026;AM;L;7;bus\n'],
    [
      'the same line twice, and a line without a mark',
      `\ufeff${[...mis, mis[1], mis[1]!.replace('"/"', '""')].join('\n')}`,
    ],
    ['a closed day with its #', 'UPN,Date,Session,Mark\nA1,04/05/2026,AM,#\nA1,05/05/2026,AM,/\n'],
    ['a name that changed', 'UPN,Name,Date,Session,Mark\nA1,Wick,09/03/2026,AM,/\nA1,Dune,09/03/2026,PM,\\\n'],
  ])('%s', (_says, text) => {
    const read = fast(utf8(text));
    expect(read).toBeDefined();
    expect(read).toEqual(full(utf8(text)));
  });

  test('pupils of the roll by any of their ids', () => {
    const roll = [{ key: 'UPN1', admission: '0012', from: '2025-09-03' }];
    const bytes = utf8('Adno,Date,Session,Mark\n12,09/03/2026,AM,/\n0012,09/03/2026,PM,\\\n');
    expect(fast(bytes, referenceCalendar, roll)).toEqual(full(bytes, referenceCalendar, roll));
    expect(fast(bytes, referenceCalendar, roll)?.pupils.map(({ pupil }) => pupil)).toEqual(['UPN1']);
  });
});

describe('anything unusual is left to the full reader', () => {
  const rows = 'UPN,Date,Session,Mark\nA1,09/03/2026,AM,/\n';
  test.each([
    ['a heading that nobody knows', 'Who,Date,Session,Mark\nA1,09/03/2026,AM,/\n'],
    ['a title above', `Marks\n${rows}`],
    ['a wide file', 'UPN,09/03/2026 AM\nA1,/\n'],
    ['/ in the afternoon', `${rows}A1,09/03/2026,PM,/\n`],
    ['H', `${rows}A1,09/03/2026,PM,H\n`],
    ['a code of three characters', `${rows}A1,09/03/2026,PM,I02\n`],
    ['two different marks of one session', `${rows}A1,09/03/2026,AM,I\n`],
    ['a mark on a closed day', `${rows}A1,04/05/2026,AM,/\n`],
    ['a date in no school year', `${rows}A1,09/03/2019,AM,/\n`],
    ['a date that is none', `${rows}A1,31/02/2026,AM,/\n`],
    ['month first', `${rows}A1,03/25/2026,AM,/\n`],
    ['neither AM nor PM', `${rows}A1,10/03/2026,XM,/\n`],
    ['a total', `${rows}Total,10/03/2026,AM,/\n`],
    ['headings again', `${rows}${rows}`],
    ['no pupil', `${rows},10/03/2026,AM,/\n`],
    ['a cell too few', `${rows}A1,10/03/2026,AM\n`],
    ['a cell too many', `${rows}A1,10/03/2026,AM,/,x\n`],
    ['a quote in a cell', 'UPN,Name,Date,Session,Mark\nA1,"a""b",09/03/2026,AM,/\n'],
    ['a stray quote', `${rows}A1,10/03/2026,AM,"/"x\n`],
    ['a quote never closed', `${rows}A1,10/03/2026,AM,"/\n`],
    ['a line end in a cell', 'UPN,Name,Date,Session,Mark\nA1,"a\nb",09/03/2026,AM,/\n'],
    ['a NUL', 'UPN,Name,Date,Session,Mark\nA1,a\0b,09/03/2026,AM,/\n'],
    ['marks that Excel protected', `${rows}A1,10/03/2026,AM,="/"\n`],
    ['a cell that would become one', 'UPN,Name,Date,Session,Mark\nA1,"x,=","y",AM,/\n'],
    ['minutes that are none', 'UPN,Date,Session,Mark,Minutes late\nA1,09/03/2026,AM,L,ten\n'],
    ['a column of changes', 'UPN,Date,Session,Mark,Updated at\nA1,09/03/2026,AM,L,\n'],
    ['a lone CR', 'UPN,Date,Session,Mark\rA1,09/03/2026,AM,L\n'],
    ['nothing', ''],
  ])('%s', (_says, text) => expect(fast(utf8(text))).toBeUndefined());

  test('a mark after leaving', () => {
    const roll = [{ key: 'A1', to: '2026-03-08' }];
    expect(fast(utf8(rows), referenceCalendar, roll)).toBeUndefined();
  });
});

const twoEras = Calendar.parse({
  years: [
    { year: '2023/24', terms: [{ from: '2024-06-10', to: '2024-07-19' }] },
    {
      year: '2024/25',
      terms: [{ from: '2024-09-04', to: '2024-10-18' }],
      closures: [{ date: '2024-09-10', session: 'AM', why: 'Water' }],
    },
  ],
});
const short = calendarOf('2026-03-09', '2026-03-13', [{ date: '2026-03-11', session: 'PM', why: 'Boiler' }]);

const rowIn = (calendar: Calendar, strange: boolean) => {
  const { sessions } = calendar;
  const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
    strange ? fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: rare }) : usual;
  return fc.record({
    pupil: often(
      fc.constantFrom('A1', 'A2', '003', 'B-4'),
      fc.constantFrom('Total', '', ' A1 ', "'A1", 'UPN', 'Zoë', 'Average'),
    ),
    name: often(
      fc.constantFrom('Wick, Pebble', 'Zoë'),
      fc.constantFrom('say "x"', 'a\nb', '\0', '', 'x,=', 'cr\rlf', '\u2028'),
    ),
    session: fc.nat({ max: sessions.length - 1 }),
    date: often(
      fc.constant(undefined),
      fc.constantFrom('1/9/2025', '2026-03-15', '12/25/2026', '09/03/26', 'x', '2019-01-01'),
    ),
    half: often(fc.constant(undefined), fc.constantFrom('am', 'Morning', ' AM', 'noon', '')),
    mark: often(
      fc.constantFrom(undefined, undefined, 'I', 'O', 'C1', '', '-', 'n', ' L'),
      fc.constantFrom('/', '\\', 'H', '7', '#', 'Z', 'I02', "'I", '="I"', '--', '?!'),
    ),
    uk: fc.boolean(),
    end: often(fc.constant(''), fc.constantFrom(',', '\n', ',x', '"', '\r')),
  });
};

/** A marks file as an MIS might write it, or, `strange`, as it might come out of somebody's hands. */
const fileIn = (calendar: Calendar, strange: boolean) =>
  fc
    .record({
      rows: fc.array(rowIn(calendar, strange), { minLength: 1, maxLength: 70 }),
      quoted: fc.boolean(),
      mark: fc.boolean(),
      crlf: fc.boolean(),
      six: fc.boolean(),
      cut: strange ? fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat({ max: 30 })) : fc.constant(0),
    })
    .map(({ rows, quoted, mark, crlf, six, cut }) => {
      const cell = (text: string) => (quoted || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const seen = new Map<string, string>();
      const lines = rows.map(({ pupil, name, session, date, half, mark: code, uk, end }) => {
        const at = calendar.sessions[session]!;
        const iso = uk ? `${at.date.slice(8)}/${at.date.slice(5, 7)}/${at.date.slice(0, 4)}` : at.date;
        const place = `${pupil.trim().replace("'", '')} ${session}`;
        const says = code ?? (at.half === 'AM' ? '/' : '\\');
        const again = strange ? says : (seen.get(place) ?? says);
        seen.set(place, again);
        const cells = [pupil, ...(six ? [name, '9A'] : []), date ?? iso, half ?? at.half, again];
        return `${cells.map(cell).join(',')}${end}`;
      });
      const headings = six ? ['UPN', 'Name', 'Form', 'Date', 'Session', 'Mark'] : ['pupil', 'date', 'session', 'code'];
      const end = crlf ? '\r\n' : '\n';
      const bytes = utf8(`${mark ? '\ufeff' : ''}${[headings.map(cell).join(','), ...lines].join(end)}${end}`);
      return bytes.subarray(0, bytes.length - cut);
    });

const calendars = fc.constantFrom(short, twoEras, referenceCalendar);

describe('what is read from bytes is what the full reader reads', () => {
  test('any ordinary file is read from its bytes, and no warning is lost', () => {
    let taken = 0;
    fc.assert(
      fc.property(
        calendars.chain((calendar) => fc.tuple(fc.constant(calendar), fileIn(calendar, false))),
        ([calendar, bytes]) => {
          const read = fast(bytes, calendar);
          if (read === undefined) return;
          taken++;
          expect(read).toEqual(full(bytes, calendar));
        },
      ),
      { seed: 20260310, numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(150);
  });

  test('a strange file is read as the full reader reads it, or not at all', () => {
    fc.assert(
      fc.property(
        calendars.chain((calendar) => fc.tuple(fc.constant(calendar), fileIn(calendar, true))),
        ([calendar, bytes]) => {
          const read = fast(bytes, calendar);
          if (read !== undefined) expect(read).toEqual(full(bytes, calendar));
        },
      ),
      { seed: 20260310, numRuns: 1500 },
    );
  });

  test('a byte changed anywhere', () => {
    const bytes = utf8(`\ufeff${mis.join('\r\n')}\r\n`);
    fc.assert(
      fc.property(
        fc.nat({ max: bytes.length - 1 }),
        fc.constantFrom(0, 10, 13, 34, 44, 61, 65, 47, 92, 195, 255),
        (at, byte) => {
          const changed = bytes.slice();
          changed[at] = byte;
          const read = fast(changed);
          if (read !== undefined) expect(read).toEqual(full(changed));
        },
      ),
      { seed: 20260310, numRuns: 1500 },
    );
  });

  test('the order of the rows never matters', () => {
    const [heading, ...rows] = mis;
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
        const read = fast(utf8(`\ufeff${[heading, ...shuffled].join('\n')}`));
        const inOrder = fast(utf8(`\ufeff${mis.join('\n')}`));
        const byName = (of: typeof read) => of!.pupils.toSorted((a, b) => (a.pupil < b.pupil ? -1 : 1));
        expect(byName(read)).toEqual(byName(inOrder));
      }),
      { seed: 20260310, numRuns: 60 },
    );
  });
});
