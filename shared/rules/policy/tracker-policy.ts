import { z } from 'zod';
import { time } from './fields.ts';

/** Tracking spreadsheets in the site's library that the desk fills before school; none unless the school names them. */
export const trackerPolicy = {
  trackers: z
    .object({
      /** Paths in the library: `Attendance tracker.xlsx`. */
      files: z.array(z.string().min(1)).default([]),
      at: time.default('06:30'),
      /** `in place` keeps the file's versions in SharePoint; `copy` leaves hers alone and writes one beside it. */
      as: z.enum(['in place', 'copy']).default('in place'),
    })
    .prefault({}),
};
