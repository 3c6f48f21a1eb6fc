import type { Calendar } from '../vocabulary/calendar.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { CodeCells } from './code-cell.ts';
import type { DateCells } from './date-cell.ts';
import type { FileTally } from './file-tally.ts';
import { halfOf, sessionTextOf } from './half-cell.ts';
import type { Column } from './headings.ts';
import type { MarkSieve } from './mark-sieve.ts';
import type { MarksShape } from './marks-shape.ts';
import { isOnRoll, type PupilIndex, type RollEntry } from './pupil-index.ts';
import type { MarksFile, MarksOptions } from './read-marks.ts';
import type { Table } from './table.ts';
import { faultOfUpn, looksLikeUpn } from './upn.ts';

interface Day {
  readonly date: IsoDate;
  readonly refused: string | undefined;
  /** Why there is no session, by half. */
  readonly closed: { readonly AM: string | undefined; readonly PM: string | undefined };
}

/** Takes the rows of one file, in one pass; what a cell's text means is worked out once for each text. */
export class MarkRows {
  readonly #file: MarksFile;
  readonly #options: MarksOptions & { readonly checkUpns?: boolean };
  readonly #pupils: PupilIndex;
  readonly #sieve: MarkSieve;
  readonly #tally: FileTally;
  readonly #shape: MarksShape;
  readonly #dates: DateCells;
  readonly #codes = new CodeCells();
  readonly #days = new Map<string, Day | undefined>();
  readonly #halves = new Map<string, { readonly half: Half; readonly date: string | undefined } | undefined>();
  readonly #checked = new Map<string, string | undefined>();

  constructor(
    file: MarksFile,
    options: MarksOptions & { readonly checkUpns?: boolean },
    pupils: PupilIndex,
    sieve: MarkSieve,
    tally: FileTally,
    shape: MarksShape,
    dates: DateCells,
  ) {
    this.#file = file;
    this.#options = options;
    this.#pupils = pupils;
    this.#sieve = sieve;
    this.#tally = tally;
    this.#shape = shape;
    this.#dates = dates;
  }

  read({ rows, lines, columns }: Table): void {
    const { sessions } = this.#shape;
    const wide = sessions.length > 1 || sessions[0]!.date !== undefined;
    for (const [index, cells] of rows.entries()) {
      const line = lines[index]!;
      const fault = this.#rowFault(cells, columns);
      if (fault !== undefined) {
        for (const session of sessions)
          this.#tally.refuse(line, wide ? session.column.heading : fault.column, fault.value, fault.why);
        continue;
      }
      const pupil = this.#pupilOf(cells)!;
      for (const session of sessions) this.#readCell(cells, line, pupil, session);
    }
  }

