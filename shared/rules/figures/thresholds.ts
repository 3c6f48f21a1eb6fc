import type { Rate } from '../../vocabulary/rate.ts';
import { absenceMethodology } from '../sources.ts';

/** Persistent: a tenth or more of the pupil's own possible sessions missed. Severe: half or more. */
const persistentAbsence = { oneIn: 10, law: absenceMethodology };
const severeAbsence = { oneIn: 2, law: absenceMethodology };

/** 10 % or more missed, on counts and before any rounding (V1 to V4). Null without a possible session. */
export const isPersistent = ({ part, of }: Rate): boolean | null =>
  of === 0 ? null : persistentAbsence.oneIn * part >= of;

/** 50 % or more missed. Null without a possible session. */
export const isSevere = ({ part, of }: Rate): boolean | null => (of === 0 ? null : severeAbsence.oneIn * part >= of);

/** Sessions missed in a row from now on that would make the absence persistent; 0 when it is (V21). */
export const sessionsToPersistent = ({ part, of }: Rate): number | null =>
  of === 0 ? null : Math.max(0, Math.ceil((of - persistentAbsence.oneIn * part) / (persistentAbsence.oneIn - 1)));

/** Sessions attended in a row from now on that would end persistent absence; 0 when it is not (V22). */
export const sessionsToLeavePersistent = ({ part, of }: Rate): number | null =>
  of === 0 ? null : Math.max(0, persistentAbsence.oneIn * part - of + 1);
