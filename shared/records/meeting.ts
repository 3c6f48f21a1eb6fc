import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** The timetabled meeting of the attendance manager and the deputy head was held (§9.1): the next one begins there. */
export const meetingSchema = z.object({
  key: z.string(),
  date: z.string(),
  at: z.string(),
  by: z.string(),
  byName: z.string(),
});
export type Meeting = z.infer<typeof meetingSchema>;

export const meetings = recordKind<Meeting>({
  name: 'meeting',
  list: 'Meetings',
  schema: meetingSchema,
  columns: [
    keyColumn,
    { name: 'date', type: 'text', indexed: true, of: 'meetings' },
    { name: 'at', type: 'text', of: 'meetings' },
    { name: 'by', type: 'text', of: 'meetings' },
    { name: 'byName', type: 'text', of: 'meetings' },
  ],
  sensitivity: 'intervention',
  about: 'school',
  author: 'by',
  retention: kept('meetings', { column: 'date' }),
});
