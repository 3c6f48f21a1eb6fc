import { type IsoDate, sessionName } from '../../vocabulary/session.ts';
import type { PupilCase } from '../history.ts';
import type { Reason } from '../reason.ts';
import { type CountingSession, countingSessions } from './counting-sessions.ts';
import { amountsOf, type NextNotice, nextNotice, type PenaltyAmounts } from './next-notice.ts';
import { noticesThatCount, parentsOf, usedSessions } from './notices.ts';
import { limitReasons, positionReasons } from './position-reasons.ts';
import { type PenaltyTerms, penaltyTermsThen } from './terms.ts';
import { type PenaltyWindow, penaltyWindow, thresholdMetAt } from './threshold.ts';

/** Where the threshold of ten sessions in ten school weeks stands, at the moment it was met or else now. */
export interface ThresholdPosition extends PenaltyWindow {
  readonly met: boolean;
  /** `2025-12-12 PM`: the tenth session. */
  readonly metAt: string | null;
}

export interface ParentPosition extends ThresholdPosition {
  readonly parent: string;
  readonly noticesInThreeYears: number;
  /** The day of the latest of them. */
  readonly lastNotice: IsoDate | null;
  readonly next: NextNotice;
  readonly amounts: PenaltyAmounts | null;
  readonly reasons: readonly Reason[];
}

/** A threshold is a reason to consider a notice, never a notice (§6.1). */
export interface PenaltyPosition extends ThresholdPosition {
  /** Without a date of birth a pupil counts as of compulsory school age (§14), and that is to be said. */
  readonly ageKnown: boolean;
  readonly parents: readonly ParentPosition[];
  readonly reasons: readonly Reason[];
}

/** The school week a day belongs to, by its number; in a holiday or at a weekend the last one; -1 before the first. */
const weekOn = ({ calendar, on }: PupilCase): number => calendar.weeks.findLastIndex((monday) => monday <= on);

const positionWithout = (
  used: ReadonlySet<string>,
  all: readonly CountingSession[],
  pupil: PupilCase,
  terms: PenaltyTerms,
): ThresholdPosition => {
  const { calendar, until, on } = pupil;
  const left = all.filter(({ session }) => !used.has(sessionName(calendar.sessions[session]!)));
  const met = thresholdMetAt(left, terms);
  if (met === undefined) {
    const to = calendar.sessions[until - 1]?.date ?? on;
    const now = { calendar, week: weekOn(pupil), until, to };
    return { ...penaltyWindow(left, now, terms), met: false, metAt: null };
  }
  const last = calendar.sessions[met.session]!;
  const then = { calendar, week: met.week, until: met.session + 1, to: last.date };
  return { ...penaltyWindow(left, then, terms), met: true, metAt: sessionName(last) };
};

/**
 * Where a pupil stands towards a penalty notice on a day (§6, §14 Penalty notices): all years given are gone through
 * in order, up to `until`. Once met it stays met until a notice uses its sessions or an amendment undoes it. The
 * school's own numbers leave out the sessions used against any parent, a parent's those used against that one.
 */
export const penaltyPosition = (pupil: PupilCase): PenaltyPosition => {
  const { history, on } = pupil;
  const terms = penaltyTermsThen(on);
  const all = countingSessions(pupil);
  const own = positionWithout(usedSessions(history, on), all, pupil, terms);
  return {
    ...own,
    ageKnown: history.born !== undefined,
    parents: parentsOf(history, on).map((parent) => {
      const counted = noticesThatCount(history, parent, on, terms);
      const next = nextNotice(counted.length, terms);
      return {
        parent,
        ...positionWithout(usedSessions(history, on, parent), all, pupil, terms),
        noticesInThreeYears: counted.length,
        lastNotice:
          counted
            .map(({ issued }) => issued)
            .toSorted()
            .at(-1) ?? null,
        next,
        amounts: amountsOf(next, terms),
        reasons: limitReasons(counted, next, terms),
      };
    }),
    reasons: positionReasons(own, pupil, terms),
  };
};
