import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

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

/** Flags that say nothing about need, only about money or family: they light no need-to-know icon. */
const plainFlags: ReadonlySet<PupilFlag> = new Set(['fsm', 'pupil-premium', 'eal', 'sibling-in-school']);

/** Flags that the safeguarding lead sets and answers for. */
export const safeguardingFlags: ReadonlySet<PupilFlag> = new Set([
  'child-protection',
  'child-in-need',
  'social-worker',
  'dsl-safety-plan',
  'cme-history',
]);

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
    { name: 'admission', type: 'text', indexed: true, of: 'pupil' },
    { name: 'surname', type: 'text', of: 'pupil' },
    { name: 'forename', type: 'text', of: 'pupil' },
    { name: 'year', type: 'text', indexed: true, of: 'pupil' },
    { name: 'form', type: 'text', indexed: true, of: 'pupil' },
    { name: 'sex', type: 'text', of: 'pupil.details' },
    { name: 'born', type: 'text', of: 'pupil.details' },
    { name: 'from', type: 'text', of: 'pupil.details' },
    { name: 'to', type: 'text', indexed: true, of: 'pupil.details' },
    { name: 'flags', type: 'note', of: 'flags' },
    { name: 'placement', type: 'text', of: 'placements.today' },
    { name: 'parentStaffCodes', type: 'note', of: 'desk' },
  ],
  derived: [
    // A tutor learns that there is something to ask about, not what.
    { name: 'needToKnow', of: 'flags.icon', from: ({ flags }) => flags.some((flag) => !plainFlags.has(flag)) },
  ],
  sensitivity: 'people',
  about: 'pupil',
  retention: kept('pupil file', { pupil: 'born' }),
});

/** `Surname, Forename`, as registers list pupils. */
export const listName = ({ surname, forename }: Pick<Pupil, 'surname' | 'forename'>): string =>
  `${surname}, ${forename}`;
