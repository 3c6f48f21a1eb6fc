import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

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
    { name: 'name', type: 'text', of: 'staff' },
    { name: 'email', type: 'text', indexed: true, of: 'staff' },
    { name: 'jobTitle', type: 'text', of: 'staff' },
    { name: 'tutorOf', type: 'note', of: 'staff' },
  ],
  sensitivity: 'people',
  about: 'school',
  retention: kept('while in use'),
});
