import { interventions } from '../records/intervention.ts';
import { type Pupil, pupils as pupilKind } from '../records/pupil.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { TrackerView } from '../views/tracker.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import { may, maySee } from './may.ts';
import { type TrackerFacts, trackerRows } from './tracker-rows.ts';
import { trackerSpan } from './tracker-span.ts';
import { viewed } from './viewed.ts';

/**
 * `GET /api/tracker`: every pupil the person may see, as far as registers have closed. Undefined for a person who may
 * not open the tracker at all.
 */
export const trackerView = async (desk: Desk, person: Person): Promise<TrackerView | undefined> => {
  if (!may(person, 'see-tracker')) return undefined;
  await viewed(desk, person, { verb: 'view-tracker', record: 'tracker' });
  return trackerOf(
    desk,
    (pupil) => may(person, 'see-tracker', { pupil }),
    (pupil, rule) => isToldRule(person, pupil, rule),
  );
};

/**
 * Whether a person may know that a rule of the ladder spoke: those of the legal route tell of notices to parents, the
 * safeguarding lead's hold tells of a flag. The stage itself is for everybody who has the sheet.
 */
export const isToldRule = (person: Person, pupil: Pupil, rule: string): boolean => {
  if (rule.startsWith('stage-6.')) return may(person, 'see-penalty', { pupil });
  if (rule === 'ladder.dsl-hold') return maySee(person, pupilKind, { pupils: [pupil] }).has('flags');
  return true;
};

/** The tracker of those pupils of whom `sees` is true, with the reasons that are told of each. */
export const trackerOf = async (
  desk: Desk,
  sees: (pupil: Pupil) => boolean,
  isTold?: TrackerFacts['isTold'],
): Promise<TrackerView> => {
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
    damaged: [...desk.data.damaged()],
    pupils: trackerRows({
      book,
      calendar,
      pupils: new Map([...pupils].filter(([, pupil]) => sees(pupil))),
      interventions: begun.map(({ record }) => record),
      policy,
      on,
      time,
      isTold,
    }),
  };
};
