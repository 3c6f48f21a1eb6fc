import { interventions } from '../records/intervention.ts';
import type { Pupil } from '../records/pupil.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { TrackerView } from '../views/tracker.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { trackerRows } from './tracker-rows.ts';
import { trackerSpan } from './tracker-span.ts';

/**
 * `GET /api/tracker`: every pupil the person may see, as far as registers have closed. Undefined for a person who may
 * not open the tracker at all.
 */
export const trackerView = async (desk: Desk, person: Person): Promise<TrackerView | undefined> => {
  if (!may(person, 'see-tracker')) return undefined;
  return trackerOf(desk, (pupil) => may(person, 'see-tracker', { pupil }));
};

/** The tracker of those pupils of whom `sees` is true. */
export const trackerOf = async (desk: Desk, sees: (pupil: Pupil) => boolean): Promise<TrackerView> => {
  const [policy, calendar, book, pupils, begun] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
    desk.records.find(interventions),
  ]);
  const { date: on, time } = calendar.at(desk.clock.now());
  const { from, until } = trackerSpan({ book, calendar, policy, on, time });
  return {
    on,
    period: { from: calendar.sessions[from]?.date ?? on, to: calendar.sessions[until - 1]?.date ?? on },
    policyVersion: policy.version,
    stageNames: stageNames(policy),
    bandNames: Object.fromEntries(policy.bands.map(({ band, name }) => [band, name])),
    pupils: trackerRows({
      book,
      calendar,
      pupils: new Map([...pupils].filter(([, pupil]) => sees(pupil))),
      interventions: begun.map(({ record }) => record),
      policy,
      on,
      time,
    }),
  };
};
