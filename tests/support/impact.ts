import type { ImpactPupil, ImpactSchool } from '../../shared/rules/reports/impact-pupils.ts';
import { spanOfDates } from '../../shared/rules/span.ts';
import { byteOf } from '../../shared/vocabulary/mark.ts';
import { policyWith } from './policy.ts';
import { referenceCalendar } from './reference-calendar.ts';

/** Support began on Wednesday 4 March 2026: six whole school weeks of 60 sessions lie before its week and after it. */
export const started = '2026-03-04';
const before = spanOfDates(referenceCalendar, '2026-01-12', '2026-02-27');
const after = spanOfDates(referenceCalendar, '2026-03-09', '2026-05-01');

export const impactSchool = (own: Record<string, unknown> = {}): ImpactSchool => ({
  calendar: referenceCalendar,
  policy: policyWith(own),
  until: after.until,
});

/** So many sessions ill before and after; `possible` of the 60 are possible here, the others at the other school. */
export const pupilAbsent = (
  id: string,
  absentBefore: number,
  absentAfter: number,
  { possible = 60, to, ...more }: Partial<ImpactPupil> & { possible?: number; to?: string } = {},
): ImpactPupil => {
  const row = Uint8Array.from(referenceCalendar.sessions, ({ half }) => byteOf(half === 'AM' ? '/' : '\\'));
  for (const [span, absent] of [[before, absentBefore] as const, [after, absentAfter] as const]) {
    row.fill(byteOf('I'), span.from, span.from + absent);
    row.fill(byteOf('D'), span.from + possible, span.until);
  }
  return { marks: { pupil: id, from: '2025-09-03', to, row }, year: '9', ...more };
};

/** So many pupils made alike: `A0`, `A1`, … */
export const pupilsMade = (count: number, id: string, make: (id: string) => ImpactPupil): ImpactPupil[] =>
  Array.from({ length: count }, (_, at) => make(`${id}${at}`));

/** Numbers from 0 to below 1 that are the same each time. */
export const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

/** The worked example of §9.4: 96/480 to 72/480, beside 98/490 to 86/490. */
export const workedExample: readonly ImpactPupil[] = [
  ...pupilsMade(8, 'A', (id) => pupilAbsent(id, 12, 9, { startedOn: started })),
  ...pupilsMade(4, 'B', (id) => pupilAbsent(id, 12, 9)),
  ...pupilsMade(5, 'C', (id) => pupilAbsent(id, 10, 10, { possible: 50 })),
];
