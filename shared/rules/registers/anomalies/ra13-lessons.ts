import { sessionName } from '../../../vocabulary/session.ts';
import { schoolPolicy } from '../../sources.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import type { YearMark } from './look.ts';

/** Absent from the session and expected to be in lessons all the same: the pupil arrived after the register closed. */
const arrivedLater = 'U';

/** Whether a lesson mark speaks against the session's mark; off site (V, P, W, B, K) nobody is expected in lessons. */
const contradicts = ({ counts, code }: YearMark, present: boolean): boolean => {
  if (counts === 'present') return !present;
  return (counts === 'authorised' || counts === 'unauthorised') && code !== arrivedLater && present;
};

/** RA13: present in the session and absent from a lesson in it, or absent and present in one (§3.5). */
export const lessons: AnomalyCheck = {
  rule: 'RA13',
  isGiven: ({ facts }) => facts.lessons !== undefined,
  find: ({ pupil: { policy }, year, facts }) => {
    const bySession = Map.groupBy(facts.lessons!, sessionName);
    return year.flatMap((mark) => {
      const against = (bySession.get(mark.name) ?? []).filter(({ present }) => contradicts(mark, present));
      if (!mark.isOnRoll || against.length === 0) return [];
      return [
        anomaly('RA13', {
          ...mark,
          why: mark.counts === 'present' ? 'missed-lessons' : 'seen-in-lessons',
          numbers: { lessons: against.length },
          names: { lessons: against.map(({ lesson }) => lesson).join(', ') },
          mend: mark.counts === 'present' ? { do: 'look again', at: 'lessons' } : { do: 'ask for the mark' },
          source: schoolPolicy('lessons beside sessions', policy.version),
        }),
      ];
    });
  },
};
