import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { interventions } from '../../shared/records/intervention.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { firstDayView } from '../../shared/workflows/first-day-view.ts';
import { introduce } from '../../shared/workflows/introduce.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { todayView } from '../../shared/workflows/today-view.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';

const as = async ({ desk }: OrdinaryDesk, who: StaffName) => (await whoIs(desk, staff[who].id))!;

const morning = (): OrdinaryDesk => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:14');
  ordinary.export({
    taken: { '8A': '08:42', '8B': '08:43', '9A': '08:44', '9B': '09:12' },
    marks: { P9A1: 'N', P9A2: 'I', P9A3: null },
  });
  ordinary.at('09:15');
  return ordinary;
};

describe('today, cut to what one may see', () => {
  test('the attendance manager sees every register with its state in words', async () => {
    const ordinary = morning();
    const view = await todayView(ordinary.desk, await as(ordinary, 'manager'));
    expect(view.damaged).toEqual([]);
    expect(view.registers.map(({ group, state, says }) => [group, state, says])).toEqual([
      ['8A', 'complete', 'Taken 08:42'],
      ['8B', 'complete', 'Taken 08:43'],
      ['9A', 'partial', 'Taken 08:44, 1 mark missing'],
      ['9B', 'closed_late', 'Taken 09:12, after it closed'],
      ['9C', 'not_taken', 'Not taken'],
    ]);
    expect(view).toMatchObject({
      present: 21,
      absent: 2,
      noReason: 1,
      noMark: 7,
      onRoll: 30,
      dataAgeMinutes: 1,
      stale: false,
      leaveWaiting: 0,
    });
    expect(view.attendance.map(({ year, pupils }) => [year, pupils])).toEqual([
      ['8', 12],
      ['9', 18],
    ]);
  });

  test('while a file is damaged every screen names it: what is shown comes from its last good version', async () => {
    const ordinary = morning();
    ordinary.damaged = ['Mark book/2025-26.txt'];
    const manager = await as(ordinary, 'manager');
    expect((await todayView(ordinary.desk, manager)).damaged).toEqual(['Mark book/2025-26.txt']);
    expect((await trackerView(ordinary.desk, manager))!.damaged).toEqual(['Mark book/2025-26.txt']);
  });

  test('V19: somebody who left stays in the totals of the year group, and is on no list', async () => {
    const ordinary = morning();
    const before = await todayView(ordinary.desk, await as(ordinary, 'manager'));
    const leaver = ordinary.pupils.get('P9A1')!;
    ordinary.pupils.set('P9A1', { ...leaver, to: '2026-03-09' });
    const after = await todayView(ordinary.desk, await as(ordinary, 'manager'));
    expect([before.onRoll, after.onRoll]).toEqual([30, 29]);
    const year9 = (view: typeof after) => view.attendance.find(({ year }) => year === '9')!;
    expect(year9(after).pupils).toBe(year9(before).pupils);
    // This morning's session is all that the leaver's record may lack.
    expect(year9(before).possible - year9(after).possible).toBeLessThanOrEqual(1);
  });

  test('a missing mark is neither presence nor absence', async () => {
    const ordinary = morning();
    const view = await todayView(ordinary.desk, await as(ordinary, 'headOfYear9'));
    expect([view.present, view.absent, view.noMark, view.onRoll]).toEqual([9, 2, 7, 18]);
  });

  test.each([
    ['teacher9A', ['9A'], [], [], null],
    ['headOfYear8', ['8A', '8B'], ['8'], ['8'], null],
    ['deputy', ['8A', '8B', '9A', '9B', '9C'], ['8', '9'], ['8', '9'], 0],
    ['governor', [], [], ['8', '9'], null],
  ] as const)(
    '%s sees registers %j, first-day work of %j, totals of %j, leave %j',
    async (who, groups, firstDay, years, leave) => {
      const ordinary = morning();
      const view = await todayView(ordinary.desk, await as(ordinary, who));
      expect(view.registers.map(({ group }) => group)).toEqual(groups);
      expect(view.firstDay.map(({ year }) => year)).toEqual(firstDay);
      expect(view.attendance.map(({ year }) => year)).toEqual(years);
      expect(view.leaveWaiting).toBe(leave);
    },
  );
});

describe('the first-day list in the tab', () => {
  test('a head of year sees their own year, in order, and the first look is an event', async () => {
    const ordinary = morning();
    await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
    const person = await as(ordinary, 'headOfYear9');
    for (let look = 0; look < 3; look++)
      expect((await firstDayView(ordinary.desk, person, { half: 'AM', year: '9' }))?.tasks).toHaveLength(8);
    expect(await firstDayView(ordinary.desk, person, { half: 'AM', year: '8' })).toBeUndefined();
    await ordinary.settle();
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record.verb);
    expect(events).toEqual(['view-first-day']);
  });

  test('a teacher sees none of it', async () => {
    const ordinary = morning();
    expect(await firstDayView(ordinary.desk, await as(ordinary, 'teacher9A'), { half: 'AM' })).toBeUndefined();
  });
});

