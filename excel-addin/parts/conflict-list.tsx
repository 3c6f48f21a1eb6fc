import { Button, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { TrackerView } from '../../shared/views/tracker.ts';
import type { Conflicts } from '../use-conflicts.ts';
import { editableWords, valueShown, whenShown } from './value-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalM },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalS,
    margin: `${tokens.spacingVerticalXS} 0`,
  },
  side: {
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface ConflictListProps {
  readonly conflicts: Conflicts;
  /** Only those about this pupil. */
  readonly pupil?: string;
  readonly view: TrackerView;
}

/** What two people typed for the same field, side by side. Nothing is lost until one of them is taken. */
export const ConflictList = ({ conflicts, pupil: only, view }: ConflictListProps) => {
  const styles = useStyles();
  const { isBusy, says, keepMine, takeTheirs } = conflicts;
  const shown = conflicts.all.filter(({ pupil }) => only === undefined || pupil === only);
  if (shown.length === 0) return null;
  const named = new Map(view.pupils.map((pupil) => [pupil.pupil, `${pupil.surname}, ${pupil.forename}`]));
  return (
    <section aria-label="Changed by two people">
      <Subtitle2 as="h3">Changed by two people ({shown.length})</Subtitle2>
      <ul className={styles.list}>
        {shown.map((conflict) => {
          const { pupil, field, mine, theirs } = conflict;
          const about = `${editableWords[field]} of ${named.get(pupil) ?? pupil}`;
          return (
            <li key={`${pupil} ${field}`}>
              <Text weight="semibold">{about}</Text>
              <div className={styles.sides}>
                <div className={styles.side}>
                  <Caption1 className={styles.quiet}>You typed</Caption1>
                  <Text>{valueShown(field, mine, view.stageNames)}</Text>
                  <Button
                    size="small"
                    disabled={isBusy}
                    aria-label={`Keep mine: ${about}`}
                    onClick={() => void keepMine(conflict)}
                  >
                    Keep mine
                  </Button>
                </div>
                <div className={styles.side}>
                  <Caption1 className={styles.quiet}>
                    {theirs.by ?? 'Somebody else'}
                    {theirs.at === null ? '' : `, ${whenShown(theirs.at)}`}
                  </Caption1>
                  <Text>{valueShown(field, theirs.value, view.stageNames)}</Text>
                  <Button
                    size="small"
                    disabled={isBusy}
                    aria-label={`Take theirs: ${about}`}
                    onClick={() => void takeTheirs(conflict)}
                  >
                    Take theirs
                  </Button>
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      <div aria-live="polite">{says !== undefined && <Text>{says}</Text>}</div>
    </section>
  );
};
