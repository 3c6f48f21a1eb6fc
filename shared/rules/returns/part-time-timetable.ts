import type { Calendar } from '../../vocabulary/calendar.ts';
import { cite } from '../../vocabulary/citation.ts';
import { byteOf } from '../../vocabulary/mark.ts';
import { type IsoDate, sessionName } from '../../vocabulary/session.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import type { PupilCase } from '../history.ts';
import type { Policy } from '../policy.ts';
import { schoolWeeksEnd } from '../school-weeks-end.ts';
import { onRoll } from '../span.ts';

const guidance = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'part-time timetables, as restated by Hammersmith & Fulham and Warwickshire',
  '2026-11-25',
);

/** What an agreement on a temporary part-time timetable holds (§8.4). */
export const timetableAgreement: readonly ChecklistItem[] = [
  ...itemsOf(
    cite('SI 2024/208', 'reg 11(6)', '2026-11-25'),
    'authorised-person',
    'parent-lived-with',
    'times-and-dates',
  ),
  ...itemsOf(
    guidance,
    'reason',
    'end',
    'review-dates',
    'parent-signature',
    'safeguarding-off-site',
    'authority-notified',
  ),
];
/** Where the pupil has one. */
const socialWorker: ChecklistItem = { item: 'social-worker-consulted', law: guidance };
const senCaseworker: ChecklistItem = { item: 'sen-caseworker-consulted', law: guidance };

export interface TimetableAgreement {
  readonly from: IsoDate;
  /** The last day; without one it is not an agreement for a time. */
  readonly to?: IsoDate | undefined;
  readonly reviewed: readonly IsoDate[];
  readonly hasSocialWorker: boolean;
  readonly hasSenCaseworker: boolean;
  /** The items that are agreed and on file. */
  readonly there: readonly string[];
}

export interface TimetableCheck {
  readonly missing: readonly ChecklistItem[];
  /** The last day it may run to by the school's policy; undefined beyond the calendar. */
  readonly longestTo: IsoDate | undefined;
  readonly isTooLong: boolean;
  /** The days by which it is reviewed, and the first of them that has passed without a review. */
  readonly reviews: readonly IsoDate[];
  readonly reviewOverdue: IsoDate | null;
  /** Its last day has come: the pupil goes back to full time, or it is agreed anew. */
  readonly hasEnded: boolean;
}

/** How an agreement stands on a day (§8.4): what it lacks, how long it may run, its reviews, its end. */
export const timetableCheck = (
  agreement: TimetableAgreement,
  calendar: Calendar,
  { partTime }: Pick<Policy, 'partTime'>,
  on: IsoDate,
): TimetableCheck => {
  const { from, to, reviewed, hasSocialWorker, hasSenCaseworker } = agreement;
  const asked = [
    ...timetableAgreement,
    ...(hasSocialWorker ? [socialWorker] : []),
    ...(hasSenCaseworker ? [senCaseworker] : []),
  ];
  const there = to === undefined ? agreement.there.filter((item) => item !== 'end') : agreement.there;
  const longestTo = schoolWeeksEnd(calendar, from, partTime.maxWeeks);
  const last = to ?? longestTo ?? on;
  const reviews: IsoDate[] = [];
  for (let weeks = partTime.reviewEveryWeeks; ; weeks += partTime.reviewEveryWeeks) {
    const review = schoolWeeksEnd(calendar, from, weeks);
    if (review === undefined || review > last) break;
    reviews.push(review);
  }
  const isHeld = (at: number): boolean => reviewed.some((day) => day > (reviews[at - 1] ?? from) && day <= on);
  return {
    missing: stillMissing(asked, there),
    longestTo,
    isTooLong: longestTo !== undefined && last > longestTo,
    reviews,
    reviewOverdue: reviews.find((review, at) => review < on && !isHeld(at)) ?? null,
    hasEnded: to !== undefined && on >= to,
  };
};

const notRequired = byteOf('C2');

/** The sessions coded C2 that no agreement covers (RA8): the true reason is to be recorded. */
export const c2Outside = (
  { marks, calendar, until }: PupilCase,
  agreements: readonly Pick<TimetableAgreement, 'from' | 'to'>[],
): readonly string[] => {
  const span = onRoll(calendar, marks, { from: 0, until });
  return calendar.sessions
    .filter(
      ({ date }, session) =>
        session >= span.from &&
        session < span.until &&
        marks.row[session] === notRequired &&
        !agreements.some(({ from, to }) => from <= date && (to === undefined || date <= to)),
    )
    .map(sessionName);
};
