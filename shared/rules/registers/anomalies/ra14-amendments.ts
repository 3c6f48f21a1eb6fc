import type { Calendar } from '../../../vocabulary/calendar.ts';
import { isCode } from '../../../vocabulary/mark.ts';
import type { IsoDate } from '../../../vocabulary/session.ts';
import { Temporal } from '../../../vocabulary/temporal.ts';
import { categoryOf } from '../../codes/codes.ts';
import { schoolPolicy } from '../../sources.ts';
import { amendmentRecord } from '../amendment.ts';
import { type Anomaly, type AnomalyCheck, anomaly } from './anomaly.ts';
import type { AnomalyFacts } from './facts.ts';
import { isInYear, type Look } from './look.ts';

type Given = NonNullable<AnomalyFacts['amendments']>[number];

/** How many school days lie between two dates, the later one counted. */
const schoolDaysBetween = (calendar: Calendar, one: IsoDate, other: IsoDate): number => {
  const [from, to] = one < other ? [one, other] : [other, one];
  return calendar.days.filter((day) => day > from && day <= to).length;
};

const categoryOn = (code: string | null, date: IsoDate): string =>
  code !== null && isCode(code) ? categoryOf(code, date) : 'missing';

/** The day of the notice or court decision that an absence was authorised so near to; undefined where none is near. */
const decisionNearby = ({ pupil, facts }: Look, { date, from, to, at }: Given): IsoDate | undefined => {
  if (categoryOn(from, date) !== 'unauthorised' || categoryOn(to, date) !== 'authorised') return undefined;
  const { calendar, policy, history } = pupil;
  const amended = calendar.at(Temporal.Instant.from(at)).date;
  const decisions = [...history.notices.map(({ issued }) => issued), ...(facts.courtDecisions ?? [])];
  const within = policy.anomalies.decisionWithinSchoolDays;
  return decisions.find((decided) => schoolDaysBetween(calendar, decided, amended) <= within);
};

const found = (look: Look, amendment: Given, sizeOf: (batch: string) => number): Anomaly[] => {
  const { date, half, from, to, why, batch } = amendment;
  const { version, anomalies } = look.pupil.policy;
  const anomalyWith = (more: Pick<Parameters<typeof anomaly>[1], 'why' | 'numbers' | 'names' | 'mend' | 'source'>) =>
    anomaly('RA14', { date, half, code: to, ...more, names: { from: from ?? '', to: to ?? '', ...more.names } });
  const list: Anomaly[] = [];
  if (why.trim() === '')
    list.push(
      anomalyWith({
        why: 'no-reason',
        mend: { do: 'record', what: 'amendment reason', orCodes: [] },
        source: amendmentRecord.law,
      }),
    );
  const lookAgain = { do: 'look again', at: 'amendment' } as const;
  const size = batch === undefined ? 0 : sizeOf(batch);
  if (size > anomalies.bulkChangeAbove)
    list.push(
      anomalyWith({
        why: 'bulk',
        numbers: { marks: size, above: anomalies.bulkChangeAbove },
        mend: lookAgain,
        source: schoolPolicy('bulk changes', version),
      }),
    );
  const decided = decisionNearby(look, amendment);
  if (decided !== undefined)
    list.push(
      anomalyWith({
        why: 'near-decision',
        numbers: { schoolDays: anomalies.decisionWithinSchoolDays },
        names: { decided },
        mend: lookAgain,
        source: schoolPolicy('amendments near a decision', version),
      }),
    );
  return list;
};

/**
 * RA14: an amendment without a reason, one of a batch of more than 20 marks, or an unauthorised absence authorised
 * within 5 school days, before or after, of a penalty notice or court decision (§3.5; both numbers are school policy).
 */
export const amendments: AnomalyCheck = {
  rule: 'RA14',
  isGiven: ({ facts }) => facts.amendments !== undefined,
  find: (look) => {
    const { pupil, facts } = look;
    const given = facts.amendments!;
    const sizeOf = (batch: string): number =>
      facts.batchSizes?.[batch] ?? given.filter((one) => one.batch === batch).length;
    return given
      .filter((one) => one.pupil === pupil.marks.pupil && isInYear(look, one.date))
      .flatMap((one) => found(look, one, sizeOf));
  },
};
