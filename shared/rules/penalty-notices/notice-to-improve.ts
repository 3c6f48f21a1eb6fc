import { type Citation, cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import type { NoticeToImprove } from '../history.ts';

const guidance = (place: string): Citation =>
  cite('National framework for penalty notices (DfE, from 19 August 2024)', place, '2026-11-25');

interface ImprovementPeriod extends Dated {
  readonly weeksAtLeast: number;
  readonly weeksAtMost: number;
}

/** The improvement period is of three to six weeks (§6.4); how many is school policy. */
export const improvementPeriod = [
  {
    from: '2024-08-19',
    weeksAtLeast: 3,
    weeksAtMost: 6,
    law: guidance('notice to improve: improvement period, as restated by Nottinghamshire'),
  },
] as const satisfies readonly ImprovementPeriod[];

/** What a notice to improve must contain (§6.4). It is addressed to one parent. */
export const noticeToImproveContents = itemsOf(
  guidance('notice to improve: contents, as restated by Nottinghamshire'),
  'attendance-record',
  'offences',
  'benefits-of-attendance',
  'duty-of-parents',
  'support-given',
  'further-support',
  'warning',
  'improvement-period',
  'sufficient-improvement',
  'grounds-for-early-notice',
);

/** What a draft still lacks. */
export const noticeToImproveLacks = (contains: readonly string[]): readonly ChecklistItem[] =>
  stillMissing(noticeToImproveContents, contains);

/** Whether a period of so many school weeks is one the framework allows; `schoolWeeksEnd` has its last day. */
export const isAllowedPeriod = (weeks: number, from: IsoDate): boolean => {
  const { weeksAtLeast, weeksAtMost } = rowOn(improvementPeriod, from) ?? improvementPeriod[0];
  return weeks >= weeksAtLeast && weeks <= weeksAtMost;
};

/**
 * Why a notice to improve may be left out (§6.4): the absence is a holiday alone, so that support is not appropriate;
 * the parent had one before for the like; or a person finds that it would change nothing. Empty: it comes first.
 */
export const mayBeSkipped = (facts: {
  readonly isHolidayAlone: boolean;
  readonly earlier: readonly NoticeToImprove[];
  readonly parent: string;
  readonly wouldChangeNothing?: boolean;
}): readonly ('holiday' | 'earlier-notice' | 'would-change-nothing')[] => {
  const earlier = facts.earlier.some(({ parent, outcome }) => parent === facts.parent && outcome === 'failed');
  const reasons = [
    facts.isHolidayAlone && ('holiday' as const),
    earlier && ('earlier-notice' as const),
    facts.wouldChangeNothing === true && ('would-change-nothing' as const),
  ];
  return reasons.filter((reason) => reason !== false);
};
