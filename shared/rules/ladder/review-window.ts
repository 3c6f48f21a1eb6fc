import type { Calendar } from '../../vocabulary/calendar.ts';
import { addDays, type IsoDate, mondayOf, weekdayNames, weekdayOf } from '../../vocabulary/session.ts';
import type { BegunStage } from '../history.ts';
import type { Policy } from '../policy.ts';
import { stageRowOf } from './stage-row.ts';

/**
 * The day so many school weeks after `on`: the same weekday of the week that comes so many school weeks after its own
 * (§14: weeks are school weeks). Beyond the calendar weeks are counted from the next year's start; undefined when that
 * is not known.
 */
export const schoolWeeksAfter = (calendar: Calendar, on: IsoDate, weeks: number): IsoDate | undefined => {
  const monday = mondayOf(on);
  const sameWeekday = (week: IsoDate): IsoDate => addDays(week, weekdayNames.indexOf(weekdayOf(on)));
  const after = calendar.weeks.filter((week) => week > monday);
  if (after.length >= weeks) return sameWeekday(after[weeks - 1]!);
  const next = calendar.years.at(-1)!.nextYearStarts;
  return next === undefined ? undefined : sameWeekday(addDays(mondayOf(next), 7 * (weeks - after.length - 1)));
};

export interface ReviewWindow {
  readonly from: IsoDate;
  /** The day of the review, or on which it is due; null when the stage has none, or it lies beyond the calendar. */
  readonly to: IsoDate | null;
  /** The review has not come yet: the stage stays, save for what needs no letter (§14). */
  readonly isOpen: boolean;
}

/** From the stage's day to its review: the day it was held, else the agreed day, else the policy's weeks (§5.2, §14). */
export const reviewWindowOf = (calendar: Calendar, policy: Policy, stage: BegunStage, on: IsoDate): ReviewWindow => {
  const weeks = stageRowOf(policy, stage.stage)?.reviewWeeks;
  const to =
    stage.reviewed ??
    stage.reviewDue ??
    (weeks === undefined ? undefined : schoolWeeksAfter(calendar, stage.on, weeks));
  const isOpen = to === undefined ? weeks !== undefined : on < to;
  return { from: stage.on, to: to ?? null, isOpen };
};
