import { z } from 'zod';
import type { DataRow } from './access.ts';
import type { RecordColumn } from './record.ts';

export const serviceMethods = ['first-class post', 'hand', 'email'] as const;

/**
 * How a letter or notice reached its parent (§10, proof of service). It stands with what was served, in the same list:
 * a letter is sent when there is proof that it was dispatched, and not before (§5.2 g).
 */
export const proofOfService = {
  servedBy: z.enum(serviceMethods).optional(),
  /** When it was dispatched or handed over: an instant. */
  servedAt: z.string().optional(),
  /** Who took it to the post or the door. */
  servedByName: z.string().optional(),
  /** The tracking number, or who saw it handed over. */
  serviceWitness: z.string().optional(),
  /** The day on which it is taken to have arrived. */
  deemedOn: z.string().optional(),
  /** The day on which it came back. */
  returnedOn: z.string().optional(),
};

/** Its columns in the list of what was served, read and written by whoever may read and write that row. */
export const serviceColumns = (of: DataRow): readonly RecordColumn[] => [
  { name: 'servedBy', type: 'choice', choices: serviceMethods, of },
  { name: 'servedAt', type: 'text', of },
  { name: 'servedByName', type: 'text', of },
  { name: 'serviceWitness', type: 'text', of },
  { name: 'deemedOn', type: 'text', of },
  { name: 'returnedOn', type: 'text', of },
];
