import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { meetings } from '../../shared/records/meeting.ts';
import { meetingView as meetingShape } from '../../shared/views/meeting.ts';
import type { Session } from '../../shared/vocabulary/session.ts';
import type { PressData, PressVerb } from '../../shared/workflows/carry-out-press.ts';
import { meetingView } from '../../shared/workflows/meeting-view.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { type OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';
import { deskWithIll } from '../support/ill-pupils.ts';

const pupil = 'P9A1';
let ordinary: OrdinaryDesk;
let presses = 0;
beforeEach(() => {
  ordinary = deskWithIll(pupil);
});

const as = async (who: StaffName) => (await whoIs(ordinary.desk, staff[who].id))!;
const press = async <V extends PressVerb>(who: StaffName, verb: V, data: PressData<V>) =>
  await takePress(ordinary.desk, await as(who), verb, `press-${++presses}`, data);
const pack = async (who: StaffName = 'manager') => (await meetingView(ordinary.desk, await as(who)))!;

const marked = (sessions: readonly Session[], code: 'N' | 'O' | 'U'): void => {
  ordinary.book = withImport(ordinary.book, {
    marks: sessions.map((session) => ({ ...session, pupil, code })),
    at: '2026-03-10T08:30:00Z',
    by: 'MIS',
    why: 'import',
  }).book;
};
/** The pupil is away for these days, all of them. */
const awayFrom = (from: string, to: string): void => {
  marked(
    ordinary.calendar.sessions.filter(({ date }) => date >= from && date <= to),
    'O',
  );
};

