import { citationText } from '../../vocabulary/citation.ts';
import type { IssuedNotice, PupilCase } from '../history.ts';
import type { Reason } from '../reason.ts';
import type { NextNotice } from './next-notice.ts';
import { usedSessions } from './notices.ts';
import type { ThresholdPosition } from './position.ts';
import type { PenaltyTerms } from './terms.ts';

/**
 * Everything that has to be said with the numbers of a position: the window and its sessions, what is provisional, what
 * was left out, and what was taken for granted.
 */
export const positionReasons = (
  { confirmed, includingN, met, metAt, window, sessions, openN, isHolidayAlone }: ThresholdPosition,
  { marks, history, on }: PupilCase,
  terms: PenaltyTerms,
): readonly Reason[] => {
  const source = citationText(terms.law);
  const used = [...usedSessions(history, on)].toSorted();
  const joined = marks.from;
  const reasons: (Reason | false)[] = [
    {
      rule: met ? 'penalty.threshold-met' : 'penalty.threshold',
      numbers: { confirmed, needed: terms.sessions, schoolWeeks: terms.schoolWeeks },
      names: { from: window?.from ?? '', to: window?.to ?? '', metAt: metAt ?? '' },
      source,
      sessions,
    },
    openN.length > 0 && {
      rule: 'penalty.provisional',
      numbers: { open: openN.length, includingN, needed: terms.sessions },
      source,
      sessions: openN,
    },
    met && isHolidayAlone && { rule: 'penalty.holiday-alone', numbers: { confirmed }, source, sessions },
    used.length > 0 && { rule: 'penalty.used', numbers: { used: used.length }, source, sessions: used },
    history.born === undefined && { rule: 'penalty.age-not-known', numbers: {}, source, sessions: [] },
    // PN-M: what another school marked is not in this register.
    window !== null &&
      joined !== undefined &&
      joined > window.from && { rule: 'penalty.joined', numbers: {}, names: { joined }, source, sessions: [] },
    history.notices.some(({ withdrawn, issued, sessions: of }) => !withdrawn && issued <= on && of.length === 0) && {
      rule: 'penalty.notice-without-sessions',
      numbers: {},
      source,
      sessions: [],
    },
  ];
  return reasons.filter((one) => one !== false);
};

/** Why this notice and no other comes next to a parent. */
export const limitReasons = (
  counted: readonly IssuedNotice[],
  next: NextNotice,
  { law, inYears, mostNotices }: PenaltyTerms,
): readonly Reason[] => [
  {
    rule: `penalty.next-${next}`,
    numbers: { notices: counted.length, inYears, mostNotices },
    names: { issued: counted.map(({ issued }) => issued).join(', ') },
    source: citationText(law),
    sessions: [],
  },
];
