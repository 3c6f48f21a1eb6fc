import { describe, expect, test } from 'vitest';
import { withdrawal } from '../../../shared/rules/penalty-notices/withdrawal.ts';
import { marks, pupilWith, times } from '../../support/marks.ts';
import { caseOf } from '../../support/pupil-case.ts';

const from = (row: Uint8Array, more: object = {}) =>
  caseOf(pupilWith(row, { starting: '2025-12-08' }), { on: '2025-12-16', ...more });
const met = times(5, marks`OO `);

describe('§6.2: an amendment that undoes the threshold withdraws the alert', () => {
  test('PN-F: of ten O two are amended to I with evidence; eight are left, and it is said which two and why', () => {
    const withdrawn = withdrawal(from(met), from(marks`OO II OO OO OO `));
    expect(withdrawn).toEqual({
      do: 'withdraw the alert',
      why: {
        rule: 'penalty.amended',
        numbers: { before: 10, confirmed: 8, needed: 10 },
        names: { metAt: '2025-12-12 PM', requested: '' },
        source: expect.stringMatching(/^National framework/),
        sessions: ['2025-12-09 AM', '2025-12-09 PM'],
      },
    });
  });

  test('after a request was made the authority is told instead', () => {
    expect(withdrawal(from(met), from(marks`OO II OO OO OO `), '2025-12-15')).toMatchObject({
      do: 'tell the authority',
      why: { names: { requested: '2025-12-15' } },
    });
  });

  test('O that becomes N is confirmed no more', () => {
    expect(withdrawal(from(met), from(marks`OO OO OO OO ON `))?.why.sessions).toEqual(['2025-12-12 PM']);
  });

  test('eleven sessions with one amended stay met: the alert stands', () => {
    const eleven = marks`${met}O\ `;
    expect(withdrawal(from(eleven), from(marks`OO IO OO OO OO O\ `))).toBeUndefined();
  });

  test('where nothing was met before there is nothing to withdraw', () => {
    expect(withdrawal(from(marks`OO II OO OO OO `), from(marks`II II OO OO OO `))).toBeUndefined();
  });

  test('sessions that a notice has used were not amended', () => {
    const sessions = ['08', '09', '10', '11', '12'].flatMap((day) => [`2025-12-${day} AM`, `2025-12-${day} PM`]);
    const history = { notices: [{ parent: 'p1', issued: '2025-12-16', sessions }] };
    expect(withdrawal(from(met), from(met, { history }))).toBeUndefined();
  });
});
