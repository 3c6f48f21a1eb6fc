import type { ImportedMark } from '../records/mark-book.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { FileTally } from './file-tally.ts';

/** A row that says what a pupil's mark was. */
interface Source {
  readonly tally: FileTally;
  readonly line: number;
  readonly column: string;
  readonly value: string;
}

/** A mark with the row it comes from, and what tells whether it is newer than another of the same session. */
export interface MarkRow extends Source {
  readonly mark: ImportedMark;
  /** When the row says that it was last changed: ISO, or undefined. */
  readonly updated: string | undefined;
  /** When the file was written, as far as that is known: ISO, or undefined. */
  readonly written: string | undefined;
}

interface Kept {
  row: MarkRow;
  /** Further rows that say the same. */
  also: Source[] | undefined;
  contradicted: boolean;
}

const contradiction = 'two different marks for this session and nothing to tell which is newer';

/**
 * One mark a pupil and session out of many rows. The same mark twice is one; of two different ones the newer counts,
 * by the row's own time of change or the file's; where nothing tells, every one of them is refused.
 */
export class MarkSieve {
  readonly #calendar: Calendar;
  readonly #kept: Kept[] = [];
  readonly #places = new Map<string, Int32Array>();
  readonly #others = new Map<string, number>();

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  add(row: MarkRow): void {
    const { pupil, date, half } = row.mark;
    const number = this.#calendar.numberOf(date, half);
    let known: number;
    if (number === undefined) {
      const place = `${pupil}|${date} ${half}`;
      known = (this.#others.get(place) ?? 0) - 1;
      if (known < 0) this.#others.set(place, this.#kept.length + 1);
    } else {
      let places = this.#places.get(pupil);
      if (places === undefined) {
        places = new Int32Array(this.#calendar.sessions.length);
        this.#places.set(pupil, places);
      }
      known = places[number]! - 1;
      if (known < 0) places[number] = this.#kept.length + 1;
    }
    row.tally.accept();
    if (known < 0) this.#kept.push({ row, also: undefined, contradicted: false });
    else this.#meet(this.#kept[known]!, row);
  }

  #meet(kept: Kept, row: MarkRow): void {
    const before = kept.row;
    if (before.tally.isRefusedWhole) {
      kept.row = row;
      return;
    }
    const order = compare(before, row);
    if (before.mark.code !== row.mark.code && order === 0 && before.mark.code !== null && row.mark.code !== null) {
      row.tally.takeBack(row.line, row.column, row.value, contradiction);
      if (kept.contradicted) return;
      for (const source of [before, ...(kept.also ?? [])])
        source.tally.takeBack(source.line, source.column, source.value, contradiction);
      kept.contradicted = true;
      return;
    }
    if (kept.contradicted && order === 0) {
      row.tally.takeBack(row.line, row.column, row.value, contradiction);
      return;
    }
    if (before.mark.code === row.mark.code) {
      // A report of lates says the same mark again, with its minutes.
      kept.also = [...(kept.also ?? []), row];
      if (row.mark.minutesLate !== undefined && (before.mark.minutesLate === undefined || order > 0))
        kept.row = { ...before, mark: { ...before.mark, minutesLate: row.mark.minutesLate } };
      else if (order > 0 && before.mark.minutesLate !== undefined)
        kept.row = { ...row, mark: { ...row.mark, minutesLate: before.mark.minutesLate } };
      if (kept.row !== before) return;
    }
    if (order > 0 || (order === 0 && before.mark.code === null)) {
      kept.row = row;
      kept.contradicted = false;
      if (before.mark.code !== row.mark.code) kept.also = undefined;
    }
  }

  /** Every mark that stands, in the order in which they were read; those of refused files are gone. */
  rows(): readonly MarkRow[] {
    return this.#kept
      .filter(({ row, contradicted }) => !contradicted && !row.tally.isRefusedWhole)
      .map(({ row }) => row);
  }
}

/** Above 0 when `b` is newer, below when `a` is, 0 when nothing tells. */
const compare = (a: MarkRow, b: MarkRow): number => {
  if (a.updated !== undefined && b.updated !== undefined && a.updated !== b.updated)
    return a.updated < b.updated ? 1 : -1;
  if (a.written !== undefined && b.written !== undefined && a.written !== b.written)
    return a.written < b.written ? 1 : -1;
  return 0;
};
