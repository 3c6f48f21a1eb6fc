import { workingTogether } from '../../sources.ts';
import { nDeadline, openNs } from '../n-clock.ts';
import { type AnomalyCheck, always, anomaly } from './anomaly.ts';

/** RA2: an N that stands after the fifth school day, of any year given; an N of July stays open in September (§3.4, §14). */
export const oldN: AnomalyCheck = {
  rule: 'RA2',
  isGiven: always,
  find: ({ pupil: { marks, calendar, until, on } }) =>
    openNs(marks, calendar, until, on)
      .filter(({ overdue }) => overdue)
      .map(({ date, half, due }) =>
        anomaly('RA2', {
          date,
          half,
          code: 'N',
          mend: { do: 'replace', codes: ['O'] },
          numbers: { schoolDays: nDeadline.schoolDays },
          names: { due: due! },
          source: workingTogether,
        }),
      ),
};
