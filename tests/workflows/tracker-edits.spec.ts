import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { interventions } from '../../shared/records/intervention.ts';
import { pupilPlans } from '../../shared/records/pupil-plan.ts';
import type { TrackerEditsRequest } from '../../shared/views/stages.ts';
import { carryOutPress } from '../../shared/workflows/carry-out-press.ts';
import { acceptMany, takeEdits } from '../../shared/workflows/take-many.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { type OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';
import { deskWithIll } from '../support/ill-pupils.ts';

type Edit = TrackerEditsRequest['edits'][number];

const pupil = 'P9A1';
let ordinary: OrdinaryDesk;
let keys = 0;
beforeEach(() => {
  ordinary = deskWithIll(pupil, 'P9A2', 'P9B1');
});

const as = async (who: StaffName) => (await whoIs(ordinary.desk, staff[who].id))!;
const edit = (field: Edit['field'], seen: string | null, to: string | null, more: Partial<Edit> = {}): Edit => ({
  key: `edit-key-${++keys}`,
  pupil,
  field,
  seen,
  to,
  ...more,
});
const send = async (who: StaffName, ...edits: readonly Edit[]) =>
  (await takeEdits(ordinary.desk, await as(who), edits, `api/${staff[who].id}`)).answers;
const row = async (id = pupil) =>
  (await trackerView(ordinary.desk, await as('manager')))!.pupils.find((one) => one.pupil === id)!;
const hold = async () =>
  await takePress(ordinary.desk, await as('headOfYear9'), 'hold-stage', 'hold', {
    pupil,
    stage: '1',
    reason: 'A funeral',
    on: today,
  });
const events = async () => (await ordinary.records.find(auditEvents)).map(({ record }) => record);

describe('what is typed in a column of the desk is an operation with what was seen', () => {
  test('it is on record, with who and when, and in the row', async () => {
    const [answer] = await send('manager', edit('nextAction', null, 'Ring Pat'));
    expect(answer).toEqual({ key: expect.any(String), state: 'saved', says: 'Saved: the next action is on record.' });
    expect((await row()).plan).toEqual({
      nextAction: { value: 'Ring Pat', by: 'Mercy Okafor', at: '2026-03-10T09:20:00Z' },
      nextActionDue: { value: null, by: null, at: null },
      target: { value: null, by: null, at: null },
    });
  });

  test('two people, different fields: both find theirs', async () => {
    await Promise.all([
      send('manager', edit('nextAction', null, 'Ring Pat')),
      send('headOfYear9', edit('nextActionDue', null, '2026-03-13')),
      send('deputy', edit('target', null, '95.0')),
    ]);
    expect((await ordinary.records.find(pupilPlans)).map(({ record }) => record)).toMatchObject([
      {
        nextAction: 'Ring Pat',
        nextActionByName: 'Mercy Okafor',
        nextActionDue: '2026-03-13',
        nextActionDueByName: 'Noor Bell',
        target: '95.0',
        targetByName: 'Dora Marsh',
      },
    ]);
  });

  test('the same field changed since: nothing is written, and both values stand against each other', async () => {
    await send('headOfYear9', edit('nextAction', null, 'A meeting'));
    ordinary.at('09:25');
    const late = edit('nextAction', null, 'Ring Pat');
    expect(await send('manager', late)).toEqual([
      {
        key: late.key,
        state: 'conflict',
        says: 'N Bell changed the next action on 10 March 2026, 09:20. Nothing was changed; choose which one stays.',
        now: { value: 'A meeting', by: 'Noor Bell', at: '2026-03-10T09:20:00Z' },
      },
    ]);
    // The answer got lost and the pane asks again: the same conflict. Then she keeps hers, having seen the other.
    expect(await send('manager', late)).toMatchObject([{ state: 'conflict', now: { value: 'A meeting' } }]);
    expect(await send('manager', { ...late, seen: 'A meeting' })).toMatchObject([{ state: 'saved' }]);
    expect((await row()).plan?.nextAction).toMatchObject({ value: 'Ring Pat', by: 'Mercy Okafor' });
  });

  test('the same value typed by two is no conflict', async () => {
    await send('headOfYear9', edit('nextAction', null, 'Ring Pat'));
    expect(await send('manager', edit('nextAction', null, 'Ring Pat'))).toMatchObject([{ state: 'saved' }]);
    expect((await row()).plan?.nextAction.by).toBe('Noor Bell');
  });

  test('two at once on one field: one is kept, the other hears of it, and neither is lost unsaid', async () => {
    const both = await Promise.all([
      send('manager', edit('nextAction', null, 'Ring Pat')),
      send('headOfYear9', edit('nextAction', null, 'A meeting')),
    ]);
    expect(
      both
        .flat()
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['conflict', 'saved']);
  });

  test('an emptied cell empties the field, and says who did', async () => {
    await send('manager', edit('nextAction', null, 'Ring Pat'));
    await send('deputy', edit('nextAction', 'Ring Pat', null));
    expect((await row()).plan?.nextAction).toMatchObject({ value: null, by: 'Dora Marsh' });
  });

  test('two edits that came under one key are two edits', async () => {
    const key = 'the-same-key';
    const both = [
      edit('nextAction', null, 'Ring Pat', { key }),
      edit('nextAction', null, 'Ring Pat', { key, pupil: 'P9A2' }),
    ];
    expect(await send('manager', ...both)).toMatchObject([{ state: 'saved' }, { state: 'saved' }]);
    expect((await ordinary.records.find(pupilPlans)).map(({ record }) => record.pupil)).toEqual([pupil, 'P9A2']);
  });

  test('one event an edit; what somebody wrote stands in the plan alone', async () => {
    await send('manager', edit('nextAction', null, 'Ring Pat about the bruise'), edit('target', null, '95.0'));
    expect((await events()).map(({ verb, pupil: whom, detail }) => [verb, whom, detail])).toEqual([
      ['edit-tracker', pupil, '{"field":"nextAction"}'],
      ['edit-tracker', pupil, '{"field":"target","from":null,"to":"95.0"}'],
    ]);
  });
});

