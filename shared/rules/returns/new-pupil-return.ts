import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import { addDays, type IsoDate } from '../../vocabulary/session.ts';

interface NewPupilReturnRule extends Dated {
  /** Calendar days after the day the name is entered. */
  readonly days: number;
}

/** All that the admission register holds of a new pupil goes to the authority by the end of the fifth day (§8.3). */
export const newPupilReturnRule = [
  { from: '2024-08-19', days: 5, law: cite('SI 2024/208', 'reg 13(1) to (3)', '2026-11-25') },
] as const satisfies readonly NewPupilReturnRule[];

export interface EnteredPupil {
  /** The day the name was entered in the admission register. */
  readonly entered: IsoDate;
  readonly startingDay: IsoDate;
  readonly isLowestYear: boolean;
  /** The first day of the school year. */
  readonly yearBegins: IsoDate;
  /** The authority has asked for the returns of its lowest year as well. */
  readonly isAskedForLowestYear?: boolean | undefined;
}

/** The last day of a new-pupil return; null where none is due: the lowest year on the school year's first day. */
export const newPupilReturnBy = (pupil: EnteredPupil): IsoDate | null => {
  const { entered, startingDay, isLowestYear, yearBegins, isAskedForLowestYear = false } = pupil;
  if (isLowestYear && startingDay === yearBegins && !isAskedForLowestYear) return null;
  return addDays(entered, (rowOn(newPupilReturnRule, entered) ?? newPupilReturnRule[0]).days);
};
