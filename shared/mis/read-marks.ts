import type { ImportedMark } from '../records/mark-book.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { DateCells } from './date-cell.ts';
import { FileTally } from './file-tally.ts';
import { sessionTextOf } from './half-cell.ts';
import type { Field } from './headings.ts';
import { MarkRows } from './mark-rows.ts';
import { MarkSieve } from './mark-sieve.ts';
import { idFields, type MarksShape, marksShapeOf } from './marks-shape.ts';
import { PupilIndex, type RollEntry } from './pupil-index.ts';
import type { FileCount, Remark } from './report.ts';
import { readTable, type Table } from './table.ts';

export interface MarksFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When it was written: ISO instant. Of two files that disagree the newer counts; without it both are refused. */
  readonly modified?: string | undefined;
  /** Why its bytes cannot be read at all; the file is refused whole for it. */
  readonly unreadable?: string | undefined;
}

/** A mark that stands in a file and could not be read, as written. */
export interface UnreadMark extends Pick<ImportedMark, 'pupil' | 'date' | 'half'> {
  readonly text: string;
}

export interface MarksOptions {
  readonly calendar: Calendar;
  /** Marks after this day are refused; absent: no day is the future. */
  readonly today?: IsoDate | undefined;
  /** Absent: a pupil's id is opaque and nobody is off roll. */
  readonly roll?: readonly RollEntry[] | undefined;
  /** Headings of the school's own: heading to field. */
  readonly headings?: Readonly<Record<string, Field>> | undefined;
  /** Told of each session whose mark stands in the file and could not be read: that one is not without a mark. */
  readonly unread?: ((mark: UnreadMark) => void) | undefined;
}

export interface ReadMarks {
  /** One a pupil and session; `code` null where the MIS says that there is none. */
  readonly marks: readonly ImportedMark[];
  readonly file: FileCount;
  /** Rows that were not taken; one with `line` null is the whole file. */
  readonly refused: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/**
 * Reads one marks file in any layout and spelling of the attendance reference §12.1: long (pupil, date, session, mark),
 * a line a day with AM and PM, or wide (a column a session). A row is a record, in a wide file a cell.
 */
export const readMarks = (file: MarksFile, options: MarksOptions): ReadMarks => {
  const sieve = new MarkSieve(options.calendar);
  const tally = siftMarks(file, options, new PupilIndex(options.roll), sieve);
  return {
    marks: sieve.rows().map(({ mark }) => mark),
    file: tally.count,
    refused: tally.refused,
    warnings: tally.warnings,
  };
};

/** Reads a marks file into a sieve that several files may share; `checkUpns` where no roll tells who is real. */
export const siftMarks = (
  file: MarksFile,
  options: MarksOptions & { readonly checkUpns?: boolean },
  pupils: PupilIndex,
  sieve: MarkSieve,
): FileTally => {
  const tally = new FileTally(file.name, 'marks');
  const table = readTable(file.bytes, idFields, options.headings);
  tally.encoding = table.encoding;
  if ('refused' in table) {
    tally.refuseWhole(table.refused);
    return tally;
  }
  tally.skipped = table.skipped;
  const shape = marksShapeOf(table);
  const cells = 'refused' in shape ? 1 : shape.sessions.length;
  const dates = new DateCells();
  const fault =
    'refused' in shape ? shape.refused : table.cutOff ? 'the last row breaks off: the file was cut' : undefined;
  if (fault !== undefined || 'refused' in shape) {
    tally.refuseWhole(fault!, table.rows.length * cells);
    return tally;
  }
  readAllDates(table, shape, dates);
  if (dates.monthFirst !== undefined) {
    tally.refuseWhole(
      `${dates.monthFirst} can only be month first; export dates as dd/mm/yyyy or yyyy-mm-dd`,
      table.rows.length * cells,
    );
    return tally;
  }
  new MarkRows(file, options, pupils, sieve, tally, shape, dates).read(table);
  return tally;
};

/** Looks at every date first: one that can only be month first refuses the file before a row is taken. */
const readAllDates = ({ rows }: Table, { date, half, sessions }: MarksShape, dates: DateCells): void => {
  for (const session of sessions) if (session.date !== undefined) dates.read(session.date);
  if (date !== undefined) for (const cells of rows) dates.read(cells[date.at] ?? '');
  else if (half !== undefined) for (const cells of rows) dates.read(sessionTextOf(cells[half.at] ?? '')?.date ?? '');
};
