import { describe, expect, test } from 'vitest';
import { providerFigures } from '../../../shared/rules/placements/ap-sessions.ts';
import { dualFigures } from '../../../shared/rules/placements/dual-registration.ts';
import { placementDue } from '../../../shared/rules/placements/visits-due.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const AM = { date: '2026-03-10', half: 'AM' } as const;
const PM = { date: '2026-03-10', half: 'PM' } as const;

describe('§8.6: sessions at a provider of alternative provision', () => {
  const figures = (...sessions: Parameters<typeof providerFigures>[0]) => providerFigures(sessions, policyWith());

  test('attended, absent by reason, and how many were confirmed by 10:00 and 14:00', () => {
    expect(
      figures(
        { ...AM, code: 'B', confirmedAt: '10:00' },
        { ...PM, code: 'B', confirmedAt: '14:01' },
        { ...AM, date: '2026-03-11', code: 'I', confirmedAt: '10:01' },
        { ...PM, date: '2026-03-11', code: 'I', confirmedAt: '14:00' },
        { ...AM, date: '2026-03-12', code: 'O', confirmedAt: '09:30' },
        { ...PM, date: '2026-03-12', confirmedAt: '13:30' },
      ),
    ).toEqual({
      scheduled: 6,
      attended: 2,
      absent: { I: 2, O: 1 },
      unconfirmed: [],
      attendedUnconfirmed: [],
      confirmedInTime: { part: 4, of: 6 },
    });
  });

  test('B or K without the provider’s word is not allowed, and not attendance yet', () => {
    expect(figures({ ...AM, code: 'B' }, { ...PM, code: 'K' })).toMatchObject({
      attended: 0,
      unconfirmed: ['2026-03-10 AM', '2026-03-10 PM'],
      attendedUnconfirmed: ['2026-03-10 AM', '2026-03-10 PM'],
      confirmedInTime: { part: 0, of: 2 },
    });
    expect(figures({ ...AM, code: '/' }).attendedUnconfirmed).toEqual(['2026-03-10 AM']);
  });

  test('a known absence without confirmation is unconfirmed and not wrong', () => {
    expect(figures({ ...AM, code: 'N' })).toMatchObject({
      absent: { N: 1 },
      unconfirmed: ['2026-03-10 AM'],
      attendedUnconfirmed: [],
    });
  });

  test('a closed day is neither; without a session there is no rate', () => {
    expect(figures({ ...AM, code: 'Y4', confirmedAt: '09:00' })).toMatchObject({ attended: 0, absent: {} });
    expect(figures().confirmedInTime).toEqual({ part: 0, of: 0 });
  });
});

describe('§8.6: dual registration, one register beside the other', () => {
  test('D where the pupil is due there, and the other school’s mark', () => {
    expect(
      dualFigures([
        { ...AM, isScheduledThere: true, ours: 'D', theirs: '/' },
        { ...PM, isScheduledThere: true, ours: 'D', theirs: 'B' },
        { ...AM, date: '2026-03-11', isScheduledThere: false, ours: '/' },
      ]),
    ).toEqual({
      dNotScheduled: [],
      dMissing: [],
      notExchanged: [],
      absentThere: [],
      attendanceThere: { part: 2, of: 2 },
    });
  });

  test('what does not fit, and absence there', () => {
    expect(
      dualFigures([
        { ...AM, isScheduledThere: true, ours: '/', theirs: 'I' },
        { ...PM, isScheduledThere: true, ours: 'D', theirs: 'O' },
        { ...AM, date: '2026-03-11', isScheduledThere: true },
        { ...PM, date: '2026-03-11', isScheduledThere: false, ours: 'D', theirs: 'O' },
        { ...AM, date: '2026-03-12', isScheduledThere: true, ours: 'D', theirs: 'Y4' },
      ]),
    ).toEqual({
      dNotScheduled: ['2026-03-11 PM'],
      dMissing: ['2026-03-10 AM', '2026-03-11 AM'],
      notExchanged: ['2026-03-11 AM'],
      absentThere: ['2026-03-10 AM', '2026-03-10 PM'],
      attendanceThere: { part: 0, of: 2 },
    });
  });
});

describe('§8.6: visits and calls that are due', () => {
  const placement = { from: '2026-02-23', visits: [], calls: [] };
  const due = (more: object, on: string, policy = policyWith()) =>
    placementDue({ ...placement, ...more }, referenceCalendar, policy, on);

  test('begun on 23 February: a call in the next school week, a visit in the fourth', () => {
    expect(due({}, '2026-02-24')).toEqual({
      visit: { by: '2026-03-27', isOverdue: false },
      call: { by: '2026-03-06', isOverdue: false },
    });
  });

  test('overdue from the day after', () => {
    expect(due({}, '2026-03-06')?.call.isOverdue).toBe(false);
    expect(due({}, '2026-03-07')?.call.isOverdue).toBe(true);
  });

  test('counted from the last one made; one to come, or of an earlier placement, does not count', () => {
    const visits = ['2026-02-02', '2026-03-25', '2026-03-11', '2026-06-01'];
    expect(due({ visits }, '2026-03-26')?.visit).toEqual({ by: '2026-05-08', isOverdue: false });
    expect(due({ visits, calls: ['2026-03-25'] }, '2026-03-25')?.call.by).toBe('2026-04-17');
    expect(due({ visits: ['2026-02-23'] }, '2026-02-23')?.visit.by).toBe('2026-03-27');
  });

  test('as the school decides', () => {
    const policy = policyWith({ placements: { visitEveryWeeks: 2, callEveryWeeks: 2 } });
    expect(due({}, '2026-02-24', policy)).toMatchObject({ visit: { by: '2026-03-13' }, call: { by: '2026-03-13' } });
  });

  test('in the last weeks of the calendar the last school day, and then not known', () => {
    expect(due({ calls: ['2026-07-13'] }, '2026-07-14')?.call.by).toBe('2026-07-20');
    expect(due({ calls: ['2026-07-20'] }, '2026-07-20')?.call).toEqual({ by: undefined, isOverdue: false });
  });

  test('nothing before it begins or after it is over', () => {
    expect(due({}, '2026-02-22')).toBeNull();
    expect(due({ to: '2026-03-06' }, '2026-03-07')).toBeNull();
    expect(due({ to: '2026-03-06' }, '2026-03-06')).not.toBeNull();
  });
});
