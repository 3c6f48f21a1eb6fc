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
import type { Field } from '../../shared/workbook/fields.ts';
import type { KnownColumn } from '../../shared/workbook/known-columns.ts';
import type { TrackerPlan } from '../../shared/workbook/plan.ts';
import { ConflictList } from '../parts/conflict-list.tsx';
import { LookFirst } from '../parts/look-first.tsx';
import { MissingColumns } from '../parts/missing-columns.tsx';
import { PlanSummary } from '../parts/plan-summary.tsx';
import { Problem } from '../parts/problem.tsx';
import { QuestionList } from '../parts/question-list.tsx';
import { TypedList } from '../parts/typed-list.tsx';
import { countShown } from '../parts/value-words.ts';
import type { Conflicts } from '../use-conflicts.ts';
import type { Sheet } from '../use-sheet.ts';

const useStyles = makeStyles({
  page: { display: 'grid', gap: tokens.spacingVerticalM },
  head: { display: 'grid', gap: tokens.spacingVerticalXXS, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // Nothing said takes no room.
  live: { ':empty': { display: 'none' } },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

const Result = ({ plan, taken }: { readonly plan: TrackerPlan; readonly taken: number }) => {
  const pupils = new Set(plan.changes.map(({ row }) => row)).size;
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {plan.changes.length === 0
            ? 'Everything was up to date.'
            : `${countShown(plan.changes.length, 'cell')} updated for ${countShown(pupils, 'pupil')}.`}
        </MessageBarTitle>{' '}
        {taken > 0 && `What was typed for ${countShown(taken, 'pupil')} is on record under your name. `}
        Your own columns, notes, colours and formulas are as they were.
      </MessageBarBody>
    </MessageBar>
  );
};

const Head = ({ plan, isUpdated }: { readonly plan: TrackerPlan; readonly isUpdated: boolean }) => {
  const styles = useStyles();
  return (
    <header className={styles.head}>
      <Title3 as="h2">{plan.sheet}</Title3>
      <Text>
        {countShown(plan.rows.matched, 'pupil')} found, headings in row {plan.headingRow}.{' '}
        {!isUpdated &&
          (plan.changes.length === 0
            ? 'Every figure is up to date.'
            : `${countShown(plan.changes.length, 'cell differs', 'cells differ')} from the desk’s figures.`)}
      </Text>
      {plan.rows.notInSheet.length > 0 && (
        <Caption1 className={styles.quiet}>
          {countShown(plan.rows.notInSheet.length, 'pupil on roll has', 'pupils on roll have')} no row in this sheet.
        </Caption1>
      )}
      {plan.rows.leavers.length > 0 && (
        <Caption1 className={styles.quiet}>
          {countShown(plan.rows.leavers.length, 'row of a leaver stays as it is', 'rows of leavers stay as they are')}.
        </Caption1>
      )}
    </header>
  );
};

export interface UpdatePageProps {
  readonly sheet: Sheet;
  readonly conflicts: Conflicts;
  readonly onAdd: (fields: readonly Field[], after: KnownColumn | undefined) => void;
  readonly onRemake: () => void;
}

/** What was understood of the sheet in front of the person, what is asked about it, and the button that fills it. */
export const UpdatePage = ({ sheet, conflicts, onAdd, onRemake }: UpdatePageProps) => {
  const styles = useStyles();
  const { look, view, busy, mayStop, wasStopped, problem, updated, refused, taken, copyProblem, isHeldBack } =
    sheet.state;
  const plan = look !== undefined && 'plan' in look ? look.plan : undefined;
  const isBusy = busy !== undefined;
  return (
    <div className={styles.page}>
      {problem !== undefined && <Problem title="That did not work." says={problem} again={() => void sheet.look()} />}
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
      {plan !== undefined && <Head plan={plan} isUpdated={updated !== undefined} />}
      <div className={styles.buttons}>
        {plan !== undefined && (
          <Button
            appearance="primary"
            icon={<ArrowSync20Regular />}
            disabled={isBusy}
            onClick={() => void sheet.update()}
          >
            Update
          </Button>
        )}
        {mayStop ? (
          <Button onClick={sheet.stop}>Stop</Button>
        ) : (
          <Button disabled={isBusy} onClick={() => void sheet.look()}>
            Look again
          </Button>
        )}
      </div>
      <div aria-live="polite" className={styles.live}>
        {isBusy && (
          <>
            <Text>{busy}</Text>
            <ProgressBar aria-label={busy} />
          </>
        )}
        {!isBusy && isHeldBack && plan !== undefined && <LookFirst plan={plan} />}
        {!isBusy && wasStopped && <Text>Stopped: nothing was written.</Text>}
        {!isBusy && !wasStopped && updated !== undefined && <Result plan={updated} taken={taken} />}
        {!isBusy && copyProblem !== undefined && (
          <Caption1>The copy of the sheet could not be kept: {copyProblem}</Caption1>
        )}
      </div>
      {view !== undefined && <ConflictList conflicts={conflicts} view={view} />}
      {plan !== undefined && view !== undefined && (
        <>
          <TypedList
            plan={plan}
            view={view}
            refused={refused}
            isBusy={isBusy}
            onGiveBack={(givenBack, pupils) => void sheet.refresh(pupils, { givenBack })}
            onTakeOver={(edits) => void sheet.takeOver(edits)}
          />
          <QuestionList
            questions={plan.questions}
            isBusy={isBusy}
            onRemember={(change) => void sheet.remember(change)}
          />
          <MissingColumns missing={plan.missing} columns={plan.columns.all} isBusy={isBusy} onAdd={onAdd} />
          <PlanSummary plan={plan} isBusy={isBusy} onRemember={(change) => void sheet.remember(change)} />
        </>
      )}
      {view !== undefined && (
        <div className={styles.buttons}>
          <Button appearance="subtle" disabled={isBusy} onClick={onRemake}>
            Make the sheet again
          </Button>
        </div>
      )}
    </div>
  );
};
