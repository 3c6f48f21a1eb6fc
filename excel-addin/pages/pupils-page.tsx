import {
  Badge,
  Button,
  Caption1,
  Field,
  makeStyles,
  SearchBox,
  Select,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { BandPlot } from '../parts/band-plot.tsx';
import { countShown, share } from '../parts/value-words.ts';
import { found, isListKind, type Listed, type ListKind, listKinds, pupilsOf } from '../pupil-lists.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalXXS },
  entry: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'start',
    minWidth: 0,
    gap: tokens.spacingHorizontalS,
    fontWeight: tokens.fontWeightRegular,
  },
  name: { display: 'grid', minWidth: 0, flexGrow: 1, textAlign: 'start', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  side: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    alignItems: 'center',
    flexShrink: 0,
    fontVariantNumeric: 'tabular-nums',
  },
});

const page = 60;

const nobody = (kind: ListKind, view: TrackerView): string => {
  switch (kind) {
    case 'movers':
      return view.lastWeekEnded === null || view.lastWeekEnded === undefined
        ? 'There is no week to compare with yet.'
        : 'Nobody moved band, PA or stage since last week.';
    case 'recommended':
      return 'Nobody waits for a stage.';
    case 'held':
      return 'Nobody is on hold.';
    case 'all':
      return 'No pupil fits.';
  }
};

const Entry = ({ listed: { pupil, says }, onOpen }: { listed: Listed; onOpen: () => void }) => {
  const styles = useStyles();
  return (
    <Button appearance="subtle" className={styles.entry} onClick={onOpen}>
      <span className={styles.name}>
        {pupil.surname}, {pupil.forename} · {pupil.form}
        {says.length > 0 && <Caption1 className={styles.quiet}>{says.join('; ')}</Caption1>}
      </span>
      <span className={styles.side}>
        {share(pupil.attended, pupil.possible)}
        {pupil.persistent === true && (
          <Badge appearance="tint" color="danger">
            PA
          </Badge>
        )}
      </span>
    </Button>
  );
};

export interface PupilsPageProps {
  readonly view: TrackerView;
  /** Selecting a row in the sheet opens its pupil. */
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
  readonly onOpen: (pupil: string) => void;
}

/** Those who moved first, then whom a stage is recommended for, holds, all; a name opens the pupil's card. */
export const PupilsPage = ({ view, isFollowing, onFollow, onOpen }: PupilsPageProps) => {
  const styles = useStyles();
  const [kind, setKind] = useState<ListKind>('movers');
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(page);
  const wanted = useDeferredValue(search);
  const listed = useMemo(() => pupilsOf(kind, view), [kind, view]);
  const pupils = useMemo(() => found(listed, wanted), [listed, wanted]);
  return (
    <div className={styles.page}>
      <Field label="Show">
        <Select
          value={kind}
          onChange={(_event, { value }) => {
            if (isListKind(value)) setKind(value);
            setShown(page);
          }}
        >
          {Object.entries(listKinds).map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Find a pupil or form">
        <SearchBox value={search} onChange={(_event, { value }) => setSearch(value)} />
      </Field>
      <Switch
        label="Follow the row I select in the sheet"
        checked={isFollowing}
        onChange={(_event, { checked }) => onFollow(checked)}
      />
      {kind === 'movers' && search === '' && <BandPlot view={view} />}
      <Caption1 aria-live="polite">{countShown(pupils.length, 'pupil')}</Caption1>
      {pupils.length === 0 && <Text>{listed.length === 0 ? nobody(kind, view) : 'No pupil fits.'}</Text>}
      <ul className={styles.list}>
        {pupils.slice(0, shown).map((one) => (
          <li key={one.pupil.pupil}>
            <Entry listed={one} onOpen={() => onOpen(one.pupil.pupil)} />
          </li>
        ))}
      </ul>
      {pupils.length > shown && <Button onClick={() => setShown(shown + page)}>Show more</Button>}
    </div>
  );
};
