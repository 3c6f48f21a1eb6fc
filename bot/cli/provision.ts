import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { entraTokens } from '../../shared/graph/entra-tokens.ts';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { recordKinds } from '../../shared/records/all.ts';
import { type ProvisionReport, provision } from '../../shared/workflows/provision.ts';
import { askBeside } from '../beside.ts';
import { sampleMorning } from '../local-school.ts';
import { readSettings, type TenantSettings } from '../settings.ts';
import { exit, type Io } from './io.ts';
import { forChosen, openHere } from './open-here.ts';
import { flag, parseOptionsAlone } from './options.ts';

export const usage = 'desk provision [--dry-run] [--json]';

const said = ({ lists, columns, indexes, drift }: ProvisionReport, dryRun: boolean): string => {
  const [make, index] = dryRun ? ['Would make', 'Would index'] : ['Made', 'Indexed'];
  const named = new Set(drift.map(({ where }) => where));
  const isPlain = (where: string) => !named.has(where);
  const lines = [
    ...lists.filter(isPlain).map((list) => `${make} the list ${list}.`),
    ...columns.filter(isPlain).map((column) => `${make} the column ${column}.`),
    ...indexes.filter(isPlain).map((column) => `${index} the column ${column}.`),
    ...drift.map(({ says, mended, mend }) => `${says}\n  ${mended ? 'Mended.' : mend}`),
  ];
  return lines.length > 0 ? lines.join('\n') : 'Everything is there; nothing was changed.';
};

const statusOf = ({ lists, columns, indexes, drift }: ProvisionReport, dryRun: boolean): number => {
  if (drift.some(({ refused }) => refused === 'forbidden')) return exit.notPermitted;
  const left = drift.some(({ mended }) => !mended);
  const wouldMake = dryRun && lists.length + columns.length + indexes.length > 0;
  return left || wouldMake ? exit.findings : exit.done;
};

/**
 * Makes the lists, columns and indexes that are missing in the school's site and mends what was changed by hand, as far
 * as no data is lost; the rest is said with what to do. A second run does nothing; a dry run changes nothing. Beside a
 * running desk that one does it.
 */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const { json = false, 'dry-run': dryRun = false } = parseOptionsAlone(args, { json: flag, 'dry-run': flag });
  const report =
    ((await askBeside(dataOf(io), 'provision', { dryRun, school: io.school })) as ProvisionReport | undefined) ??
    (await provisionHere(io, dryRun));
  io.out(`${json ? JSON.stringify(report) : said(report, dryRun)}\n`);
  return statusOf(report, dryRun);
};

const dataOf = ({ env, cwd }: Io): string => resolve(cwd, readSettings(env).data);

/** Without a running desk: a real tenant is asked as it is, the local one is started in this process. */
const provisionHere = async (io: Io, dryRun: boolean): Promise<ProvisionReport> => {
  const settings = readSettings(io.env);
  const { tenant } = settings;
  if (tenant) return await provisionIn(forChosen({ ...settings, tenant }, io).tenant, dryRun);
  const here = await openHere(io, { who: 'desk provision', clock: { start: sampleMorning.from, playTo: null } });
  try {
    return await provisionIn(here.settings.tenant, dryRun);
  } finally {
    await here.close();
  }
};

const provisionIn = async (tenant: TenantSettings, dryRun: boolean): Promise<ProvisionReport> => {
  const graph = openGraph({
    address: tenant.graphUrl,
    tokens: entraTokens(tenant),
    sleep: async (seconds) => await sleep(seconds * 1000),
    random: Math.random,
  });
  return await provision(new SharePointLists(graph, tenant.site), recordKinds, { dryRun });
};
