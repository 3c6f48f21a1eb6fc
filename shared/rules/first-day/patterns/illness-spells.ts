import { byteOf } from '../../../vocabulary/mark.ts';
import type { PupilCase } from '../../history.ts';
import type { Reason } from '../../reason.ts';
import { lastWeeksSpan } from '../../span.ts';
import { isPossible, pattern, sessionsThat } from './pattern.ts';

const illness = byteOf('I');

/**
 * So many spells of illness in so many school weeks (§4.5: 3 in 6). A spell is a run of possible sessions with I; D, Y
 * and missing marks do not split it.
 */
export const illnessSpells = (pupil: PupilCase): Reason | undefined => {
  const { calendar, marks, policy, until } = pupil;
  const { spells: needed, weeks } = policy.patterns.illnessSpells;
  const possible = sessionsThat(pupil, lastWeeksSpan(calendar, weeks, until), isPossible);
  const isIll = (session: number | undefined): boolean => session !== undefined && marks.row[session] === illness;
  const spells = possible.filter((session, at) => isIll(session) && !isIll(possible[at - 1])).length;
  return spells < needed ? undefined : pattern(pupil, 'illness-spells', possible.filter(isIll), { spells, weeks });
};
