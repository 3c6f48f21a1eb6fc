import { beforeAll, describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { stageHolds } from '../../shared/records/stage-hold.ts';
import type { Person } from '../../shared/vocabulary/role.ts';
import { firstDayListView, sendFirstDayList } from '../../shared/workflows/first-day-list.ts';
import { firstDayView } from '../../shared/workflows/first-day-view.ts';
import { leaveCardFor } from '../../shared/workflows/leave-cards.ts';
import { leaveListView } from '../../shared/workflows/leave-view.ts';
import { meetingView } from '../../shared/workflows/meeting-view.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { stagesView } from '../../shared/workflows/stages-view.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { todayView } from '../../shared/workflows/today-view.ts';
import { keepTrackerCopy, trackerCopyFor } from '../../shared/workflows/tracker-copy.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { whyView } from '../../shared/workflows/why-view.ts';
import { canary, OrdinaryDesk, pupilWith, type StaffName, staff, today } from '../support/desk.ts';

/** One pupil in 9A, one in 9B, one in 8A; and one in 9A whose parent is everybody who works here. */
const pupils = {
  A: pupilWith('P9A1', '9A', { surname: `Alder${canary}` }),
  B: pupilWith('P9B1', '9B', { surname: `Beech${canary}` }),
  C: pupilWith('P8A1', '8A', { surname: `Cedar${canary}` }),
  own: pupilWith('P9A2', '9A', {
    surname: `Damson${canary}`,
    parentStaffCodes: Object.values(staff).map(({ code }) => code),
  }),
};
type Name = keyof typeof pupils;
const names = Object.keys(pupils) as Name[];

const people = Object.keys(staff) as StaffName[];

/** A morning in which all four are to be accounted for and a parent of each has asked for leave. */
const morning = async (): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk(Object.values(pupils));
  ordinary.at('09:14');
  ordinary.export({
    taken: { '8A': '08:42', '9A': '08:44', '9B': '08:45' },
    marks: Object.fromEntries(Object.values(pupils).map(({ key }) => [key, 'N' as const])),
  });
  ordinary.at('09:15');
  // Everybody of this small school is away: a person has said that this may be.
  await postFirstDay(ordinary.desk, { date: today, half: 'AM', released: true });
  for (const { key } of Object.values(pupils))
    await ordinary.records.create(leaveRequests, {
      key: `leave-${key}`,
      pupil: key,
      from: '2026-03-23',
      to: '2026-03-25',
      sessions: 6,
      reason: 'A wedding',
      askedBy: 'Mother',
      received: '2026-03-09T10:00:00Z',
      enteredBy: 'Mercy Okafor',
      state: 'waiting',
    });
  const manager = (await whoIs(ordinary.desk, staff.manager.id))!;
  // Each of them has a stage recommended that is held, and a row in the copy of her sheet.
  for (const { key } of Object.values(pupils))
    await ordinary.records.create(stageHolds, {
      key: `hold-${key}`,
      pupil: key,
      stage: '1',
      reason: 'A funeral',
      heldOn: today,
      by: staff.head.id,
      byName: staff.head.name,
    });
  const rows = Object.values(pupils).map(({ key, surname }) => ({ pupil: key, cells: [surname] }));
  await keepTrackerCopy(ordinary.desk, manager, { sheet: 'Tracker', columns: [{ heading: 'Name' }], rows });
  return ordinary;
};

const all = 'A B C';
const year9 = 'A B';
const office = { manager: all, officer: all };
const safeguarding = { dsl: all, deputyDsl: all };
const heads = { headOfYear8: 'C', headOfYear9: year9 };
const leaders = { deputy: all, head: all };

type Sees = Partial<Record<StaffName, string>>;
type Way = (desk: OrdinaryDesk, person: Person) => Promise<unknown>;

const eachPupil = async (look: (pupil: string) => Promise<unknown>): Promise<unknown[]> => {
  const seen: unknown[] = [];
  for (const { key, surname } of Object.values(pupils)) if (await look(key)) seen.push(surname);
  return seen;
};

