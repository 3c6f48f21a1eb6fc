import { interventions } from '../../shared/records/intervention.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import type { IsoDate } from '../../shared/vocabulary/session.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { trackerRows, trackerSpan } from '../../shared/workflows/tracker-rows.ts';
import { trackerOf } from '../../shared/workflows/tracker-view.ts';
import { openDesk } from '../compose.ts';
import { sampleMorning } from '../local-school.ts';
import type { Io } from './io.ts';
import { openHere } from './open-here.ts';

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

/**
 * The tracker from the desk's own data: as it stands now, or as of the end of a day. Without a tenant in the
 * environment the data are those of the local one, which reads its inbox first when it never has.
 */
export const ownTracker = async (io: Io, on: IsoDate | undefined): Promise<TrackerView> => {
  const here = await openHere(io, {
    who: 'desk track',
    clock: { start: sampleMorning.from, playTo: sampleMorning.from },
  });
  try {
    const open = await openDesk(here.settings, { clock: here.clock, log: here.log, rehearse: true });
    try {
      if (here.tenant) {
        // Nothing is posted here: the lists and the export, and no job.
        await open.provision();
        await here.tenant.play();
        await importInbox(open.desk);
      }
      return on === undefined ? await trackerOf(open.desk, () => true) : await trackerOn(open.desk, on);
    } finally {
      await open.close();
    }
  } finally {
    await here.close();
  }
};
