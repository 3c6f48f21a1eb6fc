import type { Calendar } from '../../vocabulary/calendar.ts';
import { type IsoDate, mondayOf } from '../../vocabulary/session.ts';
import { type Span, sessionsBefore } from '../span.ts';

export interface ImpactWindows {
  readonly before: Span;
  readonly after: Span;
}

/** The sessions of the school weeks from one week's number to another's, the second not included. */
const weeksSpan = (calendar: Calendar, from: number, to: number): Span => {
  const startOf = (week: number): number =>
    week >= calendar.weeks.length ? calendar.sessions.length : sessionsBefore(calendar, calendar.weeks[week]!);
  return { from: startOf(from), until: startOf(to) };
};

/**
 * The school weeks before and after an intervention that began on a day (§9.4.1). The week it began in is in neither;
 * one that began in a holiday has the weeks on either side. The windows are always as long as one another: with too few
 * school weeks of the calendar before it there is not enough, with too few after it they are not over yet.
 */
export const impactWindows = (
  calendar: Calendar,
  startedOn: IsoDate,
  weeks: number,
): ImpactWindows | 'insufficient' | 'not over yet' => {
  const monday = mondayOf(startedOn);
  const started = calendar.weeks.filter((week) => week < monday).length;
  if (started < weeks) return 'insufficient';
  const after = calendar.weeks[started] === monday ? started + 1 : started;
  if (after + weeks > calendar.weeks.length) return 'not over yet';
  return {
    before: weeksSpan(calendar, started - weeks, started),
    after: weeksSpan(calendar, after, after + weeks),
  };
};
