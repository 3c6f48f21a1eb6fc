import { z } from 'zod';
import { time } from './fields.ts';

/** `Trackers/Year 9.xlsx`: a workbook, below the library's root. */
const isWorkbookPath = (path: string): boolean =>
  /\.xls[xm]$/i.test(path) && path.split('/').every((part) => part.trim() !== '' && part !== '..');

/** SharePoint tells no capital from a small letter. */
const areDifferent = (paths: readonly string[]): boolean =>
  new Set(paths.map((path) => path.toLowerCase())).size === paths.length;

/** Tracking spreadsheets in the site's library that the desk fills before school; none unless the school names them. */
export const trackerPolicy = {
  trackers: z
    .object({
      /** Paths in the library: `Attendance tracker.xlsx`. */
      files: z
        .array(
          z.string().refine(isWorkbookPath, {
            error: 'expected the path of a workbook in the library, like Trackers/Year 9.xlsx',
          }),
        )
        .refine(areDifferent, { error: 'the same file is named twice' })
        .default([]),
      at: time.default('06:30'),
      /** `in place` keeps the file's versions in SharePoint; `copy` leaves hers alone and writes one beside it. */
      as: z.enum(['in place', 'copy']).default('in place'),
    })
    .prefault({}),
};
