import { rowOf } from '../../codes/codes.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { namesOf } from './look.ts';

/** RA6: `#` for this pupil while others in school have marks: a part of the school was closed, which is Y3 or Y7 (§3.5). */
export const partClosure: AnomalyCheck = {
  rule: 'RA6',
  isGiven: ({ facts }) => facts.othersMarked !== undefined,
  find: ({ year, facts }) => {
    const marked = namesOf(facts.othersMarked!);
    return year
      .filter(({ code, isOnRoll, name }) => code === '#' && isOnRoll && marked.has(name))
      .map((mark) =>
        anomaly('RA6', { ...mark, mend: { do: 'replace', codes: ['Y3', 'Y7'] }, source: rowOf('#')!.law }),
      );
  },
};
