import { z } from 'zod';
import type { Correction } from '../vocabulary/mark-book.ts';
import { halves } from '../vocabulary/session.ts';
import { systemRole } from './mark-book.ts';
import { keyColumn, pupilColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

export const amendmentSources = ['MIS', 'product'] as const;

/**
 * One amended mark, kept for good (§3.2): the original entry and the amended one, why, when, who and in what position.
 * Amendments of one mark form a chain; nothing is overwritten. `from` is absent where there was no mark.
 */
export const amendmentSchema = z.object({
  key: z.string(),
  pupil: z.string(),
  date: z.string(),
  half: z.enum(halves),
  from: z.string().optional(),
  fromAt: z.string().optional(),
  fromBy: z.string().optional(),
  to: z.string().optional(),
  why: z.string().trim().min(1),
  evidence: z.string().optional(),
  at: z.string(),
  /** The Entra object id, where a person of the school amended it here. */
  by: z.string().optional(),
  byName: z.string(),
  role: z.string(),
  source: z.enum(amendmentSources),
  batch: z.string().optional(),
});
export type AmendmentRecord = z.infer<typeof amendmentSchema>;

/** An amendment's id: its mark, and its place in that mark's chain. Chains only grow, so it never changes. */
const amendmentId = ({ pupil, date, half }: Correction, place: number): string => `${pupil}/${date}/${half}/${place}`;

/**
 * The chain of one mark as the mark book keeps it, as records: the first original at its head. Amendments of an earlier
 * release lack a position and a source; they were all the information system's.
 */
export const amendmentChain = (chain: readonly Correction[]): AmendmentRecord[] =>
  chain.map((amended, at) => {
    const { pupil, date, half, from, fromAt, fromBy, to, why, evidence, batch, by, role, source } = amended;
    return {
      key: amendmentId(amended, at + 1),
      pupil,
      date,
      half,
      from: from ?? undefined,
      fromAt,
      fromBy,
      to: to ?? undefined,
      why,
      evidence,
      at: amended.at,
      byName: by,
      role: role ?? systemRole,
      source: source ?? 'MIS',
      batch,
    };
  });

export const amendments = recordKind<AmendmentRecord>({
  name: 'amendment',
  list: 'Amendments',
  schema: amendmentSchema,
  columns: [
    keyColumn,
    pupilColumn,
    { name: 'date', type: 'text', indexed: true, of: 'reasons.code' },
    { name: 'half', type: 'choice', choices: halves, of: 'reasons.code' },
    { name: 'from', type: 'text', of: 'reasons.code' },
    { name: 'fromAt', type: 'text', of: 'reasons' },
    { name: 'fromBy', type: 'text', of: 'reasons' },
    { name: 'to', type: 'text', of: 'reasons.code' },
    { name: 'why', type: 'note', of: 'reasons' },
    { name: 'evidence', type: 'text', of: 'reasons' },
    { name: 'at', type: 'text', indexed: true, of: 'reasons' },
    { name: 'by', type: 'text', of: 'reasons' },
    { name: 'byName', type: 'text', of: 'reasons' },
    { name: 'role', type: 'text', of: 'reasons' },
    { name: 'source', type: 'choice', choices: amendmentSources, of: 'reasons' },
    { name: 'batch', type: 'text', indexed: true, of: 'reasons' },
  ],
  sensitivity: 'attendance',
  about: 'pupil',
  author: 'by',
  retention: kept('register', { column: 'at' }),
});
