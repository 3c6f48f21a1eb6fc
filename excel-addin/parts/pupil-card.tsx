import { Button, makeStyles, Text, Title3, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular, TableCellEdit20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { TrackerView } from '../../shared/views/tracker.ts';
import type { Answer, Decision } from '../decisions.ts';
import type { Conflicts } from '../use-conflicts.ts';
import type { Press } from '../use-decisions.ts';
import { AnswerBar } from './answer-bar.tsx';
import { ChooseForm } from './choose-form.tsx';
import { ConflictList } from './conflict-list.tsx';
import { ContactForm } from './contact-form.tsx';
import { FactList } from './fact-list.tsx';
import { FigureList, type FigureListProps } from './figure-list.tsx';
import { HoldForm } from './hold-form.tsx';
import { PlanForm } from './plan-form.tsx';
import { SaysList } from './says-list.tsx';
import { StageSection } from './stage-section.tsx';
import { dateShown, stageName } from './value-words.ts';

const useStyles = makeStyles({
  card: { display: 'grid', gap: tokens.spacingVerticalM },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'space-between' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface PupilCardProps extends FigureListProps {
  readonly view: TrackerView;
  /** What this reader may do about a pupil. */
  readonly may: { readonly decide: boolean; readonly plan: boolean; readonly contact: boolean };
  readonly press: Press | undefined;
  readonly onDecide: (decision: Decision) => Promise<Answer>;
  readonly conflicts: Conflicts;
  /** Absent: the pupil has no row in the sheet. */
  readonly onGoToRow?: (() => void) | undefined;
  readonly onBack: () => void;
  /** A form is open: what is typed there must not be put away by something else. */
  readonly onWriting?: (isWriting: boolean) => void;
}

type Form = 'hold' | 'choose' | 'contact' | 'plan';

/** One pupil: figures, what is on record, the recommended stage with every reason, and what a person may do. */
export const PupilCard = (props: PupilCardProps) => {
  const { pupil, view, may, press, onWriting } = props;
  const styles = useStyles();
  const [form, setForm] = useState<Form>();
  const { stage, plan } = pupil;
  const isSending = press?.state === 'sending';
  const show = (next: Form | undefined): void => {
    setForm(next);
    onWriting?.(next !== undefined);
  };
  const send = async (decision: Decision): Promise<void> => {
    const { state } = await props.onDecide(decision);
    // A contact or plan that is being written stays open when something else was decided.
    const isOver = form === decision.kind || (form !== 'contact' && form !== 'plan');
    if (state !== 'refused' && isOver) show(undefined);
  };
  const writing = {
    isSending,
    onSend: (decision: Decision) => void send(decision),
    onCancel: () => show(undefined),
  };
  return (
    <article className={styles.card} aria-label={`${pupil.surname}, ${pupil.forename}`}>
      <div className={styles.bar}>
        <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={props.onBack}>
          All pupils
        </Button>
        {props.onGoToRow !== undefined && (
          <Button appearance="subtle" icon={<TableCellEdit20Regular />} onClick={props.onGoToRow}>
            Go to the row
          </Button>
        )}
      </div>
      <header className={styles.head}>
        <Title3 as="h2">
          {pupil.surname}, {pupil.forename}
        </Title3>
        <Text className={styles.quiet}>
          {pupil.form} · {dateShown(view.period.from)} to {dateShown(view.period.to)}
        </Text>
      </header>
      <FigureList pupil={pupil} why={props.why} onWhy={props.onWhy} onWhyClose={props.onWhyClose} />
      <FactList pupil={pupil} />
      <StageSection
        pupil={pupil}
        view={view}
        mayDecide={may.decide}
        press={press}
        onAccept={() => void send({ kind: 'accept', stage: stage.recommended! })}
        onHold={() => show('hold')}
        onEndHold={() => void send({ kind: 'end-hold' })}
        onChoose={() => show('choose')}
      />
      <div className={styles.buttons}>
        {may.plan && plan !== undefined && <Button onClick={() => show('plan')}>Plan the next action …</Button>}
        {may.contact && <Button onClick={() => show('contact')}>Log a contact …</Button>}
      </div>
      {form === 'hold' && stage.recommended !== null && (
        <HoldForm stage={stage.recommended} on={view.on} {...writing} />
      )}
      {form === 'choose' && <ChooseForm stage={stage} names={view.stageNames} {...writing} />}
      {form === 'contact' && <ContactForm {...writing} />}
      {form === 'plan' && plan !== undefined && <PlanForm plan={plan} {...writing} />}
      <AnswerBar press={press} />
      <ConflictList conflicts={props.conflicts} pupil={pupil.pupil} view={view} />
      <SaysList
        heading="Why not higher"
        says={stage.notHigher.map((one) => `${stageName(one.stage, view.stageNames)}: ${one.because}`)}
      />
      <SaysList heading="What would change it" says={stage.wouldChange} />
      <SaysList heading="Not known" says={stage.missing} />
    </article>
  );
};