describe('a stage typed in the sheet', () => {
  test('the recommended one is accepted', async () => {
    expect(await send('manager', edit('stageDecided', null, '1'))).toMatchObject([{ state: 'saved' }]);
    const [record] = (await ordinary.records.find(interventions)).map((stored) => stored.record);
    expect(record).toMatchObject({ stage: '1', openedOn: today });
    expect(record).not.toHaveProperty('chosenWhy');
  });

  test('another one is chosen, and says where it was typed', async () => {
    await send('manager', edit('stageDecided', null, '2'));
    const [record] = (await ordinary.records.find(interventions)).map((stored) => stored.record);
    expect(record).toMatchObject({ stage: '2', chosenWhy: 'Typed in the tracker' });
  });

  test('somebody decided in between: a conflict', async () => {
    await takePress(ordinary.desk, await as('headOfYear9'), 'accept-stage', 'k', { pupil, stage: '1', on: today });
    expect(await send('manager', edit('stageDecided', null, '2'))).toMatchObject([
      { state: 'conflict', now: { value: '1', by: 'Noor Bell', at: today } },
    ]);
  });

  test('a hold that was not ended when the list broke off ends when the press is carried again', async () => {
    await hold();
    const { update } = ordinary.records;
    ordinary.records.update = async () => {
      throw new OutsideError('unanswered', 'Stage holds');
    };
    expect(await send('manager', edit('stageDecided', null, '1'))).toMatchObject([{ state: 'saving' }]);
    ordinary.records.update = update;
    const [waiting] = await ordinary.presses.unsettled();
    expect(await carryOutPress(ordinary.desk, waiting!)).toMatchObject({ state: 'saved' });
    expect(await row()).toMatchObject({ hold: null, stage: { decided: '1' } });
  });

  test('the day of a notice’s review, and what follows on it, are for those who answer for penalty notices', async () => {
    const notice = { pupil, stage: '5', reason: 'Support refused', on: today };
    await takePress(ordinary.desk, await as('deputy'), 'choose-stage', 'k', notice);
    const { reviewDue } = (await row()).stage;
    const [answer] = await send('headOfYear9', edit('reviewDue', reviewDue, '2026-06-30'));
    expect(answer).toMatchObject({ state: 'refused', says: expect.stringMatching(/role does not/) });
    expect((await row()).stage.reviewDue).toBe(reviewDue);
    expect(await send('headOfYear9', edit('stageDecided', '5', '2'))).toMatchObject([{ state: 'refused' }]);
    expect((await row()).stage.decided).toBe('5');
  });

  test('the review goes to another day, with who put it there', async () => {
    await send('manager', edit('stageDecided', null, '1'));
    const { reviewDue } = (await row()).stage;
    expect(await send('deputy', edit('reviewDue', reviewDue, '2026-03-27'))).toMatchObject([{ state: 'saved' }]);
    expect((await row()).stage.reviewDue).toBe('2026-03-27');
    expect(await send('manager', edit('reviewDue', reviewDue, '2026-04-01'))).toMatchObject([
      { state: 'conflict', now: { value: '2026-03-27', by: 'Dora Marsh' } },
    ]);
  });
});

