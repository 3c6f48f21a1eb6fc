import type { Code } from '../../../vocabulary/mark.ts';
import { sessionName } from '../../../vocabulary/session.ts';
import { rowOf } from '../../codes/codes.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import type { AnomalyFacts } from './facts.ts';

type Roster = NonNullable<AnomalyFacts['rosters']>[number]['kind'];

/** The code that each roster speaks for. */
const codesOf: Readonly<Record<Roster, readonly Code[]>> = {
  exclusion: ['E'],
  trip: ['V'],
  'alternative provision': ['B', 'K'],
};

/** RA16: marked present in school while the exclusion, trip or alternative-provision roster has the pupil elsewhere (§3.5). */
export const rosters: AnomalyCheck = {
  rule: 'RA16',
  isGiven: ({ facts }) => facts.rosters !== undefined,
  find: ({ year, facts }) => {
    const bySession = Map.groupBy(facts.rosters!, sessionName);
    return year
      .filter(({ isOnRoll, counts }) => isOnRoll && counts === 'present')
      .flatMap((mark) =>
        (bySession.get(mark.name) ?? []).map(({ kind }) =>
          anomaly('RA16', {
            ...mark,
            why: kind,
            mend: { do: 'replace', codes: codesOf[kind] },
            source: rowOf(codesOf[kind][0]!)!.law,
          }),
        ),
      );
  },
};
