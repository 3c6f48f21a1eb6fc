import { type Citation, cite } from '../../vocabulary/citation.ts';
import type { Code } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import type { Category } from './codes.ts';

/** What earlier registers counted, and which code stands there now; H, J and Y ended on 19 August 2024, F before. */
const law: Citation = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'codes removed, as restated by suppliers of school systems',
  '2026-11-24',
);

export interface RemovedCodeRow {
  readonly code: Code;
  readonly means: string;
  /** The first day without it; undefined where it had gone earlier, on a day nobody named. */
  readonly ended?: IsoDate;
  /** What it counted as on sessions before 19 August 2024. Past marks are never mapped to the new codes. */
  readonly counted: Category;
  /** What a person may put in its place on a later session. */
  readonly now: readonly Code[];
  readonly law: Citation;
}

export const removedCodes = [
  { code: 'H', means: 'Family holiday agreed', ended: '2024-08-19', counted: 'authorised', now: ['C', 'G'], law },
  { code: 'F', means: 'Extended family holiday agreed', counted: 'authorised', now: ['C', 'G'], law },
  { code: 'J', means: 'Interview', ended: '2024-08-19', counted: 'aea', now: ['J1'], law },
  {
    code: 'Y',
    means: 'Unable to attend',
    ended: '2024-08-19',
    counted: 'not_possible',
    now: ['Y1', 'Y2', 'Y3', 'Y4', 'Y6', 'Y7'],
    law,
  },
] as const satisfies readonly RemovedCodeRow[];