test('a target sets what it takes to reach it', async () => {
  const before = (await row()).target;
  expect(before).toMatchObject({ percent: null, sessionsToReach: null, affordableAbsences: null });
  await send('manager', edit('target', null, '96.0'));
  // 12 of 224 missed: 212 + 76 of 224 + 76 are 96 %.
  expect((await row()).target).toMatchObject({
    percent: '96.0',
    sessionsToReach: 76,
    bestPossible: before?.bestPossible,
  });
});

describe('what is no value of its column is refused in words', () => {
  test.each([
    ['stageDecided', 'banana', /The policy has no stage banana/],
    ['stageDecided', null, /A stage ends at its review/],
    ['stageDecided', 'S', /Stage S runs beside the ladder/],
    ['reviewDue', '2026-03-20', /No stage runs for this pupil/],
    ['nextActionDue', 'next week', /This is not a day/],
    ['nextActionDue', '2026-02-30', /This is not a day/],
    ['target', '195.0', /A target is a percentage/],
    ['nextAction', '   ', /nothing in this cell/],
  ] as const)('%s: %s', async (field, to, says) => {
    const writes = ordinary.records.writes;
    expect(await send('manager', edit(field, null, to))).toMatchObject([
      { state: 'refused', says: expect.stringMatching(says) },
    ]);
    expect(ordinary.records.writes).toBe(writes);
  });
});

test.each([
  ['teacher9A', 'nextAction', 'Ring Pat'],
  ['officer', 'nextAction', 'Ring Pat'],
  ['headOfYear8', 'nextAction', 'Ring Pat'],
  ['head', 'target', '95.0'],
  ['headOfYear9', 'stageDecided', '5'],
] as const)('%s may not type into %s: refused, an event, and what stands there is not told', async (who, field, to) => {
  await send(
    'manager',
    edit(field === 'stageDecided' ? 'target' : field, null, field === 'target' ? '97.0' : 'Secret'),
  );
  const [answer] = await send(who, edit(field, null, to));
  expect(answer).toEqual({ key: expect.any(String), state: 'refused', says: expect.stringMatching(/role does not/) });
  await ordinary.settle();
  expect((await events()).filter(({ verb }) => verb === 'refused')).toMatchObject([{ by: staff[who].id, pupil }]);
});

describe('many at once: “these 3 are due Letter 1”', () => {
  const all = async (who: StaffName, pupils: readonly string[], key = 'batch-key') =>
    (await acceptMany(ordinary.desk, await as(who), { key, stage: '1', pupils, on: today })).answers;

  test('each is a press of its own, and is answered by itself', async () => {
    const answers = await all('manager', [pupil, 'P9A2', 'P9A3', 'P9B1', 'NOBODY']);
    expect(answers.map(({ pupil: whom, state }) => `${whom} ${state}`)).toEqual([
      'P9A1 saved',
      'P9A2 saved',
      'P9A3 refused',
      'P9B1 saved',
      'NOBODY refused',
    ]);
    expect(answers[2]!.says).toMatch(/stage 0 is recommended now/);
    expect((await ordinary.records.find(interventions)).map(({ record }) => record.pupil)).toEqual([
      'P9A1',
      'P9A2',
      'P9B1',
    ]);
    expect((await events()).map(({ verb }) => verb)).toEqual(['accept-stage', 'accept-stage', 'accept-stage']);
  });

  test('sent again it is told the same, and nothing is begun twice', async () => {
    const first = await all('manager', [pupil, 'P9A2']);
    expect(await all('manager', [pupil, 'P9A2'])).toMatchObject(
      first.map(({ pupil: whom, state }) => ({ pupil: whom, state })),
    );
    expect(await ordinary.records.find(interventions)).toHaveLength(2);
  });

  test('two people at once, in another order: each stage begins once', async () => {
    const answers = await Promise.all([
      all('manager', [pupil, 'P9A2', 'P9B1'], 'one'),
      all('deputy', ['P9B1', 'P9A2', pupil], 'two'),
    ]);
    expect(answers.flat().filter(({ state }) => state === 'saved')).toHaveLength(3);
    expect(await ordinary.records.find(interventions)).toHaveLength(3);
  });

  test('a head of year begins those of their own year alone', async () => {
    expect((await all('headOfYear8', [pupil, 'P9A2'])).map(({ state }) => state)).toEqual(['refused', 'refused']);
  });
});
