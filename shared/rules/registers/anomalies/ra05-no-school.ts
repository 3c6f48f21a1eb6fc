import { cite } from '../../../vocabulary/citation.ts';
import type { Code } from '../../../vocabulary/mark.ts';
import type { Session } from '../../../vocabulary/session.ts';
import { conditionsOf } from '../../codes/conditions.ts';
import { type Anomaly, type AnomalyCheck, always, anomaly } from './anomaly.ts';
import { isInYear } from './look.ts';

const law = cite('SI 2024/208', 'reg 10(1): pupils whose names are on the register, on school sessions', '2026-11-25');

const found = (session: Session, code: Code | null, why: string, closure = ''): Anomaly =>
  anomaly('RA5', { ...session, code, why, names: { closure }, mend: { do: 'remove the mark' }, source: law });

/**
 * RA5: a mark on a day without school, before the first day on roll or after the last (§3.5). It counts nowhere; `#` and
 * `Z` are right there, and a blank is RA1 (§14c, §14g).
 */
export const noSchool: AnomalyCheck = {
  rule: 'RA5',
  isGiven: always,
  find: (look) => {
    const { pupil, year, facts } = look;
    const { calendar, marks } = pupil;
    const others = (facts.others ?? [])
      .filter(({ date, half }) => calendar.numberOf(date, half) === undefined && isInYear(look, date))
      .filter(({ code }) => !conditionsOf(code)?.offRoll)
      .map(({ date, half, code }) => found({ date, half }, code, 'no-school', calendar.whyClosed(date, half)));
    const outside = year.flatMap((mark) => {
      if (mark.isOnRoll || mark.counts === 'missing') return [];
      if (mark.code !== null && conditionsOf(mark.code)?.offRoll) return [];
      const hasLeft = marks.to !== undefined && mark.date > marks.to;
      return [found(mark, mark.code, hasLeft ? 'after-leaving' : 'before-joining')];
    });
    return [...others, ...outside];
  },
};
