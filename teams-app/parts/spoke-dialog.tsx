import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { LogContactRequest } from '../../shared/views/first-day.ts';

const useStyles = makeStyles({ fields: { display: 'grid', gap: '12px' } });

type Spoken = Pick<LogContactRequest, 'outcome' | 'personSpokenTo' | 'reasonGiven' | 'childSeen'>;

/** Asks what was said: whom, the reason in their words, and whether the child was seen, which is not the same. */
export const SpokeDialog = (props: {
  readonly contacts: readonly string[];
  readonly disabled: boolean;
  readonly onSpoke: (spoken: Spoken) => Promise<void>;
}) => {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const [person, setPerson] = useState(props.contacts[0] ?? '');
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState(false);
  const save = async (): Promise<void> => {
    setOpen(false);
    await props.onSpoke({
      outcome: 'reached',
      childSeen: seen,
      ...(person === '' ? {} : { personSpokenTo: person }),
      ...(reason.trim() === '' ? {} : { reasonGiven: reason.trim() }),
    });
  };
  return (
    <Dialog open={open} onOpenChange={(_event, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" appearance="primary" disabled={props.disabled}>
          Spoke to a parent
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Spoke to a parent</DialogTitle>
          <DialogContent className={styles.fields}>
            <Field label="Who did you speak to?">
              <Dropdown
                value={person}
                selectedOptions={[person]}
                onOptionSelect={(_event, { optionValue }) => setPerson(optionValue ?? '')}
              >
                {props.contacts.map((name) => (
                  <Option key={name} value={name}>
                    {name}
                  </Option>
                ))}
              </Dropdown>
            </Field>
            <Field
              label="Reason given, in their words"
              hint="Leave it empty when none was given; the code stays N until it is known."
            >
              <Textarea value={reason} onChange={(_event, { value }) => setReason(value)} maxLength={1000} />
            </Field>
            <Checkbox
              label="The child was seen or spoken to"
              checked={seen}
              onChange={(_event, { checked }) => setSeen(checked === true)}
            />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>Cancel</Button>
            </DialogTrigger>
            <Button appearance="primary" onClick={() => void save()}>
              Save
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
};
