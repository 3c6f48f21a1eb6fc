import {
  Button,
  Combobox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Option,
  Textarea,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { WriteAnswer } from '../../shared/views/first-day.ts';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { useDesk } from '../services.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', gap: '12px' },
  dates: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '12px' },
});

const shownAtMost = 12;
const label = ({ surname, forename, form }: TrackerPupil): string => `${surname}, ${forename} (${form})`;

/** Enters a parent's request. The desk counts the sessions from the calendar and asks the deciders. */
export const EnterLeaveDialog = ({
  maySearch,
  onEntered,
}: {
  readonly maySearch: boolean;
  readonly onEntered: () => Promise<void>;
}) => {
  const styles = useStyles();
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const [pupils, setPupils] = useState<readonly TrackerPupil[]>([]);
  const [typed, setTyped] = useState('');
  const [pupil, setPupil] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [askedBy, setAskedBy] = useState('');
  const [reason, setReason] = useState('');
  const [contactMade, setContactMade] = useState('');
  const [answer, setAnswer] = useState<WriteAnswer>();

  useEffect(() => {
    if (!open || !maySearch || pupils.length > 0) return;
    desk.tracker().then(
      (view) => setPupils(view.pupils.filter(({ current }) => current)),
      (error: unknown) => setAnswer({ state: 'refused', says: error instanceof Error ? error.message : String(error) }),
    );
  }, [open, maySearch, pupils.length, desk]);

  const found = pupils.filter((one) => label(one).toLowerCase().includes(typed.toLowerCase())).slice(0, shownAtMost);
  const id = maySearch ? pupil : typed.trim();
  const complete = id !== '' && from !== '' && to >= from && askedBy.trim() !== '' && reason.trim() !== '';

  const save = async (): Promise<void> => {
    try {
      const said = await desk.enterLeave({
        key: crypto.randomUUID(),
        pupil: id,
        from,
        to,
        askedBy: askedBy.trim(),
        reason: reason.trim(),
        ...(contactMade.trim() === '' ? {} : { contactMade: contactMade.trim() }),
      });
      setAnswer(said);
      if (said.state !== 'refused') setOpen(false);
      await onEntered();
    } catch (error) {
      setAnswer({ state: 'refused', says: 'Not saved', why: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <Dialog open={open} onOpenChange={(_event, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button appearance="primary">Enter a request</Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>A parent asks for leave in term time</DialogTitle>
          <DialogContent className={styles.fields}>
            <Field label="Pupil" required hint={maySearch ? 'Type a part of the name or form.' : 'The UPN.'}>
              {maySearch ? (
                <Combobox
                  freeform
                  value={typed}
                  onChange={(event) => {
                    setTyped(event.target.value);
                    setPupil('');
                  }}
                  onOptionSelect={(_event, { optionValue, optionText }) => {
                    setPupil(optionValue ?? '');
                    setTyped(optionText ?? '');
                  }}
                >
                  {found.map((one) => (
                    <Option key={one.pupil} value={one.pupil} text={label(one)}>
                      {label(one)}
                    </Option>
                  ))}
                </Combobox>
              ) : (
                <Input value={typed} onChange={(_event, { value }) => setTyped(value)} />
              )}
            </Field>
            <div className={styles.dates}>
              <Field label="First day away" required>
                <Input type="date" value={from} onChange={(_event, { value }) => setFrom(value)} />
              </Field>
              <Field label="Last day away" required>
                <Input type="date" value={to} onChange={(_event, { value }) => setTo(value)} />
              </Field>
            </div>
            <Field label="Asked by" required>
              <Input value={askedBy} onChange={(_event, { value }) => setAskedBy(value)} />
            </Field>
            <Field label="Reason, in the parent’s words" required>
              <Textarea value={reason} onChange={(_event, { value }) => setReason(value)} maxLength={2000} />
            </Field>
            <Field
              label="What was talked through with the parent"
              hint="Unauthorised status, penalty amounts, lost learning. Empty when not yet."
            >
              <Textarea value={contactMade} onChange={(_event, { value }) => setContactMade(value)} maxLength={1000} />
            </Field>
            {answer?.state === 'refused' && (
              <MessageBar intent="error" layout="multiline">
                <MessageBarBody>
                  {answer.says}
                  {answer.why !== undefined && `: ${answer.why}`}
                </MessageBarBody>
              </MessageBar>
            )}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
            <Button appearance="primary" disabled={!complete} onClick={() => void save()}>
              Save and ask the deciders
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
