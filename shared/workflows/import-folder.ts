import type { ExportFile } from '../mis/read-export.ts';
import { type ImportReport, nothingRead } from '../mis/report.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { Desk } from './desk.ts';
import { importFiles, parseMapping, readMapping } from './import-files.ts';

export interface FolderToImport {
  readonly files: readonly ExportFile[];
  /** Absent: the desk's own. */
  readonly calendar?: Calendar | undefined;
  /** The folder's `mapping.json`; absent: the desk's own. */
  readonly mapping?: Uint8Array | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Brings a folder of export files into the school's records, as the inbox does. Files of a folder carry no time that
 * could be trusted: two that disagree about a mark are both refused there. `dryRun` reads and counts, and writes nothing.
 */
export const importFolder = async (desk: Desk, folder: FolderToImport): Promise<ImportReport> => {
  const parsed = folder.mapping ? parseMapping('mapping.json', folder.mapping) : await readMapping(desk);
  if (parsed.refused.length > 0) return nothingRead(parsed.refused);
  return await importFiles(desk, {
    files: folder.files,
    calendar: folder.calendar ?? (await desk.data.calendar()),
    mapping: parsed.mapping,
    why: 'changed in an imported folder',
    dryRun: folder.dryRun,
  });
};
