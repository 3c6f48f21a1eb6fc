import {
  Button,
  Caption1,
  Field,
  makeStyles,
  ProgressBar,
  Select,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { BatchList } from '../parts/batch-list.tsx';
import { countShown, stageName } from '../parts/value-words.ts';
import { batchesOf, isPlain, type StageBatch } from '../stage-batches.ts';
import type { Batch } from '../use-batch.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  live: { ':empty': { display: 'none' } },
});

const pupils = (count: number): string => countShown(count, 'pupil');

/** `17 pupils are due stage 1 Concern: Letter 1`. */
const dueSays = ({ stage, pupils: batch }: StageBatch, view: TrackerView): string => {
  const letter = view.stageLetters?.[stage];
  return `${pupils(batch.length)} ${batch.length === 1 ? 'is' : 'are'} due ${stageName(stage, view.stageNames).replace('Stage', 'stage')}${letter === undefined ? '' : `: ${letter}`}`;
};

const outcome = ({ answers, isCancelled }: NonNullable<Batch['state']>): string => {
  const count = (...states: string[]): number =>
    [...answers.values()].filter(({ state }) => states.includes(state)).length;
  const parts = [
    `${pupils(count('saved', 'saving'))} accepted`,
    count('refused') > 0 && `${count('refused')} not: see why below`,
    isCancelled && count('waiting') > 0 && `${count('waiting')} left out, as you stopped`,
  ];
  return `${parts.filter((one) => one !== false).join('; ')}.`;
};

export interface StagesPageProps {
  readonly view: TrackerView;
  readonly mayDecide: boolean;
  readonly batch: Batch;
  readonly onOpen: (pupil: string) => void;
}

/** Stages that wait for a person, many at a time: who is due which, holds shown and left out, one press for the rest. */
export const StagesPage = ({ view, mayDecide, batch, onOpen }: StagesPageProps) => {
  const styles = useStyles();
  const batches = useMemo(() => batchesOf(view), [view]);
  const [chosen, setChosen] = useState<string>();
  // While it runs, and until it is put away, the list stays as it was pressed.
  const [pressed, setPressed] = useState<StageBatch>();
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const { state } = batch;
  const shown =
    (state === undefined ? undefined : pressed) ?? batches.find(({ stage }) => stage === chosen) ?? batches[0];
  if (shown === undefined) return <Text>No stage waits for a decision.</Text>;
  const ticked = new Set(
    shown.pupils.filter((pupil) => changed.get(pupil.pupil) ?? isPlain(pupil)).map(({ pupil }) => pupil),
  );
  const held = shown.pupils.filter((pupil) => !isPlain(pupil)).length;
  const tickAll = (is: boolean): void =>
    setChanged(new Map(shown.pupils.filter(isPlain).map(({ pupil }) => [pupil, is])));
  const choose = (stage: string): void => {
    setChosen(stage);
    setChanged(new Map());
    batch.close();
  };
  return (
    <div className={styles.page}>
      <Field label="Stages that wait">
        <Select
          value={shown.stage}
          disabled={state?.isRunning === true}
          onChange={(_event, { value }) => choose(value)}
        >
          {batches.map((one) => (
            <option key={one.stage} value={one.stage}>
              {stageName(one.stage, view.stageNames)} ({one.pupils.length})
            </option>
          ))}
        </Select>
      </Field>
      <Subtitle2 as="h2">{dueSays(shown, view)}</Subtitle2>
      {held > 0 && <Caption1>{pupils(held)} held: shown with the reason, not ticked.</Caption1>}
      {state === undefined && (
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            disabled={!mayDecide || ticked.size === 0}
            onClick={() => {
              setPressed(shown);
              void batch.start(shown.stage, [...ticked], view.on);
            }}
          >
            Accept for {pupils(ticked.size)}
          </Button>
          <Button onClick={() => tickAll(true)}>Tick all</Button>
          <Button onClick={() => tickAll(false)}>Untick all</Button>
        </div>
      )}
      {!mayDecide && <Caption1>The attendance manager, deputy or head accepts a stage.</Caption1>}
      <div aria-live="polite" className={styles.live}>
        {state?.isRunning === true && (
          <Text>
            {state.done} of {state.total} answered
          </Text>
        )}
        {state?.isRunning === false && <Text>{outcome(state)}</Text>}
      </div>
      {state?.isRunning === true && (
        <>
          <ProgressBar aria-label={`Accepting stage ${state.stage}`} value={state.done} max={state.total} />
          <div className={styles.buttons}>
            <Button onClick={batch.cancel}>Stop</Button>
          </div>
        </>
      )}
      {state?.isRunning === false && (
        <div className={styles.buttons}>
          <Button
            onClick={() => {
              setChanged(new Map());
              batch.close();
            }}
          >
            Back to what waits
          </Button>
        </div>
      )}
      <BatchList
        pupils={shown.pupils}
        ticked={ticked}
        answers={state?.answers}
        isOpen={mayDecide && state === undefined}
        onTick={(pupil, is) => setChanged((before) => new Map(before).set(pupil, is))}
        onOpen={onOpen}
      />
    </div>
  );
};
