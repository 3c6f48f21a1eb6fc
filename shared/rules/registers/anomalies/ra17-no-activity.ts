import { sessionName } from '../../../vocabulary/session.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { marksThatAsk } from './look.ts';

/** RA17: V, P, W or B on a session for which no activity of that code is approved for the pupil (§3.5). */
export const noActivity: AnomalyCheck = {
  rule: 'RA17',
  isGiven: ({ facts }) => facts.approvedActivities !== undefined,
  find: (look) => {
    const approved = new Set(
      look.facts.approvedActivities!.map(({ code, ...session }) => `${sessionName(session)} ${code}`),
    );
    return marksThatAsk(look, ({ activity }) => activity)
      .filter(({ name, code }) => !approved.has(`${name} ${code}`))
      .map((mark) =>
        anomaly('RA17', {
          ...mark,
          mend: { do: 'record', what: 'activity', orCodes: ['N'] },
          source: mark.conditions.law,
        }),
      );
  },
};
