import { describe, expect, test } from 'vitest';
import { figuresDocument } from '../../../shared/rules/figures/figures-document.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const three = pupilWith(marks`/\ II /\ `, { starting: '2025-09-04' });
const documentOn = (on?: string, facts: readonly { pupil: string; from?: string; to?: string }[] = []) =>
  figuresDocument([three], referenceCalendar, facts, on);

describe('the days that count', () => {
  test('without a day everything given, from the first mark to the last', () =>
    expect(documentOn()).toMatchObject({ on: null, period: { from: '2025-09-04', to: '2025-09-08' } }));

  test('with a day the school year up to its evening', () => {
    expect(documentOn('2025-09-05')).toMatchObject({
      on: '2025-09-05',
      period: { from: '2025-09-03', to: '2025-09-05' },
      pupils: [{ possible: 4, attended: 2, missing: 0 }],
    });
  });

  test('a day before the first session: that day alone, and nothing counted', () => {
    expect(documentOn('2025-08-20')).toMatchObject({
      period: { from: '2025-08-20', to: '2025-08-20' },
      pupils: [{ possible: 0, attendance: null }],
    });
  });

  test('without a mark at all there is no period, nobody is on roll and no mark is missing', () => {
    const nothing = figuresDocument([], referenceCalendar, [{ pupil: 'P1' }]);
    expect(nothing).toMatchObject({ on: null, period: null, pupils: [{ current: false, possible: 0, missing: 0 }] });
  });

  test('one mark, on the first session there is, is a period of one day', () => {
    const first = figuresDocument([pupilWith(marks`/`)], referenceCalendar, []);
    expect(first).toMatchObject({ period: { from: '2025-09-03', to: '2025-09-03' }, pupils: [{ possible: 1 }] });
  });
});

describe('who is on roll on the day', () => {
  test.each([
    ['joined that day', { from: '2025-09-08' }, true],
    ['joins the day after', { from: '2025-09-09' }, false],
    ['leaves that day', { to: '2025-09-08' }, true],
    ['left the day before', { to: '2025-09-05' }, false],
  ])('%s', (_says, roll, current) => {
    const facts = [{ pupil: 'P1', ...roll }];
    expect(documentOn('2025-09-08', facts).pupils).toMatchObject([{ current }]);
    expect(documentOn(undefined, facts).pupils).toMatchObject([{ current }]);
  });

  test('a pupil of the list without a mark has missing marks from the first day anybody has one', () => {
    const { pupils } = documentOn(undefined, [{ pupil: 'P2' }]);
    expect(pupils).toMatchObject([
      { pupil: 'P2', current: true, possible: 0, missing: 6 },
      { pupil: 'P1', possible: 6, missing: 0 },
    ]);
  });
});
