import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { TrackerPlan } from '../../shared/workbook/plan.ts';

/** After the ribbon's Update of a sheet that is new to the desk, or that it still asks about: what comes first. */
export const LookFirst = ({ plan: { questions } }: { readonly plan: TrackerPlan }) => (
  <MessageBar intent="info" layout="multiline">
    <MessageBarBody>
      <MessageBarTitle>Nothing is written yet.</MessageBarTitle>{' '}
      {questions.length > 0
        ? 'Answer below what the desk asks about your columns, then press Update here.'
        : 'Look below at what the desk takes each column for, then press Update here.'}
    </MessageBarBody>
  </MessageBar>
);
