import { codesOf2024From } from '../../rules/codes/codes.ts';
import { placesOf } from '../../rules/figures/fast/places.ts';
import type { Calendar } from '../../vocabulary/calendar.ts';
import type { Half, IsoDate } from '../../vocabulary/session.ts';
import { DateCells } from '../date-cell.ts';
import { isInSchoolYear } from '../mark-rows.ts';
import { asciiOf, unusual } from './cells.ts';

/** The length of a date as the reader of bytes knows it: `10/03/2026` or `2026-03-10`. */
export const dateLength = 10;
const slots = 4096;

/** Dates by their ten bytes; what a date means is asked once. */
export class ByteDates {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #calendar: Calendar;
  readonly #cells = new DateCells();
  /** Where in the file the date of a slot was first seen, plus one, and which date it is. */
  readonly #seen = new Int32Array(slots);
  readonly #date = new Int16Array(slots);
  readonly dates: IsoDate[] = [];
  /** By date: as a number like 20260310, the places of its sessions (-1: closed), and whether its codes are of 2024. */
  readonly number = new Int32Array(slots);
  readonly morning = new Int32Array(slots);
  readonly afternoon = new Int32Array(slots);
  readonly since2024 = new Uint8Array(slots);

  constructor(bytes: Uint8Array, view: DataView, calendar: Calendar) {
    this.#bytes = bytes;
    this.#view = view;
    this.#calendar = calendar;
  }

  /** The number of the date that stands at a place of the file. */
  find(at: number): number {
    const view = this.#view;
    const a = view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    const c = view.getInt16(at + 8, true);
    let slot = (Math.imul(a ^ Math.imul(b, 31) ^ Math.imul(c, 0x9e37), 0x9e3779b1) >>> 20) & (slots - 1);
    for (; this.#seen[slot] !== 0; slot = (slot + 1) & (slots - 1)) {
      const seen = this.#seen[slot]! - 1;
      if (view.getInt32(seen, true) === a && view.getInt32(seen + 4, true) === b && view.getInt16(seen + 8, true) === c)
        return this.#date[slot]!;
    }
    const date = this.#read(at);
    if (date === unusual) return unusual;
    this.#seen[slot] = at + 1;
    this.#date[slot] = date;
    return date;
  }

  #read(at: number): number {
    const text = asciiOf(this.#bytes, at, at + dateLength);
    const date = text === undefined || text.trim() !== text ? undefined : this.#cells.read(text);
    if (date === undefined || this.#cells.monthFirst !== undefined) return unusual;
    if (!isInSchoolYear(this.#calendar, date) || this.dates.length >= slots / 2) return unusual;
    const made = this.dates.length;
    const { place } = placesOf(this.#calendar);
    this.dates.push(date);
    this.number[made] = Number(date.replaceAll('-', ''));
    const placeOf = (half: Half): number => {
      const session = this.#calendar.numberOf(date, half);
      return session === undefined ? unusual : place[session]!;
    };
    this.morning[made] = placeOf('AM');
    this.afternoon[made] = placeOf('PM');
    this.since2024[made] = date < codesOf2024From ? 0 : 1;
    return made;
  }
}
