import { type Pupil, pupils as pupilKind } from '../records/pupil.ts';
import { stageLetters, stageNames } from '../rules/ladder/stage-row.ts';
import type { TrackerView } from '../views/tracker.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import { may, maySee } from './may.ts';
import { lastWeekEnd } from './tracker-cases.ts';
import { trackerFacts } from './tracker-facts.ts';
import { type TrackerFacts, trackerRows } from './tracker-rows.ts';
import { daysOf, trackerSpan } from './tracker-span.ts';
import type { Told } from './tracker-stage.ts';
import { viewed } from './viewed.ts';

/**
 * `GET /api/tracker`: every pupil the person may see, as far as registers have closed, and what the person may do with
 * the sheet. Undefined for a person who may not open the tracker at all.
 */
export const trackerView = async (desk: Desk, person: Person): Promise<TrackerView | undefined> => {
  if (!may(person, 'see-tracker')) return undefined;
  await viewed(desk, person, { verb: 'view-tracker', record: 'tracker' });
  const facts = await trackerFacts(desk);
  const seen = factsSeenBy(facts, person);
  return {
    ...trackerOf(seen, desk.data.damaged()),
    hasOthers: seen.pupils.size < facts.pupils.size,
    may: mayWithSheet(person),
  };
};

/** The tracker's facts, cut to the pupils whom a person may see, with what may be told of each. */
export const factsFor = async (desk: Desk, person: Person): Promise<TrackerFacts> =>
  factsSeenBy(await trackerFacts(desk), person);

const factsSeenBy = (facts: TrackerFacts, person: Person): TrackerFacts => {
  const pupils = new Map([...facts.pupils].filter(([, pupil]) => may(person, 'see-tracker', { pupil })));
  return { ...facts, pupils, told: toldTo(person) };
};

const toldTo = (person: Person): Told => ({
  rule: (pupil, rule) => isToldRule(person, pupil, rule),
  penalty: (pupil) => may(person, 'see-penalty', { pupil }),
  tier: (pupil) => may(person, 'see-tier', { pupil }),
});

const mayWithSheet = (person: Person): TrackerView['may'] => ({
  decide: may(person, 'accept-stage'),
  plan: may(person, 'edit-tracker'),
  contact: may(person, 'contact-family'),
  meet: may(person, 'hold-meeting'),
});

/**
 * Whether a person may know that a rule of the ladder spoke: those of the legal route tell of notices to parents, the
 * safeguarding lead's hold tells of a flag. The stage itself is for everybody who has the sheet.
 */
export const isToldRule = (person: Person, pupil: Pupil, rule: string): boolean => {
  if (rule.startsWith('stage-6.')) return may(person, 'see-penalty', { pupil });
  if (rule === 'ladder.dsl-hold') return maySee(person, pupilKind, { pupils: [pupil] }).has('flags');
  return true;
};

/** The tracker of the pupils in the facts. */
export const trackerOf = (facts: TrackerFacts, damaged: readonly string[]): TrackerView => {
  const { policy, calendar, on } = facts;
  return {
    on,
    period: daysOf(calendar, trackerSpan(facts), on),
    policyVersion: policy.version,
    stageNames: stageNames(policy),
    stageLetters: stageLetters(policy),
    bandNames: Object.fromEntries(policy.bands.map(({ band, name }) => [band, name])),
    damaged: [...damaged],
    lastWeekEnded: lastWeekEnd(calendar, on),
    pupils: trackerRows(facts),
  };
};
