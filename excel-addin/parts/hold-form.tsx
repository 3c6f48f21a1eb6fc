import { Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Decision } from '../decisions.ts';
import { FormFrame } from './form-frame.tsx';

export interface HoldFormProps {
  readonly stage: string;
  /** The day whose figures are shown: a hold ends after it. */
  readonly on: string;
  readonly isSending: boolean;
  readonly onSend: (decision: Decision) => void;
  readonly onCancel: () => void;
}

/** Asks why the recommended stage does not begin yet, and until when at most. */
export const HoldForm = ({ stage, on, isSending, onSend, onCancel }: HoldFormProps) => {
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const isOver = until !== '' && until <= on;
  return (
    <FormFrame
      title={`Hold stage ${stage}`}
      action="Hold"
      isReady={reason.trim().length >= 3 && !isOver}
      isSending={isSending}
      onSend={() => onSend({ kind: 'hold', stage, reason: reason.trim(), ...(until === '' ? {} : { until }) })}
      onCancel={onCancel}
    >
      <Field label="Why" required hint="It stands with the hold; others of the team read it.">
        <Textarea value={reason} maxLength={500} onChange={(_event, { value }) => setReason(value)} />
      </Field>
      <Field
        label="Until, at most"
        hint="Empty: until somebody ends it."
        {...(isOver ? { validationMessage: 'Choose a day after today.' } : {})}
      >
        <Input type="date" value={until} onChange={(_event, { value }) => setUntil(value)} />
      </Field>
    </FormFrame>
  );
};
