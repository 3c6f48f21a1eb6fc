import { Badge, Button, Caption1, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FirstDayTaskView, LogContactRequest, WriteAnswer } from '../../shared/views/first-day.ts';
import { useDesk } from '../services.ts';
import { AnswerBar } from './answer-bar.tsx';
import { SpokeDialog } from './spoke-dialog.tsx';

const kinds = { whereabouts: 'Whereabouts to confirm', reason: 'Reason wanted' } as const;
const states = {
  open: 'Not tried yet',
  tried: 'Tried',
  reached: 'Reached',
  visit: 'Visit needed',
  resolved: 'Settled',
} as const;
const tierColours = ['danger', 'warning', 'informative', 'subtle'] as const;

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  grow: { flexGrow: 1 },
  contacts: { margin: 0, paddingLeft: '18px' },
  settled: { opacity: 0.75 },
  phone: { color: tokens.colorBrandForegroundLink },
});

/** One pupil to account for. Tier 1 to 4 says how soon; why a pupil has it is not said here. */
export const FirstDayTask = (props: {
  readonly task: FirstDayTaskView;
  readonly mayLog: boolean;
  readonly onLogged: () => Promise<void>;
}) => {
  const { task, mayLog, onLogged } = props;
  const styles = useStyles();
  const desk = useDesk();
  const [answer, setAnswer] = useState<WriteAnswer>();
  const [saving, setSaving] = useState(false);

  const log = async (contact: Omit<LogContactRequest, 'key' | 'task' | 'channel'>): Promise<void> => {
    setSaving(true);
    try {
      setAnswer(await desk.logContact({ key: crypto.randomUUID(), task: task.id, channel: 'call', ...contact }));
    } catch (error) {
      setAnswer({ state: 'refused', says: 'Not saved', why: error instanceof Error ? error.message : String(error) });
    } finally {
      setSaving(false);
      await onLogged();
    }
  };

  const settled = task.state === 'resolved';
  return (
    <li>
      <Card size="small" className={settled ? styles.settled : undefined}>
        <div className={styles.line}>
          <Badge appearance="filled" color={tierColours[task.tier - 1] ?? 'subtle'}>
            Tier {task.tier}
          </Badge>
          <Text weight="semibold">{task.name}</Text>
          <Text>{task.form}</Text>
          <Text>{kinds[task.kind]}</Text>
          <span className={styles.grow} />
          <Badge appearance="tint" color={settled ? 'success' : task.state === 'open' ? 'warning' : 'brand'}>
            {states[task.state]}
          </Badge>
          {!settled && <Caption1>contact by {task.contactBy}</Caption1>}
        </div>
        {task.attemptsSaid.map((said) => (
          <Caption1 key={said}>{said}</Caption1>
        ))}
        {task.outcome !== null && <Text>{task.outcome}</Text>}
        {!settled && (
          <>
            <ul className={styles.contacts}>
              {task.contacts.map(({ name, relationship, phone }) => (
                <li key={`${name} ${phone}`}>
                  <Text>
                    {name} ({relationship}){' '}
                    {phone !== null && (
                      <a className={styles.phone} href={`tel:${phone.replaceAll(' ', '')}`}>
                        {phone}
                      </a>
                    )}
                  </Text>
                </li>
              ))}
            </ul>
            {mayLog && (
              <div className={styles.line}>
                <SpokeDialog contacts={task.contacts.map(({ name }) => name)} disabled={saving} onSpoke={log} />
                <Button size="small" disabled={saving} onClick={() => void log({ outcome: 'no answer' })}>
                  No answer
                </Button>
                <Button size="small" disabled={saving} onClick={() => void log({ outcome: 'left message' })}>
                  Left message
                </Button>
                <Button
                  size="small"
                  disabled={saving}
                  onClick={() => void log({ outcome: 'no answer', visitNeeded: true })}
                >
                  Visit needed
                </Button>
              </div>
            )}
          </>
        )}
        <AnswerBar answer={answer} />
      </Card>
    </li>
  );
};
