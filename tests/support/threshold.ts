import type { ThresholdFacts } from '../../shared/rules/ladder/notice-stages.ts';

/** Where a pupil stands with the penalty-notice threshold: far from it, or as said. */
export const thresholdWith = (own: Partial<ThresholdFacts> = {}): ThresholdFacts => ({
  met: false,
  metAt: null,
  confirmed: 0,
  sessions: [],
  isHolidayAlone: false,
  parents: [],
  ...own,
});

/** Ten confirmed sessions, the tenth on the afternoon of 12 December (PN-A). */
export const thresholdMet = (own: Partial<ThresholdFacts> = {}): ThresholdFacts =>
  thresholdWith({
    met: true,
    metAt: '2025-12-12 PM',
    confirmed: 10,
    sessions: ['2025-12-08', '2025-12-09', '2025-12-10', '2025-12-11', '2025-12-12'].flatMap((day) => [
      `${day} AM`,
      `${day} PM`,
    ]),
    ...own,
  });
