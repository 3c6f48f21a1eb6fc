import { cite } from '../../vocabulary/citation.ts';
import type { Register } from '../../vocabulary/register.ts';

/** The guidance's limit on how long a register may stay open, the same for every session. */
export const longestOpen = {
  minutes: 30,
  law: cite('Attendance register codes (Nottinghamshire)', 'length of time the register is open', '2026-11-24'),
} as const;

export type RegisterState = 'not_due' | 'open' | 'complete' | 'partial' | 'not_taken' | 'closed_late' | 'cancelled';

export interface RegisterFacts {
  /** Undefined when the MIS told us of no such register. */
  readonly register: Pick<Register, 'taken'> | undefined;
  /** Pupils of the group on roll without a mark. */
  readonly missing: number;
  /** School times, `HH:MM`. */
  readonly opens: string;
  readonly closes: string;
  readonly time: string;
  readonly isSession: boolean;
}

/**
 * Where a register stands at a time of its day (§3.3); it is taken at the beginning of the morning and once during the
 * afternoon, for every registered pupil (SI 2024/208, reg 10(1)). Marks alone do not make it taken: filled in beforehand they are
 * a forecast until somebody takes the register. It is unmarked from its closing minute on; taken at that minute it is
 * still in time.
 */
export const registerState = ({ register, missing, opens, closes, time, isSession }: RegisterFacts): RegisterState => {
  if (!isSession) return 'cancelled';
  const taken = register?.taken;
  if (taken !== undefined && taken <= time) {
    if (missing > 0) return 'partial';
    return taken > closes ? 'closed_late' : 'complete';
  }
  if (time < opens) return 'not_due';
  return time < closes ? 'open' : 'not_taken';
};

/** L at or before the closing minute, U after it (§3.1). Both times are school time, `HH:MM`. */
export const lateCode = (arrived: string, closes: string): 'L' | 'U' => (arrived <= closes ? 'L' : 'U');
