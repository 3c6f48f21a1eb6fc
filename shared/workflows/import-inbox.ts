import { kindOfFile } from '../mis/kind-of-file.ts';
import type { ExportFile, ReadExport } from '../mis/read-export.ts';
import { type ImportReport, nothingRead } from '../mis/report.ts';
import { headingsOf } from '../mis/table.ts';
import type { SiteFile } from '../ports/site-files.ts';
import type { Desk } from './desk.ts';
import { heldBook, importFiles, mappingPath, readMapping } from './import-files.ts';

export const inboxFolder = 'Inbox';

/**
 * What the mark book's header remembers of a file that could not be taken, before its ETag: it is read again as soon
 * as another file changes (`whole`: half a school, perhaps its other half came; `roll`: perhaps the pupils came).
 */
const again = { whole: 'refused whole ', roll: 'not on roll ' } as const;

/**
 * Reads what changed in the site's inbox and brings it into the school's records. The ETags that were read stand in
 * the mark book's header, written with the marks themselves, so nothing else must remember them and a second call
 * writes nothing. `again`: everything is read, since a list of people was lost. Throws OutsideError when the site cannot
 * be reached; refused files and rows are in the report.
 */
export const importInbox = async (
  desk: Desk,
  { again: everything = false }: { readonly again?: boolean } = {},
): Promise<ImportReport> => {
  const calendar = await desk.data.calendar();
  const today = calendar.at(desk.clock.now()).date;
  const [lying, settings, { book }] = await Promise.all([
    desk.files.list(inboxFolder),
    desk.files.list('Desk'),
    heldBook(desk, calendar, today),
  ]);
  const inbox = lying.filter(({ path }) => isExport(path));
  const mappingFile = settings.find(({ path }) => path === mappingPath);
  const seen = book.parts.inbox;
  const mappingIsNew = mappingFile !== undefined && seen.get(mappingPath) !== mappingFile.version;
  const isNew = ({ path, version }: SiteFile) => !isVersion(seen.get(path), version);
  const changed = inbox.filter((file) => everything || mappingIsNew || isNew(file));
  if (changed.length === 0) return nothingRead();

  const { mapping, refused } = await readMapping(desk);
  if (refused.length > 0) {
    desk.log.error('mapping refused', { school: desk.school, file: mappingPath });
    return nothingRead(refused);
  }
  const files = await readAll(desk, changed);
  const remembered = (kind: string) =>
    inbox.filter((file) => !changed.includes(file) && seen.get(file.path)?.startsWith(kind));
  files.push(...(await readAll(desk, remembered(again.whole))));
  if (files.some(({ file }) => kindOfFile(file.name, headingsOf(file.bytes), mapping) === 'students'))
    files.push(...(await readAll(desk, remembered(again.roll))));

  return await importFiles(desk, {
    files: files.map(({ file }) => file),
    calendar,
    mapping,
    why: 'changed in the export of the MIS',
    seen: (read) =>
      new Map([
        ...files.map(({ file, path, version }) => [path, `${remembrance(file.name, read)}${version}`] as const),
        ...(mappingFile === undefined ? [] : [[mappingPath, mappingFile.version] as const]),
      ]),
  });
};

/** Whatever lies in the inbox is an export, but for notes and settings that somebody put there. */
export const isExport = (path: string): boolean => !/\.(json|md|tmp)$/i.test(path) && !/(^|\/)[.~]/.test(path);

const isVersion = (known: string | undefined, version: string): boolean =>
  known === version || known === again.whole + version || known === again.roll + version;

const remembrance = (name: string, read: ReadExport): string =>
  read.refusedWhole.includes(name)
    ? again.whole
    : read.refused.some(({ file, why }) => file === name && why === 'not on roll')
      ? again.roll
      : '';

const readAll = async (
  desk: Desk,
  files: readonly SiteFile[],
): Promise<{ readonly file: ExportFile; readonly path: string; readonly version: string }[]> => {
  const read: { file: ExportFile; path: string; version: string }[] = [];
  for (const { path } of files) {
    const found = await desk.files.read(path);
    if (found === undefined) continue;
    const file = { name: path.slice(inboxFolder.length + 1), bytes: found.content, modified: found.modified };
    read.push({ file, path, version: found.version });
  }
  return read;
};