  /** What is wrong with a row before its marks are looked at. */
  #rowFault(
    cells: readonly string[],
    columns: readonly Column[],
  ): { readonly column: string | null; readonly value: string | null; readonly why: string } | undefined {
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      return { column: null, value: null, why: `${cells.length} cells under ${columns.length} headings` };
    const [id] = this.#shape.ids;
    const found = this.#pupilOf(cells);
    const text = this.#idOf(cells);
    if (text === '') return { column: id!.heading, value: '', why: 'no pupil' };
    if (found === undefined) return { column: this.#idColumn(cells).heading, value: text, why: 'not on roll' };
    if (this.#options.checkUpns !== true) return undefined;
    if (!this.#checked.has(found.key))
      this.#checked.set(
        found.key,
        looksLikeUpn(found.key.toUpperCase()) ? faultOfUpn(found.key.toUpperCase()) : undefined,
      );
    const why = this.#checked.get(found.key);
    return why === undefined ? undefined : { column: id!.heading, value: text, why };
  }

  #idColumn(cells: readonly string[]): Column {
    return this.#shape.ids.find(({ at }) => (cells[at] ?? '').trim() !== '') ?? this.#shape.ids[0]!;
  }

  #idOf(cells: readonly string[]): string {
    return (cells[this.#idColumn(cells).at] ?? '').trim();
  }

  #pupilOf(cells: readonly string[]): RollEntry | undefined {
    return this.#pupils.find(cells[this.#idColumn(cells).at] ?? '');
  }

  #readCell(
    cells: readonly string[],
    line: number,
    pupil: RollEntry,
    session: MarksShape['sessions'][number],
  ): undefined {
    const { column } = session;
    const value = cells[column.at];
    const refuse = (where: Column | undefined, text: string, why: string): undefined => {
      this.#tally.refuse(line, (where ?? column).heading, text, why);
    };
    if (value === undefined) return refuse(undefined, '', 'the row ends before this column');

    const { date: dateColumn, half: halfColumn, minutes: minutesColumn, updated: updatedColumn } = this.#shape;
    const named = halfColumn === undefined ? undefined : this.#halfOf(cells[halfColumn.at] ?? '');
    const half = session.half ?? named?.half;
    if (half === undefined) return refuse(halfColumn, cells[halfColumn!.at] ?? '', 'neither AM nor PM');
    const dateText = session.date ?? (dateColumn === undefined ? (named?.date ?? '') : (cells[dateColumn.at] ?? ''));
    const whereDate = session.date === undefined ? (dateColumn ?? halfColumn) : column;
    const day = this.#dayOf(dateText);
    if (day === undefined) return refuse(whereDate, dateText, 'no date like 10/03/2026 or 2026-03-10');
    if (day.refused !== undefined) return refuse(whereDate, dateText, day.refused);

    const read = this.#codes.read(value, day.date, half);
    if ('refused' in read) {
      this.#options.unread?.({ pupil: pupil.key, date: day.date, half, text: value });
      return refuse(column, value, read.refused);
    }
    const warn = (why: string) => this.#tally.warn(line, column.heading, value, why);
    if (read.code !== null) {
      if (read.warning !== undefined) warn(read.warning);
      if (read.code !== '#' && read.code !== 'Z') {
        const closed = day.closed[half];
        if (closed !== undefined) warn(`no school session (${closed}); kept, counted nowhere`);
        else if (!isOnRoll(pupil, day.date))
          warn(`${pupil.to && pupil.to < day.date ? 'after leaving' : 'before joining'}; kept, counted nowhere`);
      }
    }
    const minutesText = minutesColumn === undefined ? '' : (cells[minutesColumn.at] ?? '').trim();
    if (minutesText !== '' && !/^\d{1,3}$/.test(minutesText))
      this.#tally.warn(line, minutesColumn!.heading, minutesText, 'no whole number of minutes; left out');
    this.#sieve.add({
      mark: {
        pupil: pupil.key,
        date: day.date,
        half,
        code: read.code,
        raw: read.raw,
        minutesLate: /^\d{1,3}$/.test(minutesText) && read.code !== null ? Number(minutesText) : undefined,
      },
      tally: this.#tally,
      line,
      column: column.heading,
      value,
      updated: updatedColumn === undefined ? undefined : this.#momentOf(cells[updatedColumn.at] ?? ''),
      written: this.#file.modified,
    });
  }

  #halfOf(text: string) {
    if (this.#halves.has(text)) return this.#halves.get(text);
    const half = halfOf(text);
    const whole = half === undefined ? sessionTextOf(text) : { half, date: undefined };
    this.#halves.set(text, whole);
    return whole;
  }

  #dayOf(text: string): Day | undefined {
    if (this.#days.has(text)) return this.#days.get(text);
    const date = this.#dates.read(text);
    const day = date === undefined ? undefined : this.#lookAt(date);
    this.#days.set(text, day);
    return day;
  }

  #lookAt(date: IsoDate): Day {
    const { calendar, today } = this.#options;
    const why = (half: Half): string | undefined =>
      calendar.numberOf(date, half) === undefined
        ? (calendar.whyClosed(date, half) ?? 'weekend or holiday')
        : undefined;
    const refused =
      today !== undefined && date > today
        ? 'in the future'
        : isInSchoolYear(calendar, date)
          ? undefined
          : 'in no school year of the calendar';
    return { date, refused, closed: { AM: why('AM'), PM: why('PM') } };
  }

  #momentOf(text: string): string | undefined {
    const date = this.#dates.read(text);
    if (date === undefined) return undefined;
    const time = /(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
    return time ? `${date} ${time[1]!.padStart(2, '0')}:${time[2]}:${time[3] ?? '00'}` : date;
  }
}

/** School years run from 1 August: 2025 is 2025/26. */
const schoolYearOf = (date: IsoDate): number => Number(date.slice(0, 4)) - (date.slice(5) < '08-01' ? 1 : 0);

/** Whether a date lies in a school year of the calendar. */
export const isInSchoolYear = (calendar: Calendar, date: IsoDate): boolean =>
  schoolYears(calendar).has(schoolYearOf(date));

const schoolYears = (calendar: Calendar): ReadonlySet<number> =>
  new Set(calendar.years.flatMap(({ terms }) => terms.map(({ from }) => schoolYearOf(from))));
