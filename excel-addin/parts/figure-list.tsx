import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { Info16Regular } from '@fluentui/react-icons';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import type { Why } from '../use-why.ts';
import { share } from './value-words.ts';
import { WhyPanel } from './why-panel.tsx';

const useStyles = makeStyles({
  figures: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(8.5em, 1fr))',
    gap: tokens.spacingVerticalS,
    margin: 0,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
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
});

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

/** The figures of the card, by their fields. */
const figuresOf = (pupil: TrackerPupil): readonly { field: string; label: string; value: string }[] => {
  const margin = pupil.persistent
    ? { field: 'sessionsToLeavePersistent', label: 'Sessions to leave PA', value: pupil.sessionsToLeavePersistent }
    : { field: 'sessionsToPersistent', label: 'Sessions to PA', value: pupil.sessionsToPersistent };
  return [
    { field: 'attendance', label: 'Attendance', value: share(pupil.attended, pupil.possible) },
    {
      field: 'attendanceLast4Weeks',
      label: 'Last four weeks',
      value: share(pupil.last4Weeks.attended, pupil.last4Weeks.possible),
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

export interface FigureListProps {
  readonly pupil: TrackerPupil;
  /** The figure that was asked about, and what is behind it. */
  readonly why: Why | undefined;
  readonly onWhy: (field: string) => void;
  readonly onWhyClose: () => void;
}

/** A pupil's figures, each of which says what is behind it. */
export const FigureList = ({ pupil, why, onWhy, onWhyClose }: FigureListProps) => {
  const styles = useStyles();
  const figures = figuresOf(pupil);
  const asked = figures.find(({ field }) => field === why?.field);
  return (
    <>
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
    </>
  );
};
