import type { TrackerView } from '../../shared/views/tracker.ts';
import type { IsoDate } from '../../shared/vocabulary/session.ts';
import { trackerFacts } from '../../shared/workflows/tracker-facts.ts';
import { trackerOf } from '../../shared/workflows/tracker-view.ts';
import type { Io } from './io.ts';
import { withOwnDesk } from './with-own-desk.ts';

/** The tracker from the desk's own data, as the pane shows it: as it stands now, or as of the end of a day. */
export const ownTracker = async (io: Io, on: IsoDate | undefined): Promise<TrackerView> =>
  await withOwnDesk(io, 'desk track', async (desk) => trackerOf(await trackerFacts(desk, on), desk.data.damaged()));
