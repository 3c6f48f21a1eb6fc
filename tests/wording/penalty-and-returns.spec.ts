import { describe, expect, test } from 'vitest';
import { noticeToImproveContents } from '../../shared/rules/penalty-notices/notice-to-improve.ts';
import {
  requestPack,
  requestPackForHoliday,
  requestPackForNoticeToImprove,
  requestPackForSupport,
} from '../../shared/rules/penalty-notices/request.ts';
import { supportFirstTest } from '../../shared/rules/penalty-notices/support-first.ts';
import { deletionGrounds, twentyDayChecklist } from '../../shared/rules/returns/deletion-grounds.ts';
import { deletionReturnLacks } from '../../shared/rules/returns/deletion-return.ts';
import { timetableAgreement } from '../../shared/rules/returns/part-time-timetable.ts';
import {
  improvementSays,
  paymentClockSays,
  penaltyItems,
  penaltyTotalsSay,
  schoolWeekSays,
  skippedSays,
  supportQuestions,
} from '../../shared/wording/penalty-notices.ts';
import { penaltySays } from '../../shared/wording/penalty-position.ts';
import { deletionGroundSays, returnsSay, rollItems } from '../../shared/wording/returns.ts';

describe('penalty notices in words', () => {
  test('every item and question of the law has its sentence', () => {
    const items = [
      ...requestPack,
      ...requestPackForHoliday,
      ...requestPackForSupport,
      ...requestPackForNoticeToImprove,
      ...noticeToImproveContents,
    ];
    for (const { item } of items) expect(penaltyItems[item], item).toMatch(/\w/);
    for (const { question } of supportFirstTest) expect(supportQuestions[question]).toMatch(/\?$/);
    for (const says of Object.values(skippedSays)) expect(says).toMatch(/\.$/);
  });

  test('what the notices of a family come to', () => {
    expect(penaltyTotalsSay({ notices: 4, early: 320, full: 640 })).toBe(
      '4 penalty notices: £320 if each is paid as early as it can be, £640 otherwise.',
    );
    expect(penaltyTotalsSay({ notices: 1, early: 80, full: 160 })).toBe(
      '1 penalty notice: £80 if it is paid as early as it can be, £160 otherwise.',
    );
    expect(penaltyTotalsSay({ notices: 1, early: 160, full: 160 })).toBe('1 penalty notice: £160.');
    expect(penaltyTotalsSay({ notices: 0, early: 0, full: 0 })).toBe('No penalty notice.');
  });

  test('PN-K in a sentence', () => {
    const clock = { received: '2026-01-14', earlyUntil: '2026-02-03', fullUntil: '2026-02-10' };
    expect(paymentClockSays(clock)).toBe(
      'Received 14 January 2026. The lower amount until the end of 3 February 2026, the full one until the end of 10 February 2026.',
    );
    expect(paymentClockSays({ ...clock, earlyUntil: null })).toBe(
      'Received 14 January 2026. To be paid by the end of 10 February 2026; there is no lower amount.',
    );
  });

  test('PN-F in a sentence', () => {
    const why = {
      rule: 'penalty.amended',
      numbers: { before: 10, confirmed: 8, needed: 10 },
      source: '',
      sessions: [],
    };
    expect(penaltySays({ ...why, names: { requested: '' } })).toBe(
      '2 sessions of the 10 were amended; 8 of the 10 needed are left. The alert is withdrawn.',
    );
    expect(penaltySays({ ...why, numbers: { ...why.numbers, confirmed: 9 }, names: { requested: '2025-12-15' } })).toBe(
      '1 session of the 10 was amended; 9 of the 10 needed are left. A request was made on 15 December 2025: tell the local authority.',
    );
  });

  test.each([
    [{ outcome: 'running', unauthorised: [], openN: [] }, 'Running: 0 unauthorised sessions so far.'],
    [{ outcome: 'met', unauthorised: ['a'], openN: [] }, 'Met: 1 unauthorised session in the period.'],
    [{ outcome: 'failed', unauthorised: ['a', 'b'], openN: [] }, 'Not met: 2 unauthorised sessions in the period.'],
    [
      { outcome: 'waiting', unauthorised: [], openN: ['a'] },
      'Over; 1 session whose reason is not known yet decides it.',
    ],
    [
      { outcome: 'waiting', unauthorised: [], openN: ['a', 'b'] },
      'Over; 2 sessions whose reason is not known yet decide it.',
    ],
  ] as const)('a notice to improve: %o', (improvement, says) => expect(improvementSays(improvement)).toBe(says));

  test('why another system shows another number', () => {
    expect(schoolWeekSays()).toBe(
      'A school week is any week with at least 1 session in the school’s calendar. A system that counts only weeks of 32.5 hours reaches further back and shows other numbers.',
    );
  });
});

describe('returns and the roll in words', () => {
  const nothing = {
    attendance: { due: false, tenthDay: null },
    sickness: { due: false, warn: false, sessions: 4 },
    deletionGround: { met: false, twentiethDay: null },
  };

  test('nothing is said when nothing is due', () => expect(returnsSay(nothing)).toEqual([]));

  test('what is due, each with its day', () => {
    expect(
      returnsSay({
        attendance: { due: true, tenthDay: '2026-02-27' },
        sickness: { due: true, warn: true, sessions: 30 },
        deletionGround: { met: true, twentiethDay: '2026-03-13' },
      }),
    ).toEqual([
      'An attendance return is due: the tenth school day in a row without leave was 27 February 2026.',
      'A sickness return is due (30 sessions of illness this year), unless they were minor ailments: confirm.',
      'Absent for twenty school days in a row on 13 March 2026 (G, N or O throughout). This alone does not permit deletion: see the checklist.',
    ]);
    expect(returnsSay({ ...nothing, sickness: { due: false, warn: true, sessions: 20 } })).toEqual([
      '20 sessions of illness this year: a sickness return comes near.',
    ]);
  });

  test('every ground and item has its words', () => {
    for (const { ground } of deletionGrounds) expect(deletionGroundSays[ground]).toMatch(/\w/);
    const leaver = { isEndOfLastYear: false, hasNewAddress: true, hasNewSchool: true };
    for (const { item } of [...twentyDayChecklist, ...timetableAgreement, ...(deletionReturnLacks(leaver, []) ?? [])])
      expect(rollItems[item], item).toMatch(/\w/);
  });
});