/** Every way in which the desk tells a person about pupils by name, and whose names each person gets there (§11). */
const ways: readonly (readonly [string, Way, Sees])[] = [
  [
    'the first-day page',
    ({ desk }, person) => firstDayView(desk, person, { half: 'AM' }),
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'the first-day card in personal chat, every press on',
    async ({ desk }, person) => {
      const cards = [];
      for (const year of ['8', '9']) {
        const view = await firstDayListView(desk, person, { date: today, half: 'AM', year });
        // The card shows one after the other: with nobody tried yet, `left` is all there are.
        if (view) cards.push(desk.cards.firstDayList(view).card, view.left);
      }
      return [cards, await firstDayView(desk, person, { half: 'AM' })];
    },
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'the leave page',
    async ({ desk }, person) => (await leaveListView(desk, person))?.requests,
    { ...office, ...leaders, ...safeguarding },
  ],
  ['the dates of leave', async ({ desk }, person) => (await leaveListView(desk, person))?.dates, heads],
  [
    'the leave card, and its refresh',
    ({ desk }, person) =>
      Promise.all(Object.values(pupils).map(({ key }) => leaveCardFor(desk, `leave-${key}`, person.id))),
    leaders,
  ],
  [
    'the tracking sheet',
    ({ desk }, person) => trackerView(desk, person),
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'why a figure of the sheet is what it is',
    ({ desk }, person) => eachPupil((pupil) => whyView(desk, person, { pupil, field: 'attendance' })),
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'why a penalty notice is near',
    ({ desk }, person) => eachPupil((pupil) => whyView(desk, person, { pupil, field: 'penaltyConfirmed' })),
    { manager: all, ...leaders, ...safeguarding },
  ],
  [
    'the stages in the tab',
    ({ desk }, person) => stagesView(desk, person),
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'the pack for the weekly meeting',
    ({ desk }, person) => meetingView(desk, person),
    { manager: all, ...leaders, ...safeguarding },
  ],
  [
    'the copy of the sheet that the whole school’s keepers share',
    ({ desk }, person) => trackerCopyFor(desk, person, undefined),
    { manager: all, deputy: all },
  ],
  ['today', ({ desk }, person) => todayView(desk, person), {}],
];

describe('whose names reach whom', () => {
  let ordinary: OrdinaryDesk;
  beforeAll(async () => {
    ordinary = await morning();
  });

  describe.each(ways)('%s', (_way, way, sees) => {
    test.each(people)('%s', async (who) => {
      const person = await whoIs(ordinary.desk, staff[who].id);
      const text = JSON.stringify((await way(ordinary, person!)) ?? null);
      const seen = names.filter(
        (name) => text.includes(pupils[name].surname) || text.includes(`"${pupils[name].key}"`),
      );
      expect(seen.join(' ')).toBe(sees[who] ?? '');
    });
  });

  test('a pupil, a guest, a leaver and an account without a role are nobody to the desk', async () => {
    const { desk, directory } = ordinary;
    directory.put({ id: 'id-pupil', name: 'A Pupil', email: 'pupil@larkrise.example', enabled: true });
    directory.put({ id: 'id-guest', name: 'A Guest', email: 'guest@elsewhere.example', enabled: true, guest: true });
    directory.join('group-head', 'id-guest');
    directory.put({ id: 'id-left', name: 'A Leaver', email: 'left@larkrise.example', enabled: false });
    directory.join('group-attendance-manager', 'id-left');
    ordinary.at('09:25');
    for (const id of ['id-pupil', 'id-guest', 'id-left', 'id-unknown']) expect(await whoIs(desk, id)).toBeUndefined();
  });

  test('a guest may be a governor, and nothing else', async () => {
    const { desk, directory } = ordinary;
    directory.put({ id: 'id-link', name: 'Link Governor', email: 'g@elsewhere.example', enabled: true, guest: true });
    for (const group of ['group-governor', 'group-dsl']) directory.join(group, 'id-link');
    ordinary.at('09:35');
    expect((await whoIs(desk, 'id-link'))?.roles).toEqual(['governor']);
  });
});

