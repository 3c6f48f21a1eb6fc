import { type Intervention, interventions } from '../records/intervention.ts';
import type { Stored } from '../records/record.ts';
import { schoolWeeksAfter } from '../rules/ladder/review-window.ts';
import { isLegal, stageNames, stageRowOf } from '../rules/ladder/stage-row.ts';
import type { Person } from '../vocabulary/role.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { decisions } from '../wording/decisions.ts';
import { shortName } from '../wording/names.ts';
import { presses, stale } from '../wording/presses.ts';
import { activeIntervention } from './active-intervention.ts';
import type { Desk } from './desk.ts';
import { may, type Verb } from './may.ts';
import type { By } from './press-kind.ts';
import { pupilNow } from './pupil-now.ts';
import { endHolds } from './stage-holds.ts';
import { fieldNow } from './tracker-field.ts';

/** What every decision about a stage must be: by somebody who may, about a pupil and a stage there is. */
export const whyNotDecide = async (
  desk: Desk,
  person: Person,
  verb: Verb,
  { pupil: id, stage }: { readonly pupil: string; readonly stage: string },
): Promise<string | undefined> => {
  const [pupils, policy] = await Promise.all([desk.data.pupils(), desk.data.policy()]);
  const pupil = pupils.get(id);
  const scope = pupil ? { pupil } : {};
  if (!may(person, verb, scope)) return presses.notYours;
  if (isLegal(stage) && !may(person, 'see-penalty', scope)) return presses.notYours;
  if (!pupil) return decisions.noSuchPupil;
  const known = Object.keys(stageNames(policy));
  return known.includes(stage) ? undefined : decisions.noSuchStage(stage, known);
};

/**
 * What follows on a notice or the legal route is for those who answer for penalty notices, another stage of support too.
 * Stage S runs beside it.
 */
export const whyNotFollow = async (
  desk: Desk,
  person: Person,
  verb: Verb,
  pupil: string,
): Promise<string | undefined> => {
  const { value: decided } = await fieldNow(desk, pupil, 'stageDecided');
  return decided !== null && isLegal(decided)
    ? await whyNotDecide(desk, person, verb, { pupil, stage: decided })
    : undefined;
};

/** The figures that were seen are those of today. */
export const whyNotToday = async (desk: Desk, on: IsoDate): Promise<string | undefined> => {
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  return on === date ? undefined : decisions.otherDay(on);
};

/** A stage of this name that runs: it begins anew only when its review was held. Stage S runs beside the one of the ladder. */
const runningOf = (own: readonly Stored<Intervention>[], stage: string): Intervention | undefined => {
  const last = stage === 'S' ? own.findLast(({ record }) => record.stage === 'S') : activeIntervention(own);
  return last?.record.stage === stage && last.record.outcome === 'open' ? last.record : undefined;
};

interface Beginning {
  /** The key of the press: the record is found by it. */
  readonly key: string;
  readonly by: By;
  readonly pupil: string;
  readonly stage: string;
  readonly on: IsoDate;
  /** Why this one, when it is another than the one recommended; absent: only the recommended one may begin. */
  readonly because?: string | undefined;
}

type Begun = { readonly begun: Intervention } | { readonly refused: string };

/** What this press began before it broke off: what held the stage ends now, if it has not yet. */
export const begunBefore = async (
  desk: Desk,
  { key, by, pupil, on }: Omit<Beginning, 'stage' | 'because'>,
): Promise<Intervention | undefined> => {
  const known = await desk.records.byKey(interventions, key);
  if (known) await endHolds(desk, pupil, { key, by, on });
  return known?.record;
};

/**
 * Begins a stage: what was recommended and why at that moment, and the figures, are kept with it (§5.3); a hold ends.
 * May be called again, and then finds what it did.
 */
export const beginStage = async (desk: Desk, beginning: Beginning): Promise<Begun> => {
  const { key, by, pupil, stage, on, because } = beginning;
  const before = await begunBefore(desk, beginning);
  if (before) return { begun: before };
  const now = await pupilNow(desk, pupil);
  if (!now) return { refused: presses.gone };
  const { row, period, policy, calendar, own } = now;
  const running = runningOf(own, stage);
  if (running)
    return { refused: stale(shortName(running.openedByName), decisions.begunAlready(stage, running.openedOn)) };
  const { recommended, reached, reasons } = row.stage;
  if (because === undefined && recommended !== stage)
    return { refused: stale('The figures', decisions.recommendedNow(recommended)) };
  const rung = stageRowOf(policy, stage);
  const reviewDue = rung?.reviewWeeks === undefined ? undefined : schoolWeeksAfter(calendar, on, rung.reviewWeeks);
  const record: Intervention = {
    key,
    pupil,
    stage,
    openedOn: on,
    openedBy: by.id,
    openedByName: by.name,
    ...(rung ? { owner: rung.owner } : {}),
    recommended: JSON.stringify({ stage: recommended, reached, reasons, policyVersion: policy.version }),
    ...(because === undefined || recommended === stage ? {} : { chosenWhy: because }),
    baselinePossible: row.possible,
    baselineAttended: row.attended,
    baselineFrom: period.from,
    baselineTo: period.to,
    ...(reviewDue === undefined ? {} : { reviewDue }),
    outcome: 'open',
  };
  // Side by side, so that both are one request; a second carrying brings what is missing.
  const [{ record: begun }] = await Promise.all([
    desk.records.create(interventions, record),
    endHolds(desk, pupil, { key, by, on }),
  ]);
  return { begun };
};
