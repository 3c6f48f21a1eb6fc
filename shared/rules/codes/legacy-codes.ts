import { type Citation, cite } from '../../vocabulary/citation.ts';
import type { Code } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { codesOf2024From } from './codes.ts';
import { removedCodes } from './removed-codes.ts';

const read = '2026-11-25';
const suppliers = cite('Codes of SIMS during COVID-19', 'as restated by suppliers of school systems', read);
const oldExports = cite('Old exports of SIMS', 'meaning of ! and @: not verified', read);

/** Characters of old exports that are no codes of ours (§1.3): what each stood for until 19 August 2024. */
export const supplierCodes = [
  { written: '7', was: 'I', law: suppliers },
  { written: '=', was: 'I', law: suppliers },
  { written: '8', was: 'Y', law: suppliers },
  { written: '9', was: 'Y', law: suppliers },
  { written: '[', was: 'Y', law: suppliers },
  { written: ']', was: 'Y', law: suppliers },
  // "No attendance required": in no figure, as # is.
  { written: '!', was: '#', law: oldExports },
  // "Do not use": nobody knows what it meant.
  { written: '@', was: null, law: oldExports },
] as const satisfies readonly { written: string; was: Code | null; law: Citation }[];

/** `X01`, `I02`, `Y03`: codes with a sub-code of two digits, whose first letter decides. */
const subCode = /^([IXY])\d\d$/;

/** Codes that still exist and were used for something that has a code of its own now: what to propose on review. */
export const changedUses = [
  { code: 'C', usedFor: 'part-time-timetable', now: ['C2'] },
  { code: 'C', usedFor: 'regulated-performance', now: ['C1'] },
  { code: 'B', usedFor: 'remote-learning', now: ['C2', 'I'] },
  { code: '#', usedFor: 'staggered-start', now: ['Y7'] },
] as const satisfies readonly { code: Code; usedFor: string; now: readonly Code[] }[];

/**
 * How an older spelling is read on a session's date (§1.3): as a code with the raw text kept, or put before a person
 * with what may stand there instead; undefined when the text is no older spelling. J is never read as J1: that would
 * turn past attendance into absence.
 */
export type LegacyReading =
  | { readonly is: 'code'; readonly code: Code; readonly how: 'as it was' | 'sub-code' | 'supplier code' }
  | { readonly is: 'review'; readonly removed: Code | undefined; readonly propose: readonly Code[] };

const removedOn = (letter: string, date: IsoDate, how: 'as it was' | 'sub-code'): LegacyReading | undefined => {
  const removed = removedCodes.find(({ code }) => code === letter);
  if (removed === undefined) return undefined;
  return date < codesOf2024From
    ? { is: 'code', code: removed.code, how }
    : { is: 'review', removed: removed.code, propose: removed.now };
};

/** Reads an upper-case spelling that older registers hold. */
export const legacyReading = (text: string, date: IsoDate): LegacyReading | undefined => {
  const letter = subCode.exec(text)?.[1];
  if (letter !== undefined)
    return removedOn(letter, date, 'sub-code') ?? { is: 'code', code: letter as 'I' | 'X', how: 'sub-code' };
  const supplier = supplierCodes.find(({ written }) => written === text);
  if (supplier === undefined) return removedOn(text, date, 'as it was');
  return supplier.was === null || date >= codesOf2024From
    ? { is: 'review', removed: undefined, propose: [] }
    : { is: 'code', code: supplier.was, how: 'supplier code' };
};
