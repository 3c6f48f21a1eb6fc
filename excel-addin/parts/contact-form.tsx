import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { contactChannels, contactOutcomes } from '../../shared/records/contact-log.ts';
import type { Decision } from '../decisions.ts';
import { FormFrame } from './form-frame.tsx';

export interface ContactFormProps {
  readonly isSending: boolean;
  readonly onSend: (decision: Decision) => void;
  readonly onCancel: () => void;
}

const capital = (word: string): string => `${word[0]!.toUpperCase()}${word.slice(1)}`;

/** A contact with the family (§4.4): how, what came of it, with whom, what they said. */
export const ContactForm = ({ isSending, onSend, onCancel }: ContactFormProps) => {
  const [channel, setChannel] = useState<(typeof contactChannels)[number]>('call');
  const [outcome, setOutcome] = useState<(typeof contactOutcomes)[number]>('reached');
  const [person, setPerson] = useState('');
  const [relationship, setRelationship] = useState('');
  const [reason, setReason] = useState('');
  const [followUp, setFollowUp] = useState('');
  const isReached = outcome === 'reached';
  const some = (name: string, text: string): Record<string, string> =>
    text.trim() === '' ? {} : { [name]: text.trim() };
  return (
    <FormFrame
      title="Log a contact"
      action="Save the contact"
      isReady={!isReached || person.trim() !== ''}
      isSending={isSending}
      onSend={() =>
        onSend({
          kind: 'contact',
          channel,
          outcome,
          ...some('personSpokenTo', isReached ? person : ''),
          ...some('relationship', isReached ? relationship : ''),
          ...some('reasonGiven', isReached ? reason : ''),
          ...some('followUpDue', followUp),
        })
      }
      onCancel={onCancel}
    >
      <Field label="How">
        <Select
          value={channel}
          onChange={(_event, { value }) => setChannel(contactChannels.find((one) => one === value) ?? channel)}
        >
          {contactChannels.map((one) => (
            <option key={one} value={one}>
              {capital(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What came of it">
        <Select
          value={outcome}
          onChange={(_event, { value }) => setOutcome(contactOutcomes.find((one) => one === value) ?? outcome)}
        >
          {contactOutcomes.map((one) => (
            <option key={one} value={one}>
              {capital(one)}
            </option>
          ))}
        </Select>
      </Field>
      {isReached && (
        <>
          <Field label="Who was spoken to" required>
            <Input value={person} maxLength={100} onChange={(_event, { value }) => setPerson(value)} />
          </Field>
          <Field label="Relationship to the pupil">
            <Input value={relationship} maxLength={60} onChange={(_event, { value }) => setRelationship(value)} />
          </Field>
          <Field label="Reason given, in their words" hint="A safeguarding concern goes to the DSL, never here.">
            <Textarea value={reason} maxLength={500} onChange={(_event, { value }) => setReason(value)} />
          </Field>
        </>
      )}
      <Field label="Follow up by">
        <Input type="date" value={followUp} onChange={(_event, { value }) => setFollowUp(value)} />
      </Field>
    </FormFrame>
  );
};
