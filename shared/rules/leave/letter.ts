import { cite } from '../../vocabulary/citation.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import { type PenaltyTerms, penaltyTermsThen } from '../penalty-notices/terms.ts';

const letters = cite('School policy, leave', 'contents of the decision letter', '2026-11-25');

/** What every letter with a decision on leave says (§7). */
export const leaveLetter = itemsOf(
  letters,
  'child',
  'dates',
  'sessions',
  'decision',
  'code',
  'reason',
  'consequences',
  'complaint-route',
);
/** A refusal quotes the penalty amounts of the day as well. */
export const refusalLetter = itemsOf(letters, 'penalty-amounts');

/** What a draft of the letter still lacks. */
export const leaveLetterLacks = (isGranted: boolean, contains: readonly string[]): readonly ChecklistItem[] =>
  stillMissing<string>(isGranted ? leaveLetter : [...leaveLetter, ...refusalLetter], contains);

/** The amounts a refusal of leave from that day quotes, out of the terms of then; never written into a letter by hand. */
export const amountsToQuote = (
  from: IsoDate,
): Pick<PenaltyTerms, 'first' | 'second' | 'fullWithinDays' | 'inYears' | 'law'> => {
  const { first, second, fullWithinDays, inYears, law } = penaltyTermsThen(from);
  return { first, second, fullWithinDays, inYears, law };
};
