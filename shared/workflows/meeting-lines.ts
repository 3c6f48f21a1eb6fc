import type { Figures } from '../rules/figures/figures.ts';
import { activeStage } from '../rules/ladder/active-stage.ts';
import { isOnHold } from '../rules/ladder/on-hold.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { MeetingView } from '../views/meeting.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { decisions } from '../wording/decisions.ts';
import { meetingSays } from '../wording/meeting.ts';
import { begunStageOf } from './case-of-pupil.ts';
import type { TrackerCases } from './tracker-cases.ts';
import type { TrackerFacts } from './tracker-rows.ts';

const named = ({ pupil, surname, forename, year, form }: TrackerPupil) => ({ pupil, surname, forename, year, form });

/** What is different from the end of the day of the last meeting, pupil by pupil. */
export const changesSince = (
  { policy }: TrackerFacts,
  rows: readonly TrackerPupil[],
  { then, figuresThen }: { readonly then: TrackerCases; readonly figuresThen: (at: number) => Figures },
): MeetingView['changes'] => {
  const names = stageNames(policy);
  const bands = Object.fromEntries(policy.bands.map(({ band, name }) => [band, name]));
  return rows.flatMap((row, at) => {
    if (!row.current) return [];
    const before = figuresThen(at);
    const stage = activeStage(then.cases[at]!.history)?.stage ?? null;
    const changes: { what: 'stage' | 'persistent' | 'severe' | 'band'; says: string }[] = [];
    if (row.stage.decided !== stage)
      changes.push({ what: 'stage', says: meetingSays.stage(names, stage, row.stage.decided) });
    for (const what of ['persistent', 'severe'] as const) {
      const is = row[what] === true;
      if (is !== (before[what] === true)) changes.push({ what, says: meetingSays[what](is) });
    }
    if (row.band !== null && before.band !== null && row.band !== before.band)
      changes.push({ what: 'band', says: meetingSays.band(bands, before.band, row.band) });
    return changes.map((change) => ({ ...named(row), ...change }));
  });
};

/** Reviews, outcomes and actions whose day has passed, the longest overdue first. */
export const overdueNow = (
  { interventions, on }: TrackerFacts,
  rows: readonly TrackerPupil[],
): MeetingView['overdue'] => {
  const begunOf = Map.groupBy(interventions, ({ pupil }) => pupil);
  const lines = rows
    .filter(({ current }) => current)
    .flatMap((row): MeetingView['overdue'] => {
      const own = begunOf.get(row.pupil) ?? [];
      const stages = own.map(begunStageOf);
      const active = activeStage({ stages });
      const running = active && own[stages.indexOf(active)];
      const open = own.filter(({ outcome }) => outcome === 'open');
      const reviews = open
        .filter(({ reviewDue }) => reviewDue !== undefined && reviewDue < on)
        .map((one) => {
          const [stage, due] = [one.stage, one.reviewDue!];
          const is = one === running || stage === 'S';
          return {
            ...named(row),
            what: is ? ('review' as const) : ('outcome' as const),
            due,
            says: is ? meetingSays.review(stage, due) : meetingSays.outcome(stage),
            owner: one.owner ?? one.openedByName,
          };
        });
      const [action, due] = [row.plan?.nextAction, row.plan?.nextActionDue.value];
      const late =
        action?.value && due && due < on
          ? [{ ...named(row), what: 'action' as const, due, says: action.value, owner: action.by }]
          : [];
      return [...reviews, ...late];
    });
  return lines.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
};

/** Who has a stage recommended that nobody has decided, the highest first; those on hold say why they wait. */
export const concernsNow = ({ policy }: TrackerFacts, rows: readonly TrackerPupil[]): MeetingView['concerns'] => {
  const order = Object.keys(stageNames(policy));
  return rows
    .filter(isWaiting)
    .map((row) => ({
      ...named(row),
      recommended: row.stage.recommended!,
      says: whyOf(row),
      hold: row.hold && isOnHold(row) ? meetingSays.waits(row.hold.reason, row.hold.until, row.hold.by) : null,
    }))
    .sort((a, b) => order.indexOf(b.recommended) - order.indexOf(a.recommended));
};

/**
 * What speaks for the stage that is recommended, of the reasons that are told; else the first that speaks at all. And that
 * a lower stage is on hold, where one is.
 */
export const whyOf = (row: TrackerPupil, isTold = (_rule: string) => true): string => {
  const { recommended, reasons } = row.stage;
  const told = reasons.filter(({ rule }) => isTold(rule));
  const why = told.find(({ rule }) => rule.startsWith(`stage-${recommended}.`)) ?? told[0];
  const held = row.hold && !isOnHold(row) ? decisions.heldBelow(row.hold.stage, row.hold.until) : '';
  return [why?.says ?? '', held].filter((says) => says !== '').join(' ');
};

/** A stage is recommended, it is another than the one that runs, and nobody has decided on it. */
export const isWaiting = ({ current, stage: { recommended, decided } }: TrackerPupil): boolean =>
  current && recommended !== null && recommended !== (decided ?? '0');

/** Who meets the threshold for considering a penalty notice, the most sessions first. */
export const penaltiesNow = (rows: readonly TrackerPupil[]): MeetingView['penalties'] =>
  rows
    .flatMap((row) => {
      const { current, penalty } = row;
      if (!current || penalty?.met !== true) return [];
      const { confirmed, includingN } = penalty;
      return { ...named(row), confirmed, includingN, says: meetingSays.penalty(confirmed, includingN) };
    })
    .sort((a, b) => b.confirmed - a.confirmed || b.includingN - a.includingN);

/**
 * What was decided about stages from a day on, the newest first. A hold that ended because something else was decided is
 * told by that decision.
 */
export const decisionsSince = (
  { interventions, holds = [] }: TrackerFacts,
  rows: readonly TrackerPupil[],
  from: IsoDate,
): MeetingView['decisions'] => {
  const rowOf = new Map(rows.map((row) => [row.pupil, row]));
  const of = (pupil: string, on: string, by: string, says: string): MeetingView['decisions'] => {
    const row = rowOf.get(pupil);
    return row && on >= from ? [{ ...named(row), on, by, says }] : [];
  };
  const presses = new Set([...interventions, ...holds].map(({ key }) => key));
  return [
    ...interventions.flatMap(({ pupil, openedOn, openedByName, stage, chosenWhy }) =>
      of(pupil, openedOn, openedByName, meetingSays.begun(stage, chosenWhy !== undefined)),
    ),
    ...holds.flatMap(({ pupil, heldOn, byName, stage, reason, until }) =>
      of(pupil, heldOn, byName, meetingSays.held(stage, reason, until)),
    ),
    ...holds.flatMap(({ pupil, stage, endedOn, endedByName, endedPress }) =>
      endedOn === undefined || (endedPress !== undefined && presses.has(endedPress))
        ? []
        : of(pupil, endedOn, endedByName ?? '', meetingSays.holdEnded(stage)),
    ),
  ].sort((a, b) => (a.on > b.on ? -1 : a.on < b.on ? 1 : 0));
};
