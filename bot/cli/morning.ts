import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isIsoDate } from '../../shared/vocabulary/session.ts';
import type { JobReport } from '../../shared/workflows/job-report.ts';
import { cardText } from '../card-text.ts';
import { openDesk } from '../compose.ts';
import { type Slot, slotsOf } from '../jobs/due-slots.ts';
import { sampleMorning } from '../local-school.ts';
import { readSettings } from '../settings.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { type Here, openHere } from './open-here.ts';

export const usage = 'desk morning [--date DATE] [--time HH:MM] [--dry-run] [--json]';

interface Options {
  readonly date: string | undefined;
  readonly time: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const optionsOf = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      date: { type: 'string' },
      time: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { date, time, 'dry-run': dryRun, json } = values;
  if (date !== undefined && !isIsoDate(date)) throw new WrongUse(`--date ${date}: expected a date like 2026-03-10.`);
  if (time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new WrongUse(`--time ${time}: expected a time like 09:16.`);
  return { date, time, dryRun, json };
};

interface MorningDocument {
  readonly at: string;
  readonly posts: readonly {
    readonly key: string;
    readonly to: { readonly kind: string; readonly name: string };
    readonly card: unknown;
    readonly text: string;
  }[];
  readonly silent: readonly { readonly what: string; readonly why: string }[];
}

const documentOf = (at: string, reports: readonly JobReport[]): MorningDocument => ({
  at,
  posts: reports.flatMap(({ posts }) =>
    posts.map(({ key, to, message }) => ({
      key,
      to,
      card: message.card,
      text: cardText(message.card).join('\n'),
    })),
  ),
  silent: reports.flatMap(({ silent }) => silent),
});

const said = ({ at, posts, silent }: MorningDocument): string =>
  [
    at,
    ...posts.map(({ to, text }) => `\n${to.kind === 'channel' ? `${to.name} channel` : to.name}\n${indent(text)}`),
    ...(posts.length === 0 ? ['Nothing was posted.'] : []),
    ...(silent.length > 0 ? [`\nNot posted:`, ...silent.map(({ what, why }) => `  ${what}: ${why}`)] : []),
  ].join('\n');

const indent = (text: string): string => text.replace(/^/gm, '  ');

/** A tracker is tried once here: nobody waits until the next time. */
const isTriedAgain = ({ file, round }: Slot): boolean => file !== undefined && round > 1;

/**
 * Plays the school's clock to the time and runs the register and absence jobs that were due by then, once: what is
 * posted already is said and not posted again. A dry run says what would be posted and writes nothing: it works on a
 * copy of the local school, and on a real tenant reads alone.
 */
const morning = async (here: Here, { date, time, dryRun }: Options): Promise<MorningDocument> => {
  const { tenant, clock } = here;
  const reports = new Map<string, JobReport>();
  const open = await openDesk(here.settings, {
    clock,
    log: here.log,
    rehearse: dryRun,
    onReport: (slot, report) => reports.set(slot.key, report),
  });
  try {
    const readOnly = dryRun && !tenant;
    if (!readOnly) {
      await open.provision();
      await open.restore();
      const address = await open.listen();
      if (tenant) {
        await tenant.connectDesk({ address, settle: open.settle });
        await tenant.play();
      }
      await open.settle();
    }
    const calendar = await open.desk.data.calendar();
    const now = calendar.at(clock.now());
    const until = { date: date ?? now.date, time: time ?? now.time };
    for (const slot of slotsOf(await open.desk.data.policy(), calendar, until.date))
      if (slot.from <= until.time && !reports.has(slot.key) && !isTriedAgain(slot)) await open.run(slot);
    const at = clock.now().toZonedDateTimeISO(calendar.timeZone);
    return documentOf(at.toString({ smallestUnit: 'second', timeZoneName: 'never' }), [...reports.values()]);
  } finally {
    await open.close();
  }
};

export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = optionsOf(args);
  const settings = readSettings(io.env);
  const isLocal = settings.tenant === undefined;
  const day = options.date ?? sampleMorning.from.slice(0, 10);
  const time = options.time ?? sampleMorning.to.slice(11);
  const opening = sampleMorning.from.slice(11);
  const clock = { start: `${day}T${[time, opening].sort()[0]}`, playTo: `${day}T${time}` };
  const copy = isLocal && options.dryRun ? mkdtempSync(join(tmpdir(), 'attendance-desk-')) : undefined;
  try {
    const data = resolve(io.cwd, settings.data);
    if (copy) for (const part of ['desk', 'tenant']) copyPart(join(data, part), join(copy, part));
    const here = await openHere(io, { who: 'desk morning', clock, ...(copy ? { data: copy } : {}) });
    try {
      const document = await morning(here, options);
      io.out(`${options.json ? JSON.stringify(document) : said(document)}\n`);
      return exit.done;
    } finally {
      await here.close();
    }
  } finally {
    if (copy) rmSync(copy, { recursive: true, force: true });
  }
};

const copyPart = (from: string, to: string): void => {
  if (existsSync(from)) cpSync(from, to, { recursive: true });
};
