import type { Half, IsoDate } from '../../vocabulary/session.ts';
import {
  dayOfSession,
  type KnownMark,
  knownMark,
  type Moment,
  makeYear,
  numberOfDay,
  type PupilYear,
} from './marks.ts';
import { makePupils, type PupilPlan } from './pupils.ts';
import { type RegisterPlan, registersOf, takenUntil } from './registers.ts';
import { calendar, forms } from './school.ts';
import type { StaffPlan } from './staff.ts';

/**
 * The school's MIS as it stands at a moment: what an export written then would hold. Pupils who enrol later are not
 * known yet, nor does anybody know who will leave.
 */
export class SampleMis {
  readonly staff: readonly StaffPlan[];
  readonly years: readonly PupilYear[];
  readonly #seed: number;
  readonly #taken: readonly (readonly (number | undefined)[])[];
  readonly #formOf: ReadonlyMap<PupilYear, number>;

  constructor(seed: number, canary: boolean, staff: readonly StaffPlan[]) {
    this.#seed = seed;
    this.staff = staff;
    this.years = makePupils(seed, canary, staff).map((plan) => makeYear(seed, plan));
    this.#taken = takenUntil(seed, calendar.sessions.length - 1);
    this.#formOf = new Map(this.years.map((year) => [year, forms.findIndex(({ form }) => form === year.plan.form)]));
  }

  pupils(date: IsoDate): PupilPlan[] {
    return this.years
      .map(({ plan }) => plan)
      .filter(({ from }) => from <= date)
      .map((plan) => (plan.to !== undefined && plan.to >= date ? { ...plan, to: undefined } : plan));
  }

  /** Pupils on roll on a day, in the order of the registers. */
  onRoll(date: IsoDate): PupilYear[] {
    return this.years.filter(({ plan: { from, to } }) => from <= date && (to === undefined || to >= date));
  }

  mark(year: PupilYear, number: number, moment: Moment): KnownMark {
    return knownMark(year, number, moment, this.#taken[number]![this.#formOf.get(year)!]);
  }

  registers(date: IsoDate, half: Half): readonly RegisterPlan[] {
    return registersOf(this.#seed, this.staff, date, half);
  }
}

/** The numbers of the sessions of school days from `from` to `to`, both included. */
export const sessionsBetween = (from: IsoDate, to: IsoDate): number[] =>
  calendar.sessions.flatMap(({ date }, number) => (date >= from && date <= to ? [number] : []));

/** The last school day before a date; undefined on the first of the year. */
export const dayBefore = (date: IsoDate): IsoDate | undefined => calendar.days.findLast((day) => day < date);

/** The evening of a day: whatever was to be known on it is known. */
export const eveningOf = (date: IsoDate): Moment => ({ date, minute: 24 * 60 });

/** True when the MIS's answer for the session can still change after this day: an N waits for its reason. */
export const isSettled = (year: PupilYear, number: number, on: IsoDate): boolean =>
  year.known[number]! < 100 || numberOfDay(on) - dayOfSession[number]! >= year.known[number]! - 100;
