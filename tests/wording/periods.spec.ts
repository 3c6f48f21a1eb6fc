import { expect, test } from 'vitest';
import { figuresByPeriod } from '../../shared/rules/figures/period-figures.ts';
import { customPeriod } from '../../shared/rules/periods.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { absenceInPeriodSays, periodInWords } from '../../shared/wording/periods.ts';
import { marks, pupilWith, times } from '../support/marks.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const until = spanTo(referenceCalendar, '2026-03-10').until;
const saysOf = (row: Uint8Array) =>
  figuresByPeriod(pupilWith(row, { from: '2025-09-03' }), referenceCalendar, '2026-03-10', until).map(
    absenceInPeriodSays,
  );

test('each period under its own name, with its days, its flag and its counts', () => {
  const year = new Uint8Array([
    ...times(101, marks`/\ `),
    ...marks`II II I\ `,
    ...times(7, marks`/\ `),
    ...marks`OO O\ `,
  ]);
  expect(saysOf(year)).toEqual([
    'The year to date (3 September 2025 to 10 March 2026): not persistently absent, 8 of 226 sessions missed (3.5 %).',
    'This week (9 March 2026 to 10 March 2026): severely absent, 3 of 4 sessions missed (75.0 %).',
    'Last week (2 March 2026 to 6 March 2026): not persistently absent, 0 of 10 sessions missed (0.0 %).',
    'Half term 4 (23 February 2026 to 10 March 2026): persistently absent, 8 of 24 sessions missed (33.3 %).',
    'The spring term (6 January 2026 to 10 March 2026): not persistently absent, 8 of 82 sessions missed (9.8 %).',
    'The last 4 school weeks (9 February 2026 to 10 March 2026): persistently absent, 8 of 34 sessions missed (23.5 %).',
    'The last 6 school weeks (26 January 2026 to 10 March 2026): persistently absent, 8 of 54 sessions missed (14.8 %).',
    'The last 12 school weeks (1 December 2025 to 10 March 2026): not persistently absent, 8 of 112 sessions missed (7.1 %).',
  ]);
});

test('without a possible session there is no flag to show', () => {
  expect(saysOf(times(113, marks`DD `))[1]).toBe('This week (9 March 2026 to 10 March 2026): no possible session.');
});

test('a period that somebody chose', () => {
  expect(periodInWords(customPeriod(referenceCalendar, '2025-10-18', '2025-10-20', until)!)).toBe(
    'The chosen days (20 October 2025)',
  );
});
