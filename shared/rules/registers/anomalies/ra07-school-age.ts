import type { Code } from '../../../vocabulary/mark.ts';
import type { IsoDate, Session } from '../../../vocabulary/session.ts';
import { conditionsOf } from '../../codes/conditions.ts';
import { isOfCompulsorySchoolAge, schoolAgeEnds, schoolLeaving } from '../../compulsory-school-age.ts';
import type { PupilCase } from '../../history.ts';
import { type Anomaly, type AnomalyCheck, always, anomaly } from './anomaly.ts';
import { marksThatAsk } from './look.ts';

/** By the date of birth, else by the year group (12 and above are over it); a pupil of whom neither is known counts as of it. */
const isOfAge = ({ history: { born }, year }: PupilCase, date: IsoDate): boolean =>
  born === undefined ? !(Number(year) >= 12) : isOfCompulsorySchoolAge(born, date);

/** Whether the session lies in the pupil's Year 11, the last of compulsory school age; undefined when that is not known. */
const isYear11 = ({ history: { born }, year }: PupilCase, date: IsoDate): boolean | undefined => {
  if (year !== undefined) return Number(year) === 11;
  if (born === undefined) return undefined;
  const lastYearBegan = `${Number(schoolAgeEnds(born).slice(0, 4)) - 1}-09-01`;
  return date >= lastYearBegan;
};

const wrongFor = (pupil: PupilCase, code: Code, date: IsoDate): { why: string; codes: readonly Code[] } | undefined => {
  const isOfIt = isOfAge(pupil, date);
  const { lastExam } = pupil.history;
  if (conditionsOf(code)!.age === 'over') return isOfIt ? { why: 'of-school-age', codes: ['C2', 'N'] } : undefined;
  if (isOfIt && isYear11(pupil, date) === false) return { why: 'not-year-11', codes: ['N'] };
  if (lastExam === undefined || date <= lastExam) return undefined;
  return { why: 'after-last-exam', codes: [isOfIt ? 'C' : 'X'] };
};

const alertOutsideAge = (pupil: PupilCase, session: Session): Anomaly =>
  anomaly('RA7', {
    ...session,
    code: null,
    why: 'alert-outside-school-age',
    names: { ends: schoolAgeEnds(pupil.history.born!) },
    mend: { do: 'look again', at: 'alert' },
    source: schoolLeaving[0].law,
  });

/**
 * RA7: X for a pupil of compulsory school age; S for one of that age who is not in Year 11, or after the last
 * examination; a penalty-notice alert that rests on a session outside that age (§3.5).
 */
export const schoolAge: AnomalyCheck = {
  rule: 'RA7',
  isGiven: always,
  find: (look) => {
    const { pupil, facts } = look;
    const marks = marksThatAsk(look, ({ age }) => age).flatMap((mark) => {
      const wrong = wrongFor(pupil, mark.code, mark.date);
      if (wrong === undefined) return [];
      const names = wrong.why === 'after-last-exam' ? { lastExam: pupil.history.lastExam! } : {};
      const mend = { do: 'replace', codes: wrong.codes } as const;
      return [anomaly('RA7', { ...mark, why: wrong.why, names, mend, source: mark.conditions.law })];
    });
    const alerts = (facts.penaltyAlerts ?? [])
      .filter(({ date }) => !isOfCompulsorySchoolAge(pupil.history.born, date))
      .map(({ date, half }) => alertOutsideAge(pupil, { date, half }));
    return [...marks, ...alerts];
  },
};
