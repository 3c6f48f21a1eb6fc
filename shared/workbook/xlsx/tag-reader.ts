import type { Codes } from './bytes-text.ts';
import { typeNumbers } from './cell-places.ts';
import { XlsxRefusal } from './refusal.ts';

const powers = Array.from({ length: 16 }, (_, at) => 10 ** at);

const quote = 34;
const apostrophe = 39;
export const slash = 47;
export const less = 60;
const equals = 61;
export const greater = 62;
export const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Reads tags of a sheet's text from a place on; what the last one said lies in its fields. */
export class TagReader {
  readonly #text: string;
  readonly #codes: Codes;
  readonly #part: string;
  at = 0;
  /** Of the tag read last: its `r` (letters and digits), `s`, `t` and whether it has `cm` or `vm`, where it ends, `/>`. */
  column = 0;
  row = 0;
  style = 0;
  type = 0;
  hasMetadata = false;
  isAlone = false;

  constructor(text: string, codes: Codes, part: string) {
    this.#text = text;
    this.#codes = codes;
    this.#part = part;
  }

  refuse(why: string): never {
    throw new XlsxRefusal(`${this.#part} ${why}`);
  }

  /** As `#tag` for what nearly every cell looks like: `<c r="D5" s="3" t="s">`. False: it looks otherwise. */
  plainCell(): boolean {
    const codes = this.#codes;
    let at = this.at;
    if (codes[at] !== 32 || codes[at + 1] !== 114 || codes[at + 3] !== quote) return false;
    at += 4;
    let code = codes[at]!;
    let column = 0;
    for (; code > 64 && code < 91; code = codes[++at]!) column = column * 26 + code - 64;
    let row = 0;
    for (; code > 47 && code < 58; code = codes[++at]!) row = row * 10 + code - 48;
    if (code !== quote || column === 0 || row === 0) return false;
    code = codes[++at]!;
    let style = 0;
    if (code === 32 && codes[at + 1] === 115 && codes[at + 3] === quote) {
      at += 4;
      code = codes[at]!;
      for (; code > 47 && code < 58; code = codes[++at]!) style = style * 10 + code - 48;
      if (code !== quote) return false;
      code = codes[++at]!;
    }
    let type = 0;
    if (code === 32 && codes[at + 1] === 116 && codes[at + 3] === quote) {
      at += 4;
      const from = at;
      code = codes[at]!;
      for (; code > 64; code = codes[++at]!);
      type = at === from + 1 && codes[from] === 115 ? 1 : (typeNumbers.get(this.#text.slice(from, at)) ?? 2);
      if (code !== quote) return false;
      code = codes[++at]!;
    }
    this.isAlone = code === slash;
    if (this.isAlone) code = codes[++at]!;
    if (code !== greater) return false;
    this.column = column;
    this.row = row;
    this.style = style;
    this.type = type;
    this.hasMetadata = false;
    this.at = at + 1;
    return true;
  }

  /** Reads digits with a point among them up to `<`; NaN when it is anything else. Leaves `at` at the `<`. */
  number(): number {
    const codes = this.#codes;
    let at = this.at;
    const from = at;
    let code = codes[at]!;
    const isNegative = code === 45;
    if (isNegative) code = codes[++at]!;
    let digits = 0;
    let count = 0;
    let after = -1;
    for (; ; code = codes[++at]!) {
      if (code > 47 && code < 58) {
        digits = digits * 10 + code - 48;
        count += 1;
        if (after >= 0) after += 1;
      } else if (code === 46 && after < 0) after = 0;
      else break;
    }
    // Fifteen digits are whole numbers without loss, and so are the powers of ten: one division rounds as reading does.
    if (code === less && count > 0 && count < 16) {
      this.at = at;
      const number = after > 0 ? digits / powers[after]! : digits;
      return isNegative ? -number : number;
    }
    const end = this.#text.indexOf('<', from);
    this.at = end < 0 ? this.#text.length : end;
    return end === from ? Number.NaN : Number(this.#text.slice(from, this.at));
  }

  /** Reads the attributes of a tag from behind its name to behind its `>`. */
  tag(): void {
    const text = this.#text;
    const codes = this.#codes;
    this.column = this.row = this.style = this.type = 0;
    this.hasMetadata = this.isAlone = false;
    let at = this.at;
    for (;;) {
      let code = codes[at]!;
      while (isSpace(code)) code = codes[++at]!;
      if (code === greater) break;
      if (code === slash && codes[at + 1] === greater) {
        this.isAlone = true;
        at += 1;
        break;
      }
      const name = at;
      while (code !== equals && !isSpace(code) && code !== greater && at < codes.length) code = codes[++at]!;
      const nameEnd = at;
      while (isSpace(code)) code = codes[++at]!;
      if (code !== equals) this.refuse('is not whole');
      code = codes[++at]!;
      while (isSpace(code)) code = codes[++at]!;
      if (code !== quote && code !== apostrophe) this.refuse('is not whole');
      const from = at + 1;
      at = text.indexOf(code === quote ? '"' : "'", from);
      if (at < 0) this.refuse('is not whole');
      this.#attribute(name, nameEnd - name, from, at);
      at += 1;
    }
    this.at = at + 1;
  }

  #attribute(name: number, length: number, from: number, to: number): void {
    const codes = this.#codes;
    const first = codes[name]!;
    if (length === 1 && first === 114) {
      let at = from;
      let code = codes[at]!;
      for (; at < to && code > 64; code = codes[++at]!) this.column = this.column * 26 + (code & 31);
      for (; at < to; code = codes[++at]!) this.row = this.row * 10 + code - 48;
    } else if (length === 1 && first === 115) {
      for (let at = from; at < to; at++) this.style = this.style * 10 + codes[at]! - 48;
    } else if (length === 1 && first === 116) {
      this.type = typeNumbers.get(this.#text.slice(from, to)) ?? 2;
    } else if (length === 2 && (first === 99 || first === 118) && codes[name + 1] === 109) this.hasMetadata = true;
  }
}
