import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

/** A member of staff, from the MIS. The key is the staff code; `email` joins it to the Entra account. */
export const staffMemberSchema = z.object({
  key: z.string(),
  name: z.string(),
  email: z.string(),
  jobTitle: z.string().optional(),
  /** Register groups tutored: `9A`. */
  tutorOf: z.array(z.string()).default([]),
});
export type StaffMember = z.infer<typeof staffMemberSchema>;

export const staff = recordKind<StaffMember>({
  name: 'staff-member',
  list: 'Staff',
  schema: staffMemberSchema,
  columns: [
    keyColumn,
    { name: 'name', type: 'text' },
    { name: 'email', type: 'text', indexed: true },
    { name: 'jobTitle', type: 'text' },
    { name: 'tutorOf', type: 'note' },
  ],
  retention: 'While employed; names in records stay with the records',
});
