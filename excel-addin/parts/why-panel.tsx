import { Button, Caption1, makeStyles, Spinner, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { sessionInWords } from '../../shared/wording/dates.ts';
import type { Why } from '../use-why.ts';
import { unbroken } from './unbroken.ts';

const useStyles = makeStyles({
  panel: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
  reason: { display: 'grid', gap: tokens.spacingVerticalXXS },
  source: { color: tokens.colorNeutralForeground2 },
  sessions: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, columns: '13em auto' },
  close: { justifySelf: 'start' },
});

const few = 12;

const Sessions = ({ sessions }: { readonly sessions: readonly string[] }) => {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  // The newest first: those are the ones somebody still remembers.
  const newest = sessions.toReversed();
  return (
    <>
      <Caption1 className={styles.source}>The sessions it rests on, newest first</Caption1>
      <ul className={styles.sessions}>
        {(all ? newest : newest.slice(0, few)).map((session) => (
          <li key={session}>{sessionInWords(session.slice(0, 10), session.endsWith('AM') ? 'AM' : 'PM')}</li>
        ))}
      </ul>
      {!all && sessions.length > few && (
        <Button className={styles.close} size="small" appearance="subtle" onClick={() => setAll(true)}>
          Show all {sessions.length} sessions
        </Button>
      )}
    </>
  );
};

/** What is behind a figure: a sentence, the sessions it rests on, the rule's source and the policy version. */
export const WhyPanel = ({ why, label, onClose }: { why: Why; label: string; onClose: () => void }) => {
  const styles = useStyles();
  return (
    <section className={styles.panel} aria-label={`What is behind: ${label}`} aria-live="polite">
      <Subtitle2 as="h3">{label}</Subtitle2>
      {why.state === 'asking' && <Spinner size="tiny" label="Asking the desk …" />}
      {why.state === 'failed' && <Text>{why.says}</Text>}
      {why.view?.reasons.map(({ rule, says, source, sessions }) => (
        <div key={rule + says} className={styles.reason}>
          <Text>{unbroken(says)}</Text>
          {sessions.length > 0 && <Sessions sessions={sessions} />}
          <Caption1 className={styles.source}>
            {source} · policy version {why.view?.policyVersion}
          </Caption1>
        </div>
      ))}
      {why.view?.reasons.length === 0 && <Text>There is no figure yet.</Text>}
      <Button className={styles.close} size="small" onClick={onClose}>
        Close
      </Button>
    </section>
  );
};
