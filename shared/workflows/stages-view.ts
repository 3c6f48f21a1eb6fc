import { activeStage } from '../rules/ladder/active-stage.ts';
import { isOnHold } from '../rules/ladder/on-hold.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { StagesView } from '../views/stages.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import type { Person } from '../vocabulary/role.ts';
import { begunStageOf } from './case-of-pupil.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { isWaiting, whyOf } from './meeting-lines.ts';
import { type StagesNow, stageCounts, stagesNow, supportStages } from './stages-now.ts';
import { wordsAbout } from './tracker-beside.ts';
import { isToldRule } from './tracker-view.ts';
import { viewed } from './viewed.ts';

const named = ({ pupil, surname, forename, year, form }: TrackerPupil) => ({ pupil, surname, forename, year, form });

type SeesPenalty = (row: TrackerPupil) => boolean;

const begunIn = (
  { facts }: StagesNow,
  rows: readonly TrackerPupil[],
  seesPenalty: SeesPenalty,
): StagesView['begun'] => {
  const own = Map.groupBy(facts.interventions, ({ pupil }) => pupil);
  return rows
    .flatMap((row) => {
      const begun = own.get(row.pupil) ?? [];
      const stages = begun.map(begunStageOf);
      const active = activeStage({ stages });
      const running = active && begun[stages.indexOf(active)];
      if (!row.current || !running || running.stage === '0') return [];
      const { stage, openedOn, openedByName, reviewDue, chosenWhy } = running;
      const because = chosenWhy === undefined ? null : wordsAbout(stage, chosenWhy, seesPenalty(row));
      return [{ ...named(row), stage, on: openedOn, by: openedByName, reviewDue: reviewDue ?? null, because }];
    })
    .sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0));
};

const heldIn = (rows: readonly TrackerPupil[], seesPenalty: SeesPenalty): StagesView['held'] =>
  rows.flatMap((row) => {
    if (!row.current || !row.hold) return [];
    const { stage, reason } = row.hold;
    return [{ ...named(row), ...row.hold, reason: wordsAbout(stage, reason, seesPenalty(row)) }];
  });

/**
 * `GET /api/stages`: for the tab's page, the stages of those pupils whom the person may see, with who decided what and
 * when. Undefined for a person who may not open the tracker.
 */
export const stagesView = async (
  desk: Desk,
  person: Person,
  { year }: { readonly year?: string | undefined } = {},
): Promise<StagesView | undefined> => {
  if (!may(person, 'see-tracker', year === undefined ? {} : { year })) return undefined;
  await viewed(desk, person, { verb: 'view-tracker', record: 'stages' });
  const now = await stagesNow(desk);
  const { policy, pupils, on } = now.facts;
  const names = stageNames(policy);
  const order = Object.keys(names);
  const placeOf = (stage: string | null): number => (stage === null ? -1 : order.indexOf(stage));
  const pupilOf = (row: TrackerPupil) => pupils.get(row.pupil)!;
  const seesPenalty: SeesPenalty = (row) => may(person, 'see-penalty', { pupil: pupilOf(row) });
  const seen = now.rows.filter((row) => may(person, 'see-tracker', { pupil: pupilOf(row) }));
  const years = [...new Set(seen.map((row) => row.year))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const rows = year === undefined ? seen : seen.filter((row) => row.year === year);
  const shown = { ...now, rows };
  const stages = may(person, 'see-penalty') ? [...supportStages(policy), '5', '6'] : supportStages(policy);
  return {
    on,
    stageNames: names,
    years,
    counts: years.filter((one) => year === undefined || one === year).map((one) => stageCounts(shown, one, stages)),
    waiting: rows
      .filter((row) => isWaiting(row) && !isOnHold(row))
      .sort(
        (a, b) =>
          placeOf(b.stage.recommended) - placeOf(a.stage.recommended) ||
          placeOf(b.stage.reached) - placeOf(a.stage.reached),
      )
      .map((row) => ({
        ...named(row),
        recommended: row.stage.recommended!,
        decided: row.stage.decided,
        says: whyOf(row, (rule) => isToldRule(person, pupilOf(row), rule)),
      })),
    held: heldIn(rows, seesPenalty),
    begun: begunIn(shown, rows, seesPenalty),
  };
};
