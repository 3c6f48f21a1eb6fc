import { resolve } from 'node:path';
import { exportSchool } from '../../shared/workflows/export-school.ts';
import { rowsOf } from '../../shared/workflows/export-tables.ts';
import type { WithDesk } from './import.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { operator } from './operator.ts';
import { flag, parseOptions } from './options.ts';
import { parquetOf } from './parquet.ts';
import { privateFolder, writeWhole } from './whole-file.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = 'desk export parquet FOLDER [--names] [--json]';

const deskHere: WithDesk = async (io, work) => await withOwnDesk(io, 'desk export', work);

interface Written {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

const parquet = async (io: Io, folder: string, names: boolean, withDesk: WithDesk): Promise<readonly Written[]> => {
  const tables = await withDesk(io, async (desk) => await exportSchool(desk, { names, by: operator }));
  await privateFolder(folder);
  const written: Written[] = [];
  for (const table of tables) {
    const bytes = parquetOf(table);
    const file = await writeWhole(folder, `${table.name}.parquet`, bytes);
    written.push({ file, rows: rowsOf(table), bytes: bytes.length });
  }
  return written;
};

/** Writes what the desk holds into a folder, and leaves an event that says so. */
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = deskHere): Promise<number> => {
  const { values, positionals } = parseOptions(args, { names: flag, json: flag });
  const [what = '', folder, ...more] = positionals;
  if (what !== 'parquet') throw new WrongUse(`Export what? There is: parquet${what && `, not ${what}`}.`);
  if (folder === undefined || more.length > 0) throw new WrongUse('One FOLDER is expected.');
  const names = values.names === true;
  const files = await parquet(io, resolve(io.cwd, folder), names, withDesk);
  if (values.json) io.out(`${JSON.stringify({ exported: what, names, files })}\n`);
  else {
    for (const { file, rows } of files) io.out(`${file}: ${rows} rows\n`);
    io.out(`It holds ${names ? 'names' : 'ids and no names'}. Delete it when it has been used.\n`);
  }
  return exit.done;
};
