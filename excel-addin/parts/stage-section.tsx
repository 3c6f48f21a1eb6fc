import {
  Badge,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { isOnHold } from '../../shared/rules/ladder/on-hold.ts';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { canBegin } from '../pupil-lists.ts';
import type { Press } from '../use-decisions.ts';
import { unbroken } from './unbroken.ts';
import { dateShown, stageName } from './value-words.ts';

const useStyles = makeStyles({
  section: { display: 'grid', gap: tokens.spacingVerticalM, overflowWrap: 'anywhere' },
  stage: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalS },
  source: { display: 'block', color: tokens.colorNeutralForeground3 },
});

const PersonsHold = ({
  hold,
  names,
}: {
  hold: NonNullable<TrackerPupil['hold']>;
  names: TrackerView['stageNames'];
}) => (
  <MessageBar intent="warning" layout="multiline">
    <MessageBarBody>
      <MessageBarTitle>{stageName(hold.stage, names)} is on hold.</MessageBarTitle> {hold.reason} ({hold.by},{' '}
      {dateShown(hold.on)}
      {hold.until === null ? '' : `; until ${dateShown(hold.until)}`})
    </MessageBarBody>
  </MessageBar>
);

export interface StageSectionProps {
  readonly pupil: TrackerPupil;
  readonly view: TrackerView;
  readonly mayDecide: boolean;
  readonly press: Press | undefined;
  readonly onAccept: () => void;
  readonly onHold: () => void;
  readonly onEndHold: () => void;
  readonly onChoose: () => void;
}

/** The recommended stage with every reason behind it, what holds it, and the buttons that decide. */
export const StageSection = ({ pupil, view, mayDecide, press, ...ask }: StageSectionProps) => {
  const styles = useStyles();
  const { stage, hold } = pupil;
  const begins = canBegin(pupil);
  // After a press its button stays closed until the figures say what became of it.
  const isClosed = (kind: Press['kind']): boolean =>
    press?.state === 'sending' ||
    (press?.kind === kind && press.state !== 'refused' && (press.stage ?? stage.recommended) === stage.recommended);
  // What holds the stage stands in a bar of its own, not among the reasons again.
  const reasons = stage.reasons.filter(({ says }) => !stage.held.includes(says));
  return (
    <section className={styles.section} aria-label="Recommended stage">
      <div className={styles.stage}>
        <Subtitle2 as="h3">
          {stage.recommended === null
            ? 'No stage can be recommended yet'
            : stageName(stage.recommended, view.stageNames)}
        </Subtitle2>
        {begins && <Badge appearance="tint">Recommended</Badge>}
        {pupil.persistent === true && (
          <Badge appearance="tint" color="danger">
            PA
          </Badge>
        )}
      </div>
      {stage.decided !== null && (
        <Text>
          {stageName(stage.decided, view.stageNames)} was accepted
          {stage.since === null ? '' : ` on ${dateShown(stage.since)}`}
          {stage.reviewDue === null ? '.' : `; its review is due on ${dateShown(stage.reviewDue)}.`}
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
      {hold !== undefined && hold !== null && <PersonsHold hold={hold} names={view.stageNames} />}
      {mayDecide && (
        <div className={styles.stage}>
          {begins && !isOnHold(pupil) && (
            <>
              <Button appearance="primary" disabled={isClosed('accept')} onClick={ask.onAccept}>
                Accept stage {stage.recommended}
              </Button>
              <Button disabled={isClosed('hold')} onClick={ask.onHold}>
                Hold …
              </Button>
            </>
          )}
          {hold !== undefined && hold !== null && (
            <Button
              appearance={isOnHold(pupil) ? 'primary' : 'secondary'}
              disabled={isClosed('end-hold')}
              onClick={ask.onEndHold}
            >
              End the hold
            </Button>
          )}
          {pupil.current && (
            <Button disabled={press?.state === 'sending'} onClick={ask.onChoose}>
              Another stage …
            </Button>
          )}
        </div>
      )}
      {begins && !mayDecide && <Caption1>The attendance manager, deputy or head accepts a stage.</Caption1>}
    </section>
  );
};
