import { Button, makeStyles, Spinner, Tab, TabList, tokens } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { lastGoodVersion } from '../shared/wording/damage.ts';
import { givenBackKey } from '../shared/workbook/plan.ts';
import { addFields } from './adopt-columns.ts';
import type { Conflict } from './decisions.ts';
import type { RibbonPage } from './office/ribbon.ts';
import { MeetingPage } from './pages/meeting-page.tsx';
import { PupilPage } from './pages/pupil-page.tsx';
import { PupilsPage } from './pages/pupils-page.tsx';
import { StagesPage } from './pages/stages-page.tsx';
import { UpdatePage } from './pages/update-page.tsx';
import { Lacks } from './parts/lacks.tsx';
import { Problem } from './parts/problem.tsx';
import { remakeSheet } from './remake-sheet.ts';
import { useServices } from './services.ts';
import { goToPupil } from './update-sheet.ts';
import { useBatch } from './use-batch.ts';
import { type Conflicts, useConflicts } from './use-conflicts.ts';
import { useDecisions } from './use-decisions.ts';
import { useMeeting } from './use-meeting.ts';
import { useSelectedPupil, useSheetChanges } from './use-selection.ts';
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
  tabs: { flexWrap: 'wrap', marginInline: `calc(-1 * ${tokens.spacingHorizontalS})` },
  // Excel writes the pane's name above it; here it is for those who hear the page.
  title: { position: 'absolute', width: '1px', height: '1px', margin: 0, overflow: 'hidden', clipPath: 'inset(50%)' },
  selected: { justifyContent: 'start', textAlign: 'start' },
});

const pages: Readonly<Record<RibbonPage, string>> = {
  update: 'Update',
  pupils: 'Pupils',
  stages: 'Stages',
  meeting: 'Meeting',
};
const isPage = (text: unknown): text is RibbonPage => typeof text === 'string' && Object.hasOwn(pages, text);

