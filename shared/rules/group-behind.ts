import { citationText } from '../vocabulary/citation.ts';
import type { FigureBehind } from './figure-behind.ts';
import type { GroupFigures } from './figures/groups.ts';
import type { Policy } from './policy.ts';
import { absenceMethodology } from './sources.ts';

/** Numbers of a group that one can ask about. */
export const groupFields = ['attendance', 'absence', 'persistent', 'persistentPercent', 'severe', 'missing'] as const;
export type GroupField = (typeof groupFields)[number];

export const isGroupField = (field: string): field is GroupField => (groupFields as readonly string[]).includes(field);

/**
 * What stands behind a number of a year group: its sums, never the mean of the pupils' rates (§2.1, V11). It names no
 * pupil and no session.
 */
export const groupBehind = (group: GroupFigures, field: GroupField, policy: Policy): FigureBehind => ({
  field,
  value: group[field],
  policyVersion: policy.version,
  reasons: [
    {
      rule: field === 'attendance' || field === 'absence' ? 'figures.group-rate' : `figures.group-${field}`,
      numbers: {
        pupils: group.pupils,
        pupilsWithPossible: group.pupilsWithPossible,
        possible: group.possible,
        attended: group.attended,
        persistent: group.persistent,
        severe: group.severe,
        missing: group.missing,
      },
      source: citationText(absenceMethodology),
      sessions: [],
    },
  ],
});
