import type { GroupChange, Impact } from '../rules/reports/impact.ts';
import type { Exclusion } from '../rules/reports/impact-pupils.ts';
import { percent, type Rate } from '../vocabulary/rate.ts';
import { counted } from './counts.ts';

/** `5.0 points lower`, `1.2 points higher`, `the same` for a change in percentage points. */
const changeSays = (points: string): string =>
  points.startsWith('-')
    ? `${points.slice(1)} points lower`
    : points.startsWith('+')
      ? `${points.slice(1)} points higher`
      : 'the same';

const of = ({ part, of: possible }: Rate): string =>
  `${part} of ${possible} sessions (${percent({ part, of: possible })} %)`;

const groupSays = (who: string, { before, after, change, medianChange }: GroupChange): string =>
  `${who}: absent ${of(before)} before and ${of(after)} after, ${changeSays(change)}; ` +
  `the pupil in the middle ${medianChange === '0.0' ? 'stayed the same' : `is ${changeSays(medianChange)}`}.`;

const excludedSays: Readonly<Record<Exclusion, string>> = {
  left: 'left the school',
  'DSL hold': 'on a hold by the DSL',
  'not over yet': 'with weeks still to come',
  insufficient: 'with too few possible sessions',
};

/** Who is not in the report, and why; null when everybody is. */
const exclusionSays = (excluded: Impact['excluded']): string | null => {
  const some = (Object.keys(excluded) as Exclusion[]).filter((why) => excluded[why] > 0);
  if (some.length === 0) return null;
  const all = some.reduce((sum, why) => sum + excluded[why], 0);
  return `Not counted: ${counted(all, 'pupil')} (${some.map((why) => `${excluded[why]} ${excludedSays[why]}`).join(', ')}).`;
};

const differenceSays = ({ difference, interval, fewPupils }: Impact): readonly string[] => {
  if (difference === null)
    return ['There is no pupil like them to compare with, so some or all of the change may have come by itself.'];
  const side = difference.points.startsWith('-') ? 'lower' : 'higher';
  const size = difference.points.replace(/^[-+]/, '');
  return [
    difference.points === '0.00'
      ? 'The support is associated with no difference in absence.'
      : `The support is associated with absence ${size} points ${side} than that of pupils like them, about ` +
        `${counted(Number(difference.sessions.replace('-', '')), 'session')}.`,
    interval === null
      ? `With fewer than ${fewPupils} pupils on a side there is no margin: read the counts, not the percentages.`
      : `Drawing the pupils again and again gives between ${interval.from} and ${interval.to} points.`,
    'This does not show that the support caused it: pupils are picked at a low point, and some recover without any.',
  ];
};

/**
 * What an impact report says, sentence by sentence (§9.4.6): before and after, beside pupils like them, "associated
 * with" and never "caused", and who is not counted.
 */
export const impactSays = (impact: Impact): readonly string[] => {
  const { intervention, comparison, improved, windowWeeks, withoutComparison } = impact;
  const notCounted = exclusionSays(impact.excluded);
  if (intervention === null)
    return ['No intervention can be measured yet.', ...(notCounted === null ? [] : [notCounted])];
  return [
    `Overall absence in the ${windowWeeks} school weeks before and after the week in which the support began.`,
    groupSays(counted(intervention.pupils, 'pupil with support', 'pupils with support'), intervention),
    `${improved.part} of ${improved.of} improved.`,
    ...(comparison === null
      ? []
      : [groupSays(counted(comparison.pupils, 'pupil like them without', 'pupils like them without'), comparison)]),
    ...differenceSays(impact),
    ...(comparison !== null && withoutComparison > 0
      ? [`For ${counted(withoutComparison, 'pupil')} nobody like them was found.`]
      : []),
    ...(notCounted === null ? [] : [notCounted]),
  ];
};