/** The task pane: update the sheet, the pupils behind it, stages by the many, the meeting pack. */
export const Pane = () => {
  const styles = useStyles();
  const { workbook, desk, office } = useServices();
  const [page, setPage] = useState<RibbonPage>('update');
  const [pupil, setPupil] = useState<string>();
  const [isFollowing, setFollowing] = useState(true);
  const [isWriting, setWriting] = useState(false);
  const conflictsNow = useRef<Conflicts>(undefined);
  const [toConflicts] = useState<Pick<Conflicts, 'add' | 'stand'>>(() => ({
    add: (more) => conflictsNow.current?.add(more),
    stand: (of, standing) => conflictsNow.current?.stand(of, standing),
  }));
  const sheet = useSheet(toConflicts);
  const { refresh, lookAgain, doing, look, update, updateByRibbon } = sheet;
  const conflicts = useConflicts(
    useCallback(
      ({ pupil: of, field }: Conflict, taken: 'mine' | 'theirs') =>
        refresh([of], taken === 'theirs' ? { givenBack: new Set([givenBackKey(field, of)]) } : {}),
      [refresh],
    ),
  );
  conflictsNow.current = conflicts;
  const decisions = useDecisions(refresh);
  const batch = useBatch(refresh);
  const meeting = useMeeting(page === 'meeting');
  const { view, me } = sheet.state;
  const plan = sheet.state.look !== undefined && 'plan' in sheet.state.look ? sheet.state.look.plan : undefined;
  const selected = useSelectedPupil(plan);
  useSheetChanges(
    plan?.sheet,
    useCallback(() => void lookAgain(), [lookAgain]),
  );
  useEffect(
    () =>
      office.onRibbon((asked) => {
        setPage(asked);
        if (asked === 'update') void updateByRibbon();
      }),
    [office, updateByRibbon],
  );

  const byId = useMemo(() => new Map(view?.pupils.map((one) => [one.pupil, one])), [view]);
  const rows = useMemo(() => new Set(plan?.pupils.values()), [plan]);
  // What is being written on a card is not put away because somebody clicks into the sheet.
  useEffect(() => {
    if (selected !== undefined && isFollowing && !isWriting && page === 'pupils') setPupil(selected);
  }, [selected, isFollowing, isWriting, page]);

  const goTo = (id: string): void => {
    if (view === undefined || plan === undefined || !rows.has(id)) return;
    // The card is there in any case; the row is a convenience.
    goToPupil(workbook, plan.sheet, view, id).catch(() => undefined);
  };
  const open = (id: string, goes = true): void => {
    setPupil(id);
    setWriting(false);
    setPage('pupils');
    if (goes) goTo(id);
  };
  const chosen = pupil === undefined ? undefined : byId.get(pupil);
  const atRow = selected === undefined ? undefined : byId.get(selected);
  const mayDecide = view?.may?.decide ?? me?.may.acceptStage === true;
  return (
    <main className={styles.pane}>
      <h1 className={styles.title}>Attendance Desk</h1>
      <TabList
        className={styles.tabs}
        size="small"
        selectedValue={page}
        onTabSelect={(_event, { value }) => isPage(value) && setPage(value)}
      >
        {Object.entries(pages).map(([value, says]) => (
          <Tab key={value} value={value}>
            {says}
          </Tab>
        ))}
      </TabList>
      <Lacks says={office.lacks()} />
      {view?.damaged?.map((path) => (
        <Problem key={path} title="A file is damaged." says={`${lastGoodVersion(path)}.`} />
      ))}
      {atRow !== undefined && (atRow.pupil !== pupil || page !== 'pupils') && (
        <Button className={styles.selected} appearance="outline" onClick={() => open(atRow.pupil, false)}>
          Show {atRow.surname}, {atRow.forename}
        </Button>
      )}
      {page === 'update' && (
        <UpdatePage
          sheet={sheet}
          conflicts={conflicts}
          onAdd={(fields, after) =>
            void doing(async (say) => {
              if (view === undefined || plan === undefined) return {};
              say('Adding columns …');
              await addFields(workbook, plan.sheet, view, fields, after);
              return {};
            }).then((isDone) => isDone && update())
          }
          onRemake={() =>
            void doing(async (say) => {
              if (view === undefined) return {};
              say('Making the sheet again …');
              await remakeSheet(workbook, desk, view, plan?.sheet);
              return {};
            })
              .then((isDone) => isDone && look())
              .then((isDone) => isDone && update())
          }
        />
      )}
      {page !== 'update' && page !== 'meeting' && view === undefined && sheet.state.problem === undefined && (
        <Spinner label="Asking the desk …" />
      )}
      {page !== 'update' && page !== 'meeting' && view === undefined && sheet.state.problem !== undefined && (
        <Problem title="That did not work." says={sheet.state.problem} again={() => void look()} />
      )}
      {page === 'pupils' && view !== undefined && chosen === undefined && (
        <PupilsPage view={view} isFollowing={isFollowing} onFollow={setFollowing} onOpen={open} />
      )}
      {page === 'pupils' && view !== undefined && chosen !== undefined && (
        <PupilPage
          key={chosen.pupil}
          pupil={chosen}
          view={view}
          me={me}
          decisions={decisions}
          conflicts={conflicts}
          onGoToRow={rows.has(chosen.pupil) ? () => goTo(chosen.pupil) : undefined}
          onWriting={setWriting}
          onBack={() => {
            setPupil(undefined);
            setWriting(false);
          }}
        />
      )}
      {page === 'stages' && view !== undefined && (
        <StagesPage view={view} mayDecide={mayDecide} batch={batch} onOpen={(id) => open(id)} />
      )}
      {page === 'meeting' && (
        <MeetingPage meeting={meeting} mayMeet={view?.may?.meet === true} reader={me?.name ?? ''} />
      )}
    </main>
  );
};
