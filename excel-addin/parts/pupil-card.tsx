import {
  Badge,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Subtitle2,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeft20Regular, Info16Regular } from '@fluentui/react-icons';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { percent, rate } from '../../shared/vocabulary/rate.ts';
import { unbroken } from './unbroken.ts';
import type { Acceptance } from './use-acceptance.ts';
import type { Why } from './use-why.ts';
import { WhyPanel } from './why-panel.tsx';

const useStyles = makeStyles({
  card: { display: 'grid', gap: tokens.spacingVerticalM },
  back: { justifySelf: 'start' },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(8.5em, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
  },
  figure: { display: 'grid' },
  value: { margin: 0 },
  ask: {
    padding: 0,
    minWidth: 0,
    justifyContent: 'start',
    fontSize: tokens.fontSizeBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalS },
  source: { display: 'block', color: tokens.colorNeutralForeground3 },
  live: { ':empty': { display: 'none' } },
  stage: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

const stageName = (stage: string, names: TrackerView['stageNames']): string =>
  stage === '0'
    ? 'No stage: the offer for everybody'
    : `Stage ${stage}${names[stage] === undefined ? '' : ` ${names[stage]}`}`;

const shown = (part: number, of: number): string => {
  const text = percent(rate(part, of));
  return text === null ? '–' : `${text}%`;
};

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly isOpen: boolean;
  readonly onAsk: () => void;
}

/** A figure; pressed, it says what is behind it. */
const Figure = ({ label, value, isOpen, onAsk }: FigureProps) => {
  const styles = useStyles();
  return (
    <div className={styles.figure}>
      <dt>
        <Caption1 className={styles.quiet}>{label}</Caption1>
      </dt>
      <dd className={styles.value}>
        <Button
          appearance="transparent"
          icon={<Info16Regular />}
          iconPosition="after"
          className={styles.ask}
          aria-expanded={isOpen}
          aria-label={`${label}: ${value}. What is behind it?`}
          onClick={onAsk}
        >
          {value}
        </Button>
      </dd>
    </div>
  );
};

const date = (iso: string): string => iso.split('-').reverse().join('/');

/** The figures of the card, by their fields. */
const figuresOf = (pupil: TrackerPupil): readonly { field: string; label: string; value: string }[] => {
  const margin = pupil.persistent
    ? { field: 'sessionsToLeavePersistent', label: 'Sessions to leave PA', value: pupil.sessionsToLeavePersistent }
    : { field: 'sessionsToPersistent', label: 'Sessions to PA', value: pupil.sessionsToPersistent };
  return [
    { field: 'attendance', label: 'Attendance', value: shown(pupil.attended, pupil.possible) },
    {
      field: 'attendanceLast4Weeks',
      label: 'Last four weeks',
      value: shown(pupil.last4Weeks.attended, pupil.last4Weeks.possible),
    },
    {
      field: 'absence',
      label: 'Absent, sessions',
      value: `${pupil.authorised + pupil.unauthorised} of ${pupil.possible}`,
    },
    { field: 'unauthorised', label: 'Unauthorised', value: String(pupil.unauthorised) },
    { ...margin, value: margin.value === null ? '–' : String(margin.value) },
    { field: 'openN', label: 'No reason yet (N)', value: String(pupil.openN) },
  ];
};

export interface PupilCardProps {
  readonly pupil: TrackerPupil;
  readonly view: TrackerView;
  readonly mayAccept: boolean;
  readonly acceptance: Acceptance | undefined;
  /** The figure that was asked about, and what is behind it. */
  readonly why: Why | undefined;
  readonly onWhy: (field: string) => void;
  readonly onWhyClose: () => void;
  readonly onAccept: () => void;
  readonly onBack: () => void;
}

/** One pupil: the figures, the recommended stage with every reason behind it, and the button that begins it. */
export const PupilCard = ({
  pupil,
  view,
  mayAccept,
  acceptance,
  why,
  onWhy,
  onWhyClose,
  onAccept,
  onBack,
}: PupilCardProps) => {
  const styles = useStyles();
  const { stage } = pupil;
  const canBegin = stage.recommended !== null && stage.recommended !== '0' && stage.recommended !== stage.decided;
  const isUnderWay =
    acceptance !== undefined && acceptance.state !== 'refused' && acceptance.stage === stage.recommended;
  // What holds the stage stands in a bar of its own, not among the reasons again.
  const reasons = stage.reasons.filter(({ says }) => !stage.held.includes(says));
  const figures = figuresOf(pupil);
  const asked = figures.find(({ field }) => field === why?.field);
  return (
    <article className={styles.card}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeft20Regular />} onClick={onBack}>
        All pupils
      </Button>
      <header className={styles.head}>
        <Title3 as="h2">
          {pupil.surname}, {pupil.forename}
        </Title3>
        <Text className={styles.quiet}>
          {pupil.form} · {date(view.period.from)} to {date(view.period.to)}
        </Text>
      </header>
      <dl className={styles.figures}>
        {figures.map(({ field, label, value }) => (
          <Figure
            key={field}
            label={label}
            value={value}
            isOpen={why?.field === field}
            onAsk={() => (why?.field === field ? onWhyClose() : onWhy(field))}
          />
        ))}
      </dl>
      {why !== undefined && asked !== undefined && <WhyPanel why={why} label={asked.label} onClose={onWhyClose} />}
      <section className={styles.card} aria-label="Recommended stage">
        <div className={styles.stage}>
          <Subtitle2 as="h3">
            {stage.recommended === null
              ? 'No stage can be recommended yet'
              : stageName(stage.recommended, view.stageNames)}
          </Subtitle2>
          {canBegin && <Badge appearance="tint">Recommended</Badge>}
          {pupil.persistent === true && (
            <Badge appearance="tint" color="danger">
              PA
            </Badge>
          )}
        </div>
        {stage.decided !== null && (
          <Text>
            {stageName(stage.decided, view.stageNames)} was accepted
            {stage.since === null ? '' : ` on ${date(stage.since)}`}
            {stage.reviewDue === null ? '.' : `; its review is due on ${date(stage.reviewDue)}.`}
          </Text>
        )}
        {reasons.length > 0 && (
          <ul className={styles.list}>
            {reasons.map(({ rule, says, source }) => (
              <li key={rule + says}>
                {unbroken(says)}
                <Caption1 className={styles.source}>{source}</Caption1>
              </li>
            ))}
          </ul>
        )}
        {stage.held.map((says) => (
          <MessageBar key={says} intent="info" layout="multiline">
            <MessageBarBody>{says}</MessageBarBody>
          </MessageBar>
        ))}
        {canBegin && (
          <Button appearance="primary" disabled={!mayAccept || isUnderWay} onClick={onAccept}>
            Accept stage {stage.recommended}
          </Button>
        )}
        {canBegin && !mayAccept && <Caption1>The attendance manager, deputy or head accepts a stage.</Caption1>}
        <div aria-live="polite" className={styles.live}>
          {acceptance?.state === 'sending' && <Spinner size="tiny" label="Asking the desk …" />}
          {acceptance !== undefined && acceptance.state !== 'sending' && (
            <MessageBar
              intent={acceptance.state === 'saved' ? 'success' : acceptance.state === 'saving' ? 'info' : 'error'}
              layout="multiline"
            >
              <MessageBarBody>{acceptance.says}</MessageBarBody>
            </MessageBar>
          )}
        </div>
      </section>
      {stage.notHigher.length > 0 && (
        <section className={styles.head}>
          <Subtitle2 as="h3">Why not higher</Subtitle2>
          <ul className={styles.list}>
            {stage.notHigher.map(({ stage: higher, because }) => (
              <li key={higher}>
                {stageName(higher, view.stageNames)}: {unbroken(because)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {stage.wouldChange.length > 0 && (
        <section className={styles.head}>
          <Subtitle2 as="h3">What would change it</Subtitle2>
          <ul className={styles.list}>
            {stage.wouldChange.map((says) => (
              <li key={says}>{unbroken(says)}</li>
            ))}
          </ul>
        </section>
      )}
      {stage.missing.length > 0 && (
        <section className={styles.head}>
          <Subtitle2 as="h3">Not known</Subtitle2>
          <ul className={styles.list}>
            {stage.missing.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
};
