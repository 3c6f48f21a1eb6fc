import { columnOfByte, kindOfColumn, kinds, since2024 } from './code-columns.ts';

/**
 * What a day's two marks do to the counts, in one number, so that a day is looked up and not worked out: bits 0–5 the
 * column of the morning's mark, 6–11 the afternoon's, then as below.
 */
export const bits = {
  column: 0x3f,
  afternoon: 6,
  /** Moves `absent` (0 to 2) to the low half of a word and `notPossible` (0 to 2) to the high half. */
  effect: 12,
  effectMask: 0x0003_0003,
  /** Whether the day has an unauthorised session; whether it has another possible one. */
  isUnauthorised: 14,
  hasOther: 15,
  /** How many unauthorised sessions. */
  unauthorisedSessions: 16,
} as const;

const notPossible = 28;
const isKnown = 1 << 30;

const workOut = (day: number): number => {
  const era = day & 0x1_0000 ? since2024 : 0;
  const columns = [columnOfByte[era + (day & 0xff)]!, columnOfByte[era + ((day >> 8) & 0xff)]!] as const;
  const halves = columns.map((column) => kindOfColumn[column]!);
  const count = (...wanted: number[]): number => halves.filter((kind) => wanted.includes(kind)).length;
  const unauthorised = count(kinds.unauthorised);
  return (
    isKnown |
    columns[0] |
    (columns[1] << bits.afternoon) |
    (count(kinds.authorised, kinds.unauthorised) << bits.effect) |
    (count(kinds.missing, kinds.nowhere) << notPossible) |
    (unauthorised > 0 ? 1 << bits.isUnauthorised : 0) |
    (count(kinds.attended, kinds.authorised) > 0 ? 1 << bits.hasOther : 0) |
    (unauthorised << bits.unauthorisedSessions)
  );
};

/** By a day's two bytes; days since 19 August 2024 from `daysSince2024` on. 0 until it was asked for. */
export const dayKinds = new Int32Array(0x2_0000);
export const daysSince2024 = 0x1_0000;

/** Works a day out that nobody asked for before. */
export const learnDay = (day: number): number => {
  const kind = workOut(day);
  dayKinds[day] = kind;
  return kind;
};
