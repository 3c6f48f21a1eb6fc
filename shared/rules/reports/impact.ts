import { percent, type Rate, rate } from '../../vocabulary/rate.ts';
import {
  compareExact,
  decimalText,
  type Exact,
  exact,
  exactRate,
  minus,
  pointsText,
  product,
} from '../figures/points.ts';
import { exactShare } from '../share.ts';
import { type Interval, intervalOf } from './impact-interval.ts';
import {
  type BeforeAndAfter,
  type Exclusion,
  exclusions,
  type ImpactPupil,
  type ImpactSchool,
  type MeasuredPupil,
  measure,
  pupilsLike,
} from './impact-pupils.ts';

/** What happened to a group of pupils from one window to the next, from the sums of their sessions. */
export interface GroupChange {
  readonly pupils: number;
  readonly before: Rate;
  readonly after: Rate;
  /** Percent absent. */
  readonly beforePercent: string;
  readonly afterPercent: string;
  /** Percentage points; what falls has a minus. */
  readonly change: string;
  /** The median of the pupils' own changes, in percentage points. */
  readonly medianChange: string;
}

/** Whether support goes together with a change of overall absence, and how far (§9.4). Never that it caused it. */
export interface Impact {
  readonly windowWeeks: number;
  /** Null when no intervention can be measured. */
  readonly intervention: GroupChange | null;
  /** Sessions attended that would have been missed at the rate before; without a comparison this says little. */
  readonly sessionsRegained: string | null;
  /** Pupils whose own absence fell by the policy's `improvedBy` or more. */
  readonly improved: Rate;
  /** Pupils like them who had no intervention; null when there is none. */
  readonly comparison: GroupChange | null;
  /** The change less the comparison's change, two decimals, and what that is in sessions of the after window. */
  readonly difference: { readonly points: string; readonly sessions: string } | null;
  /** Where the difference lies in 95 of 100 draws of the pupils; null with few pupils on either side. */
  readonly interval: Interval | null;
  /** So many pupils an interval needs on each side. */
  readonly fewPupils: number;
  /** Interventions without a single pupil like theirs. */
  readonly withoutComparison: number;
  readonly excluded: Readonly<Record<Exclusion, number>>;
}

const sum = (rates: readonly Rate[]): Rate =>
  rates.reduce((total, { part, of }) => rate(total.part + part, total.of + of), rate(0, 0));

const changeOf = ({ before, after }: BeforeAndAfter): Exact => minus(exactRate(after), exactRate(before));

const groupSums = (group: readonly BeforeAndAfter[]): BeforeAndAfter => ({
  before: sum(group.map(({ before }) => before)),
  after: sum(group.map(({ after }) => after)),
});

/** The change of one group less that of another, exactly. */
const differenceOf = (group: readonly BeforeAndAfter[], other: readonly BeforeAndAfter[]): Exact =>
  minus(changeOf(groupSums(group)), changeOf(groupSums(other)));

/** The middle one of the changes, or the mean of the two in the middle. */
const median = (changes: readonly Exact[]): Exact => {
  const inOrder = changes.toSorted(compareExact);
  const [low, high] = [inOrder[(inOrder.length - 1) >> 1]!, inOrder[inOrder.length >> 1]!];
  return product(minus(low, { above: -high.above, below: high.below }), exact(1, 2));
};

const groupChange = (group: readonly BeforeAndAfter[]): GroupChange | null => {
  if (group.length === 0) return null;
  const { before, after } = groupSums(group);
  return {
    pupils: group.length,
    before,
    after,
    beforePercent: percent(before)!,
    afterPercent: percent(after)!,
    change: pointsText(changeOf({ before, after })),
    medianChange: pointsText(median(group.map(changeOf))),
  };
};

const sessionsOf = (change: Exact, { of }: Rate, decimals: number): string =>
  decimalText(product(change, exact(-of)), decimals);

/**
 * The impact of the interventions of a school: absence before and after, beside pupils like them over the same weeks,
 * and the difference of the two changes, because pupils are picked at a low point and some recover without any support
 * (§9.4). A comparison pupil counts once for each set of weeks. `random` gives numbers from 0 to below 1 and is
 * handed in, so that a report can be made again.
 */
export const impactOf = (everybody: readonly ImpactPupil[], school: ImpactSchool, random: () => number): Impact => {
  const { impact } = school.policy;
  const excluded = Object.fromEntries(exclusions.map((why) => [why, 0])) as Record<Exclusion, number>;
  const measured: MeasuredPupil[] = [];
  for (const pupil of everybody) {
    if (pupil.startedOn === undefined) continue;
    const found = measure(pupil, pupil.startedOn, school);
    if (typeof found === 'string') excluded[found]++;
    else measured.push(found);
  }
  const matches = measured.map((one) => pupilsLike(one, everybody, school));
  const compared = new Map(
    matches.flat().map((one) => [`${one.windows.after.from} ${one.pupil.marks.pupil}`, one.absence]),
  );
  const group = measured.map(({ absence }) => absence);
  const others = [...compared.values()];
  const [intervention, comparison] = [groupChange(group), groupChange(others)];
  const improvedBy = exactShare(impact.improvedBy);
  const fallsEnough = (absence: BeforeAndAfter): boolean =>
    compareExact(changeOf(absence), exact(-improvedBy.part, improvedBy.of)) <= 0;
  const difference = intervention && comparison && differenceOf(group, others);
  return {
    windowWeeks: impact.windowWeeks,
    intervention,
    sessionsRegained: intervention && sessionsOf(changeOf(intervention), intervention.after, 1),
    improved: rate(group.filter(fallsEnough).length, group.length),
    comparison,
    difference: difference && {
      points: pointsText(difference, 2),
      sessions: sessionsOf(difference, intervention.after, 0),
    },
    interval:
      Math.min(group.length, others.length) < impact.fewPupils ? null : intervalOf(group, others, differenceOf, random),
    fewPupils: impact.fewPupils,
    withoutComparison: matches.filter(({ length }) => length === 0).length,
    excluded,
  };
};
