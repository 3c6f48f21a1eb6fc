import { describe, expect, test } from 'vitest';
import { penaltyPosition } from '../../shared/rules/penalty-notices/position.ts';
import { penaltySays } from '../../shared/wording/penalty-position.ts';
import { pupilWithMarksOn } from '../support/marks.ts';
import { caseOf } from '../support/pupil-case.ts';

const week = ['2025-12-08', '2025-12-09', '2025-12-10', '2025-12-11', '2025-12-12'];
const sessionsOf = (days: readonly string[]) => days.flatMap((day) => [`${day} AM`, `${day} PM`]);
const holiday = Object.fromEntries(sessionsOf(week).map((session) => [session, 'G' as const]));

const position = (on: Parameters<typeof pupilWithMarksOn>[0], history: Record<string, unknown> = {}) =>
  penaltyPosition(caseOf(pupilWithMarksOn(on, { otherwise: 'present' }), { on: '2025-12-19', history }));

describe('where a pupil stands towards a penalty notice, in plain English', () => {
  test('PN-A: a week of holiday not granted', () => {
    expect(position(holiday).reasons.map(penaltySays)).toEqual([
      '10 unauthorised sessions (G, O, U) in 10 school weeks (29 September 2025 to 12 December 2025): the threshold for considering a penalty notice was met on Friday 12 December, afternoon.',
      'Every session is a holiday that was not granted: support first, and a notice to improve, are not needed.',
      'The date of birth is not known: every session counts as of compulsory school age.',
    ]);
  });

  test('PN-G: eight confirmed and two without a reason yet', () => {
    const marks = { ...holiday, '2025-12-12 AM': 'N', '2025-12-12 PM': 'N' } as const;
    expect(position(marks, { born: '2011-05-01' }).reasons.map(penaltySays)).toEqual([
      '8 unauthorised sessions (G, O, U) in 10 school weeks (6 October 2025 to 19 December 2025); at 10 a penalty notice is considered.',
      'With 2 sessions whose reason is not known yet (N) it is 10; a request may be raised on confirmed sessions alone.',
    ]);
  });

  test('notices already issued: what is left out, and what may come next', () => {
    const notices = [{ parent: 'p1', issued: '2025-12-15', sessions: sessionsOf(week) }];
    const after = position(holiday, { born: '2011-05-01', parents: ['p1', 'p2'], notices });
    expect(after.reasons.map(penaltySays)[1]).toBe('10 sessions of a notice already issued are left out.');
    expect(after.parents.map(({ reasons }) => penaltySays(reasons.at(-1)!))).toEqual([
      'One notice to this parent in 3 years counts (15 December 2025): the next would be a second, without the lower amount.',
      'No notice to this parent counts: the next would be a first.',
    ]);
  });

  test('a third is not allowed', () => {
    const notices = ['2024-12-02', '2025-03-03'].map((issued) => ({ parent: 'p1', issued }));
    const [parent] = position({}, { born: '2011-05-01', notices }).parents;
    expect(parent!.reasons.map(penaltySays).at(-1)).toMatch(/^2 notices to this parent in 3 years count: no further/);
  });
});

test('a rule without a sentence is a fault of ours, and says which', () => {
  expect(() => penaltySays({ rule: 'penalty.unheard-of', numbers: {}, source: '', sessions: [] })).toThrow(
    'No sentence is written for the rule penalty.unheard-of',
  );
});
