import {
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  ProgressBar,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { TrackerPlan } from '../../shared/workbook/plan.ts';
import { PlanSummary } from '../parts/plan-summary.tsx';
import { Problem } from '../parts/problem.tsx';
import type { SheetState } from '../use-sheet.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // Nothing said takes no room.
  live: { ':empty': { display: 'none' } },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

const Result = ({ plan }: { readonly plan: TrackerPlan }) => {
  const pupils = new Set(plan.changes.map(({ row }) => row)).size;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {plan.changes.length === 0
            ? 'Everything was up to date.'
            : `${counted(plan.changes.length, 'cell', 'cells')} updated for ${counted(pupils, 'pupil', 'pupils')}.`}
        </MessageBarTitle>{' '}
        Your own columns, notes, colours and formulas are as they were.
      </MessageBarBody>
    </MessageBar>
  );
};

export interface UpdatePageProps {
  readonly state: SheetState;
  readonly onUpdate: () => void;
  readonly onLook: () => void;
}

/** What was understood of the sheet in front of the person, and the button that fills it. */
export const UpdatePage = ({ state, onUpdate, onLook }: UpdatePageProps) => {
  const styles = useStyles();
  const { look, busy, problem, updated } = state;
  const plan = look !== undefined && 'plan' in look ? look.plan : undefined;
  return (
    <div className={styles.page}>
      {problem !== undefined && <Problem title="That did not work." says={problem} again={onLook} />}
      {look !== undefined && !('plan' in look) && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>
              {look.sheet === '' ? 'Nothing to update.' : `${look.sheet}: nothing to update.`}
            </MessageBarTitle>{' '}
            {look.why}
          </MessageBarBody>
        </MessageBar>
      )}
      {plan !== undefined && (
        <header className={styles.head}>
          <Title3 as="h2">{plan.sheet}</Title3>
          <Text>
            {counted(plan.rows.matched, 'pupil', 'pupils')} found, headings in row {plan.headingRow}.{' '}
            {updated === undefined &&
              (plan.changes.length === 0
                ? 'Every figure is up to date.'
                : `${counted(plan.changes.length, 'cell differs', 'cells differ')} from the desk’s figures.`)}
          </Text>
          {plan.rows.notInSheet.length > 0 && (
            <Caption1 className={styles.quiet}>
              {counted(plan.rows.notInSheet.length, 'pupil on roll has', 'pupils on roll have')} no row in this sheet.
            </Caption1>
          )}
          {plan.rows.leavers.length > 0 && (
            <Caption1 className={styles.quiet}>
              {counted(plan.rows.leavers.length, 'row of a leaver stays', 'rows of leavers stay')} as they are.
            </Caption1>
          )}
        </header>
      )}
      <div className={styles.buttons}>
        {plan !== undefined && (
          <Button appearance="primary" icon={<ArrowSync20Regular />} disabled={busy !== undefined} onClick={onUpdate}>
            Update
          </Button>
        )}
        <Button disabled={busy !== undefined} onClick={onLook}>
          Look again
        </Button>
      </div>
      <div aria-live="polite" className={styles.live}>
        {busy !== undefined && (
          <>
            <Text>{busy}</Text>
            <ProgressBar aria-label={busy} />
          </>
        )}
        {busy === undefined && updated !== undefined && <Result plan={updated} />}
      </div>
      {plan !== undefined && <PlanSummary plan={plan} />}
    </div>
  );
};
