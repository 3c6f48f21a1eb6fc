import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { marksThatAsk } from './look.ts';

/**
 * RA8: C, C1, C2, E, S, J1 or T without a decision on record for that code and day; C2 outside its agreement is the same
 * (§3.5). Until a decision is there the code is N, never C (§7).
 */
export const noDecision: AnomalyCheck = {
  rule: 'RA8',
  isGiven: ({ pupil }) => pupil.history.decisions !== undefined,
  find: (look) => {
    const decisions = look.pupil.history.decisions!;
    return marksThatAsk(look, ({ decision }) => decision).flatMap((mark) => {
      const ofCode = decisions.filter(({ code }) => code === mark.code);
      if (ofCode.some(({ from, to }) => from <= mark.date && mark.date <= to)) return [];
      return [
        anomaly('RA8', {
          ...mark,
          why: ofCode.length === 0 ? 'none' : 'outside',
          mend: { do: 'record', what: 'decision', orCodes: ['N'] },
          source: mark.conditions.law,
        }),
      ];
    });
  },
};
