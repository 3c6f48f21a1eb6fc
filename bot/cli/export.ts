import { resolve } from 'node:path';
import { counted } from '../../shared/wording/counts.ts';
import { exportSchool } from '../../shared/workflows/export-school.ts';
import { rowsOf } from '../../shared/workflows/export-tables.ts';
import { auditCsv } from './audit-csv.ts';
import { besideOrHere } from './beside-or-here.ts';
import type { WithDesk } from './import.ts';
import { dateOption } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { operator } from './operator.ts';
import { flag, parseOptions, text } from './options.ts';
import { parquetOf } from './parquet.ts';
import type { Do } from './record-work.ts';
import { privateFolder, writeWhole } from './whole-file.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = 'desk export parquet FOLDER [--names] [--json] | export audit FOLDER [--since DATE] [--json]';

const deskHere: WithDesk = async (io, work) => await withOwnDesk(io, 'desk export', work);

/** Where the desk's data and its audit come from; a test gives its own. */
export interface ExportFrom {
  readonly withDesk: WithDesk;
  readonly work: Do;
}

interface Written {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

const written = async (folder: string, name: string, rows: number, content: Uint8Array | string): Promise<Written> => {
  await privateFolder(folder);
  return { file: await writeWhole(folder, name, content), rows, bytes: Buffer.byteLength(content) };
};

const parquet = async (io: Io, folder: string, names: boolean, withDesk: WithDesk): Promise<Written[]> => {
  const tables = await withDesk(io, async (desk) => await exportSchool(desk, { names, by: operator }));
  const files: Written[] = [];
  for (const table of tables)
    files.push(await written(folder, `${table.name}.parquet`, rowsOf(table), parquetOf(table)));
  return files;
};

/** As it is chained, a JSON line an event, so that whoever has the file can walk the chain; and for a spreadsheet. */
const auditFiles = async (folder: string, since: string | undefined, work: Do): Promise<Written[]> => {
  const { trail } = await work('audit', { since, exported: true });
  const lines = trail.map((event) => `${JSON.stringify(event)}\n`).join('');
  return [
    await written(folder, 'audit.jsonl', trail.length, lines),
    await written(folder, 'audit.csv', trail.length, auditCsv(trail)),
  ];
};

/** Writes what the desk holds into a folder that its owner alone may open, and leaves an event that says so. */
export const run = async (args: readonly string[], io: Io, from: Partial<ExportFrom> = {}): Promise<number> => {
  const { withDesk = deskHere, work = besideOrHere(io) } = from;
  const { values, positionals } = parseOptions(args, { names: flag, since: text, json: flag });
  const [what = '', to, ...more] = positionals;
  if (what !== 'parquet' && what !== 'audit')
    throw new WrongUse(`Export what? There are: parquet, audit${what && `; not ${what}`}.`);
  if (to === undefined || more.length > 0) throw new WrongUse('One FOLDER is expected.');
  if (what === 'audit' && values.names)
    throw new WrongUse('The audit holds ids: there are no --names of pupils to add.');
  if (what === 'parquet' && values.since !== undefined) throw new WrongUse('--since goes with the audit.');
  const names = values.names === true;
  const folder = resolve(io.cwd, to);
  const files =
    what === 'parquet'
      ? await parquet(io, folder, names, withDesk)
      : await auditFiles(folder, dateOption('since', values.since), work);
  if (values.json) io.out(`${JSON.stringify({ exported: what, names, files })}\n`);
  else {
    for (const { file, rows } of files) io.out(`${file}: ${counted(rows, 'row')}\n`);
    io.out(`It holds ${names ? 'names' : 'ids of pupils and no names'}. Delete it when it has been used.\n`);
  }
  return exit.done;
};