describe('whose role was taken away', () => {
  test('a personal list is not renewed for them, whatever stands there', async () => {
    const ordinary = await morning();
    const { desk } = ordinary;
    const person = (await whoIs(desk, staff.headOfYear9.id))!;
    await sendFirstDayList(desk, person, { date: today, half: 'AM', year: '9' });
    const post = ordinary.postTo('headOfYear9');
    const before = post.versions.length;
    ordinary.directory.leave('group-head-of-year-9', staff.headOfYear9.id);
    ordinary.at('09:21');
    ordinary.export({ marks: { P9A1: 'I' } });
    await refreshCards(desk);
    await ordinary.settle();
    expect(post.versions).toHaveLength(before);
  });
});

type Press = (desk: OrdinaryDesk, person: Person, pupil: string) => ReturnType<typeof takePress>;

const pressAs = (verb: string, person: Person, pupil: string): string => `${verb}-${person.id}-${pupil}`;

/** Every press about a pupil, and about whom each person may press it (§11). */
const writes: readonly (readonly [string, Press, Sees])[] = [
  [
    'log a contact',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'log-contact', pressAs('contact', person, pupil), {
        task: `${today}/AM/${pupil}`,
        channel: 'call',
        outcome: 'no answer',
      }),
    { ...office, ...heads },
  ],
  [
    'raise a concern',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'raise-concern', pressAs('concern', person, pupil), {
        task: `${today}/AM/${pupil}`,
        text: 'Seemed frightened',
      }),
    { ...office, ...leaders, ...safeguarding, ...heads },
  ],
  [
    'enter a request for leave',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'enter-leave', pressAs('leave', person, pupil), {
        pupil,
        from: '2026-04-20',
        to: '2026-04-21',
        reason: 'A wedding',
        askedBy: 'Mother',
      }),
    office,
  ],
  [
    'decide on leave',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'decide-leave', pressAs('decide', person, pupil), {
        id: `leave-${pupil}`,
        version: '1',
        decision: 'refuse',
        reason: 'Not exceptional',
      }),
    leaders,
  ],
  [
    'begin a stage',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'accept-stage', pressAs('stage', person, pupil), { pupil, stage: '1', on: today }),
    { manager: all, deputy: all, ...heads },
  ],
  [
    'begin another stage',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'choose-stage', pressAs('choose', person, pupil), {
        pupil,
        stage: '2',
        reason: 'Asked for',
        on: today,
      }),
    { manager: all, deputy: all, ...heads },
  ],
  [
    'begin a notice',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'choose-stage', pressAs('notice', person, pupil), {
        pupil,
        stage: '5',
        reason: 'Asked for',
        on: today,
      }),
    { manager: all, deputy: all },
  ],
  [
    'hold a stage, and end the hold',
    async ({ desk }, person, pupil) => {
      const held = { pupil, stage: '1', reason: 'A funeral', on: today };
      const hold = await takePress(desk, person, 'hold-stage', pressAs('hold', person, pupil), held);
      const end = await takePress(desk, person, 'end-hold', pressAs('end', person, pupil), { pupil, on: today });
      return hold.forbidden === end.forbidden ? end : { state: 'refused', says: 'one without the other' };
    },
    { manager: all, deputy: all, ...heads },
  ],
  [
    'log a contact with a family',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'contact-family', pressAs('family', person, pupil), {
        pupil,
        channel: 'call',
        outcome: 'no answer',
      }),
    { ...office, ...heads },
  ],
  [
    'type into the tracker',
    ({ desk }, person, pupil) =>
      takePress(desk, person, 'edit-tracker', pressAs('edit', person, pupil), {
        pupil,
        field: 'nextAction',
        seen: null,
        to: 'Ring Pat',
      }),
    { manager: all, deputy: all, ...heads },
  ],
];

describe('who may press what about whom', () => {
  let ordinary: OrdinaryDesk;
  beforeAll(async () => {
    ordinary = await morning();
  });

  describe.each(writes)('%s', (_what, press, may) => {
    test.each(people)('%s', async (who) => {
      const person = (await whoIs(ordinary.desk, staff[who].id))!;
      const allowed: string[] = [];
      for (const name of names) if (!(await press(ordinary, person, pupils[name].key)).forbidden) allowed.push(name);
      await ordinary.settle();
      expect(allowed.join(' ')).toBe(may[who] ?? '');
      const refused = (await ordinary.records.find(auditEvents)).filter(
        ({ record }) => record.verb === 'refused' && record.by === person.id,
      );
      expect(refused.length).toBeGreaterThan(0);
    });
  });
});
