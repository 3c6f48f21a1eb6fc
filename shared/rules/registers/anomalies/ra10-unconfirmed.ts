import { sessionName } from '../../../vocabulary/session.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { marksThatAsk } from './look.ts';

/**
 * RA10: B, W or K for which the provider did not say by the end of the day that the pupil was there, or said the
 * contrary (§3.5). A day on which registers are still to close has not ended.
 */
export const unconfirmed: AnomalyCheck = {
  rule: 'RA10',
  isGiven: ({ facts }) => facts.confirmations !== undefined,
  find: (look) => {
    const { calendar, until } = look.pupil;
    const stillToClose = calendar.sessions[until]?.date;
    const said = new Map(look.facts.confirmations!.map((one) => [sessionName(one), one.attended]));
    return marksThatAsk(look, ({ confirmation }) => confirmation)
      .filter(({ name, date }) => said.get(name) === false || (!said.has(name) && date !== stillToClose))
      .map((mark) =>
        said.has(mark.name)
          ? anomaly('RA10', {
              ...mark,
              why: 'not-there',
              mend: { do: 'replace', codes: ['N'] },
              source: mark.conditions.law,
            })
          : anomaly('RA10', {
              ...mark,
              why: 'not-confirmed',
              mend: { do: 'record', what: 'confirmation', orCodes: ['N'] },
              source: mark.conditions.law,
            }),
      );
  },
};
