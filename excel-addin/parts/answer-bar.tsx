import { MessageBar, MessageBarBody, makeStyles, Spinner } from '@fluentui/react-components';
import type { Press } from '../use-decisions.ts';

// Nothing said takes no room.
const useStyles = makeStyles({ live: { ':empty': { display: 'none' } } });

const intents = { saved: 'success', saving: 'info', refused: 'error', conflict: 'warning' } as const;

/** What became of a press, said aloud by a screen reader too. */
export const AnswerBar = ({ press }: { readonly press: Press | undefined }) => {
  const styles = useStyles();
  return (
    <div aria-live="polite" className={styles.live}>
      {press?.state === 'sending' && <Spinner size="tiny" label="Asking the desk …" />}
      {press !== undefined && press.state !== 'sending' && (
        <MessageBar intent={intents[press.state]} layout="multiline">
          <MessageBarBody>{press.says}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
};
