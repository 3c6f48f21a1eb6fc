import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import type { Decision, FieldChange } from '../decisions.ts';
import { FormFrame } from './form-frame.tsx';

export interface PlanFormProps {
  readonly plan: NonNullable<TrackerPupil['plan']>;
  readonly isSending: boolean;
  readonly onSend: (decision: Decision) => void;
  readonly onCancel: () => void;
}

/** `95`, `95.5` or `95 %` as the record keeps it: `95.0`. Undefined: no percentage. */
export const targetKept = (typed: string): string | null | undefined => {
  const text = typed.replace('%', '').trim();
  if (text === '') return null;
  if (!/^\d{1,3}([.,]\d)?$/.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  return value > 100 || value === 0 ? undefined : value.toFixed(1);
};

/** Plans what happens next with a pupil: only what was changed is sent, each field with what was seen there. */
export const PlanForm = ({ plan: now, isSending, onSend, onCancel }: PlanFormProps) => {
  // The plan may change while somebody writes: what counts is what stood there when the form was opened.
  const [plan] = useState(now);
  const [action, setAction] = useState(plan.nextAction.value ?? '');
  const [due, setDue] = useState(plan.nextActionDue.value ?? '');
  const [typed, setTyped] = useState(plan.target.value ?? '');
  const target = targetKept(typed);
  const kept = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const changes = (
    [
      { field: 'nextAction', seen: plan.nextAction.value, to: kept(action) },
      { field: 'nextActionDue', seen: plan.nextActionDue.value, to: kept(due) },
      { field: 'target', seen: plan.target.value, to: target ?? null },
    ] satisfies FieldChange[]
  ).filter(({ seen, to }) => seen !== to);
  return (
    <FormFrame
      title="Plan the next action"
      action="Save the plan"
      isReady={changes.length > 0 && target !== undefined}
      isSending={isSending}
      onSend={() => onSend({ kind: 'plan', changes })}
      onCancel={onCancel}
    >
      <Field label="Next action">
        <Input value={action} maxLength={500} onChange={(_event, { value }) => setAction(value)} />
      </Field>
      <Field label="Due">
        <Input type="date" value={due} onChange={(_event, { value }) => setDue(value)} />
      </Field>
      <Field
        label="Attendance target, per cent"
        {...(target === undefined ? { validationMessage: 'A percentage, such as 95 or 95.5.' } : {})}
      >
        <Input value={typed} inputMode="decimal" maxLength={8} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
    </FormFrame>
  );
};
