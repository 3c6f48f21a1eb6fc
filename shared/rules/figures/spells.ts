import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { onRoll, type Span } from '../span.ts';
import { tallyOf } from './figures.ts';

/** A run of absent possible sessions, by their numbers in the calendar. */
export interface Spell {
  readonly sessions: readonly number[];
}

/**
 * The spells of absence of a span, in order: a session attended ends one; what is not possible (D, Y), a planned
 * closure and a missing mark do not split it, and neither does a holiday (§14 "Ladder").
 */
export const spellsOf = (pupil: PupilMarks, calendar: Calendar, span: Span): readonly Spell[] => {
  const { from, until } = onRoll(calendar, pupil, span);
  const spells: { sessions: number[] }[] = [];
  let isOpen = false;
  for (let session = from; session < until; session++) {
    const tally = tallyOf(calendar, pupil, session);
    if (tally === 'present' || tally === 'aea') isOpen = false;
    else if (tally === 'authorised' || tally === 'unauthorised') {
      if (!isOpen) spells.push({ sessions: [] });
      spells.at(-1)!.sessions.push(session);
      isOpen = true;
    }
  }
  return spells;
};
