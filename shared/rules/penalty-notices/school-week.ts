import { cite } from '../../vocabulary/citation.ts';
import type { Dated } from '../../vocabulary/dated.ts';

interface SchoolWeekRule extends Dated {
  /** A week, Monday to Sunday, with so many sessions of the school is a school week. */
  readonly sessionsAtLeast: number;
}

/** A school week of the threshold (§6.1): any week with at least one session, by the school's calendar. */
export const schoolWeekRule = [
  {
    from: '2024-08-19',
    sessionsAtLeast: 1,
    law: cite(
      'National framework for penalty notices (DfE, from 19 August 2024)',
      'meaning of school week, as restated by schools and local authorities',
      '2026-11-25',
    ),
  },
] as const satisfies readonly SchoolWeekRule[];

/** What one supplier counts instead, so that a difference can be explained (§6.2, note): weeks of so many hours. */
export const goodSchoolWeek = {
  hours: '32.5',
  law: cite('Arbor, help pages', '“good school week” of its penalty-notice report', '2026-11-25'),
} as const;
