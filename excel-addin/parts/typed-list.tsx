import { Button, Caption1, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { givenBackKey, type TrackerPlan } from '../../shared/workbook/plan.ts';
import type { SheetEdit } from '../../shared/workbook/sheet-edit.ts';
import type { RefusedEdit } from '../typed-edits.ts';
import { fieldWords } from './field-words.ts';
import { editableWords, valueShown } from './value-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: tokens.spacingHorizontalS,
    alignItems: 'start',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2, display: 'block' },
  section: { display: 'grid', gap: tokens.spacingVerticalS, justifyItems: 'stretch' },
  all: { justifySelf: 'start' },
});

const few = 12;

export interface TypedListProps {
  readonly plan: TrackerPlan;
  readonly view: TrackerView;
  readonly refused: readonly RefusedEdit[];
  readonly isBusy: boolean;
  /** The desk's value goes back into these cells. */
  readonly onGiveBack: (cells: ReadonlySet<string>, pupils: readonly string[]) => void;
  readonly onTakeOver: (edits: readonly SheetEdit[]) => void;
}

interface Row {
  readonly key: string;
  readonly pupil: string;
  readonly cell: string;
  readonly says: string;
}

/** What she typed where the desk writes: cells that are hers, what the desk did not take, what stood there before it. */
export const TypedList = ({ plan, view, refused, isBusy, onGiveBack, onTakeOver }: TypedListProps) => {
  const styles = useStyles();
  const names = new Map(view.pupils.map((pupil) => [pupil.pupil, `${pupil.surname}, ${pupil.forename}`]));
  // What was corrected or given back since is no longer refused; the rest stands where it stands by now.
  const stillRefused = refused.flatMap(({ edit: { pupil, field, to }, says }) =>
    plan.edits
      .filter((one) => one.pupil === pupil && one.field === field && one.to === to)
      .map((edit) => ({ edit, says })),
  );
  const refusedKeys = new Set(stillRefused.map(({ edit }) => givenBackKey(edit.field, edit.pupil)));
  const hers: Row[] = [
    ...stillRefused.map(({ edit: { field, pupil, cell, to }, says }) => ({
      key: givenBackKey(field, pupil),
      pupil,
      cell,
      says: `${editableWords[field]}: ${valueShown(field, to, view.stageNames)}. Not taken: ${says}`,
    })),
    ...plan.kept.flatMap(({ cell, why, typedOver }): Row[] => {
      if (typedOver === undefined) return [];
      const { field, pupil } = typedOver;
      const key = givenBackKey(field, pupil);
      return refusedKeys.has(key) ? [] : [{ key, pupil, cell, says: `${fieldWords[field]}: ${why}` }];
    }),
  ];
  const before = plan.edits.filter(({ isFromBefore }) => isFromBefore);
  return (
    <>
      {hers.length > 0 && (
        <section className={styles.section} aria-label="Cells that are yours">
          <Subtitle2 as="h3">Cells that are yours ({hers.length})</Subtitle2>
          <ul className={styles.list}>
            {hers.slice(0, few).map(({ key, pupil, cell, says }) => (
              <li key={key} className={styles.row}>
                <span>
                  {cell} {names.get(pupil)}
                  <Caption1 className={styles.quiet}>{says}</Caption1>
                </span>
                <Button
                  size="small"
                  disabled={isBusy}
                  aria-label={`Give ${cell} of ${names.get(pupil) ?? pupil} back to the desk`}
                  onClick={() => onGiveBack(new Set([key]), [pupil])}
                >
                  Give back
                </Button>
              </li>
            ))}
          </ul>
          {hers.length > few && <Caption1>and {hers.length - few} more</Caption1>}
          {hers.length > 1 && (
            <Button
              className={styles.all}
              size="small"
              disabled={isBusy}
              onClick={() =>
                onGiveBack(new Set(hers.map(({ key }) => key)), [...new Set(hers.map(({ pupil }) => pupil))])
              }
            >
              Give all {hers.length} back
            </Button>
          )}
        </section>
      )}
      {before.length > 0 && (
        <section className={styles.section} aria-label="Stood in the sheet before">
          <Subtitle2 as="h3">Stood in the sheet before ({before.length})</Subtitle2>
          <Text>
            {[...new Set(before.map(({ field }) => editableWords[field]))].join(', ')}: typed before the desk filled
            this sheet, and on no record yet.
          </Text>
          <Button className={styles.all} size="small" disabled={isBusy} onClick={() => onTakeOver(before)}>
            Take {before.length === 1 ? 'it' : `all ${before.length}`} over into the record
          </Button>
        </section>
      )}
    </>
  );
};
