import { citationText, cite } from '../../vocabulary/citation.ts';
import type { Correction } from '../../vocabulary/mark-book.ts';
import { sessionName } from '../../vocabulary/session.ts';
import type { Reason } from '../reason.ts';

/** What an amendment must show: the original entry, the amended entry, the reason, the date, who and in what position. */
export const amendmentRecord = {
  law: cite(
    'Working together to improve school attendance (DfE, August 2024)',
    'amending the registers, as restated by Norfolk from the earlier edition; reg 6 of SI 2024/208: not verified',
    '2026-11-25',
  ),
  /** Every entry is kept this long from the day it was made. */
  keptYears: 6,
} as const;

/** One amended mark as it is kept for good (§3.2). */
export interface Amendment extends Correction {
  /** The position of the person who amended. */
  readonly role: string;
  readonly source: 'MIS' | 'product';
  /** What the reason rests on: a letter, a call. */
  readonly evidence?: string | undefined;
  /** Amendments that were made together share it. */
  readonly batch?: string | undefined;
}

export type Amended = { readonly chain: readonly Amendment[] } | { readonly refused: Reason };

const faultOf = (chain: readonly Amendment[], amendment: Amendment): string | undefined => {
  const last = chain.at(-1);
  if (amendment.why.trim() === '') return 'amendment.no-reason';
  if (amendment.by.trim() === '' || amendment.role.trim() === '') return 'amendment.nobody';
  if (amendment.from === amendment.to) return 'amendment.no-change';
  if (last === undefined) return undefined;
  if (sessionName(last) !== sessionName(amendment) || last.pupil !== amendment.pupil) return 'amendment.other-mark';
  return last.to === amendment.from && last.at <= amendment.at ? undefined : 'amendment.not-the-last';
};

/**
 * Adds an amendment to the chain of one mark (§3.2). Nothing is overwritten: the first original stays at the head.
 * Refused: a blank reason (`amendment.no-reason`), no name or position (`amendment.nobody`), the same entry again
 * (`amendment.no-change`), another pupil's or session's mark (`amendment.other-mark`), or one that does not go on from
 * the last amendment (`amendment.not-the-last`).
 */
export const amend = (chain: readonly Amendment[], amendment: Amendment): Amended => {
  const rule = faultOf(chain, amendment);
  if (rule === undefined) return { chain: [...chain, amendment] };
  const source = citationText(amendmentRecord.law);
  return { refused: { rule, numbers: {}, source, sessions: [sessionName(amendment)] } };
};

/** The code that stood there first; null for no mark, undefined for a mark that was never amended. */
export const originalOf = (chain: readonly Correction[]): string | null | undefined => chain[0]?.from;
