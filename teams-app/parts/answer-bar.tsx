import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { WriteAnswer } from '../../shared/views/first-day.ts';

const intents = { saved: 'success', saving: 'info', refused: 'error' } as const;

/** What became of the last press: saved, saving, or refused and why. */
export const AnswerBar = ({ answer }: { readonly answer: WriteAnswer | undefined }) =>
  answer === undefined ? null : (
    <MessageBar intent={intents[answer.state]} layout="multiline">
      <MessageBarBody>
        {answer.says}
        {answer.why !== undefined && `: ${answer.why}`}
      </MessageBarBody>
    </MessageBar>
  );
