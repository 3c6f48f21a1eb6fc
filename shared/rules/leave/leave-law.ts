import { type Citation, cite } from '../../vocabulary/citation.ts';

export const leaveGuidance = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'leave of absence, as restated by local authorities',
  '2026-11-24',
);

export interface LeaveLaw {
  /** The provision's short name; its sentence is in `wording/leave.ts`. */
  readonly rule: 'authorised-person' | 'in-advance' | 'holiday' | 'not-afterwards';
  readonly law: Citation;
}

/** What the person who decides on leave in term time should have before them (§7). */
export const leaveLaw = [
  {
    rule: 'authorised-person',
    law: cite('SI 2024/208', 'reg 11(1); academies are expected to do the same', '2026-11-24'),
  },
  { rule: 'in-advance', law: leaveGuidance },
  { rule: 'holiday', law: leaveGuidance },
  { rule: 'not-afterwards', law: leaveGuidance },
] as const satisfies readonly LeaveLaw[];
