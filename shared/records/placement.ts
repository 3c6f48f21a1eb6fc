import { z } from 'zod';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const placementKinds = ['alternative provision', 'dual registration'] as const;

/** Where a pupil learns when not here (§8.6): at a provider on our single roll, or at a second school. */
export const placementSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  kind: z.enum(placementKinds),
  provider: z.string(),
  address: z.string().optional(),
  contact: z.string().optional(),
  /** The sessions of a week that are due there: `Mon AM`. */
  sessions: z.array(z.string()).default([]),
  from: z.string(),
  to: z.string().optional(),
  transport: z.string().optional(),
  purpose: z.string().optional(),
  targets: z.string().optional(),
  reviewDue: z.string().optional(),
  /** The day on which the provider's vetting, health and safety were checked. */
  checkedOn: z.string().optional(),
  /** Pounds a week. */
  cost: z.number().optional(),
  plan: z.string().optional(),
});
export type Placement = z.infer<typeof placementSchema>;

export const placements = recordKind<Placement>({
  name: 'placement',
  list: 'Placements',
  schema: placementSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'kind', type: 'choice', choices: placementKinds, indexed: true, of: 'placements.today' },
    { name: 'provider', type: 'text', indexed: true, of: 'placements.today' },
    { name: 'address', type: 'note', of: 'placements' },
    { name: 'contact', type: 'note', of: 'placements' },
    { name: 'sessions', type: 'note', of: 'placements.today' },
    { name: 'from', type: 'text', of: 'placements.today' },
    { name: 'to', type: 'text', indexed: true, of: 'placements.today' },
    { name: 'transport', type: 'note', of: 'placements' },
    { name: 'purpose', type: 'note', of: 'placements' },
    { name: 'targets', type: 'note', of: 'placements' },
    { name: 'reviewDue', type: 'text', indexed: true, of: 'placements' },
    { name: 'checkedOn', type: 'text', of: 'placements' },
    { name: 'cost', type: 'number', of: 'placements.cost' },
    { name: 'plan', type: 'text', of: 'placements' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  retention: kept('pupil file', { pupil: 'born' }),
});
