import { rowOf } from '../../codes/codes.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { namesOf } from './look.ts';

/**
 * RA11: D on a session that is not in the dual timetable, or anything else, no mark too, where it is: the other school
 * records the attendance or absence there (§1.2, §3.5).
 */
export const dualTimetable: AnomalyCheck = {
  rule: 'RA11',
  isGiven: ({ facts }) => facts.dualTimetable !== undefined,
  find: ({ year, facts }) => {
    const due = namesOf(facts.dualTimetable!);
    return year
      .filter(({ isOnRoll, code, name }) => isOnRoll && (code === 'D') !== due.has(name))
      .map((mark) =>
        anomaly('RA11', {
          ...mark,
          why: mark.code === 'D' ? 'not-due-there' : 'due-there',
          mend: mark.code === 'D' ? { do: 'ask for the mark' } : { do: 'replace', codes: ['D'] },
          source: rowOf('D')!.law,
        }),
      );
  },
};
