import { z } from 'zod';
import { fieldNames } from './headings.ts';

export const exportKinds = ['students', 'staff', 'contacts', 'registers', 'marks'] as const;
export type ExportKind = (typeof exportKinds)[number];

/**
 * `Desk/mapping.json`: how one school's exports differ from what is known. `name` is a file's name, `*` for any
 * characters; `headings` says what a heading means, in the file's own spelling.
 *
 *     { "source": "sims", "files": { "marks": { "name": "SESS*.csv", "headings": { "Pupil no": "admission" } } } }
 */
export const mappingSchema = z.object({
  source: z.string().optional(),
  files: z
    .partialRecord(
      z.enum(exportKinds),
      z.object({
        name: z.string().optional(),
        headings: z.record(z.string(), z.enum(fieldNames)).default({}),
      }),
    )
    .default({}),
});
export type Mapping = z.infer<typeof mappingSchema>;
