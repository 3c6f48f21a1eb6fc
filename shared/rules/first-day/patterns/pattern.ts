import { sessionName } from '../../../vocabulary/session.ts';
import type { Tally } from '../../codes/codes.ts';
import { tallyOf } from '../../figures/figures.ts';
import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { schoolPolicy } from '../../sources.ts';
import { onRoll, type Span } from '../../span.ts';

export const isAbsence = (tally: Tally): boolean => tally === 'authorised' || tally === 'unauthorised';
export const isPossible = (tally: Tally): boolean => tally === 'present' || tally === 'aea' || isAbsence(tally);

/** The numbers of the sessions of a span on roll whose mark counts as that. */
export const sessionsThat = (
  { calendar, marks }: PupilCase,
  span: Span,
  is: (tally: Tally, session: number) => boolean,
): readonly number[] => {
  const { from, until } = onRoll(calendar, marks, span);
  const found: number[] = [];
  for (let session = from; session < until; session++)
    if (is(tallyOf(calendar, marks, session), session)) found.push(session);
  return found;
};

/** A pattern that is worth a look, with the sessions it rests on; a person says what it means (§4.5, school policy). */
export const pattern = (
  { calendar, policy }: PupilCase,
  rule: string,
  sessions: readonly number[],
  numbers: Readonly<Record<string, number>> = {},
  names: Readonly<Record<string, string>> = {},
): Reason => ({
  rule: `pattern.${rule}`,
  numbers,
  names,
  source: schoolPolicy('absence patterns', policy.version),
  sessions: sessions.map((number) => sessionName(calendar.sessions[number]!)),
});
