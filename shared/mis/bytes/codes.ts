import { byteOf } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { readCode } from '../code-cell.ts';
import { asciiOf, unusual } from './cells.ts';

const unasked = 0;
const refused = -2;

/** Marks by their one or two bytes, the half and the era of their session; what a mark means is asked once. */
export class ByteCodes {
  readonly #known = new Int16Array(4 * 0x1_0000);

  /** The byte of the mark whose cell holds `length` bytes; unusual when it is refused, or read with a warning. */
  find(bytes: Uint8Array, at: number, length: number, isMorning: boolean, date: IsoDate, since2024: number): number {
    if (length > 2) return unusual;
    const written = length === 0 ? 0 : length === 1 ? bytes[at]! : bytes[at]! | (bytes[at + 1]! << 8);
    const slot = written | ((isMorning ? 0 : 1) << 16) | (since2024 << 17);
    const known = this.#known[slot]!;
    if (known !== unasked) return known === refused ? unusual : known - 1;
    const text = asciiOf(bytes, at, at + length);
    const read = text === undefined ? undefined : readCode(text, date, isMorning ? 'AM' : 'PM');
    const isPlain = read !== undefined && 'code' in read && read.warning === undefined;
    const byte = isPlain ? (read.code === null ? 0 : byteOf(read.code)) : unusual;
    this.#known[slot] = isPlain ? byte + 1 : refused;
    return byte;
  }
}
