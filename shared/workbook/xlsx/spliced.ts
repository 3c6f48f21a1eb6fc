import type { SheetIndex } from './sheet-index.ts';
import { type CellChange, piecesOf } from './splice.ts';

const encoder = new TextEncoder();

/** So many bytes are copied one by one; a longer run is worth a call. */
const shortRun = 160;

/** Bytes that grow as they are written. */
class Growing {
  #bytes: Uint8Array;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const wider = new Uint8Array((this.#length + more) * 2);
    wider.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = wider;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.#room(count);
    const bytes = this.#bytes;
    const at = this.#length;
    if (count > shortRun) bytes.set(from.subarray(start, end), at);
    else for (let one = 0; one < count; one++) bytes[at + one] = from[start + one]!;
    this.#length += count;
  }

  write(text: string): void {
    this.#room(text.length * 3);
    const bytes = this.#bytes;
    const at = this.#length;
    for (let one = 0; one < text.length; one++) {
      const code = text.charCodeAt(one);
      if (code > 0x7f) {
        this.#length = at + one;
        this.#length += encoder.encodeInto(text.slice(one), bytes.subarray(this.#length)).written;
        return;
      }
      bytes[at + one] = code;
    }
    this.#length = at + text.length;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** The sheet's finished part where a character is a byte, as in nearly every file: a text of megabytes is never put together. */
const plainBytes = (index: SheetIndex, changes: readonly CellChange[], original: Uint8Array): Uint8Array => {
  const out = new Growing(original.length + changes.length * 24 + 1024);
  let at = 0;
  piecesOf(index, changes, (start, end, replacement) => {
    out.copy(original, at, start);
    out.write(replacement);
    at = end;
  });
  out.copy(original, at, original.length);
  return out.taken();
};

/** The sheet's finished part. `original`: the part as it was opened. */
export const splicedBytes = (index: SheetIndex, changes: readonly CellChange[], original: Uint8Array): Uint8Array => {
  if (original.length === index.text.length) return plainBytes(index, changes, original);
  let out = '';
  let at = 0;
  piecesOf(index, changes, (start, end, replacement) => {
    out += index.text.slice(at, start);
    out += replacement;
    at = end;
  });
  return encoder.encode(out + index.text.slice(at));
};
