import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { contactLog, contactLogSchema } from '../../shared/records/contact-log.ts';
import { letterSchema, letters } from '../../shared/records/letter.ts';
import { withImport } from '../../shared/records/mark-book.ts';
import { stageHolds } from '../../shared/records/stage-hold.ts';
import { trackerPupil } from '../../shared/views/tracker.ts';
import type { Code } from '../../shared/vocabulary/mark.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { trackerFacts } from '../../shared/workflows/tracker-facts.ts';
import { trackerRows } from '../../shared/workflows/tracker-rows.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';

const pupil = 'P9A1';
let ordinary: OrdinaryDesk;
let keys = 0;
beforeEach(() => {
  ordinary = new OrdinaryDesk();
  ordinary.at('09:20');
});

const view = async (who: StaffName = 'manager') =>
  (await trackerView(ordinary.desk, (await whoIs(ordinary.desk, staff[who].id))!))!;
const row = async (who: StaffName = 'manager') => (await view(who)).pupils.find((one) => one.pupil === pupil)!;

/** The pupil has this mark in every session of these days. */
const marked = (from: string, to: string, code: Code, at = '2026-03-09T18:00:00Z'): void => {
  const sessions = ordinary.calendar.sessions.filter(({ date }) => date >= from && date <= to);
  const marks = sessions.map((session) => ({ ...session, pupil, code }));
  ordinary.book = withImport(ordinary.book, { marks, at, by: 'MIS', why: 'import' }).book;
};

const contact = async (more: object): Promise<void> => {
  const usual = { pupil, time: '10:00', by: 'id-manager', byName: 'Mercy Okafor', channel: 'call', outcome: 'reached' };
  const entry = contactLogSchema.parse({ key: `contact-${++keys}`, personSpokenTo: 'Pat', ...usual, ...more });
  await ordinary.records.create(contactLog, entry);
};

describe('the row has what is on record beside the figures', () => {
  test('as the pane expects it, field by field', async () => {
    const one = await row();
    expect(trackerPupil.parse(one)).toEqual(one);
    expect(one).toMatchObject({ lastContact: null, redContact: null, hold: null, tier: '4' });
    expect(one).not.toHaveProperty('letter');
  });

  test('the last time somebody was reached, not the last attempt, and of this school year', async () => {
    await contact({ date: '2025-07-10' });
    expect((await row()).lastContact).toBeNull();
    await contact({ date: '2026-03-04', byName: 'Paul Quill' });
    await contact({ date: '2026-03-03' });
    await contact({ date: '2026-03-09', outcome: 'left message' });
    expect((await row()).lastContact).toEqual({ date: '2026-03-04', by: 'Paul Quill' });
  });

  test.each([
    ['nobody was tried', undefined, 'not met'],
    ['an attempt alone is no contact', { outcome: 'no answer' }, 'attempted'],
    ['somebody was reached, and it says who', {}, 'met'],
    ['last week does not count', { date: '2026-03-06' }, 'not met'],
  ])('a red pupil’s contact of this week (§9.6): %s', async (_says, more, status) => {
    // 40 of 224 sessions missed: below 90 %.
    marked('2026-01-12', '2026-02-06', 'I');
    ordinary.at('15:00');
    if (more) await contact({ date: '2026-03-10', ...more });
    expect((await row()).redContact).toBe(status);
  });

  test('the last letter that was sent, in words with its day; a draft is none', async () => {
    const letter = {
      pupil,
      parent: `${pupil}/1`,
      parentName: 'Pat',
      madeOn: '2026-03-02',
      by: 'id-manager',
      byName: 'Mercy Okafor',
      figures: '{}',
    };
    const sent = { state: 'sent', servedBy: 'first-class post' };
    for (const [key, more] of Object.entries({
      one: { ...sent, kind: 'stage 1', servedAt: '2026-02-10T15:00:00Z' },
      two: { ...sent, kind: 'stage 2', servedAt: '2026-03-03T15:00:00Z' },
      three: { kind: 'stage 3' },
    }))
      await ordinary.records.create(letters, letterSchema.parse({ ...letter, key, ...more }));
    expect((await row()).letter).toBe('Letter 2, 3 March 2026');
  });
});

