import type { Register } from '../vocabulary/register.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { timeOf } from './date-cell.ts';
import { type FieldRow, fieldRows } from './field-rows.ts';
import { FileTally } from './file-tally.ts';
import { halfOf, sessionTextOf } from './half-cell.ts';
import type { Field } from './headings.ts';
import type { MarksFile } from './read-marks.ts';
import { yearOf } from './read-students.ts';

/**
 * Reads the registers file: one row a register group and session, with its teacher, its room and when it was opened
 * and taken. The session's date stands in a column of its own or with the session (`10/03/2026 AM`). `today`: later
 * registers are timetabled, so they may not be taken yet.
 */
export const readRegisters = (
  file: MarksFile,
  {
    today,
    headings,
  }: { readonly today?: IsoDate | undefined; readonly headings?: Readonly<Record<string, Field>> | undefined },
): { readonly registers: Register[]; readonly tally: FileTally } => {
  const tally = new FileTally(file.name, 'registers');
  const read = fieldRows(
    file,
    tally,
    ['register', 'form'],
    [
      { oneOf: ['register', 'form'], says: 'the register' },
      { oneOf: ['half'], says: 'the session' },
      { oneOf: ['taken'], says: 'when the register was taken' },
    ],
    headings,
  );
  const byPlace = new Map<string, Register>();
  for (const row of read?.rows ?? []) {
    const found = registerOf(row, read!.dates, today);
    if ('why' in found) {
      tally.refuse(row.line, row.heading(found.field), row.text(found.field), found.why);
      continue;
    }
    const place = `${found.date} ${found.half} ${found.group}`;
    const known = byPlace.get(place);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(found))
      tally.refuse(
        row.line,
        row.heading('register') ?? row.heading('form'),
        found.group,
        'this register stands in the file twice',
      );
    else {
      tally.accept();
      byPlace.set(place, found);
    }
  }
  return { registers: [...byPlace.values()], tally };
};

const registerOf = (
  row: FieldRow,
  dates: { read(text: string): string | undefined },
  today: IsoDate | undefined,
): Register | { readonly field: Field; readonly why: string } => {
  const group = (row.text('register') || row.text('form')).replace(/\s+/g, '');
  if (group === '') return { field: row.has('register') ? 'register' : 'form', why: 'no register' };
  const whole = sessionTextOf(row.text('half'));
  const half = whole?.half ?? halfOf(row.text('half'));
  if (half === undefined) return { field: 'half', why: 'neither AM nor PM' };
  const dateText = row.has('date') ? row.text('date') : (whole?.date ?? '');
  const date = dates.read(dateText);
  const dateField = row.has('date') ? 'date' : 'half';
  if (date === undefined) return { field: dateField, why: 'no date like 10/03/2026 or 2026-03-10' };
  const [opened, taken] = (['opened', 'taken'] as const).map((field) => momentOf(row, field));
  for (const time of [opened, taken]) if (typeof time === 'object') return time;
  if (today !== undefined && date > today && taken !== undefined) return { field: 'taken', why: 'in the future' };
  return {
    group,
    year: yearOf(row.text('year')) || (/^\d+/.exec(group)?.[0] ?? ''),
    date,
    half,
    teacher: row.text('teacher'),
    teacherCode: row.text('staffCode'),
    room: row.text('room'),
    opened: opened as string | undefined,
    taken: taken as string | undefined,
  };
};

const momentOf = (row: FieldRow, field: 'opened' | 'taken') => {
  const text = row.text(field);
  if (text === '' || text === '-' || text === '--') return undefined;
  return timeOf(text) ?? { field, why: 'no time like 08:57' };
};
