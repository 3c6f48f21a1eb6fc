/**
 * One byte a mark. Every code has a symbol of one character, so that a year of a pupil is a line that a person can
 * read and a program can count without parsing. One-character codes are their own symbol; the two-character codes of
 * 2024 take a lower-case letter or a digit. 0 is a missing mark: neither absence nor presence.
 */
export const symbolOfCode = {
  '/': '/',
  '\\': '\\',
  L: 'L',
  K: 'K',
  V: 'V',
  P: 'P',
  W: 'W',
  B: 'B',
  C: 'C',
  C1: 'c',
  C2: 't',
  E: 'E',
  I: 'I',
  J1: 'j',
  M: 'M',
  R: 'R',
  S: 'S',
  T: 'T',
  G: 'G',
  N: 'N',
  O: 'O',
  U: 'U',
  D: 'D',
  Q: 'Q',
  X: 'X',
  Y1: '1',
  Y2: '2',
  Y3: '3',
  Y4: '4',
  Y5: '5',
  Y6: '6',
  Y7: '7',
  Z: 'Z',
  '#': '#',
  H: 'H',
  F: 'F',
  J: 'J',
  Y: 'Y',
} as const;

/** Every code a mark book can hold: the table of 2024 and the removed codes H, F, J, Y of earlier sessions. */
export type Code = keyof typeof symbolOfCode;

export const codes = Object.keys(symbolOfCode) as readonly Code[];

export const isCode = (text: string): text is Code => Object.hasOwn(symbolOfCode, text);

/** The byte that stands for no mark in memory, and the character that stands for it in the mark book's text. */
export const missingByte = 0;
export const missingSymbol = '.';

const bytes = new Map<Code, number>(codes.map((code) => [code, symbolOfCode[code].charCodeAt(0)]));
const codeOfBytes: (Code | undefined)[] = [];
for (const [code, byte] of bytes) codeOfBytes[byte] = code;

export const byteOf = (code: Code): number => bytes.get(code)!;

/** The code a byte stands for, undefined for a missing mark. */
export const codeOfByte = (byte: number): Code | undefined => codeOfBytes[byte];

/**
 * One pupil's marks in one or more school years: a byte for each session of the calendar, in the calendar's order.
 * `from` and `to` are the first and last day on roll; without `from` the roll begins with the first mark.
 */
export interface PupilMarks {
  readonly pupil: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly row: Uint8Array;
}
