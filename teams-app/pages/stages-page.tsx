import {
  Dropdown,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Option,
  Spinner,
  Subtitle2,
} from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { useLive } from '../api/use-live.ts';
import { StageCountsTable } from '../parts/stage-counts-table.tsx';
import { BegunStages, HeldStages, WaitingStages } from '../parts/stage-tables.tsx';
import { useDesk } from '../services.ts';

const every = 'every';

const useStyles = makeStyles({
  choice: { maxWidth: '220px', marginBottom: '12px' },
  part: { marginTop: '20px' },
});

/** What waits for a decision, what is on hold and which stages run; each with who decided and when. */
export const StagesPage = ({ year }: { readonly year: string | undefined }) => {
  const styles = useStyles();
  const desk = useDesk();
  const [chosen, setChosen] = useState(year ?? every);
  const stages = useLive(useCallback(() => desk.stages(chosen === every ? undefined : chosen), [desk, chosen]));
  const { view, problem } = stages;
  const yearSays = (one: string): string => (one === every ? 'Every year' : `Year ${one}`);
  return (
    <section aria-label="Stages of support">
      <Field label="Year team" className={styles.choice}>
        <Dropdown
          value={yearSays(chosen)}
          selectedOptions={[chosen]}
          onOptionSelect={(_event, { optionValue }) => setChosen(optionValue ?? chosen)}
        >
          {[every, ...(view?.years ?? [])].map((one) => (
            <Option key={one} value={one} text={yearSays(one)}>
              {yearSays(one)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{problem}</MessageBarBody>
        </MessageBar>
      )}
      {view === undefined && problem === undefined && <Spinner label="Working out the stages" />}
      {view !== undefined && (
        <>
          <StageCountsTable counts={view.counts} />
          <div className={styles.part}>
            <Subtitle2 as="h2">Recommended, waiting for a decision</Subtitle2>
            <WaitingStages rows={view.waiting} names={view.stageNames} />
          </div>
          <div className={styles.part}>
            <Subtitle2 as="h2">On hold</Subtitle2>
            <HeldStages rows={view.held} names={view.stageNames} />
          </div>
          <div className={styles.part}>
            <Subtitle2 as="h2">Begun</Subtitle2>
            <BegunStages rows={view.begun} names={view.stageNames} />
          </div>
        </>
      )}
    </section>
  );
};
