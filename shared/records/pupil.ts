import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

/** Vulnerability flags that order the first-day list (§4.2). A tier never reveals its flag to a role that may not see it. */
export const pupilFlags = [
  'child-protection',
  'child-in-need',
  'social-worker',
  'looked-after',
  'dsl-safety-plan',
  'ehcp',
  'medical-plan',
  'young-carer',
  'yot',
  'cme-history',
  'sen-support',
  'fsm',
  'pupil-premium',
  'eal',
  'sibling-in-school',
] as const;
export type PupilFlag = (typeof pupilFlags)[number];

/** A pupil on roll, from the MIS. The key is the pupil's id (UPN). */
export const pupilSchema = z.object({
  key: z.string(),
  admission: z.string(),
  surname: z.string(),
  forename: z.string(),
  year: z.string(),
  form: z.string(),
  sex: z.string().optional(),
  born: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  flags: z.array(z.enum(pupilFlags)).default([]),
  /** Where the pupil learns when not here: `dual: Oakmoor Park` or `ap: The Workshop`. */
  placement: z.string().optional(),
  /** Ids of staff who are the pupil's parents: hidden from them. */
  parentStaffCodes: z.array(z.string()).default([]),
});
export type Pupil = z.infer<typeof pupilSchema>;

export const pupils = recordKind<Pupil>({
  name: 'pupil',
  list: 'Pupils',
  schema: pupilSchema,
  columns: [
    keyColumn,
    { name: 'admission', type: 'text', indexed: true },
    { name: 'surname', type: 'text' },
    { name: 'forename', type: 'text' },
    { name: 'year', type: 'text', indexed: true },
    { name: 'form', type: 'text', indexed: true },
    { name: 'sex', type: 'text' },
    { name: 'born', type: 'text' },
    { name: 'from', type: 'text' },
    { name: 'to', type: 'text', indexed: true },
    { name: 'flags', type: 'note' },
    { name: 'placement', type: 'text' },
    { name: 'parentStaffCodes', type: 'note' },
  ],
  retention: 'Date of birth plus 25 years, or transferred with the pupil file (IRMS)',
});

/** `Surname, Forename`, as registers list pupils. */
export const listName = ({ surname, forename }: Pick<Pupil, 'surname' | 'forename'>): string =>
  `${surname}, ${forename}`;
