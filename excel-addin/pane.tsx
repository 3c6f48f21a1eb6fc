import { Button, makeStyles, Spinner, Tab, TabList, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import { lastGoodVersion } from '../shared/wording/damage.ts';
import { PupilsPage } from './pages/pupils-page.tsx';
import { UpdatePage } from './pages/update-page.tsx';
import { Problem } from './parts/problem.tsx';
import { PupilCard } from './parts/pupil-card.tsx';
import { useAcceptance } from './parts/use-acceptance.ts';
import { useWhy } from './parts/use-why.ts';
import { useServices } from './services.ts';
import { moversOf } from './update-sheet.ts';
import { useSheet } from './use-sheet.ts';

const useStyles = makeStyles({
  pane: {
    minHeight: '100%',
    boxSizing: 'border-box',
    display: 'grid',
    alignContent: 'start',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
  },
  selected: { justifyContent: 'start', textAlign: 'start' },
});

const nobody: ReadonlySet<string> = new Set();

/** The task pane: update the sheet, and the pupils behind it. */
export const Pane = () => {
  const styles = useStyles();
  const { workbook } = useServices();
  const { state, look, update, refresh } = useSheet();
  const acceptance = useAcceptance(refresh);
  const why = useWhy();
  const [tab, setTab] = useState<'update' | 'pupils'>('update');
  const [pupil, setPupil] = useState<string>();
  const [selected, setSelected] = useState<string>();
  const { view, me, updated } = state;
  const plan = state.look !== undefined && 'plan' in state.look ? state.look.plan : undefined;

  useEffect(() => {
    if (plan === undefined) return;
    const stop = workbook.onSelection(({ sheet, row }) =>
      setSelected(sheet === plan.sheet ? plan.pupils.get(row) : undefined),
    );
    // Selection is a convenience: without it the list of pupils does as well.
    stop.catch(() => undefined);
    return () => void stop.then((end) => end()).catch(() => undefined);
  }, [workbook, plan]);

  const byId = useMemo(() => new Map(view?.pupils.map((one) => [one.pupil, one])), [view]);
  const movers = useMemo(() => (updated === undefined ? nobody : moversOf(updated)), [updated]);
  const chosen = pupil === undefined ? undefined : byId.get(pupil);
  const atRow = selected === undefined ? undefined : byId.get(selected);
  const open = (id: string): void => {
    setPupil(id);
    setTab('pupils');
  };
  return (
    <main className={styles.pane}>
      <TabList
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(value === 'pupils' ? 'pupils' : 'update')}
      >
        <Tab value="update">Update</Tab>
        <Tab value="pupils">Pupils</Tab>
      </TabList>
      {view?.damaged?.map((path) => (
        <Problem key={path} title="A file is damaged." says={`${lastGoodVersion(path)}.`} />
      ))}
      {atRow !== undefined && atRow.pupil !== pupil && (
        <Button className={styles.selected} appearance="outline" onClick={() => open(atRow.pupil)}>
          Show {atRow.surname}, {atRow.forename}
        </Button>
      )}
      {tab === 'update' && <UpdatePage state={state} onUpdate={() => void update()} onLook={() => void look()} />}
      {tab === 'pupils' && view === undefined && <Spinner label="Asking the desk …" />}
      {tab === 'pupils' && view !== undefined && chosen === undefined && (
        <PupilsPage view={view} movers={movers} onOpen={open} />
      )}
      {tab === 'pupils' && view !== undefined && chosen !== undefined && (
        <PupilCard
          pupil={chosen}
          view={view}
          mayAccept={me?.may.acceptStage === true}
          acceptance={acceptance.of(chosen.pupil)}
          why={why.why}
          onWhy={(field) => void why.ask(chosen.pupil, field)}
          onWhyClose={why.close}
          onAccept={() => void acceptance.accept(chosen, view)}
          onBack={() => {
            why.close();
            setPupil(undefined);
          }}
        />
      )}
    </main>
  );
};
