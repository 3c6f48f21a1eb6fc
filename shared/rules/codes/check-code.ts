import { type Code, isCode } from '../../vocabulary/mark.ts';
import type { Half, IsoDate } from '../../vocabulary/session.ts';
import { codesOf2024From } from './codes.ts';
import { conditionsOf } from './conditions.ts';
import { legacyReading } from './legacy-codes.ts';

/** Spellings of no mark; none is a code (§1.1). */
const noMark: ReadonlySet<string> = new Set(['', '-', '--']);

/** Codes that the table of 2024 brought; on earlier dates they take today's category, with a warning (§14d). */
const newIn2024: ReadonlySet<Code> = new Set<Code>('C1 C2 J1 K Q Y1 Y2 Y3 Y4 Y5 Y6 Y7'.split(' ').filter(isCode));

/** How a written mark differs from the code it is read as. */
export type Oddity = 'other half' | 'sub-code' | 'supplier code' | 'newer than the session';

export type CheckedCode =
  | { readonly is: 'no mark' }
  /** A code of that session's date; `odd` where it is not simply what was written. */
  | { readonly is: 'code'; readonly code: Code; readonly odd?: Oddity }
  /** Ended before this session: a person decides what stands there (RA3). */
  | { readonly is: 'review'; readonly removed: Code | undefined; readonly propose: readonly Code[] }
  /** No code at all (RA3). */
  | { readonly is: 'unknown' };

const otherHalf: Partial<Record<Code, Code>> = { '/': '\\', '\\': '/' };

/**
 * Validates a mark as written, for a session (§1.2, §1.3): read in any case and with spaces around; `/` and `\` in the
 * wrong half are read as the other one and say so (RA4); H, J, Y, F and codes of old exports keep what they meant until
 * 19 August 2024 and go to review from then on.
 */
export const checkCode = (text: string, date: IsoDate, half: Half): CheckedCode => {
  const written = text.trim().toUpperCase();
  if (noMark.has(written)) return { is: 'no mark' };
  const legacy = legacyReading(written, date);
  if (legacy?.is === 'review') return legacy;
  if (legacy !== undefined)
    return { is: 'code', code: legacy.code, ...(legacy.how === 'as it was' ? {} : { odd: legacy.how }) };
  if (!isCode(written)) return { is: 'unknown' };
  const only = conditionsOf(written)?.half;
  if (only !== undefined && only !== half) return { is: 'code', code: otherHalf[written]!, odd: 'other half' };
  const isNew = date < codesOf2024From && newIn2024.has(written);
  return { is: 'code', code: written, ...(isNew ? { odd: 'newer than the session' } : {}) };
};
