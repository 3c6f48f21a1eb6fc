import { isOnHold } from '../rules/ladder/on-hold.ts';
import type { Policy } from '../rules/policy.ts';
import type { StageCounts } from '../views/stages.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import { mondayOf } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { isWaiting } from './meeting-lines.ts';
import { trackerFacts } from './tracker-facts.ts';
import { type TrackerFacts, trackerRows } from './tracker-rows.ts';
import { trackerSpan } from './tracker-span.ts';

/** Everybody's stage as it stands at this minute; for counts, and for those who are shown what they may see of it. */
export interface StagesNow {
  readonly facts: TrackerFacts;
  readonly rows: readonly TrackerPupil[];
}

const same = <T>(a: readonly T[] = [], b: readonly T[] = []): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** Nothing that a stage is made of is another than before. */
const isAsBefore = (a: TrackerFacts, b: TrackerFacts): boolean =>
  a.book === b.book &&
  a.calendar === b.calendar &&
  a.policy === b.policy &&
  a.pupils === b.pupils &&
  a.on === b.on &&
  trackerSpan(a).until === trackerSpan(b).until &&
  same(a.interventions, b.interventions) &&
  same(a.holds, b.holds);

/** The tab asks every few seconds, and a card after each decision: what was worked out stays until something changes. */
const kept = new WeakMap<Desk['data'], StagesNow>();

export const stagesNow = async (desk: Desk): Promise<StagesNow> => {
  const facts = await trackerFacts(desk);
  const before = kept.get(desk.data);
  if (before && isAsBefore(before.facts, facts)) return before;
  const now = { facts, rows: trackerRows(facts) };
  kept.set(desk.data, now);
  return now;
};

/** The stages of support; the notice and the legal route are no matter of a whole year team (§11). */
export const supportStages = ({ ladder }: Policy): readonly string[] => ladder.stages.map(({ stage }) => stage);

/** A year group's stages in counts, as far as `stages` go: begun today and this week, waiting for a decision, on hold. */
export const stageCounts = ({ facts, rows }: StagesNow, year: string, stages: readonly string[]): StageCounts => {
  const { interventions, on } = facts;
  const own = rows.filter((row) => row.year === year);
  const ids = new Set(own.map(({ pupil }) => pupil));
  const monday = mondayOf(on);
  const begun = interventions.filter(({ pupil, openedOn }) => ids.has(pupil) && openedOn >= monday);
  const held = own.filter(({ hold }) => hold != null && stages.includes(hold.stage));
  const waiting = own.filter((row) => isWaiting(row) && !isOnHold(row));
  return {
    year,
    stages: stages.map((stage) => {
      const thisWeek = begun.filter((one) => one.stage === stage);
      return {
        stage,
        begunToday: thisWeek.filter(({ openedOn }) => openedOn === on).length,
        begunThisWeek: thisWeek.length,
        waiting: waiting.filter((row) => row.stage.recommended === stage).length,
      };
    }),
    onHold: held.length,
    heldToday: held.filter(({ hold }) => hold?.on === on).length,
  };
};
