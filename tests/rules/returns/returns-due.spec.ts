import { expect, test } from 'vitest';
import { returnsDue } from '../../../shared/rules/returns/returns-due.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';

const on = (day: string, row: Uint8Array) =>
  returnsDue(caseOf(pupilWith(row, { starting: '2026-02-09' }), { on: day }));

test('an ordinary pupil: nothing is due, and the illness is counted', () => {
  expect(on('2026-03-13', marks`/\ II /\ II /\ `)).toEqual({
    attendance: { due: false, tenthDay: null },
    sickness: { due: false, warn: false, sessions: 4 },
    deletionGround: { met: false, twentiethDay: null },
  });
});

test('twenty days gone from Mon 9 February 2026: the attendance return since the tenth, the run of ground (i)', () => {
  expect(on('2026-03-13', times(40, marks`O`))).toEqual({
    attendance: { due: true, tenthDay: '2026-02-27' },
    sickness: { due: false, warn: false, sessions: 0 },
    deletionGround: { met: true, twentiethDay: '2026-03-13' },
  });
});

test('fifteen days ill', () => {
  expect(on('2026-03-13', times(30, marks`I`)).sickness).toEqual({ due: true, warn: true, sessions: 30 });
});
