import { z } from 'zod';
import { keyColumn, pupilColumn, type RecordColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** What people plan for a pupil; each is changed by itself, and says by whom and when. */
export const plannedFields = ['nextAction', 'nextActionDue', 'target'] as const;
export type PlannedFieldName = (typeof plannedFields)[number];

const text = z.string().optional();

/** One plan a pupil, merged by field: two people who change different fields both find theirs. Key: the pupil's id. */
export const pupilPlanSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  nextAction: text,
  nextActionBy: text,
  nextActionByName: text,
  nextActionAt: text,
  nextActionDue: text,
  nextActionDueBy: text,
  nextActionDueByName: text,
  nextActionDueAt: text,
  /** A percentage, `95.0`. */
  target: text,
  targetBy: text,
  targetByName: text,
  targetAt: text,
});
export type PupilPlan = z.infer<typeof pupilPlanSchema>;

const columnsOf = (name: PlannedFieldName): readonly RecordColumn[] => [
  { name, type: name === 'nextAction' ? 'note' : 'text', of: 'interventions' },
  ...['By', 'ByName', 'At'].map(
    (end) => ({ name: `${name}${end}`, type: 'text', of: 'interventions' }) as const satisfies RecordColumn,
  ),
];

export const pupilPlans = recordKind<PupilPlan>({
  name: 'pupil-plan',
  list: 'Pupil plans',
  schema: pupilPlanSchema,
  columns: [keyColumn, pupilColumn, ...plannedFields.flatMap(columnsOf)],
  sensitivity: 'intervention',
  about: 'pupil',
  retention: kept('pupil file', { pupil: 'born' }),
});

/** `95.0`: to one decimal, above 0 and up to 100. */
export const isTarget = (text: string): boolean =>
  /^\d{1,3}\.\d$/.test(text) && Number(text) > 0 && Number(text) <= 100;

/** One field of a plan as it stands: null where nothing is planned; who and when also of a field that was emptied. */
export const plannedIn = (
  plan: PupilPlan | undefined,
  field: PlannedFieldName,
): { readonly value: string | null; readonly by: string | null; readonly at: string | null } => ({
  value: plan?.[field] ?? null,
  by: plan?.[`${field}ByName`] ?? null,
  at: plan?.[`${field}At`] ?? null,
});
