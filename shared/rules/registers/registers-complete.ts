import { type Rate, rate } from '../../vocabulary/rate.ts';
import type { Register } from '../../vocabulary/register.ts';
import type { RegisterState } from './register-state.ts';

export interface TeacherRegisters {
  readonly teacherCode: string;
  /** Registers complete by close, of registers due. */
  readonly complete: Rate;
}

/** A register is due once it had to be taken: not before it closes, not where there was no session. */
const isDue = (state: RegisterState): boolean => state !== 'not_due' && state !== 'open' && state !== 'cancelled';

/**
 * The weekly measure "registers complete by close of registers due", a teacher (§3.3), by staff code. A register taken
 * late or with a mark missing was due and is not complete. For the line manager and the deputy head alone.
 */
export const registersCompleteBy = (
  registers: Iterable<Pick<Register, 'teacherCode'> & { readonly state: RegisterState }>,
): readonly TeacherRegisters[] => {
  const byTeacher = Map.groupBy(
    [...registers].filter(({ state }) => isDue(state)),
    ({ teacherCode }) => teacherCode,
  );
  return [...byTeacher]
    .map(([teacherCode, due]) => ({
      teacherCode,
      complete: rate(due.filter(({ state }) => state === 'complete').length, due.length),
    }))
    .sort((a, b) => (a.teacherCode < b.teacherCode ? -1 : 1));
};
