import { beforeEach, describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { interventions } from '../../shared/records/intervention.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { stageHolds } from '../../shared/records/stage-hold.ts';
import type { PressData, PressVerb } from '../../shared/workflows/carry-out-press.ts';
import { carryOutPress } from '../../shared/workflows/carry-out-press.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { type OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';
import { deskWithIll } from '../support/ill-pupils.ts';

const pupil = 'P9A1';
let ordinary: OrdinaryDesk;
let presses = 0;
beforeEach(() => {
  ordinary = deskWithIll(pupil);
  presses = 0;
});

const as = async (who: StaffName) => (await whoIs(ordinary.desk, staff[who].id))!;
const press = async <V extends PressVerb>(who: StaffName, verb: V, data: PressData<V>, key = `press-${++presses}`) =>
  await takePress(ordinary.desk, await as(who), verb, key, data);
const accept = (who: StaffName, stage = '1') => press(who, 'accept-stage', { pupil, stage, on: today });
const choose = (who: StaffName, stage: string) =>
  press(who, 'choose-stage', { pupil, stage, reason: 'The family asked for it', on: today });
const hold = (who: StaffName, more: { stage?: string; until?: string } = {}) =>
  press(who, 'hold-stage', { pupil, stage: '1', reason: 'A funeral', on: today, ...more });
const endHold = (who: StaffName, on = today) => press(who, 'end-hold', { pupil, on });

const begun = async () => (await ordinary.records.find(interventions)).map(({ record }) => record);
const holds = async () => (await ordinary.records.find(stageHolds)).map(({ record }) => record);
const events = async () => (await ordinary.records.find(auditEvents)).map(({ record }) => record);
const row = async (who: StaffName = 'manager') =>
  (await trackerView(ordinary.desk, await as(who)))!.pupils.find((one) => one.pupil === pupil)!;

/** Ten sessions of leave that was not granted: a notice is recommended, whatever came before (§5.2 a). */
const onHoliday = () => {
  const days = ordinary.calendar.sessions.filter(({ date }) => date >= '2026-02-24' && date < '2026-03-04');
  const marks = days.map((session) => ({ ...session, pupil, code: 'G' as const }));
  ordinary.book = withImport(ordinary.book, { marks, at: '2026-03-10T09:00:00Z', by: 'MIS', why: 'import' }).book;
};

describe('another stage than the recommended one (§5.2 h)', () => {
  test('is begun with the reason, beside what was recommended, and is one event without the words', async () => {
    expect(await choose('manager', '2')).toEqual({ state: 'saved', says: 'Saved: stage 2 has begun.' });
    const [record] = await begun();
    expect(record).toMatchObject({
      pupil,
      stage: '2',
      chosenWhy: 'The family asked for it',
      openedByName: 'Mercy Okafor',
    });
    expect(JSON.parse(record!.recommended)).toMatchObject({ stage: '1', policyVersion: 1 });
    expect((await row()).stage).toMatchObject({ decided: '2', since: today });
    expect(await events()).toMatchObject([{ verb: 'choose-stage', pupil, detail: '{"stage":"2","on":"2026-03-10"}' }]);
  });

  test('the stage that runs is not begun twice: whoever comes second hears who was first', async () => {
    await accept('manager');
    expect(await accept('headOfYear9')).toEqual({
      state: 'refused',
      says: 'M Okafor was first: stage 1 began on 10 March 2026. Nothing more was changed; this is how it stands now.',
    });
    expect(await begun()).toHaveLength(1);
  });

  test('while a notice runs, what follows is for those who answer for penalty notices; stage S runs beside it', async () => {
    await choose('deputy', '5');
    expect(await choose('headOfYear9', '2')).toMatchObject({
      state: 'refused',
      says: expect.stringMatching(/role does not/),
    });
    expect((await begun()).map(({ stage }) => stage)).toEqual(['5']);
    expect(await choose('headOfYear9', 'S')).toMatchObject({ state: 'saved' });
    expect(await choose('manager', '2')).toMatchObject({ state: 'saved' });
  });

  test('neither is stage S, which runs beside the ladder', async () => {
    await accept('manager');
    await choose('manager', 'S');
    expect((await choose('deputy', 'S')).says).toMatch(/^M Okafor was first: stage S began on 10 March 2026/);
    expect((await begun()).map(({ stage }) => stage)).toEqual(['1', 'S']);
  });

  test.each([
    [
      'a stage that the policy does not have',
      '9',
      'The policy has no stage 9. It has 0, 1, 2, 3, 4, 5, 6, S.',
      undefined,
    ],
    [
      'a notice, by a head of year',
      '5',
      'Your role does not allow this. It has been noted; nothing was changed.',
      true,
    ],
  ])('%s is refused', async (_says, stage, says, forbidden) => {
    const answer = await choose('headOfYear9', stage);
    expect(answer).toEqual({ state: 'refused', says, ...(forbidden ? { forbidden } : {}) });
    expect(await begun()).toEqual([]);
  });

  test('a notice is for those who answer for penalty notices', async () => {
    expect((await choose('deputy', '5')).state).toBe('saved');
  });
});

describe('a stage on hold', () => {
  test('the recommendation stands, with who holds it, why and until when', async () => {
    expect(await hold('headOfYear9', { until: '2026-03-20' })).toEqual({
      state: 'saved',
      says: 'Saved: stage 1 is on hold until 20 March 2026.',
    });
    expect(await row()).toMatchObject({
      stage: { recommended: '1', decided: null },
      hold: { stage: '1', reason: 'A funeral', until: '2026-03-20', by: 'Noor Bell', on: today },
    });
    expect(await events()).toMatchObject([{ verb: 'hold-stage', by: 'id-hoy9', pupil }]);
    expect(JSON.stringify(await events())).not.toContain('funeral');
  });

  test('it ends by a person, once', async () => {
    await hold('headOfYear9');
    expect(await endHold('manager')).toEqual({ state: 'saved', says: 'Saved: the hold of stage 1 has ended.' });
    expect((await row()).hold).toBeNull();
    expect(await holds()).toMatchObject([{ endedOn: today, endedByName: 'Mercy Okafor' }]);
    expect((await endHold('headOfYear9')).says).toMatch(/^Nothing of this pupil is on hold any more/);
  });

  test.each(['2026-03-09', '2026-03-11'])('it ends on the day on which it is ended, not on %s', async (day) => {
    await hold('headOfYear9');
    expect((await endHold('manager', day)).says).toMatch(/^These figures are of \d+ March 2026/);
    expect(await row()).toMatchObject({ hold: { stage: '1' } });
  });

  test('it ends when a stage begins', async () => {
    await hold('headOfYear9');
    await accept('manager');
    expect(await row()).toMatchObject({ hold: null, stage: { decided: '1' } });
    expect(await holds()).toMatchObject([{ endedByName: 'Mercy Okafor' }]);
  });

  test('it ends with its last day', async () => {
    await hold('manager', { until: '2026-03-11' });
    ordinary.at('2026-03-11T16:00');
    expect((await row()).hold).toMatchObject({ until: '2026-03-11' });
    ordinary.at('2026-03-12T08:00');
    expect((await row()).hold).toBeNull();
  });

  test.each([
    ['a stage that is not recommended', { stage: '3' }, /stage 1 is recommended now/],
    ['until a day that has passed', { until: '2026-03-09' }, /ends today or later/],
  ])('%s: refused', async (_says, more, says) => {
    expect(await hold('manager', more)).toMatchObject({ state: 'refused', says: expect.stringMatching(says) });
    expect(await holds()).toEqual([]);
  });

  test('it counts for its own stage: a higher one that is recommended since may be held too, and takes its place', async () => {
    await hold('headOfYear9');
    onHoliday();
    expect(await row()).toMatchObject({ stage: { recommended: '5' }, hold: { stage: '1' } });
    expect(await hold('deputy', { stage: '5', until: '2026-03-20' })).toMatchObject({ state: 'saved' });
    expect(await row()).toMatchObject({ hold: { stage: '5', by: 'Dora Marsh' } });
    expect(await holds()).toMatchObject([{ stage: '1', endedOn: today, endedByName: 'Dora Marsh' }, { stage: '5' }]);
    expect((await hold('manager', { stage: '5' })).says).toContain('stage 5 is on hold until 20 March 2026');
  });

  test('two at once: one holds, the other hears it', async () => {
    const answers = await Promise.all([hold('manager'), hold('headOfYear9')]);
    expect(answers.map(({ state }) => state).sort()).toEqual(['refused', 'saved']);
    expect(await holds()).toHaveLength(1);
  });
});

describe('a contact outside the first-day list (§4.4)', () => {
  const call = { pupil, channel: 'call', outcome: 'reached', personSpokenTo: 'Pat', relationship: 'Mother' } as const;

  test('is in the contact log and in the row: who reached somebody, and when', async () => {
    expect((await row()).lastContact).toBeNull();
    expect(await press('officer', 'contact-family', { ...call, reasonGiven: 'A cold' })).toMatchObject({
      state: 'saved',
    });
    expect((await ordinary.records.find(contactLog)).map(({ record }) => record)).toMatchObject([
      { ...call, date: today, time: '09:20', byName: 'Paul Quill', reasonGiven: 'A cold' },
    ]);
    expect((await row()).lastContact).toEqual({ date: today, by: 'Paul Quill' });
    expect(await events()).toMatchObject([
      { verb: 'contact-family', detail: '{"channel":"call","outcome":"reached"}' },
    ]);
  });

  test('an attempt is in the log, and is no contact', async () => {
    await press('officer', 'contact-family', { pupil, channel: 'call', outcome: 'no answer' });
    expect(await ordinary.records.find(contactLog)).toHaveLength(1);
    expect((await row()).lastContact).toBeNull();
  });

  test('a reason comes from somebody who was reached, a follow-up lies ahead', async () => {
    const attempt = { pupil, channel: 'call', outcome: 'no answer' } as const;
    expect((await press('officer', 'contact-family', { ...attempt, reasonGiven: 'A cold' })).says).toMatch(
      /was reached/,
    );
    expect((await press('officer', 'contact-family', { ...call, followUpDue: '2026-03-09' })).says).toMatch(
      /today or later/,
    );
  });
});

describe('pressed twice, and carried twice, is once', () => {
  const decisions = [
    ['choose-stage', { pupil, stage: '2', reason: 'Asked for', on: today }],
    ['hold-stage', { pupil, stage: '1', reason: 'A funeral', on: today }],
    ['contact-family', { pupil, channel: 'call', outcome: 'no answer' }],
    ['edit-tracker', { pupil, field: 'nextAction', seen: null, to: 'Ring Pat' }],
    ['hold-meeting', { on: today }],
  ] as const;

  test.each(decisions)('%s', async (verb, data) => {
    const [first, second] = [await press('manager', verb, data, 'same'), await press('manager', verb, data, 'same')];
    expect([first.state, second.state]).toEqual(['saved', 'saved']);
    const writes = ordinary.records.writes;
    // The process died after the lists were written and before that was known.
    await ordinary.presses.settle('same', { state: 'saving' });
    await carryOutPress(ordinary.desk, {
      key: 'same',
      at: '2026-03-10T09:20:00Z',
      by: staff.manager.id,
      verb,
      data: { name: staff.manager.name, is: data },
    });
    expect(ordinary.records.writes).toBe(writes);
    expect(await events()).toHaveLength(1);
  });
});
