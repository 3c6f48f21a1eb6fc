/** What a file's bytes say they are; `refused` says in words why they are no text. */
export type Decoded = { readonly text: string; readonly encoding: string } | { readonly refused: string };

/** Exports above this are refused before they are opened. */
export const maxBytes = 100 * 1024 * 1024;

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);

/**
 * Text of an export: UTF-8 with or without a byte order mark, UTF-16 either way round, otherwise Windows-1252, which
 * older systems write. Line ends become `\n`. A workbook, a PDF or anything with NUL characters is no text.
 */
export const decode = (bytes: Uint8Array): Decoded => {
  if (bytes.length > maxBytes) return { refused: 'larger than 100 MB; export a shorter period' };
  if (starts(bytes, 0x50, 0x4b)) return { refused: 'a workbook or zip file; save the sheet as CSV and put that here' };
  if (starts(bytes, 0xd0, 0xcf)) return { refused: 'an old Excel workbook; save the sheet as CSV and put that here' };
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) return { refused: 'a PDF; export CSV' };
  const encoding = encodingOf(bytes);
  if (encoding === undefined) return { refused: 'not text: it contains NUL characters' };
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0')) return { refused: 'not text: it contains NUL characters' };
  if (/^\s*<(\?xml|!doctype|html)/i.test(text.slice(0, 200))) return { refused: 'XML or a web page, not CSV' };
  return { text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, encoding };
};

const encodingOf = (bytes: Uint8Array): string | undefined => {
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (starts(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (starts(bytes, 0xfe, 0xff)) return 'utf-16be';
  const head = bytes.subarray(0, 400);
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]!++;
  if (zeros[1]! > head.length / 4 && zeros[0] === 0) return 'utf-16le';
  if (zeros[0]! > head.length / 4 && zeros[1] === 0) return 'utf-16be';
  if (zeros[0]! + zeros[1]! > 0) return undefined;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
};
