import {
  Badge,
  Button,
  Caption1,
  Field,
  makeStyles,
  SearchBox,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useDeferredValue, useMemo, useState } from 'react';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { compareRates, percent, rate } from '../../shared/vocabulary/rate.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalXXS },
  entry: {
    width: '100%',
    justifyContent: 'space-between',
    textAlign: 'start',
    minWidth: 0,
    fontWeight: tokens.fontWeightRegular,
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', flexGrow: 1, textAlign: 'start', overflowWrap: 'anywhere' },
  side: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    alignItems: 'center',
    flexShrink: 0,
    fontVariantNumeric: 'tabular-nums',
  },
});

const kinds = {
  recommended: 'A stage is recommended',
  movers: 'Moved with the last update',
  all: 'All pupils',
} as const;
type Kind = keyof typeof kinds;
const isKind = (text: string): text is Kind => Object.hasOwn(kinds, text);

const page = 60;

const isRecommended = ({ current, stage: { recommended, decided } }: TrackerPupil): boolean =>
  current && recommended !== null && recommended !== '0' && recommended !== decided;

export interface PupilsPageProps {
  readonly view: TrackerView;
  readonly movers: ReadonlySet<string>;
  readonly onOpen: (pupil: string) => void;
}

/** Pupils with a stage recommended first, movers, or all; a name opens the pupil's card. */
export const PupilsPage = ({ view, movers, onOpen }: PupilsPageProps) => {
  const styles = useStyles();
  const [kind, setKind] = useState<Kind>('recommended');
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState(page);
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const pupils = useMemo(
    () =>
      view.pupils
        .filter((pupil) =>
          kind === 'recommended' ? isRecommended(pupil) : kind === 'movers' ? movers.has(pupil.pupil) : pupil.current,
        )
        .filter(
          ({ surname, forename, form }) =>
            wanted === '' || `${surname}, ${forename} ${surname} ${form}`.toLowerCase().includes(wanted),
        )
        .toSorted(
          (a, b) =>
            (kind === 'recommended' ? (b.stage.recommended ?? '').localeCompare(a.stage.recommended ?? '') : 0) ||
            (kind === 'recommended' ? compareRates(rate(a.attended, a.possible), rate(b.attended, b.possible)) : 0) ||
            `${a.surname} ${a.forename}`.localeCompare(`${b.surname} ${b.forename}`),
        ),
    [view, kind, movers, wanted],
  );
  return (
    <div className={styles.page}>
      <Field label="Show">
        <Select
          value={kind}
          onChange={(_event, { value }) => {
            if (isKind(value)) setKind(value);
            setShown(page);
          }}
        >
          {Object.entries(kinds).map(([value, says]) => (
            <option key={value} value={value}>
              {says}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Find a pupil or form">
        <SearchBox value={search} onChange={(_event, { value }) => setSearch(value)} />
      </Field>
      <Caption1 aria-live="polite">
        {pupils.length === 1 ? '1 pupil' : `${pupils.length.toLocaleString('en-GB')} pupils`}
      </Caption1>
      {pupils.length === 0 && (
        <Text>{kind === 'movers' ? 'Nobody moved band, PA or stage with the last update.' : 'No pupil fits.'}</Text>
      )}
      <ul className={styles.list}>
        {pupils.slice(0, shown).map((pupil) => (
          <li key={pupil.pupil}>
            <Button appearance="subtle" className={styles.entry} onClick={() => onOpen(pupil.pupil)}>
              <span className={styles.name}>
                {pupil.surname}, {pupil.forename} · {pupil.form}
              </span>
              <span className={styles.side}>
                {percent(rate(pupil.attended, pupil.possible)) ?? '–'}%
                {isRecommended(pupil) && <Badge appearance="tint">Stage {pupil.stage.recommended}</Badge>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {pupils.length > shown && <Button onClick={() => setShown(shown + page)}>Show more</Button>}
    </div>
  );
};