describe('the tracker and the stage that a person accepts (§5.3)', () => {
  /** P9A1 was ill for twelve sessions before yesterday: 12 of 224, net absence above 5 %. */
  const ill = (): OrdinaryDesk => {
    const ordinary = morning();
    const sessions = ordinary.calendar.sessions.filter(({ date }) => date >= '2026-02-24' && date < '2026-03-04');
    ordinary.book = withImport(ordinary.book, {
      marks: sessions.map((session) => ({ ...session, pupil: 'P9A1', code: 'I' as const })),
      at: '2026-03-10T08:00:00Z',
      by: 'MIS',
      why: 'import',
    }).book;
    return ordinary;
  };

  const accept = async (ordinary: OrdinaryDesk, who: StaffName, stage = '1', on = today, key = `stage-${who}`) =>
    takePress(ordinary.desk, await as(ordinary, who), 'accept-stage', key, { pupil: 'P9A1', stage, on });

  test('a head of year sees their own year alone and that there are others, a teacher nothing', async () => {
    const ordinary = ill();
    const view = await trackerView(ordinary.desk, await as(ordinary, 'headOfYear8'));
    expect(new Set(view?.pupils.map(({ year }) => year))).toEqual(new Set(['8']));
    expect(view?.hasOthers).toBe(true);
    expect((await trackerView(ordinary.desk, await as(ordinary, 'manager')))?.hasOthers).toBe(false);
    expect(await trackerView(ordinary.desk, await as(ordinary, 'teacher9A'))).toBeUndefined();
  });

  test('what was recommended, why, and the figures of that moment are kept with it', async () => {
    const ordinary = ill();
    const view = await trackerView(ordinary.desk, await as(ordinary, 'manager'));
    const row = view?.pupils.find(({ pupil }) => pupil === 'P9A1');
    expect(row?.stage.recommended).toBe('1');
    expect(await accept(ordinary, 'manager')).toEqual({ state: 'saved', says: 'Saved: stage 1 has begun.' });
    const [kept] = (await ordinary.records.find(interventions)).map(({ record }) => record);
    expect(kept).toMatchObject({
      pupil: 'P9A1',
      stage: '1',
      openedOn: today,
      openedByName: 'Mercy Okafor',
      owner: 'Tutor',
      baselinePossible: row?.possible,
      baselineAttended: row?.attended,
    });
    expect(JSON.parse(kept!.recommended)).toMatchObject({
      stage: '1',
      policyVersion: 1,
      reasons: expect.arrayContaining([
        expect.objectContaining({
          rule: 'stage-1.absence',
          numbers: { absent: 13, possible: 225, leftOut: 0, weeks: 6 },
        }),
      ]),
    });
  });

  test('twice is once; another stage than the recommended one is refused', async () => {
    const ordinary = ill();
    await accept(ordinary, 'manager');
    expect((await accept(ordinary, 'manager')).state).toBe('saved');
    expect(await ordinary.records.find(interventions)).toHaveLength(1);
    expect(await accept(ordinary, 'deputy', '4')).toMatchObject({ state: 'refused' });
  });

  test('figures of yesterday are not accepted today', async () => {
    expect((await accept(ill(), 'manager', '1', '2026-03-09')).says).toMatch(/^These figures are of 9 March 2026/);
  });

  test.each(['teacher9A', 'officer', 'headOfYear8', 'head', 'dsl'] as const)(
    '%s does not begin a stage',
    async (who) => {
      const ordinary = ill();
      expect(await accept(ordinary, who)).toMatchObject({ state: 'refused', forbidden: true });
      expect(await ordinary.records.find(interventions)).toEqual([]);
    },
  );
});

test('“who am I” is answered with roles and rights, anything else with help, a stranger with neither', async () => {
  const { desk } = new OrdinaryDesk();
  expect(await introduce([desk], staff.headOfYear9.id, 'Who am I?')).toBe(
    'You are Noor Bell: head of year, year 9. You may see registers, see first-day lists, log contact, see for which dates leave was asked, open the tracker, accept stages.',
  );
  expect(await introduce([desk], staff.headOfYear9.id, 'hello')).toMatch(/^Attendance Desk tells you here/);
  expect(await introduce([desk], 'id-unknown', 'who am i')).toMatch(/^Attendance Desk does not know you/);
});
