import { z } from 'zod';
import { isLegal } from '../rules/ladder/stage-row.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** A person put the recommended stage off, with a reason (§5.2 h). It ends by a person, by its day, or when a stage begins. */
export const stageHoldSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  stage: z.string(),
  reason: z.string(),
  heldOn: z.string(),
  /** The last day on which it holds. */
  until: z.string().optional(),
  by: z.string(),
  byName: z.string(),
  endedOn: z.string().optional(),
  endedBy: z.string().optional(),
  endedByName: z.string().optional(),
  /** The key of the press that ended it. */
  endedPress: z.string().optional(),
});
export type StageHold = z.infer<typeof stageHoldSchema>;

export const stageHolds = recordKind<StageHold>({
  name: 'stage-hold',
  list: 'Stage holds',
  schema: stageHoldSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'stage', type: 'text', of: 'interventions' },
    { name: 'reason', type: 'note', of: 'interventions' },
    { name: 'heldOn', type: 'text', indexed: true, of: 'interventions' },
    { name: 'until', type: 'text', of: 'interventions' },
    { name: 'by', type: 'text', of: 'interventions' },
    { name: 'byName', type: 'text', of: 'interventions' },
    { name: 'endedOn', type: 'text', of: 'interventions' },
    { name: 'endedBy', type: 'text', of: 'interventions' },
    { name: 'endedByName', type: 'text', of: 'interventions' },
    { name: 'endedPress', type: 'text', of: 'desk' },
  ],
  guarded: { columns: ['reason'], of: 'penalty-court', when: ({ stage }) => isLegal(stage) },
  sensitivity: 'intervention',
  about: 'pupil',
  author: 'by',
  retention: kept('pupil file', { pupil: 'born' }),
});

/** Whether it holds on a day. */
export const isHolding = (
  { heldOn, until, endedOn }: Pick<StageHold, 'heldOn' | 'until' | 'endedOn'>,
  on: IsoDate,
): boolean => heldOn <= on && (endedOn === undefined || endedOn > on) && (until === undefined || until >= on);
