import { isOutside } from '../ports/outside-error.ts';
import type { RegisterState } from '../rules/registers/register-state.ts';
import type { SchoolInTrust, TrustView } from '../views/trust.ts';
import { percent, rate } from '../vocabulary/rate.ts';
import type { Desk } from './desk.ts';
import type { Desks } from './desks.ts';
import { tasksOn } from './first-day-tasks.ts';
import { halfAt, isOnRoll, sessionNow } from './registers-now.ts';
import { attendanceNow, countsNow } from './today-view.ts';

/** The trust that the schools belong to, and the Entra group of those who see its summary. */
export interface Trust {
  readonly name: string;
  readonly group: string;
}

/** Registers that should stand by now: taken, or chased. */
const isDue = (state: RegisterState): boolean => state !== 'not_due' && state !== 'cancelled';
const isTaken = (state: RegisterState): boolean =>
  state === 'complete' || state === 'partial' || state === 'closed_late';

const schoolNow = async (desk: Desk): Promise<SchoolInTrust> => {
  const [policy, calendar] = [await desk.data.policy(), await desk.data.calendar()];
  const { date, time } = calendar.at(desk.clock.now());
  const half = halfAt(policy, time);
  const now = await sessionNow(desk, date, half);
  const due = now.registers.filter(({ state }) => isDue(state));
  const { present, absent, noMark, onRoll } = countsNow(
    now,
    [...now.pupils.values()].filter((pupil) => isOnRoll(pupil, date)),
  );
  const sum = { attended: 0, possible: 0, persistent: 0 };
  for (const row of attendanceNow(now, calendar, date)) {
    sum.attended += row.attended;
    sum.possible += row.possible;
    sum.persistent += row.persistent;
  }
  const open = (await tasksOn(desk, date, half)).filter(({ record }) => record.state !== 'resolved');
  return {
    school: desk.school,
    name: policy.school,
    date,
    half,
    isSchoolDay: calendar.isSchoolDay(date),
    dataAgeMinutes: now.dataAge,
    registers: { due: due.length, notTaken: due.filter(({ state }) => !isTaken(state)).length },
    onRoll,
    present,
    absent,
    noMark,
    firstDayOpen: open.length,
    ...sum,
    attendance: percent(rate(sum.attended, sum.possible)),
  };
};

/** Counts of each school and no names, side by side. A school that cannot be reached is named and stops no other. */
export const trustCounts = async (desks: Desks, trust: Pick<Trust, 'name'> | undefined): Promise<TrustView> => {
  const schools: SchoolInTrust[] = [];
  const unavailable: { school: string; why: string }[] = [];
  for (const desk of desks)
    try {
      schools.push(await schoolNow(desk));
    } catch (error) {
      if (!isOutside(error)) throw error;
      unavailable.push({ school: desk.school, why: error.kind });
    }
  return { trust: trust?.name ?? 'Schools', schools, unavailable };
};

/** Asks the directory now whether somebody is in the trust's group: a look is rare, and a removal counts at once. */
const isOfTrust = async ([desk]: Desks, { group }: Trust, id: string): Promise<boolean> => {
  if (!desk) return false;
  try {
    return (await desk.directory.membersOf(group)).some((account) => account.id === id && account.enabled);
  } catch (error) {
    if (!isOutside(error, 'absent')) throw error;
    return false;
  }
};

/** The trust's summary for a person of its group; undefined for everybody else, whatever their role at a school. */
export const trustSummary = async (desks: Desks, trust: Trust, id: string): Promise<TrustView | undefined> => {
  if (await isOfTrust(desks, trust, id)) return await trustCounts(desks, trust);
  desks[0]?.log.warn('trust summary refused', { person: id });
  return undefined;
};
