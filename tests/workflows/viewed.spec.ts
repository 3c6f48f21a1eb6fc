import { beforeEach, describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { leaveListView } from '../../shared/workflows/leave-view.ts';
import { meetingView } from '../../shared/workflows/meeting-view.ts';
import { stagesView } from '../../shared/workflows/stages-view.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { whyView } from '../../shared/workflows/why-view.ts';
import { OrdinaryDesk, type StaffName, staff } from '../support/desk.ts';

let school: OrdinaryDesk;
const as = async (who: StaffName) => (await whoIs(school.desk, staff[who].id))!;
const events = async () => {
  await school.settle();
  return (await school.records.find(auditEvents)).map(({ record: { verb, by, record, pupil } }) => ({
    verb,
    by,
    record,
    pupil,
  }));
};

beforeEach(async () => {
  school = new OrdinaryDesk();
  await school.records.create(leaveRequests, {
    key: 'leave-1',
    pupil: 'P9A1',
    from: '2026-03-23',
    to: '2026-03-27',
    sessions: 10,
    reason: 'A wedding',
    askedBy: 'Pat Example',
    received: '2026-03-09T10:00:00Z',
    enteredBy: 'Paul Quill',
    state: 'waiting',
  });
});

describe('a look at something sensitive is an event (§11)', () => {
  const looks: readonly (readonly [string, (who: StaffName) => Promise<unknown>, object])[] = [
    [
      'the leave request with the pupil’s record, shown to whom decides',
      async (who) => await leaveListView(school.desk, await as(who)),
      { verb: 'view-leave', record: 'leave-request leave-1', pupil: 'P9A1' },
    ],
    [
      'the figures of one pupil, with the sessions behind them',
      async (who) => await whyView(school.desk, await as(who), { pupil: 'P9A1', field: 'attendance' }),
      { verb: 'view-case', record: 'case P9A1', pupil: 'P9A1' },
    ],
    [
      'the tracker: every pupil with stage and reasons',
      async (who) => await trackerView(school.desk, await as(who)),
      { verb: 'view-tracker', record: 'tracker', pupil: undefined },
    ],
    [
      'the stages in the tab, by name',
      async (who) => await stagesView(school.desk, await as(who)),
      { verb: 'view-tracker', record: 'stages', pupil: undefined },
    ],
    [
      'the pack for the weekly meeting',
      async (who) => await meetingView(school.desk, await as(who)),
      { verb: 'view-tracker', record: 'meeting', pupil: undefined },
    ],
  ];

  test.each(looks)(
    '%s: one a person, record and day, however often the page renews itself',
    async (_what, look, event) => {
      for (let poll = 0; poll < 5; poll++) expect(await look('deputy')).toBeDefined();
      await look('head');
      const mine = { ...event, by: staff.deputy.id };
      expect(await events()).toEqual([mine, { ...event, by: staff.head.id }]);
      school.at('2026-03-11T09:00');
      await look('deputy');
      expect((await events()).at(-1)).toEqual(mine);
      expect(await events()).toHaveLength(3);
    },
  );

  test.each(looks)('%s: who sees nothing leaves no look', async (_what, look) => {
    await look('governor');
    await look('teacher9B');
    expect(await events()).toEqual([]);
  });
});
