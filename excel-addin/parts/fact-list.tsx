import { Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { counted } from '../../shared/wording/counts.ts';
import { dateShown, share } from './value-words.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(7em, auto) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'baseline',
  },
  label: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
});

const redWords = {
  met: 'made this week',
  attempted: 'tried this week, nobody reached',
  'not met': 'not yet made this week',
} as const;

/** The pupil's own target, and what it takes. */
const targetSays = ({ target }: TrackerPupil): string | undefined => {
  if (target === undefined || target.percent === null) return undefined;
  const { percent, sessionsToReach, bestPossible, affordableAbsences } = target;
  const more = [
    sessionsToReach === 0
      ? 'reached now'
      : sessionsToReach === null || (affordableAbsences !== null && affordableAbsences < 0)
        ? 'out of reach this year'
        : `${counted(sessionsToReach, 'more session')} in a row`,
    affordableAbsences !== null && affordableAbsences > 0 && `${affordableAbsences} may still be missed`,
    bestPossible !== null && `best possible finish ${share(bestPossible.attended, bestPossible.possible)}`,
  ].filter((one) => one !== false);
  return `${percent}%: ${more.join(', ')}`;
};

/** What is on record about a pupil besides figures and stage; what the reader may not know is not there. */
export const factsOf = (pupil: TrackerPupil): readonly (readonly [label: string, says: string])[] => {
  const { lastContact, redContact, penalty, letter, tier, plan } = pupil;
  const facts: [string, string | undefined][] = [
    ['Target', targetSays(pupil)],
    [
      'Last contact',
      lastContact === undefined
        ? undefined
        : lastContact === null
          ? 'nobody reached this year'
          : `${dateShown(lastContact.date)}, ${lastContact.by}`,
    ],
    [
      'Weekly contact',
      redContact === undefined || redContact === null ? undefined : `red group: ${redWords[redContact]}`,
    ],
    [
      'Next action',
      plan === undefined || plan.nextAction.value === null
        ? undefined
        : `${plan.nextAction.value}${plan.nextActionDue.value === null ? '' : `, due ${dateShown(plan.nextActionDue.value)}`}`,
    ],
    ['Last letter', letter],
    [
      'Penalty notice',
      penalty === undefined
        ? undefined
        : `${counted(penalty.confirmed, 'session counts', 'sessions count')}, ${penalty.includingN} with open N${penalty.met ? '; the threshold is met' : ''}`,
    ],
    ['First-day tier', tier ?? undefined],
  ];
  return facts.flatMap(([label, says]) => (says === undefined ? [] : [[label, says] as const]));
};

/** The facts as a list; nothing when there are none. */
export const FactList = ({ pupil }: { readonly pupil: TrackerPupil }) => {
  const styles = useStyles();
  const facts = factsOf(pupil);
  if (facts.length === 0) return null;
  return (
    <dl className={styles.list}>
      {facts.map(([label, says]) => [
        <dt key={`${label} label`} className={styles.label}>
          <Caption1>{label}</Caption1>
        </dt>,
        <dd key={label} className={styles.value}>
          {says}
        </dd>,
      ])}
    </dl>
  );
};
