import { compareRates } from '../../vocabulary/rate.ts';
import type { BegunStage, PupilCase } from '../history.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { schoolPolicy } from '../sources.ts';
import { activeStage } from './active-stage.ts';
import { entriesOf, meets } from './entries.ts';
import { legalEntries, noticeEntry, type ThresholdFacts } from './notice-stages.ts';
import { type ReviewWindow, reviewWindowOf } from './review-window.ts';
import { type LadderWindow, ladderWindows } from './windows.ts';

/** The stages in order, the universal offer first: `0`, the policy's, `5` and `6`. */
const orderOf = ({ ladder }: Policy): readonly string[] => ['0', ...ladder.stages.map(({ stage }) => stage), '5', '6'];

/** A reason of the school's ladder that rests on no sessions of its own. */
export const ladderReason = (
  pupil: PupilCase,
  rule: string,
  names: Reason['names'] = {},
  numbers: Reason['numbers'] = {},
): Reason => ({
  rule,
  numbers,
  names,
  source: schoolPolicy('ladder', pupil.policy.version),
  sessions: [],
});

/** Everything the ladder looked at, worked out once. */
export class Look {
  readonly pupil: PupilCase;
  readonly order: readonly string[];
  readonly windows: readonly LadderWindow[];
  readonly severe: readonly LadderWindow[];
  /** The active stage with its review window. */
  readonly active: { readonly stage: BegunStage; readonly review: ReviewWindow } | undefined;
  /** The reasons for each stage that is reached, by its place in `order`. */
  readonly entries = new Map<number, readonly Reason[]>();
  readonly threshold: ThresholdFacts;

  constructor(pupil: PupilCase, threshold: ThresholdFacts) {
    const { policy, history, calendar, on } = pupil;
    this.pupil = pupil;
    this.threshold = threshold;
    this.order = orderOf(policy);
    this.windows = ladderWindows(pupil);
    this.severe = this.windows.filter((window) => meets(window, policy.ladder.severeAbsenceAtLeast));
    const stage = activeStage(history);
    this.active = stage && { stage, review: reviewWindowOf(calendar, policy, stage, on) };
    for (const [at, stage] of policy.ladder.stages.entries())
      this.#enter(at + 1, entriesOf(pupil, stage, this.windows));
    const notice = noticeEntry(pupil, threshold);
    this.#enter(this.placeOf('5'), notice === undefined ? [] : [notice]);
    this.#enter(this.placeOf('6'), legalEntries(pupil, threshold, this.severe));
  }

  #enter(place: number, reasons: readonly Reason[]): void {
    if (reasons.length > 0) this.entries.set(place, reasons);
  }

  placeOf(stage: string | undefined): number {
    return stage === undefined ? 0 : Math.max(0, this.order.indexOf(stage));
  }

  get reached(): number {
    return Math.max(0, ...this.entries.keys());
  }

  /** Not even one window says anything, no alternative is met, and no stage is active. */
  get saysNothing(): boolean {
    return this.windows.length === 0 && this.entries.size === 0;
  }

  /** The window with the higher net absence. */
  get worst(): LadderWindow | undefined {
    return this.windows.reduce<LadderWindow | undefined>(
      (worst, window) =>
        worst === undefined || compareRates(window.absence.rate, worst.absence.rate) > 0 ? window : worst,
      undefined,
    );
  }
}