describe('the pack for the weekly meeting (§9.1)', () => {
  test('before the first meeting of a year: the last seven days, and no figures to compare with', async () => {
    const view = await pack();
    expect(meetingShape.parse(view)).toEqual(view);
    expect(view).toMatchObject({ on: today, school: 'Larkrise Academy', since: null, from: '2026-03-03' });
    expect(view.groups.map(({ name, pupils, before }) => [name, pupils, before])).toEqual([
      ['8', 12, null],
      ['9', 18, null],
      ['all', 30, null],
    ]);
    expect(view.concerns).toMatchObject([{ pupil, year: '9', recommended: '1', hold: null }]);
    expect(view.concerns[0]!.says).toMatch(/^Absent 12 of/);
  });

  test('a list of meetings that is not there is one without a meeting', async () => {
    const find = ordinary.records.find.bind(ordinary.records);
    ordinary.records.find = async (kind, where) => {
      if (kind.list === meetings.list) throw new OutsideError('absent', kind.list);
      return await find(kind, where);
    };
    expect(await pack()).toMatchObject({ since: null, from: '2026-03-03' });
  });

  test('after a meeting: what changed since, with the figures of that day beside those of now', async () => {
    ordinary.at('2026-03-03T10:00');
    expect((await press('manager', 'hold-meeting', { on: '2026-03-03' })).state).toBe('saved');
    ordinary.at('09:20');
    await press('manager', 'accept-stage', { pupil, stage: '1', on: today });
    const view = await pack('deputy');
    expect(view).toMatchObject({ since: '2026-03-03', from: '2026-03-03' });
    const year9 = view.groups.find(({ name }) => name === '9')!;
    expect(year9.before!.possible).toBeLessThan(year9.possible);
    // The twelve sessions of illness were amended today: on the day of the meeting nobody knew of them.
    expect(year9.attended - year9.before!.attended).toBe(year9.possible - year9.before!.possible - 12);
    expect(view.changes.map(({ pupil: whom, what, says }) => [whom, what, says])).toEqual([
      [pupil, 'stage', 'No stage, to stage 1, Concern'],
      [pupil, 'band', 'Band 1, Excellent, to band 3, At risk'],
    ]);
    expect(view.decisions).toMatchObject([{ pupil, on: today, by: 'Mercy Okafor', says: 'Stage 1 begun' }]);
    expect(view.concerns).toEqual([]);
  });

  test('who became persistently absent, and whose band moved', async () => {
    awayFrom('2026-03-04', '2026-03-09');
    awayFrom('2026-02-10', '2026-02-11');
    const { changes } = await pack();
    expect(changes.map(({ what, says }) => [what, says])).toEqual(
      expect.arrayContaining([['persistent', 'Now persistently absent']]),
    );
    expect(changes.some(({ what }) => what === 'band')).toBe(true);
  });

  test('reviews, outcomes and actions whose day has passed, the longest overdue first', async () => {
    await press('manager', 'accept-stage', { pupil, stage: '1', on: today });
    await press('manager', 'edit-tracker', { pupil, field: 'nextAction', seen: null, to: 'Ring Pat' });
    await press('manager', 'edit-tracker', { pupil, field: 'nextActionDue', seen: null, to: '2026-03-12' });
    expect((await pack()).overdue).toEqual([]);
    ordinary.at('2026-04-22T09:20');
    const lines = (await pack()).overdue.map(({ what, due, says, owner }) => [what, due, says, owner]);
    expect(lines).toEqual([
      ['action', '2026-03-12', 'Ring Pat', 'Mercy Okafor'],
      ['review', '2026-04-14', 'Review of stage 1 was due on 14 April 2026', 'Tutor'],
    ]);
  });

  test('a hold says why it waits', async () => {
    await press('headOfYear9', 'hold-stage', {
      pupil,
      stage: '1',
      reason: 'A funeral',
      until: '2026-03-20',
      on: today,
    });
    const view = await pack();
    expect(view.concerns).toMatchObject([{ hold: 'A funeral (Noor Bell, until 20 March 2026)' }]);
    expect(view.decisions).toMatchObject([{ says: 'Stage 1 on hold until 20 March 2026: A funeral', by: 'Noor Bell' }]);
  });

  test('a hold that somebody ended is a decision; one that ended with a stage is told by the stage', async () => {
    const hold = { pupil, stage: '1', reason: 'A funeral', until: '2026-03-20', on: today };
    const said = async () => (await pack()).decisions.map(({ says, by }) => [says, by]);
    await press('headOfYear9', 'hold-stage', hold);
    await press('manager', 'end-hold', { pupil, on: today });
    expect(await said()).toEqual([
      ['Stage 1 on hold until 20 March 2026: A funeral', 'Noor Bell'],
      ['The hold of stage 1 ended', 'Mercy Okafor'],
    ]);
    await press('headOfYear9', 'hold-stage', hold);
    await press('manager', 'accept-stage', { pupil, stage: '1', on: today });
    expect((await said()).filter(([says]) => says === 'The hold of stage 1 ended')).toHaveLength(1);
    expect(await said()).toContainEqual(['Stage 1 begun', 'Mercy Okafor']);
  });

  test('whose unauthorised sessions are ten in ten school weeks (§6.1), the most first; with nine it is nobody', async () => {
    awayFrom('2026-03-02', '2026-03-05');
    marked([{ date: '2026-03-06', half: 'AM' }], 'O');
    expect((await pack()).penalties).toEqual([]);
    marked([{ date: '2026-03-06', half: 'PM' }], 'U');
    marked([{ date: '2026-03-09', half: 'AM' }], 'N');
    const { penalties } = await pack('deputy');
    expect(penalties).toMatchObject([
      {
        pupil,
        confirmed: 10,
        includingN: 10,
        says: '10 unauthorised sessions in ten school weeks: a penalty notice is to be considered',
      },
    ]);
  });
});

describe('that it was held', () => {
  test('is one record a day, and one event', async () => {
    expect((await press('manager', 'hold-meeting', { on: today })).says).toBe(
      'Saved: the meeting is on record; the next pack begins here.',
    );
    expect((await press('deputy', 'hold-meeting', { on: today })).says).toMatch(/^M Okafor was first/);
    expect((await ordinary.records.find(meetings)).map(({ record }) => record)).toMatchObject([
      { date: today, byName: 'Mercy Okafor' },
    ]);
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events).toMatchObject([{ verb: 'hold-meeting', detail: '{"on":"2026-03-10"}' }]);
  });

  test('is said on its own day', async () => {
    expect((await press('manager', 'hold-meeting', { on: '2026-03-09' })).says).toMatch(/on the day it is held/);
  });
});

test.each(['headOfYear9', 'officer', 'teacher9A', 'governor'] as const)('%s has no pack', async (who) => {
  expect(await meetingView(ordinary.desk, await as(who))).toBeUndefined();
});

test('one’s own child is in nobody’s pack', async () => {
  ordinary.pupilIs(pupil, { parentStaffCodes: ['MOK'] });
  expect(JSON.stringify(await pack('manager'))).not.toContain(pupil);
  expect(JSON.stringify(await pack('deputy'))).toContain(pupil);
});
