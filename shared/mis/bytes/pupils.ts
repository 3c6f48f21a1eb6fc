import type { PupilIndex } from '../pupil-index.ts';
import { isAnyTotal } from '../table.ts';
import { asciiOf, isSame, unusual } from './cells.ts';

/** Pupils by the bytes of their ids, and how the rows of each begin. */
export class BytePupils {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #roll: PupilIndex;
  readonly #heading: string;
  readonly #rowOfKey = new Map<string, number>();
  #slots = new Int32Array(1024);
  readonly keys: string[] = [];
  /** By spelling of an id: where it stands first and how long it is, and the same of the row's beginning. */
  readonly idAt: number[] = [];
  readonly idLength: number[] = [];
  readonly headAt: number[] = [];
  readonly headLength: number[] = [];
  /** By spelling: the number of the pupil, and the first and last day on roll as numbers like 20260310. */
  readonly pupil: number[] = [];
  readonly from: number[] = [];
  readonly to: number[] = [];
  /** By spelling: the one whose row came next the last time. */
  readonly next: number[] = [];

  constructor(bytes: Uint8Array, view: DataView, roll: PupilIndex, heading: string) {
    this.#bytes = bytes;
    this.#view = view;
    this.#roll = roll;
    this.#heading = heading;
  }

  /** The number of the spelling of an id that stands from one place to another. */
  find(from: number, to: number): number {
    let hash = 0;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + this.#bytes[at]!) | 0;
    hash = Math.imul(hash, 0x9e3779b1) >>> 8;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const known = this.#slots[slot]! - 1;
      if (this.idLength[known] === to - from && isSame(this.#view, this.idAt[known]!, from, to - from)) return known;
    }
    const made = this.#meet(from, to);
    if (made === unusual) return unusual;
    this.#slots[slot] = made + 1;
    if (made * 2 > this.#slots.length) this.#grow();
    return made;
  }

  /** A new spelling; unusual when the row is a heading or a total, or nobody's. */
  #meet(from: number, to: number): number {
    const id = asciiOf(this.#bytes, from, to);
    if (id === undefined || id.trim() === '' || id === this.#heading || isAnyTotal(id)) return unusual;
    const found = this.#roll.find(id);
    if (found === undefined) return unusual;
    const made = this.pupil.length;
    let pupil = this.#rowOfKey.get(found.key);
    if (pupil === undefined) {
      pupil = this.keys.length;
      this.keys.push(found.key);
      this.#rowOfKey.set(found.key, pupil);
    }
    const number = (day: string | undefined, otherwise: number) => (day ? Number(day.replaceAll('-', '')) : otherwise);
    this.pupil.push(pupil);
    this.from.push(number(found.from, 0));
    this.to.push(number(found.to, 99999999));
    this.idAt.push(from);
    this.idLength.push(to - from);
    this.headAt.push(0);
    this.headLength.push(0);
    this.next.push(made);
    return made;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 4);
    const mask = this.#slots.length - 1;
    for (let known = 0; known < this.pupil.length; known++) {
      let hash = 0;
      const from = this.idAt[known]!;
      for (let at = from; at < from + this.idLength[known]!; at++) hash = (Math.imul(hash, 31) + this.#bytes[at]!) | 0;
      let slot = (Math.imul(hash, 0x9e3779b1) >>> 8) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = known + 1;
    }
  }
}
