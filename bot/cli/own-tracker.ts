import { interventions } from '../../shared/records/intervention.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import type { IsoDate } from '../../shared/vocabulary/session.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { trackerRows } from '../../shared/workflows/tracker-rows.ts';
import { trackerSpan } from '../../shared/workflows/tracker-span.ts';
import { trackerOf } from '../../shared/workflows/tracker-view.ts';
import type { Io } from './io.ts';
import { withOwnDesk } from './with-own-desk.ts';

/** The tracker as it was at the end of a day. */
const trackerOn = async (desk: Desk, on: IsoDate): Promise<TrackerView> => {
  const [now, policy, calendar, book, pupils, begun] = await Promise.all([
    trackerOf(desk, () => false),
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
    desk.records.find(interventions),
  ]);
  const { from, until } = trackerSpan({ book, calendar, policy, on });
  return {
    ...now,
    on,
    period: { from: calendar.sessions[from]?.date ?? on, to: calendar.sessions[until - 1]?.date ?? on },
    pupils: trackerRows({
      book,
      calendar,
      pupils,
      interventions: begun.map(({ record }) => record).filter(({ openedOn }) => openedOn <= on),
      policy,
      on,
    }),
  };
};

/** The tracker from the desk's own data: as it stands now, or as of the end of a day. */
export const ownTracker = async (io: Io, on: IsoDate | undefined): Promise<TrackerView> =>
  await withOwnDesk(io, 'desk track', async (desk) =>
    on === undefined ? await trackerOf(desk, () => true) : await trackerOn(desk, on),
  );
