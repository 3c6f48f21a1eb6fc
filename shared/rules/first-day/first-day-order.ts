import { compareRates, type Rate } from '../../vocabulary/rate.ts';

export interface FirstDayPlace {
  readonly tier: number;
  readonly unexplainedSessions: number;
  /** Absence of the year to date: absent of possible sessions. */
  readonly absence: Rate;
  readonly surname: string;
  readonly pupil: string;
}

const alphabet = new Intl.Collator('en-GB');
const byText = (a: string, b: string): number => alphabet.compare(a, b);

/** The order in which first contact is made: tier, longest unexplained, highest absence, surname, id (§4.2). */
export const firstDayOrder = (a: FirstDayPlace, b: FirstDayPlace): number =>
  a.tier - b.tier ||
  b.unexplainedSessions - a.unexplainedSessions ||
  compareRates(b.absence, a.absence) ||
  byText(a.surname, b.surname) ||
  byText(a.pupil, b.pupil);
