import type { BegunStage, PupilHistory } from '../history.ts';

const ended: ReadonlySet<BegunStage['outcome']> = new Set(['closed', 'left']);

/**
 * The one stage of the ladder that is active: the last one begun, unless its review closed it (§5.2 b). Stage S runs
 * beside the ladder and is never it. Undefined when none is.
 */
export const activeStage = ({ stages }: Pick<PupilHistory, 'stages'>): BegunStage | undefined => {
  let last: BegunStage | undefined;
  for (const stage of stages) if (stage.stage !== 'S' && (last === undefined || stage.on >= last.on)) last = stage;
  return last === undefined || ended.has(last.outcome) ? undefined : last;
};

/** The stage was reviewed and did not improve: "partly" counts as improved (§14). */
export const didNotImprove = ({ outcome }: BegunStage): boolean => outcome === 'no change' || outcome === 'worse';

/** The last review of a stage that did not improve; undefined when there is none. */
export const reviewWithoutImprovement = (
  { stages }: Pick<PupilHistory, 'stages'>,
  ...of: readonly string[]
): BegunStage | undefined => stages.findLast((stage) => of.includes(stage.stage) && didNotImprove(stage));
