import { nodeModule } from './node-module.ts';

const node = nodeModule<typeof import('node:buffer')>('node:buffer');
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text that bytes say in UTF-8; throws TypeError when they say none. A sheet is mostly plain letters: two megabytes of
 * these take Node a fifth of a millisecond, where the decoder takes four.
 */
export const textOfBytes = (bytes: Uint8Array): string =>
  node?.isAscii(bytes) === true
    ? node.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    : decoder.decode(bytes);

/** The letters of a text (its UTF-16 units), one by one. */
export type Codes = Uint8Array | Uint16Array;

/**
 * A text's letters as numbers; `bytes`, from which it was read, are these themselves where each is a letter. Asked for a
 * letter, a string looks first how it is kept: a sheet of 1.9 MB is read in 4.1 ms, of a string in 5.9.
 */
export const codesOf = (text: string, bytes: Uint8Array | undefined): Codes => {
  if (bytes?.length === text.length) return bytes;
  const codes = new Uint16Array(text.length);
  if (node !== undefined) node.Buffer.from(codes.buffer).write(text, 'utf16le');
  else for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
  return codes;
};
