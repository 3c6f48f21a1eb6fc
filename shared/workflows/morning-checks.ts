import { isOutside } from '../ports/outside-error.ts';
import { halves } from '../vocabulary/session.ts';
import { foundThisMorning } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { Patient } from './doctor/check.ts';
import { type DoctorReport, doctor, type Finding } from './doctor/doctor.ts';
import type { JobOptions, JobReport } from './job-report.ts';
import { halfAt } from './registers-now.ts';
import { report } from './send.ts';
import { tellOffice } from './tell-office.ts';

/** More than this a card does not hold; `desk doctor` says the rest. */
const mostOnACard = 8;

/** Six characters that stand for a finding in the key of a post: the same finding has the same. */
const markOf = (desk: Desk, { check, about = '' }: Finding): string =>
  desk
    .sign(`finding/${check}/${about}`)
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 6);

/** The key of a post tells what it told of: `2026-03-10/office/AM/checks-AbC123.dEf456/<person>`. */
const told = /\/office\/[AP]M\/checks-([A-Za-z0-9.]+)\//;

/** The same trouble of many (fifty people without the app) is one: each by itself would hide the others. */
const manyOfACheck = 5;

const gathered = (matters: readonly Finding[]): Finding[] =>
  [...Map.groupBy(matters, ({ check }) => check).values()].flatMap((same): readonly Finding[] => {
    const [first] = same;
    if (same.length <= manyOfACheck || !first) return same;
    return [
      { ...first, about: `${same.length} of them`, why: `${first.about ?? ''}: ${first.why}; and so with the others` },
    ];
  });

const pointOf = ({ check, about, why, mend = '' }: Finding) => ({
  why: `${check}${about === undefined ? '' : `, ${about}`}: ${why}`,
  mend,
});

/** Undefined when they were never read: then nobody knows who the office is, and the log alone says what is wrong. */
const schoolNow = async (desk: Desk) => {
  try {
    return { policy: await desk.data.policy(), calendar: await desk.data.calendar() };
  } catch (error) {
    if (isOutside(error, 'broken', 'absent')) return undefined;
    throw error;
  }
};

export interface MorningChecks extends JobReport {
  /** Undefined: the site did not answer, and nothing was found out. */
  readonly found: DoctorReport | undefined;
}

/**
 * Looks at what the desk stands on, as it does at each start and each morning, and tells the office what is the matter:
 * one card, each finding once a day. The log names every finding by its ids. When Microsoft 365 is silent nobody is
 * told: there is nothing that the office could mend.
 */
export const morningChecks = async (desk: Desk, patient: Patient, options: JobOptions = {}): Promise<MorningChecks> => {
  const found = await doctor(patient, { daily: true });
  if (found.silent) {
    desk.log.warn('checks not made', { school: desk.school, kind: 'unanswered' });
    return { posts: [], silent: [{ what: 'checks', why: 'Microsoft 365 does not answer' }], found: undefined };
  }
  const matters = found.checks.filter(({ ok, unseen }) => !ok && !unseen);
  for (const { check, about, why } of matters)
    desk.log.warn('finding', {
      school: desk.school,
      kind: check,
      ...(about === undefined ? {} : { record: about }),
      error: why,
    });
  const school = await schoolNow(desk);
  if (!school)
    return { posts: [], silent: [{ what: 'checks', why: 'the policy or the calendar cannot be read' }], found };
  const { policy, calendar } = school;
  const { date, time } = calendar.at(desk.clock.now());
  if (halves.every((half) => calendar.numberOf(date, half) === undefined))
    return { posts: [], silent: [{ what: 'checks', why: `${date} is no school day` }], found };
  const known = new Set(
    (await desk.ledger.onDate(date)).flatMap(({ key, state }) =>
      state === 'refused' ? [] : (told.exec(key)?.[1]?.split('.') ?? []),
    ),
  );
  const fresh = gathered(matters).filter((matter) => !known.has(markOf(desk, matter)));
  if (fresh.length === 0) return { posts: [], silent: [{ what: 'checks', why: 'nothing new is the matter' }], found };
  const shown = fresh.slice(0, mostOnACard);
  // What the card does not hold is told with it, as a number.
  const marks = [...new Set(fresh.map((matter) => markOf(desk, matter)))].slice(0, 20).join('.');
  const outcomes = await tellOffice(
    desk,
    {
      date,
      half: halfAt(policy, time),
      what: `checks-${marks}`,
      words: foundThisMorning(shown.map(pointOf), fresh.length - shown.length),
    },
    options,
  );
  return { ...report(outcomes), found };
};
