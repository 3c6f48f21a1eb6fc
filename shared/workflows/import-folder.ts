import type { ExportFile } from '../mis/read-export.ts';
import { type ImportReport, nothingRead } from '../mis/report.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { Desk } from './desk.ts';
import { importFiles, readMapping } from './import-files.ts';

/**
 * Brings a folder of export files into the school's records, as the inbox does. Files of a folder carry no time that
 * could be trusted: two that disagree about a mark are both refused there. `dryRun` reads and counts, and writes nothing.
 */
export const importFolder = async (
  desk: Desk,
  files: readonly ExportFile[],
  { calendar, dryRun }: { readonly calendar?: Calendar | undefined; readonly dryRun?: boolean | undefined } = {},
): Promise<ImportReport> => {
  const { mapping, refused } = await readMapping(desk);
  if (refused.length > 0) return nothingRead(refused);
  return await importFiles(desk, {
    files,
    calendar: calendar ?? (await desk.data.calendar()),
    mapping,
    why: 'changed in an imported folder',
    dryRun,
  });
};
