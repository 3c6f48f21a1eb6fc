export const quote = 0x22;
const carriageReturn = 0x0d;
export const lineFeed = 0x0a;
const equals = 0x3d;

/** Where there is something that the reader of bytes leaves to the full reader. */
export const unusual = -1;

/**
 * The end of a cell that begins at `at`: where its delimiter or line end stands. Unusual: a quote, a line end or a NUL in
 * the cell, or a cell that ends like a text that Excel protected.
 */
export const cellEnd = (bytes: Uint8Array, at: number, delimiter: number): number => {
  let end = at;
  if (bytes[at] === quote) {
    end++;
    for (let byte = bytes[end]!; byte !== quote; byte = bytes[++end]!)
      if (byte === lineFeed || byte === carriageReturn || byte === 0 || byte === undefined) return unusual;
    if (bytes[end - 1] === equals) return unusual;
    return isEnd(bytes, end + 1, delimiter) ? end + 1 : unusual;
  }
  for (let byte = bytes[end]; byte !== delimiter && byte !== undefined; byte = bytes[++end]) {
    if (byte === lineFeed || byte === carriageReturn) break;
    if (byte === quote || byte === 0) return unusual;
  }
  return isEnd(bytes, end, delimiter) ? end : unusual;
};

const isEnd = (bytes: Uint8Array, at: number, delimiter: number): boolean =>
  bytes[at] === delimiter || rowEnd(bytes, at) !== unusual;

/** Where the next row begins, if the row ends here with LF, CRLF or the file. */
export const rowEnd = (bytes: Uint8Array, at: number): number => {
  const byte = bytes[at];
  if (byte === lineFeed) return at + 1;
  if (byte === carriageReturn) return bytes[at + 1] === lineFeed ? at + 2 : unusual;
  return byte === undefined ? at : unusual;
};

/** Whether the bytes at two places are the same. */
export const isSame = (view: DataView, a: number, b: number, length: number): boolean => {
  if (Math.max(a, b) + length > view.byteLength) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (view.getInt32(a + at, true) !== view.getInt32(b + at, true)) return false;
  for (; at < length; at++) if (view.getUint8(a + at) !== view.getUint8(b + at)) return false;
  return true;
};

/** A cell's text; undefined unless it is plain ASCII. */
export const asciiOf = (bytes: Uint8Array, from: number, to: number): string | undefined => {
  let text = '';
  for (let at = from; at < to; at++) {
    if (bytes[at]! >= 0x80) return undefined;
    text += String.fromCharCode(bytes[at]!);
  }
  return text;
};
