import { Field, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import type { Decision } from '../decisions.ts';
import { FormFrame } from './form-frame.tsx';
import { stageName } from './value-words.ts';

export interface ChooseFormProps {
  readonly stage: TrackerPupil['stage'];
  readonly names: TrackerView['stageNames'];
  readonly isSending: boolean;
  readonly onSend: (decision: Decision) => void;
  readonly onCancel: () => void;
}

/** Asks which stage begins in place of the recommended one, and why (§5.2: the manager and the deputy may). */
export const ChooseForm = ({ stage, names, isSending, onSend, onCancel }: ChooseFormProps) => {
  const stages = Object.keys(names).filter((one) => one !== '0' && one !== stage.recommended && one !== stage.decided);
  const [chosen, setChosen] = useState('');
  const [reason, setReason] = useState('');
  return (
    <FormFrame
      title="Choose another stage"
      action={chosen === '' ? 'Start' : `Start stage ${chosen}`}
      isReady={chosen !== '' && reason.trim().length >= 3}
      isSending={isSending}
      onSend={() => onSend({ kind: 'choose', stage: chosen, reason: reason.trim() })}
      onCancel={onCancel}
    >
      <Field label="Stage" required>
        <Select value={chosen} onChange={(_event, { value }) => setChosen(value)}>
          <option value="">Choose …</option>
          {stages.map((one) => (
            <option key={one} value={one}>
              {stageName(one, names)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Why" required>
        <Textarea value={reason} maxLength={500} onChange={(_event, { value }) => setReason(value)} />
      </Field>
    </FormFrame>
  );
};
