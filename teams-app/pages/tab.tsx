import {
  Tab as FluentTab,
  MessageBar,
  MessageBarBody,
  makeStyles,
  type SelectTabEventHandler,
  Spinner,
  TabList,
  tokens,
} from '@fluentui/react-components';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useLive } from '../api/use-live.ts';
import { DayHeading } from '../parts/day-heading.tsx';
import { PageGuard } from '../parts/page-guard.tsx';
import { useDesk } from '../services.ts';
import { TodayPage } from './today-page.tsx';

// The first page comes at once; what most people never open comes when they do.
const RegistersPage = lazy(() => import('./registers-page.tsx').then((module) => ({ default: module.RegistersPage })));
const FirstDayPage = lazy(() => import('./first-day-page.tsx').then((module) => ({ default: module.FirstDayPage })));
const StagesPage = lazy(() => import('./stages-page.tsx').then((module) => ({ default: module.StagesPage })));
const LeavePage = lazy(() => import('./leave-page.tsx').then((module) => ({ default: module.LeavePage })));

/** Rights are asked of the directory, which the desk looks at every five minutes at most. */
const rolesEveryMs = 60_000;

const pages = ['today', 'registers', 'first-day', 'stages', 'leave'] as const;
type Page = (typeof pages)[number];

/** `first-day/9` is the first-day page of Year 9; anything unknown is the first page. */
const placeOf = (place: string): { page: Page; id: string | undefined } => {
  const [page, id] = place.split('/');
  return { page: pages.find((known) => known === page) ?? 'today', id: id === '' ? undefined : id };
};

const useStyles = makeStyles({
  page: {
    padding: '16px 24px 32px',
    maxWidth: '1200px',
    margin: '0 auto',
    '@media (max-width: 600px)': { padding: '8px 12px 24px' },
  },
  tabs: { borderBottom: `1px solid ${tokens.colorNeutralStroke2}`, marginBottom: '16px', overflowX: 'auto' },
  wait: { padding: '48px' },
});

/** The tab: one heading, five pages, each shown only to those who may see it. */
export const Tab = ({ place, onSchool }: { readonly place: string; readonly onSchool: (school: string) => void }) => {
  const styles = useStyles();
  const desk = useDesk();
  const start = placeOf(place);
  const [page, setPage] = useState<Page>(start.page);
  const me = useLive(
    useCallback(() => desk.me(), [desk]),
    rolesEveryMs,
  );
  const today = useLive(useCallback(() => desk.today(), [desk]));
  const choose: SelectTabEventHandler = (_event, { value }) => setPage(value as Page);
  const problem = me.problem ?? today.problem;

  if (me.view === undefined || today.view === undefined)
    return problem === undefined ? (
      <Spinner className={styles.wait} label="Reading this morning’s registers" />
    ) : (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{problem}</MessageBarBody>
      </MessageBar>
    );

  const { may } = me.view;
  return (
    <main className={styles.page}>
      <DayHeading today={today.view} me={me.view} onSchool={onSchool} />
      {problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {problem} What you see was true at {today.view.time}.
          </MessageBarBody>
        </MessageBar>
      )}
      <TabList className={styles.tabs} selectedValue={page} onTabSelect={choose}>
        <FluentTab value="today">Today</FluentTab>
        <FluentTab value="registers">Registers</FluentTab>
        {may.seeFirstDay && <FluentTab value="first-day">First day</FluentTab>}
        {may.seeTracker && <FluentTab value="stages">Stages</FluentTab>}
        {(may.seeLeave || may.seeLeaveDates || may.enterLeave) && <FluentTab value="leave">Leave</FluentTab>}
      </TabList>
      <PageGuard key={page}>
        <Suspense fallback={<Spinner />}>
          {page === 'today' && <TodayPage today={today.view} />}
          {page === 'registers' && <RegistersPage today={today.view} />}
          {page === 'first-day' && <FirstDayPage me={me.view} today={today.view} year={start.id} />}
          {page === 'stages' && <StagesPage year={start.page === 'stages' ? start.id : undefined} />}
          {page === 'leave' && <LeavePage me={me.view} request={start.id} />}
        </Suspense>
      </PageGuard>
    </main>
  );
};
