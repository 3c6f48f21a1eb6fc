import type { IsoDate } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';
import type { IssuedNotice, PupilHistory } from '../history.ts';
import { type PenaltyTerms, penaltyTerms } from './terms.ts';

type Ledger = Pick<PupilHistory, 'notices' | 'parents'>;

/** The notices that stand on a day: issued by then and not withdrawn. An unpaid one stands; one of before August 2024 too. */
const standing = ({ notices }: Ledger, on: IsoDate): readonly IssuedNotice[] =>
  notices.filter(({ withdrawn, issued }) => !withdrawn && issued <= on);

/** The parents a notice can go to: those on record, then any other that a notice has named by that day (§6.1). */
export const parentsOf = ({ parents, notices }: Ledger, on: IsoDate): readonly string[] => [
  ...new Set([...parents, ...notices.filter(({ issued }) => issued <= on).map(({ parent }) => parent)]),
];

/**
 * The sessions (`2025-12-08 AM`) that standing notices have used: against one parent, or against any when none is
 * named. They count towards no further notice (§6.2, §14).
 */
export const usedSessions = (ledger: Ledger, on: IsoDate, parent?: string): ReadonlySet<string> =>
  new Set(
    standing(ledger, on)
      .filter((notice) => parent === undefined || notice.parent === parent)
      .flatMap(({ sessions }) => sessions),
  );

/**
 * The notices to one parent for this child that count on a day (§6.1): issued since 19 August 2024, not withdrawn, and
 * later than the day three years before it. One of 2 December 2024 counts on 1 December 2027 and no longer on the 2nd;
 * 29 February less three years is 28 February (§14).
 */
export const noticesThatCount = (
  ledger: Ledger,
  parent: string,
  on: IsoDate,
  { inYears }: Pick<PenaltyTerms, 'inYears'>,
): readonly IssuedNotice[] => {
  const after = Temporal.PlainDate.from(on).subtract({ years: inYears }).toString();
  return standing(ledger, on).filter(
    (notice) => notice.parent === parent && notice.issued > after && notice.issued >= penaltyTerms[0].from,
  );
};
