import type { Desk } from '../../shared/workflows/desk.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { openDesk } from '../compose.ts';
import { sampleMorning } from '../local-school.ts';
import type { Io } from './io.ts';
import { openHere } from './open-here.ts';

/**
 * Does something with the desk's own data, and posts nothing. Without a tenant in the environment the data are those of
 * the local one, which reads its inbox first when it never has. Throws FolderInUse while the desk runs.
 */
export const withOwnDesk = async <T>(io: Io, who: string, work: (desk: Desk) => Promise<T>): Promise<T> => {
  const here = await openHere(io, { who, clock: { start: sampleMorning.from, playTo: sampleMorning.from } });
  try {
    const open = await openDesk(here.settings, { clock: here.clock, log: here.log, rehearse: true });
    try {
      if (here.tenant) {
        // Nothing is posted here: the lists and the export, and no job.
        await open.provision();
        await here.tenant.play();
        await importInbox(open.desk);
      }
      return await work(open.desk);
    } finally {
      await open.close();
    }
  } finally {
    await here.close();
  }
};
