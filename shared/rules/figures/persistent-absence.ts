import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import type { Rate } from '../../vocabulary/rate.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { absenceMethodology } from '../sources.ts';

interface AbsenceThreshold extends Dated {
  /** One session missed in so many possible ones. */
  readonly oneIn: number;
}

/** Persistent absence: a tenth or more of the pupil's own possible sessions missed (§2.1). */
export const persistentAbsence = [
  { from: '2015-09-01', oneIn: 10, law: absenceMethodology },
] as const satisfies readonly AbsenceThreshold[];

/** Severe absence: half or more missed (§2.1). */
export const severeAbsence = [
  { from: '2015-09-01', oneIn: 2, law: absenceMethodology },
] as const satisfies readonly AbsenceThreshold[];

/** The threshold of a day; the first row for days before it. */
const oneInOn = (rows: readonly AbsenceThreshold[], on: IsoDate | undefined): number =>
  (on === undefined ? rows.at(-1)! : (rowOn(rows, on) ?? rows[0]!)).oneIn;

const atLeastOneIn = ({ part, of }: Rate, oneIn: number): boolean | null => (of === 0 ? null : oneIn * part >= of);

/**
 * 10 % or more missed, on counts and before any rounding (V1 to V4). Null without a possible session. `on` is the last
 * day of the period; without it today's law holds.
 */
export const isPersistent = (absence: Rate, on?: IsoDate): boolean | null =>
  atLeastOneIn(absence, oneInOn(persistentAbsence, on));

/** 50 % or more missed. Null without a possible session. */
export const isSevere = (absence: Rate, on?: IsoDate): boolean | null =>
  atLeastOneIn(absence, oneInOn(severeAbsence, on));

/** Sessions missed in a row from now on that would make the absence persistent; 0 when it is (V21). */
export const sessionsToPersistent = ({ part, of }: Rate, on?: IsoDate): number | null => {
  const oneIn = oneInOn(persistentAbsence, on);
  return of === 0 ? null : Math.max(0, Math.ceil((of - oneIn * part) / (oneIn - 1)));
};

/** Sessions attended in a row from now on that would end persistent absence; 0 when it is not (V22). */
export const sessionsToLeavePersistent = ({ part, of }: Rate, on?: IsoDate): number | null =>
  of === 0 ? null : Math.max(0, oneInOn(persistentAbsence, on) * part - of + 1);
