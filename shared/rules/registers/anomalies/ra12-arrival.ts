import { sessionName } from '../../../vocabulary/session.ts';
import { lateCode } from '../register-state.ts';
import { type AnomalyCheck, anomaly } from './anomaly.ts';
import { marksThatAsk } from './look.ts';

/** RA12: L for an arrival after the register closed, U for one by its closing minute, or either without a time (§3.1, §3.5). */
export const arrival: AnomalyCheck = {
  rule: 'RA12',
  isGiven: ({ facts }) => facts.arrivals !== undefined,
  find: (look) => {
    const times = new Map(look.facts.arrivals!.map(({ time, ...session }) => [sessionName(session), time]));
    const { registers } = look.pupil.policy;
    return marksThatAsk(look, (conditions) => conditions.arrival).flatMap((mark) => {
      const { closes } = registers[mark.half];
      const time = times.get(mark.name);
      const source = mark.conditions.law;
      if (time === undefined) {
        const mend = { do: 'record', what: 'arrival time', orCodes: [] } as const;
        return [anomaly('RA12', { ...mark, why: 'no-time', names: { closes }, mend, source })];
      }
      const right = lateCode(time, closes);
      if (mark.code === right) return [];
      const mend = { do: 'replace', codes: [right] } as const;
      return [anomaly('RA12', { ...mark, why: 'other-code', names: { arrived: time, closes }, mend, source })];
    });
  },
};
