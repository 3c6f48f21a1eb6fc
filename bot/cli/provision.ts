import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { entraTokens } from '../../shared/graph/entra-tokens.ts';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { recordKinds } from '../../shared/records/all.ts';
import { type ProvisionReport, provision } from '../../shared/workflows/provision.ts';
import { sampleMorning } from '../local-school.ts';
import { exit, type Io } from './io.ts';
import { openHere } from './open-here.ts';

export const usage = 'desk provision [--json]';

const said = ({ lists, columns, indexes, wrong }: ProvisionReport): string => {
  const made = [
    ...lists.map((list) => `Made the list ${list}.`),
    ...columns.map((column) => `Made the column ${column}.`),
    ...indexes.map((column) => `Indexed the column ${column}.`),
    ...wrong.map(
      ({ column, wanted, found }) =>
        `The column ${column} is ${found}, not ${wanted}: rename it in SharePoint and run this again, nothing was retyped.`,
    ),
  ];
  return made.length > 0 ? made.join('\n') : 'Everything is there; nothing was changed.';
};

/** Makes the lists, columns and indexes that are missing in the school's site. A second run does nothing. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const here = await openHere(io, { who: 'desk provision', clock: { start: sampleMorning.from, playTo: null } });
  try {
    const { tenant } = here.settings;
    const graph = openGraph({
      address: tenant.graphUrl,
      tokens: entraTokens(tenant),
      sleep: async (seconds) => await sleep(seconds * 1000),
      random: Math.random,
    });
    const report = await provision(new SharePointLists(graph, tenant.site), recordKinds);
    io.out(`${values.json ? JSON.stringify(report) : said(report)}\n`);
    return report.wrong.length > 0 ? exit.findings : exit.done;
  } finally {
    await here.close();
  }
};
