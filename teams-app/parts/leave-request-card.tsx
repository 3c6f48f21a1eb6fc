import {
  Badge,
  Button,
  Caption1,
  Card,
  Field,
  makeStyles,
  Subtitle2,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { WriteAnswer } from '../../shared/views/first-day.ts';
import type { LeaveView } from '../../shared/views/leave.ts';
import { useDesk } from '../services.ts';
import { AnswerBar } from './answer-bar.tsx';

const shortDate = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
/** Of a date, or of an instant in school time. */
const day = (date: string): string => shortDate.format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
const colours = { waiting: 'warning', granted: 'success', refused: 'danger', withdrawn: 'subtle' } as const;
const words = { waiting: 'Waiting', granted: 'Granted', refused: 'Refused', withdrawn: 'Withdrawn' } as const;

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'baseline' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    columnGap: '16px',
    rowGap: '4px',
    margin: 0,
    '& dd': { margin: 0 },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { margin: 0, paddingLeft: '18px' },
});

const days = (sessions: number): string => {
  const whole = sessions / 2;
  return `${whole} school ${whole === 1 ? 'day' : 'days'} (${sessions} sessions)`;
};

/** One request, with the pupil's record, the law in a line and what it would cost; decided on by those who may. */
export const LeaveRequestCard = ({
  request,
  onDecided,
}: {
  readonly request: LeaveView;
  readonly onDecided: () => Promise<void>;
}) => {
  const styles = useStyles();
  const desk = useDesk();
  const [reason, setReason] = useState('');
  const [answer, setAnswer] = useState<WriteAnswer>();
  const [saving, setSaving] = useState(false);
  const { record } = request;

  const decide = async (decision: 'grant' | 'refuse'): Promise<void> => {
    setSaving(true);
    try {
      setAnswer(
        await desk.decideLeave({
          key: crypto.randomUUID(),
          id: request.id,
          version: request.version,
          decision,
          reason: reason.trim(),
        }),
      );
    } catch (error) {
      setAnswer({ state: 'refused', says: 'Not saved', why: error instanceof Error ? error.message : String(error) });
    } finally {
      setSaving(false);
      await onDecided();
    }
  };

  return (
    <Card>
      <div className={styles.line}>
        <Subtitle2 as="h2">
          {request.name}, {request.form}
        </Subtitle2>
        <Badge appearance="tint" color={colours[request.state]}>
          {words[request.state]}
        </Badge>
      </div>
      <Text>
        {day(request.from)} to {day(request.to)}: {days(request.sessions)}. Asked by {request.askedBy}, received{' '}
        {day(request.received)}.
      </Text>
      <Text italic>“{request.reason}”</Text>
      <dl className={styles.facts}>
        <dt>
          <Text weight="semibold">Record</Text>
        </dt>
        <dd>
          <Text>
            {record.attended} of {record.possible} sessions attended ({record.attendance ?? '–'}%), {record.authorised}{' '}
            authorised and {record.unauthorised} unauthorised absences
            {record.persistent === true ? '; persistently absent' : ''}
          </Text>
        </dd>
        <dt>
          <Text weight="semibold">If taken</Text>
        </dt>
        <dd>
          <Text>
            {record.attendanceAfter ?? '–'}% at its end, all else attended
            {record.persistentAfter === true && record.persistent !== true
              ? '; the pupil becomes persistently absent'
              : ''}
          </Text>
        </dd>
        <dt>
          <Text weight="semibold">Before</Text>
        </dt>
        <dd>
          <Text>{record.earlierRequests.length === 0 ? 'No earlier request' : record.earlierRequests.join('; ')}</Text>
        </dd>
        <dt>
          <Text weight="semibold">Talked to</Text>
        </dt>
        <dd>
          <Text>{request.contactMade ?? 'The consequences have not been talked through with the parent yet'}</Text>
        </dd>
      </dl>
      <ul className={styles.list}>
        {[...request.law, ...request.consequences].map((line) => (
          <li key={line}>
            <Caption1>{line}</Caption1>
          </li>
        ))}
      </ul>
      <Caption1 className={styles.quiet}>Sources: {request.sources.join('; ')}.</Caption1>
      {request.decided !== null && (
        <Text>
          {words[request.state]} by {request.decided.by}, {day(request.decided.at)}, {request.decided.at.slice(11, 16)}:
          “{request.decided.reason}”
        </Text>
      )}
      {request.mayDecide && request.state === 'waiting' && (
        <>
          <Field
            label="Your reason, in a sentence"
            required
            hint="It is kept with the decision and stands in the letter."
          >
            <Textarea value={reason} onChange={(_event, { value }) => setReason(value)} maxLength={2000} />
          </Field>
          <div className={styles.line}>
            <Button
              appearance="primary"
              disabled={saving || reason.trim() === ''}
              onClick={() => void decide('refuse')}
            >
              Refuse
            </Button>
            <Button disabled={saving || reason.trim() === ''} onClick={() => void decide('grant')}>
              Grant
            </Button>
          </div>
        </>
      )}
      <AnswerBar answer={answer} />
    </Card>
  );
};
