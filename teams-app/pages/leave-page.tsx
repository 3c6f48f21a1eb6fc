import { MessageBar, MessageBarBody, makeStyles, Spinner, Text } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { MeView } from '../../shared/views/me.ts';
import { useLive } from '../api/use-live.ts';
import { EnterLeaveDialog } from '../parts/enter-leave-dialog.tsx';
import { LeaveDatesTable } from '../parts/leave-dates-table.tsx';
import { LeaveRequestCard } from '../parts/leave-request-card.tsx';
import { useDesk } from '../services.ts';

const useStyles = makeStyles({ list: { display: 'grid', gap: '16px', marginTop: '12px' } });

/** Requests for leave: whoever may enter one may do so here; the requests themselves are for those who may read them. */
export const LeavePage = ({ me, request }: { readonly me: MeView; readonly request: string | undefined }) => {
  const { seeLeave, seeLeaveDates, enterLeave, seeTracker } = me.may;
  const [entered, setEntered] = useState(0);
  return (
    <section aria-label="Leave in term time">
      {enterLeave && (
        <EnterLeaveDialog maySearch={seeTracker} onEntered={async () => setEntered((count) => count + 1)} />
      )}
      {!seeLeave && entered > 0 && <Text block>The request is entered; those who decide have been asked.</Text>}
      {(seeLeave || seeLeaveDates) && <LeaveList key={entered} request={request} />}
    </section>
  );
};

/** Waiting first, then what was decided; the one that a link names before all. */
const LeaveList = ({ request }: { readonly request: string | undefined }) => {
  const styles = useStyles();
  const desk = useDesk();
  const list = useLive(useCallback(() => desk.leave(), [desk]));
  const rank = (id: string, state: string): number => (id === request ? 0 : state === 'waiting' ? 1 : 2);
  const requests = list.view?.requests.toSorted((a, b) => rank(a.id, a.state) - rank(b.id, b.state)) ?? [];
  const dates = list.view?.dates ?? [];
  return (
    <>
      {list.problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{list.problem}</MessageBarBody>
        </MessageBar>
      )}
      {list.view === undefined && list.problem === undefined && <Spinner label="Opening the requests" />}
      {list.view !== undefined && requests.length + dates.length === 0 && (
        <Text block>No request is waiting, and none was decided yet.</Text>
      )}
      {dates.length > 0 && <LeaveDatesTable dates={dates} />}
      <div className={styles.list}>
        {requests.map((one) => (
          <LeaveRequestCard key={one.id} request={one} onDecided={list.look} />
        ))}
      </div>
    </>
  );
};
