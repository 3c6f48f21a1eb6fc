import { resolve } from 'node:path';
import type { TrustView } from '../../shared/views/trust.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { trustCounts } from '../../shared/workflows/trust-summary.ts';
import { askBeside } from '../beside.ts';
import { openDesks } from '../compose.ts';
import { sampleMorning } from '../local-school.ts';
import { readSettings } from '../settings.ts';
import { exit, type Io } from './io.ts';
import { openHere } from './open-here.ts';
import { flag, parseOptionsAlone } from './options.ts';

export const usage = 'desk trust [--json]';

const said = ({ trust, schools, unavailable }: TrustView): string =>
  [
    trust,
    ...schools.map(
      ({ name, half, registers, onRoll, present, absent, noMark, firstDayOpen, attendance, persistent }) =>
        `  ${name}, ${half}: ${registers.notTaken} of ${registers.due} registers not taken; of ${onRoll} on roll ` +
        `${present} present, ${absent} absent, ${noMark} without a mark; ${firstDayOpen} first-day tasks open; ` +
        `attendance ${attendance ?? '–'} %, ${persistent} persistently absent`,
    ),
    ...unavailable.map(({ school, why }) => `  ${school}: not available (${why})`),
  ].join('\n');

/** Without a running desk: every school is read here, and nothing is posted. */
const trustHere = async (io: Io): Promise<TrustView> => {
  const clock = { start: sampleMorning.from, playTo: sampleMorning.from };
  const here = await openHere(io, { who: 'desk trust', clock, everySchool: true });
  try {
    const open = await openDesks(here.settings, { clock: here.clock, log: here.log, rehearse: true });
    try {
      if (here.tenant) {
        await open.provision();
        await here.tenant.play();
        for (const { desk } of open.schools) await importInbox(desk);
      }
      return await trustCounts(
        open.schools.map(({ desk }) => desk),
        here.settings.tenant.trust,
      );
    } finally {
      await open.close();
    }
  } finally {
    await here.close();
  }
};

/** The trust's own summary: counts of each school, no names. For whoever may read this machine's settings. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const { json } = parseOptionsAlone(args, { json: flag });
  const data = resolve(io.cwd, readSettings(io.env).data);
  const view = ((await askBeside(data, 'trust')) as TrustView | undefined) ?? (await trustHere(io));
  io.out(`${json ? JSON.stringify(view) : said(view)}\n`);
  return view.schools.length === 0 ? exit.outsideUnavailable : exit.done;
};
