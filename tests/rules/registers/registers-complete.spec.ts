import { expect, test } from 'vitest';
import type { RegisterState } from '../../../shared/rules/registers/register-state.ts';
import { registersCompleteBy } from '../../../shared/rules/registers/registers-complete.ts';

const of = (teacherCode: string, ...states: RegisterState[]) => states.map((state) => ({ teacherCode, state }));

test('registers complete by close of registers due, a teacher (§3.3)', () => {
  const week = [
    ...of('QUI', 'complete', 'complete', 'partial', 'closed_late', 'not_taken'),
    ...of('ASH', 'complete', 'cancelled', 'open', 'not_due'),
    ...of('NEW', 'cancelled'),
  ];
  expect(registersCompleteBy(week)).toEqual([
    { teacherCode: 'ASH', complete: { part: 1, of: 1 } },
    { teacherCode: 'QUI', complete: { part: 2, of: 5 } },
  ]);
});
