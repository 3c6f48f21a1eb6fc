import type { Calendar } from '../../vocabulary/calendar.ts';
import { compareRates, rate } from '../../vocabulary/rate.ts';
import { attendanceOf } from '../figures/figures.ts';
import { compareExact, exactRate, minus, pointsText } from '../figures/points.ts';
import { shareOfPercentage } from '../figures/target.ts';
import type { Policy } from '../policy.ts';
import { exactShare } from '../share.ts';
import type { Span } from '../span.ts';
import { type CelebratedPupil, type CountedAbsence, countedAbsence } from './counted-absence.ts';

/**
 * The pupils who were in every session of a week or a half term (§9.5): the policy's possible sessions or more, no
 * absence that counts, no U; L as the policy says; and in school at least once. Names alone: a result never tells who
 * had an absence that does not count.
 */
export const fullAttendance = (
  pupils: readonly CelebratedPupil[],
  calendar: Calendar,
  span: Span,
  policy: Policy,
): readonly string[] => {
  const { weekMinPossible, lateAllowed } = policy.celebration;
  const isFull = ({ possible, attended, absent, late }: CountedAbsence): boolean =>
    possible >= weekMinPossible && attended > 0 && absent === 0 && (lateAllowed || late === 0);
  return pupils
    .filter((pupil) => isFull(countedAbsence(pupil, calendar, span, policy)))
    .map(({ marks }) => marks.pupil);
};

export interface Improved {
  readonly pupil: string;
  /** How far absence fell, in percentage points: `4.2`. */
  readonly fellBy: string;
}

/**
 * The pupils whose absence fell from one half term to the next, most first (§9.5): enough possible sessions in both,
 * and absence of at least the policy's baseline before. Pupils who are level keep the order given.
 */
export const mostImproved = (
  pupils: readonly CelebratedPupil[],
  calendar: Calendar,
  before: Span,
  after: Span,
  policy: Policy,
): readonly Improved[] => {
  const { improvedMinPossible, improvedFromAbsence } = policy.celebration;
  const absenceIn = (pupil: CelebratedPupil, span: Span) => {
    const { absent, possible } = countedAbsence(pupil, calendar, span, policy);
    return rate(absent, possible);
  };
  return pupils
    .flatMap((pupil) => {
      const [first, second] = [absenceIn(pupil, before), absenceIn(pupil, after)];
      const isEnough = first.of >= improvedMinPossible && second.of >= improvedMinPossible;
      if (!isEnough || compareRates(first, exactShare(improvedFromAbsence)) < 0) return [];
      const fell = minus(exactRate(first), exactRate(second));
      return fell.above > 0n ? [{ pupil: pupil.marks.pupil, fell }] : [];
    })
    .sort((a, b) => compareExact(b.fell, a.fell))
    .map(({ pupil, fell }) => ({ pupil, fellBy: pointsText(fell).replace('+', '') }));
};

/**
 * The pupils who reached the target agreed with them in a period, on counts: the award that is open to everybody, at
 * whatever attendance they stand (§9.5).
 */
export const reachedOwnTarget = (
  pupils: readonly CelebratedPupil[],
  calendar: Calendar,
  span: Span,
): readonly string[] =>
  pupils
    .filter(({ marks, target }) => {
      const attendance = attendanceOf(marks, calendar, span);
      return target !== undefined && compareRates(attendance, shareOfPercentage(target)) >= 0;
    })
    .map(({ marks }) => marks.pupil);
