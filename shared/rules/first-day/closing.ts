import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { schoolPolicy } from '../sources.ts';

/** One attempt to reach somebody, as far as closing a task is concerned (§4.4). */
export interface Attempt {
  readonly outcome: 'reached' | 'left message' | 'no answer' | 'wrong number' | 'refused';
  readonly reasonGiven?: string | undefined;
  /** Seen or spoken to by somebody of the school: not the same as a parent who was reached (§4.1). */
  readonly childSeen?: boolean | undefined;
}

export type MayClose = { readonly may: true } | { readonly may: false; readonly because: Reason };

/**
 * Whether a first-day task may be closed (§4.1): when a person who was reached gave a reason, when the child was seen,
 * or when the register has a mark by now. Nobody closes one with only a message left (`closing.message-only`), without
 * having reached anybody (`closing.nobody-reached`), or without a reason from whom they reached (`closing.no-reason`).
 */
export const mayClose = (
  attempts: readonly Attempt[],
  { version }: Pick<Policy, 'version'>,
  hasMark = false,
): MayClose => {
  const reached = attempts.filter(({ outcome }) => outcome === 'reached');
  const isExplained = reached.some(({ reasonGiven = '' }) => reasonGiven.trim() !== '');
  if (hasMark || isExplained || attempts.some(({ childSeen }) => childSeen)) return { may: true };
  const hasMessage = attempts.some(({ outcome }) => outcome === 'left message');
  const rule =
    reached.length > 0 ? 'closing.no-reason' : hasMessage ? 'closing.message-only' : 'closing.nobody-reached';
  return {
    may: false,
    because: {
      rule,
      numbers: { attempts: attempts.length },
      source: schoolPolicy('first-day contact', version),
      sessions: [],
    },
  };
};
