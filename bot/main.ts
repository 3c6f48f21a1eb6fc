import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isOutside } from '../shared/ports/outside-error.ts';
import { WrongUse } from './cli/io.ts';
import { complaint } from './complaint.ts';

/** When the first signal to stop came; undefined while nothing is being stopped. */
let stoppingSince: number | undefined;
const secondAfterMs = 700;

/**
 * `npm start`: with a tenant in the environment the desk on Microsoft 365, without one a whole school on this machine.
 * Everything is loaded after the first line is printed, so that a person sees at once that something happens.
 */
const start = async (): Promise<void> => {
  const began = performance.now();
  const { values } = parseArgs({ options: { fresh: { type: 'boolean' }, json: { type: 'boolean' } } });
  const { readSettings, onLocalTenant } = await import('./settings.ts');
  const settings = readSettings(process.env);
  if (values.fresh && settings.databaseUrl)
    throw new WrongUse(
      '--fresh empties the data folder, not a PostgreSQL server: empty the one of DATABASE_URL yourself',
    );
  const json = values.json === true;
  const isLocal = settings.tenant === undefined;
  const print = (line: string): void => void (json ? undefined : process.stdout.write(`${line}\n`));
  const warn = (line: string): void => void process.stderr.write(`${line}\n`);
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

  print(isLocal ? 'Attendance Desk: bringing up a whole school on this machine.' : 'Attendance Desk: starting.');
  const data = resolve(settings.data);
  const { lockData } = await import('./database/data-lock.ts');
  const lock = lockData(data, `npm start, process ${process.pid}`);
  const closing: (() => Promise<void> | void)[] = [() => lock.release()];
  const stop = async (status: number): Promise<void> => {
    if (stoppingSince !== undefined) {
      // npm passes a Ctrl-C on that the terminal sent here already: only a later one is a second.
      if (performance.now() - stoppingSince > secondAfterMs) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    print('\nStopping. Start again with npm start; it goes on where it was.');
    let ended = status;
    for (const close of closing.toReversed())
      try {
        await close();
      } catch (error) {
        warn(complaint(error).text);
        ended = 1;
      }
    process.exit(ended);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

  if (values.fresh)
    for (const folder of ['desk', 'tenant']) rmSync(join(data, folder), { recursive: true, force: true });

  const { jsonLog, plainLog } = await import('./log.ts');
  const { systemClock } = await import('./system-clock.ts');

  const startTenant = async () => {
    print('Bringing up the local Microsoft 365 with the sample school …');
    const { sampleMorning, startLocalSchool } = await import('./local-school.ts');
    const { clock, frozen } = settings.local;
    const say = (level: string) => (event: string, fields?: object) => {
      if (json) warn(JSON.stringify({ level, event, ...fields }));
      else if (level === 'warn') warn(`Warning: ${event}${fields ? ` ${JSON.stringify(fields)}` : ''}`);
    };
    const tenant = await startLocalSchool(settings.local, {
      data,
      fresh: values.fresh === true,
      clock: { start: clock ?? sampleMorning.from, frozen, playTo: clock === undefined ? sampleMorning.to : null },
      log: { info: say('info'), warn: say('warn') },
    });
    closing.push(async () => await tenant.stop());
    return tenant;
  };
  // The pages are built beside everything else, and only when something in them changed.
  const pages = isLocal
    ? import('../vite.build.ts').then(async ({ buildPages }) => await buildPages((line) => print(line)))
    : Promise.resolve();
  pages.catch(() => undefined);
  const tenant = isLocal ? await startTenant() : undefined;

  const log = json || !isLocal ? jsonLog(warn, tenant?.clock ?? systemClock) : plainLog(warn);
  const deskSettings = tenant ? onLocalTenant(settings, tenant.environment) : { ...settings, tenant: settings.tenant! };
  const { openDesks } = await import('./compose.ts');
  const { Announcer } = await import('./announcer.ts');
  const { peopleNames } = await import('./people-names.ts');
  let announcer: InstanceType<typeof Announcer> | undefined;
  print(`Opening the desk … (${seconds()})`);
  const desk = await openDesks(
    { ...deskSettings, data },
    {
      clock: tenant?.clock,
      checks: true,
      log,
      onPosted: (posted) => announcer?.posted(posted),
      onImport: ({ marks, pupils, files }) => {
        if (files.length > 3)
          print(
            `  Read ${marks.toLocaleString('en-GB')} marks of ${pupils.toLocaleString('en-GB')} pupils (${seconds()})`,
          );
      },
    },
  );
  closing.push(async () => await desk.close());
  const { clock } = desk;
  const [{ desk: first }] = desk.schools;
  const schoolTime = async (at = clock.now()): Promise<string> => {
    try {
      return (await first.data.calendar()).at(at).time;
    } catch (error) {
      if (!isOutside(error) || desk.schools.length === 1) throw error;
      // Of several schools one that cannot be reached stops nothing, not even the line that says so.
      return `${at.toString().slice(11, 16)} UTC`;
    }
  };
  if (!json) announcer = new Announcer({ print, time: schoolTime, now: () => clock.now(), nameOf: peopleNames(first) });

  const made = await desk.provision();
  const lists = made.reduce((sum, school) => sum + school.lists.length, 0);
  if (lists > 0) print(`Made ${lists} SharePoint lists (${seconds()})`);
  for (const { school, drift: drifts } of made)
    for (const { drift, where: record, mended } of drifts) {
      const event = mended ? 'list mended' : 'list not as it should be';
      log[mended ? 'warn' : 'error'](event, { school, record, kind: drift });
    }
  const restored = await desk.restore();
  if (restored > 0) print(`Brought back ${restored} posts and conversations from the lists`);
  const address = await desk.listen();
  const { answerBeside } = await import('./beside.ts');
  const { besideWork } = await import('./beside-work.ts');
  closing.push(await answerBeside(data, besideWork({ ...deskSettings, data }, { desk, address, log }), complaint));
  print(`Reading the ${desk.schools.length > 1 ? "schools' exports" : "school's export"} … (${seconds()})`);
  if (tenant) {
    await tenant.connectDesk({ address, settle: desk.settle });
    await tenant.play();
    await pages;
  } else await desk.settle();
  await announcer?.flush();
  desk.watch();
  if (json) {
    const ready = {
      event: 'ready',
      desk: address,
      ...(tenant ? { tenant: tenant.address, control: `${tenant.address}/_control` } : {}),
      pid: process.pid,
    };
    process.stdout.write(`${JSON.stringify(ready)}\n`);
    return;
  }
  print(`\nReady after ${seconds()}. It is ${await schoolTime()} at the school, and the morning goes on.`);
  print(tenant ? `Open ${tenant.address} — Ctrl-C ends.` : `Listening at ${address} — Ctrl-C ends.`);
};

start().catch((error: unknown) => {
  // What breaks off while everything is being closed is no failure.
  if (stoppingSince !== undefined) return;
  const { text, status } = complaint(error);
  process.stderr.write(`${text}\n`);
  process.exit(status);
});
