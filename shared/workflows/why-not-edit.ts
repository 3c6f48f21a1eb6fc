import { isTarget } from '../records/pupil-plan.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { Person } from '../vocabulary/role.ts';
import { isIsoDate } from '../vocabulary/session.ts';
import { decisions, edits } from '../wording/decisions.ts';
import { whyNotDecide, whyNotFollow } from './begin-stage.ts';
import type { Desk } from './desk.ts';
import type { TrackerEdit } from './edit-tracker.ts';

const whyNoValue = (
  { field, to }: TrackerEdit,
  { today, stages }: { readonly today: string; readonly stages: readonly string[] },
): string | undefined => {
  switch (field) {
    case 'stageDecided':
      if (to === null) return edits.stageNotCleared;
      if (to === 'S') return edits.severeRunsBeside;
      return stages.includes(to) ? undefined : decisions.noSuchStage(to, stages);
    case 'reviewDue':
      if (to === null) return edits.reviewNotCleared;
      if (!isIsoDate(to)) return edits.notADay;
      return to < today ? edits.reviewLater : undefined;
    case 'nextAction':
      return to?.trim() === '' ? edits.nothingTyped : undefined;
    case 'nextActionDue':
      return to === null || isIsoDate(to) ? undefined : edits.notADay;
    case 'target':
      return to === null || isTarget(to) ? undefined : edits.notATarget;
  }
};

/** Whether somebody may type this into this field of this pupil, and whether it is a value of its kind. */
export const whyNotEdit = async (desk: Desk, person: Person, edit: TrackerEdit): Promise<string | undefined> => {
  const [policy, calendar] = await Promise.all([desk.data.policy(), desk.data.calendar()]);
  const stages = Object.keys(stageNames(policy)).filter((stage) => stage !== 'S');
  const { pupil, field, to } = edit;
  const stage = field === 'stageDecided' && to !== null && stages.includes(to) ? to : '0';
  const isOfStage = field === 'stageDecided' || field === 'reviewDue';
  const why =
    (await whyNotDecide(desk, person, 'edit-tracker', { pupil, stage })) ??
    (isOfStage ? await whyNotFollow(desk, person, 'edit-tracker', pupil) : undefined);
  return why ?? whyNoValue(edit, { today: calendar.at(desk.clock.now()).date, stages });
};