describe('what a reader may not know is not there (§11)', () => {
  test.each([
    ['manager', true],
    ['deputy', true],
    ['dsl', true],
    ['headOfYear9', false],
    ['officer', false],
  ] as const)('%s sees the penalty notice counter: %s', async (who, is) => {
    marked('2026-03-02', '2026-03-03', 'O');
    const { penalty } = await row(who);
    expect(penalty).toEqual(is ? { confirmed: 4, includingN: 4, met: false } : undefined);
  });

  test.each([
    ['manager', 'A holiday in term'],
    ['headOfYear9', 'For those who answer for penalty notices'],
  ] as const)('%s reads of a notice on hold: %s', async (who, reason) => {
    const held = { stage: '5', reason: 'A holiday in term', heldOn: today, by: 'id-deputy', byName: 'Dora Marsh' };
    await ordinary.records.create(stageHolds, { key: 'a-notice', pupil, ...held });
    expect((await row(who)).hold).toMatchObject({ stage: '5', reason });
  });

  test('the tier says how soon, and not why', async () => {
    ordinary.flag(pupil, 'looked-after');
    for (const who of ['manager', 'headOfYear9', 'officer', 'dsl'] as const) expect((await row(who)).tier).toBe('1');
    expect(JSON.stringify(await view('officer'))).not.toContain('looked-after');
  });

  test.each([
    ['manager', { decide: true, plan: true, contact: true, meet: true }],
    ['deputy', { decide: true, plan: true, contact: false, meet: true }],
    ['headOfYear9', { decide: true, plan: true, contact: true, meet: false }],
    ['officer', { decide: false, plan: false, contact: true, meet: false }],
    ['head', { decide: false, plan: false, contact: false, meet: false }],
  ] as const)('%s is told what they may do with the sheet', async (who, may) => {
    expect((await view(who)).may).toEqual(may);
  });
});

describe('since last week', () => {
  test('the figures and the stage as they stood at the end of the last school week', async () => {
    marked('2026-02-23', '2026-03-05', 'I', '2026-03-05T18:00:00Z');
    marked('2026-03-09', '2026-03-09', 'I');
    const { lastWeekEnded } = await view();
    expect(lastWeekEnded).toBe('2026-03-06');
    const one = await row();
    expect(one.lastWeek).toMatchObject({ attended: one.attended, possible: one.possible - 2 });
    const then = trackerRows(await trackerFacts(ordinary.desk, '2026-03-06')).find((each) => each.pupil === pupil)!;
    expect(one.lastWeek).toEqual({
      attended: then.attended,
      possible: then.possible,
      band: then.band,
      persistent: then.persistent,
      recommended: then.stage.recommended,
    });
  });

  test('a mark amended this week stood as it was', async () => {
    marked('2026-02-23', '2026-03-05', 'I', '2026-03-10T08:00:00Z');
    const one = await row();
    expect(one.lastWeek?.possible).toBe(one.lastWeek?.attended);
    expect(one.lastWeek?.recommended).toBe('0');
    expect(one.stage.recommended).toBe('1');
  });

  test('null for somebody who was not on roll then, and in the first week of a school year', async () => {
    ordinary.pupilIs(pupil, { from: '2026-03-09' });
    expect((await row()).lastWeek).toBeNull();
    ordinary.pupilIs(pupil, { from: '2025-09-03' });
    ordinary.at('2025-09-04T09:20');
    expect(await view()).toMatchObject({ lastWeekEnded: null });
    expect((await row()).lastWeek).toBeNull();
  });
});

test('as of the end of a past day, what came later is not there', async () => {
  await contact({ date: '2026-03-04' });
  const [then] = trackerRows(await trackerFacts(ordinary.desk, '2026-03-03')).filter((each) => each.pupil === pupil);
  expect(then).toMatchObject({ lastContact: null });
});

test('a list that a hand took away takes away what it told, and nothing else', async () => {
  const gone: ReadonlySet<string> = new Set(['Stage holds', 'Pupil plans', 'Letters', 'Contact log']);
  const find: Desk['records']['find'] = async (kind, where) => {
    if (gone.has(kind.list)) throw new OutsideError('absent', `no list ${kind.list}`);
    return await ordinary.records.find(kind, where);
  };
  const records: Desk['records'] = {
    find,
    byKey: (kind, key) => ordinary.records.byKey(kind, key),
    create: (kind, record) => ordinary.records.create(kind, record),
    createAll: (kind, all) => ordinary.records.createAll(kind, all),
    update: (kind, seen, change) => ordinary.records.update(kind, seen, change),
    updateAll: (kind, changes) => ordinary.records.updateAll(kind, changes),
    deleteAll: (kind, seen) => ordinary.records.deleteAll(kind, seen),
  };
  const desk = { ...ordinary.desk, records };
  const manager = (await whoIs(desk, staff.manager.id))!;
  const one = (await trackerView(desk, manager))!.pupils.find((each) => each.pupil === pupil)!;
  expect(one).toMatchObject({ possible: 224, stage: { recommended: '0' } });
  for (const part of ['hold', 'plan', 'lastContact', 'redContact', 'letter']) expect(one).not.toHaveProperty(part);
  const choose = { pupil, stage: '2', reason: 'Asked for', on: today };
  expect((await takePress(desk, manager, 'choose-stage', 'k', choose)).state).toBe('saved');
});
