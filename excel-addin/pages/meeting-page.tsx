import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Spinner,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import type { MeetingView } from '../../shared/views/meeting.ts';
import { counted } from '../../shared/wording/counts.ts';
import { dateInWords } from '../../shared/wording/dates.ts';
import { GroupPlot } from '../parts/group-plot.tsx';
import { Problem } from '../parts/problem.tsx';
import type { Meeting } from '../use-meeting.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL, display: 'grid', gap: tokens.spacingVerticalXS },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  live: { ':empty': { display: 'none' } },
});

/** What the pack holds, in counts. */
const contents = ({ changes, overdue, concerns, penalties, decisions }: MeetingView): readonly string[] => [
  counted(changes.length, 'change of stage, band or PA', 'changes of stage, band or PA'),
  `${counted(overdue.length, 'review, outcome or action', 'reviews, outcomes or actions')} overdue`,
  `${counted(concerns.length, 'pupil')} for whom a stage waits`,
  `${counted(penalties.length, 'pupil')} for whom a penalty notice is to be considered`,
  counted(decisions.length, 'decision'),
];

export interface MeetingPageProps {
  readonly meeting: Meeting;
  readonly mayMeet: boolean;
  /** Whose name stands at the foot of the sheet. */
  readonly reader: string;
}

/** The pack for the timetabled meeting with the deputy head: what it holds, the sheet to print, and that it was held. */
export const MeetingPage = ({ meeting, mayMeet, reader }: MeetingPageProps) => {
  const styles = useStyles();
  const { view, busy, problem, says, isThere } = meeting.state;
  const isBusy = busy !== undefined;
  return (
    <div className={styles.page}>
      {problem !== undefined && <Problem title="That did not work." says={problem} again={() => void meeting.look()} />}
      {view !== undefined && (
        <>
          <Title3 as="h2">Meeting pack, {dateInWords(view.on)}</Title3>
          <Text>
            {view.since === null
              ? `No meeting is on record this year; the pack begins on ${dateInWords(view.from)}.`
              : `Since the meeting of ${dateInWords(view.since)}:`}
          </Text>
          <ul className={styles.list}>
            {contents(view).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <GroupPlot groups={view.groups} />
          <div className={styles.buttons}>
            <Button
              appearance="primary"
              disabled={isBusy}
              onClick={() => void meeting.make(reader, isThere ? view.on : undefined)}
            >
              {isThere ? 'Make the sheet again' : 'Make the sheet'}
            </Button>
            {mayMeet && (
              <Button disabled={isBusy} onClick={() => void meeting.held(view.on)}>
                The meeting was held
              </Button>
            )}
          </div>
          <Caption1>
            {isThere
              ? 'The sheet of this day is made anew; what was typed on it goes.'
              : 'A sheet of its own, A4 across, without formulas. Your tracker stays as it is.'}
          </Caption1>
        </>
      )}
      <div aria-live="polite" className={styles.live}>
        {isBusy && <Spinner size="tiny" label={busy} />}
        {!isBusy && says !== undefined && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{says}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </div>
  );
};
