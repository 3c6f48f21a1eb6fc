import { interventions } from '../records/intervention.ts';
import type { Desk } from './desk.ts';
import { trackerRows } from './tracker-rows.ts';
import { daysOf, trackerSpan } from './tracker-span.ts';

/**
 * One pupil's figures and recommended stage as they stand at this minute, and the stages begun for the pupil. What a
 * decision is made on. Undefined when the roll does not know the id.
 */
export const pupilNow = async (desk: Desk, id: string) => {
  const [policy, calendar, book, pupils, begun] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
    desk.records.find(interventions),
  ]);
  const pupil = pupils.get(id);
  if (!pupil) return undefined;
  const { date: on, time } = calendar.at(desk.clock.now());
  const own = begun.filter(({ record }) => record.pupil === id);
  const [row] = trackerRows({
    book,
    calendar,
    pupils: new Map([[id, pupil]]),
    interventions: own.map(({ record }) => record),
    policy,
    on,
    time,
  });
  const period = daysOf(calendar, trackerSpan({ book, calendar, policy, on, time }), on);
  return { on, row: row!, period, policy, calendar, own };
};
