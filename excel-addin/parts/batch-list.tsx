import { Button, Caption1, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { isOnHold } from '../../shared/rules/ladder/on-hold.ts';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import type { BatchAnswer } from '../use-batch.ts';
import { dateShown } from './value-words.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  row: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', alignItems: 'center' },
  says: {
    gridColumn: '1 / 3',
    display: 'block',
    paddingInlineStart: tokens.spacingHorizontalXXXL,
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
});

const holdSays = ({ stage, until, reason, by }: NonNullable<TrackerPupil['hold']>): string =>
  `Stage ${stage} is on hold${until === null ? '' : ` until ${dateShown(until)}`}: ${reason} (${by})`;

/** What stands under a pupil's name: why the stage waits, or what became of the press. */
const saysOf = (pupil: TrackerPupil, answer: BatchAnswer | undefined): string => {
  if (answer !== undefined) return answer.says;
  const { hold, stage } = pupil;
  if (hold && isOnHold(pupil)) return holdSays(hold);
  const why = stage.held.length > 0 ? stage.held.join(' ') : whyThisStage(stage);
  return hold ? `${why} ${holdSays(hold)}` : why;
};

/** The first reason; where it speaks of a higher stage, also why this one comes first. */
const whyThisStage = ({ reasons }: TrackerPupil['stage']): string =>
  reasons
    .filter(({ rule }, at) => at === 0 || rule === 'ladder.no-letter-skipped')
    .map(({ says }) => says)
    .join(' ');

/** Rows drawn at one time: a first batch may be half the school. */
const page = 60;

export interface BatchListProps {
  readonly pupils: readonly TrackerPupil[];
  readonly ticked: ReadonlySet<string>;
  readonly answers: ReadonlyMap<string, BatchAnswer> | undefined;
  readonly isOpen: boolean;
  readonly onTick: (pupil: string, isTicked: boolean) => void;
  readonly onOpen: (pupil: string) => void;
}

/** The pupils of a batch, each with why, and what became of it. */
export const BatchList = ({ pupils, ticked, answers, isOpen, onTick, onOpen }: BatchListProps) => {
  const styles = useStyles();
  const [shown, setShown] = useState(page);
  // What was not taken stands first.
  const isRefused = ({ pupil }: TrackerPupil): boolean => answers?.get(pupil)?.state === 'refused';
  const inOrder = [...pupils.filter(isRefused), ...pupils.filter((pupil) => !isRefused(pupil))];
  return (
    <>
      <ul className={styles.list}>
        {inOrder.slice(0, shown).map((pupil) => {
          const name = `${pupil.surname}, ${pupil.forename}`;
          return (
            <li key={pupil.pupil} className={styles.row}>
              <Checkbox
                label={`${name} · ${pupil.form}`}
                checked={ticked.has(pupil.pupil)}
                disabled={!isOpen || isOnHold(pupil)}
                onChange={(_event, { checked }) => onTick(pupil.pupil, checked === true)}
              />
              <Button size="small" appearance="subtle" aria-label={`Open ${name}`} onClick={() => onOpen(pupil.pupil)}>
                Open
              </Button>
              <Caption1 className={styles.says}>{saysOf(pupil, answers?.get(pupil.pupil))}</Caption1>
            </li>
          );
        })}
      </ul>
      {inOrder.length > shown && (
        <Button onClick={() => setShown(shown + page)}>Show more of {inOrder.length.toLocaleString('en-GB')}</Button>
      )}
    </>
  );
};
