import { describe, expect, test } from 'vitest';
import { unexplainedRun } from '../../../shared/rules/first-day/unexplained-run.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

describe('unexplained sessions in a row', () => {
  test.each([
    ['this morning', marks`/\ /\ N`, { sessions: 1, days: 1 }],
    ['yesterday and today', marks`/\ NN N`, { sessions: 3, days: 2 }],
    ['a missing mark neither counts nor breaks', marks`/\ N. N`, { sessions: 2, days: 2 }],
    ['a snow day neither counts nor breaks', marks`N\ NN 44 N`, { sessions: 3, days: 2 }],
    ['a reason given breaks the run', marks`NN NI N`, { sessions: 1, days: 1 }],
    ['an absence that is explained breaks it', marks`NN OO NN`, { sessions: 2, days: 1 }],
    ['so does a trip', marks`NN VV NN`, { sessions: 2, days: 1 }],
    ['in school today', marks`NN NN /`, { sessions: 0, days: 0 }],
  ])('%s', (_says, row, expected) =>
    expect(unexplainedRun(pupilWith(row), referenceCalendar, row.length)).toEqual(expected),
  );

  test('before joining nothing is unexplained', () => {
    const pupil = { ...pupilWith(marks`NN NN NN`), from: '2025-09-04' };
    expect(unexplainedRun(pupil, referenceCalendar, 6)).toEqual({ sessions: 4, days: 2 });
    expect(unexplainedRun(pupilWith(marks`NN NN NN`), referenceCalendar, 6)).toEqual({ sessions: 6, days: 3 });
  });
});
