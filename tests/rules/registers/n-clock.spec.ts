import { describe, expect, test } from 'vitest';
import { dueOf, openNs } from '../../../shared/rules/registers/n-clock.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { marks, pupilWith } from '../../support/marks.ts';
import { referenceCalendar, year2025to26 } from '../../support/reference-calendar.ts';

describe('§3.4: an N is replaced by the end of the fifth school day after it', () => {
  test.each([
    ['Friday before half term: the holiday is skipped', '2025-10-24', '2025-11-07'],
    ['Wednesday before an INSET day: it is skipped', '2025-11-26', '2025-12-04'],
    ['Friday in July: the summer is skipped', '2026-07-17', '2026-09-07'],
    ['an ordinary Tuesday', '2026-03-10', '2026-03-17'],
  ])('%s', (_says, date, due) => expect(dueOf(referenceCalendar, date)).toBe(due));

  test('beyond a calendar that names no next year the due day is not known', () => {
    const { nextYearStarts: _left, ...year } = year2025to26;
    expect(dueOf(Calendar.parse(year), '2026-07-17')).toBeUndefined();
  });
});

describe('the Ns that stand open', () => {
  const pupil = pupilWith(marks`/\ N\ NN I\ `, { starting: '2026-03-09' });
  const through = (date: string) => referenceCalendar.sessions.findLastIndex((session) => session.date <= date) + 1;

  test('each with its day and whether that has passed (RA2)', () => {
    expect(openNs(pupil, referenceCalendar, through('2026-03-18'), '2026-03-18')).toEqual([
      { date: '2026-03-10', half: 'AM', due: '2026-03-17', overdue: true },
      { date: '2026-03-11', half: 'AM', due: '2026-03-18', overdue: false },
      { date: '2026-03-11', half: 'PM', due: '2026-03-18', overdue: false },
    ]);
  });

  test('a replaced N is not open, nor is one after the sessions counted or outside the roll', () => {
    expect(openNs(pupil, referenceCalendar, through('2026-03-10'), '2026-03-10')).toHaveLength(1);
    const left = { ...pupil, to: '2026-03-10' };
    expect(openNs(left, referenceCalendar, through('2026-03-18'), '2026-03-18')).toHaveLength(1);
  });
});
