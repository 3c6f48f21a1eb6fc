import { type Code, isCode } from '../../vocabulary/mark.ts';
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
import type { SampleEntry } from './sample-school.ts';
import { calendar, forms, minuteOf, schoolName } from './school.ts';
import type { StaffPlan } from './staff.ts';

/** A small school has some of the forms, and of each the first pupils, with whoever plays a part. */
export interface SchoolSize {
  readonly forms: readonly string[];
  readonly pupilsAForm: number;
  /** Half terms that ended before are left out of its export: it has not been a customer for longer. */
  readonly marksSince?: IsoDate;
}

interface MisOptions {
  readonly size?: SchoolSize | undefined;
  readonly school?: string;
  /** The number in its pupils' UPNs, so that no two schools of a trust have one in common. */
  readonly establishment?: number | undefined;
}

const ofSize = (size: SchoolSize | undefined): ((plan: PupilPlan) => boolean) => {
  if (size === undefined) return () => true;
  const left = new Map(size.forms.map((form) => [form, size.pupilsAForm]));
  return ({ form, part }) => {
    const places = left.get(form);
    if (places === undefined) return false;
    left.set(form, places - 1);
    return places > 0 || part !== undefined;
  };
};

/**
 * The school's MIS as it stands at a moment: what an export written then would hold. Pupils who enrol later are not
 * known yet, nor does anybody know who will leave.
 */
export class SampleMis {
  /** What the school is called on its exports. */
  readonly school: string;
  readonly staff: readonly StaffPlan[];
  readonly years: readonly PupilYear[];
  readonly #seed: number;
  readonly #taken: (number | undefined)[][];
  /** What somebody put into the MIS by hand, by `session number/UPN`. */
  readonly #entered = new Map<string, KnownMark>();
  readonly #formOf: ReadonlyMap<PupilYear, number>;

  readonly #isHere: (form: string) => boolean;
  /** Undefined: since September. */
  readonly marksSince: IsoDate | undefined;

  constructor(
    seed: number,
    canary: boolean,
    staff: readonly StaffPlan[],
    { size, school = schoolName, establishment }: MisOptions = {},
  ) {
    this.school = school;
    this.#seed = seed;
    this.staff = staff;
    this.marksSince = size?.marksSince;
    this.#isHere = (form) => size === undefined || size.forms.includes(form);
    this.years = makePupils(seed, canary, staff, establishment)
      .filter(ofSize(size))
      .map((plan) => makeYear(seed, plan));
    this.#taken = takenUntil(seed, calendar.sessions.length - 1).map((minutes) => [...minutes]);
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
    const entered = this.#entered.size === 0 ? undefined : this.#entered.get(`${number}/${year.plan.upn}`);
    return entered ?? knownMark(year, number, moment, this.#taken[number]![this.#formOf.get(year)!]);
  }

  registers(date: IsoDate, half: Half): readonly RegisterPlan[] {
    const number = calendar.numberOf(date, half)!;
    return registersOf(this.#seed, this.staff, date, half).flatMap((register, form) => {
      const taken = this.#taken[number]![form];
      if (!this.#isHere(register.group)) return [];
      return taken === register.taken ? register : { ...register, opened: taken, taken };
    });
  }

  /**
   * Somebody marks a register by hand: from now on it counts as taken at `taken`, and the marks given (code by UPN,
   * null for none) stand; the form's other pupils get the marks of the story. RangeError when the MIS would refuse it.
   */
  enter({ date, half, group, taken, marks }: SampleEntry): void {
    const number = calendar.numberOf(date, half);
    if (number === undefined) throw new RangeError(`there is no school on ${date} ${half}`);
    const form = forms.findIndex((known) => known.form === group && this.#isHere(known.form));
    if (group !== undefined && form < 0) throw new RangeError(`there is no register ${group}`);
    const codes = Object.entries(marks).map(([upn, code]): [string, Code | undefined] => {
      if (code !== null && !isCode(code)) throw new RangeError(`${code} is no attendance code`);
      if (!this.years.some(({ plan }) => plan.upn === upn)) throw new RangeError(`there is no pupil ${upn}`);
      return [upn, code ?? undefined];
    });
    for (const [upn, code] of codes) this.#entered.set(`${number}/${upn}`, { code, minutes: undefined });
    if (taken !== undefined && form >= 0) this.#taken[number]![form] = minuteOf(taken);
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
