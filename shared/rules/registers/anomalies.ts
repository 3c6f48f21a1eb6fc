import type { PupilCase } from '../history.ts';
import { type Anomaly, type AnomalyCheck, type AnomalyRule, anomalyRules } from './anomalies/anomaly.ts';
import type { AnomalyFacts } from './anomalies/facts.ts';
import { lookAt } from './anomalies/look.ts';
import { missingMark } from './anomalies/ra01-missing-mark.ts';
import { oldN } from './anomalies/ra02-old-n.ts';
import { noCodeOfToday } from './anomalies/ra03-no-code-of-today.ts';
import { wrongHalfMark } from './anomalies/ra04-wrong-half.ts';
import { noSchool } from './anomalies/ra05-no-school.ts';
import { partClosure } from './anomalies/ra06-part-closure.ts';
import { schoolAge } from './anomalies/ra07-school-age.ts';
import { noDecision } from './anomalies/ra08-no-decision.ts';
import { noNature } from './anomalies/ra09-no-nature.ts';
import { unconfirmed } from './anomalies/ra10-unconfirmed.ts';
import { dualTimetable } from './anomalies/ra11-dual-timetable.ts';
import { arrival } from './anomalies/ra12-arrival.ts';
import { lessons } from './anomalies/ra13-lessons.ts';
import { amendments } from './anomalies/ra14-amendments.ts';
import { returnsWanting } from './anomalies/ra15-returns.ts';
import { rosters } from './anomalies/ra16-rosters.ts';
import { noActivity } from './anomalies/ra17-no-activity.ts';

export type { Anomaly, Mend } from './anomalies/anomaly.ts';
export type { AnomalyFacts } from './anomalies/facts.ts';

/** RA1 to RA17, in their order. */
const checks: readonly AnomalyCheck[] = [
  missingMark,
  oldN,
  noCodeOfToday,
  wrongHalfMark,
  noSchool,
  partClosure,
  schoolAge,
  noDecision,
  noNature,
  unconfirmed,
  dualTimetable,
  arrival,
  lessons,
  amendments,
  returnsWanting,
  rosters,
  noActivity,
];

export interface Anomalies {
  /** By date, session and rule. */
  readonly found: readonly Anomaly[];
  /** Checks whose facts were not given: they were not made, or not in full (§14 Anomalies). */
  readonly notChecked: readonly AnomalyRule[];
}

const order = (a: Anomaly, b: Anomaly): number => {
  const [one, other] = [`${a.date} ${a.session}`, `${b.date} ${b.session}`];
  if (one !== other) return one < other ? -1 : 1;
  return anomalyRules.indexOf(a.rule) - anomalyRules.indexOf(b.rule);
};

/**
 * Everything odd in one pupil's register on a day (§3.5): the school year so far, an N of any year. It stands in the
 * register as it is; a person looks at it the same working day and mends it in the MIS.
 */
export const anomaliesOf = (pupil: PupilCase, facts: AnomalyFacts = {}): Anomalies => {
  const look = lookAt(pupil, facts);
  const given = checks.filter(({ isGiven }) => isGiven(look));
  const whole = given.filter(({ isWhole }) => isWhole === undefined || isWhole(look));
  return {
    found: given.flatMap(({ find }) => find(look)).sort(order),
    notChecked: checks.filter((check) => !whole.includes(check)).map(({ rule }) => rule),
  };
};
