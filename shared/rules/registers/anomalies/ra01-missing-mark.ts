import { cite } from '../../../vocabulary/citation.ts';
import { type AnomalyCheck, always, anomaly } from './anomaly.ts';

const law = cite('SI 2024/208', 'reg 10(1): the register of every registered pupil, each session', '2026-11-25');

/** RA1: no mark on a session whose register has closed, while on roll (§3.5, §14g). */
export const missingMark: AnomalyCheck = {
  rule: 'RA1',
  isGiven: always,
  find: ({ year }) =>
    year
      .filter(({ counts, isOnRoll }) => isOnRoll && counts === 'missing')
      .map((mark) => anomaly('RA1', { ...mark, mend: { do: 'ask for the mark' }, source: law })),
};
