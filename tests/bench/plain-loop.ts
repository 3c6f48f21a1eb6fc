import { parse } from 'csv-parse/sync';
import { calendarIndex } from '../../shared/rules/calendar-index.ts';
import {
  columnCodes,
  columnOfByte,
  kindOfColumn,
  kinds,
  since2024,
} from '../../shared/rules/figures/fast/code-columns.ts';
import { sessionsBefore, spanOfDates } from '../../shared/rules/span.ts';
import { byteOf, type Code, codeOfByte } from '../../shared/vocabulary/mark.ts';
import { type Answer, pupilColumns } from './answer.ts';
import { type BenchPupil, calendar } from './school.ts';

/** A mark as most programs would hold it. */
export interface MarkRow {
  readonly pupil: string;
  readonly session: number;
  readonly code: string;
}

export const rowsOf = (school: readonly BenchPupil[]): MarkRow[] =>
  school.flatMap(({ marks }) => {
    const from = sessionsBefore(calendar, marks.from!);
    const until = marks.to === undefined ? calendar.sessions.length : spanOfDates(calendar, marks.to, marks.to).until;
    return Array.from({ length: until - from }, (_, at) => ({
      pupil: marks.pupil,
      session: from + at,
      code: codeOfByte(marks.row[from + at]!) ?? '',
    }));
  });

/** The rows of an export, by a well-known parser. */
export const readRows = (bytes: Uint8Array): MarkRow[] => {
  const records = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
  return records.map(({ UPN, Date: day, Session, Mark }) => ({
    pupil: UPN!,
    session: calendar.numberOf(`${day!.slice(6)}-${day!.slice(3, 5)}-${day!.slice(0, 2)}`, Session as 'AM' | 'PM')!,
    code: Mark!,
  }));
};

const kindOfCode = new Map<string, number>([
  ['', kinds.missing],
  ...columnCodes.map((code): [string, number] => [code, kindOfColumn[columnOfByte[since2024 + byteOf(code)]!]!]),
]);
const placeOfCode = new Map<string, number>(columnCodes.map((code: Code, at) => [code, 19 + at]));

/** The figures of a school in a loop over its rows, as one writes it first. */
export const loopFigures = (school: readonly BenchPupil[], rows: readonly MarkRow[]): Answer => {
  const { day: dayOf, week: weekOf, weekday } = calendarIndex(calendar);
  const rowsOfPupil = Map.groupBy(rows, ({ pupil }) => pupil);
  const pupils = new Int32Array(school.length * pupilColumns);
  const groups = new Map<string, number[]>();
  school.forEach(({ facts }, number) => {
    const row = new Array<number>(pupilColumns).fill(0);
    const weeks = new Map<number, number>();
    const days = new Map<number, { unauthorised: boolean; other: boolean }>();
    for (const { session, code } of rowsOfPupil.get(facts.pupil) ?? []) {
      const kind = kindOfCode.get(code)!;
      if (code !== '') row[placeOfCode.get(code)!]!++;
      if (kind === kinds.missing) row[4]!++;
      if (kind >= kinds.missing) continue;
      row[0]!++;
      row[1 + kind]!++;
      row[9 + weekday[session]! * 2]!++;
      if (kind !== kinds.attended) row[10 + weekday[session]! * 2]!++;
      const day = days.get(dayOf[session]!) ?? { unauthorised: false, other: false };
      days.set(dayOf[session]!, day);
      if (kind === kinds.unauthorised) {
        weeks.set(weekOf[session]!, (weeks.get(weekOf[session]!) ?? 0) + 1);
        day.unauthorised = true;
      } else day.other = true;
    }
    for (const last of weeks.keys()) {
      let sum = 0;
      for (const [week, sessions] of weeks) if (week <= last && week > last - 10) sum += sessions;
      row[5] = Math.max(row[5]!, sum);
    }
    let run = 0;
    for (const [, { other }] of [...days].sort(([a], [b]) => a - b)) {
      run = other ? 0 : run + 1;
      row[6] = Math.max(row[6]!, run);
    }
    const absent = row[0]! - row[1]!;
    row[7] = row[0]! > 0 && absent * 10 >= row[0]! ? 1 : 0;
    row[8] = row[0]! > 0 && absent * 2 >= row[0]! ? 1 : 0;
    pupils.set(row, number * pupilColumns);
    const late = row[placeOfCode.get('L')!]! + row[placeOfCode.get('U')!]!;
    const sums = [1, row[0]!, row[1]!, row[2]!, row[4]!, late, row[0]! > 0 ? 1 : 0, row[7], row[8]];
    const names = [
      'all/all',
      ...(['year', 'form', 'sex', 'fsm', 'sen', 'eal'] as const).map((kind) => `${kind}/${facts[kind]}`),
    ];
    if (['7', '8', '9', '10', '11'].includes(facts.year!)) names.push('all/7-11');
    for (const name of names) {
      const group = groups.get(name) ?? new Array<number>(sums.length).fill(0);
      groups.set(name, group);
      sums.forEach((value, at) => {
        group[at]! += value;
      });
    }
  });
  return { pupils, groups };
};
