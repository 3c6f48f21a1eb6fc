import { beforeEach, describe, expect, test } from 'vitest';
import { withImport } from '../../shared/records/mark-book.ts';
import { stageHolds } from '../../shared/records/stage-hold.ts';
import { stagesView as stagesShape } from '../../shared/views/stages.ts';
import type { PressData, PressVerb } from '../../shared/workflows/carry-out-press.ts';
import { refreshCards } from '../../shared/workflows/refresh-cards.ts';
import { stagesView } from '../../shared/workflows/stages-view.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { type OrdinaryDesk, type StaffName, staff, today } from '../support/desk.ts';
import { deskWithIll } from '../support/ill-pupils.ts';

let ordinary: OrdinaryDesk;
let presses = 0;
beforeEach(() => {
  ordinary = deskWithIll('P9A1', 'P9A2', 'P9B1');
});

const as = async (who: StaffName) => (await whoIs(ordinary.desk, staff[who].id))!;
const press = async <V extends PressVerb>(who: StaffName, verb: V, data: PressData<V>) => {
  const taken = await takePress(ordinary.desk, await as(who), verb, `press-${++presses}`, data);
  await ordinary.settle();
  return taken;
};
const accept = (pupil: string, on = today) => press('manager', 'accept-stage', { pupil, stage: '1', on });
const putOnHold = async (pupil: string, stage: string) => {
  const by = { by: staff.headOfYear9.id, byName: staff.headOfYear9.name };
  const hold = { key: `hold-${pupil}`, pupil, stage, reason: 'A funeral', heldOn: '2026-03-02', until: '2026-03-20' };
  await ordinary.records.create(stageHolds, { ...hold, ...by });
};
const channel = () => ordinary.messenger.posts.filter(({ to }) => to.kind === 'channel');
const words = () => ordinary.wordsTo('Year 9', 'Stages of support');

describe('a decision about a stage shows at once in the year team’s channel, in counts', () => {
  test('the first of the day posts the card, the next ones bring it up to date', async () => {
    await accept('P9A1');
    expect(channel()).toHaveLength(1);
    expect(words()).toEqual([
      'Stages of support',
      'Year 9',
      'Tuesday 10 March',
      '1',
      'begun today',
      '2',
      'wait for a decision',
      '0',
      'on hold',
      'Stage 1, Concern',
      '1 begun this week, 2 recommended',
    ]);
    await accept('P9A2');
    await press('headOfYear9', 'hold-stage', { pupil: 'P9B1', stage: '1', reason: 'A funeral', on: today });
    expect(channel()).toHaveLength(1);
    expect(words().slice(3, 9)).toEqual(['2', 'begun today', '0', 'wait for a decision', '1', 'on hold']);
    await press('headOfYear9', 'end-hold', { pupil: 'P9B1', on: today });
    expect(words().slice(5, 9)).toEqual(['1', 'wait for a decision', '0', 'on hold']);
  });

  test.each([
    ['of the stage that is recommended keeps it from waiting', '1', { waiting: '0', onHold: '1' }],
    ['of a higher stage keeps it from waiting', '2', { waiting: '0', onHold: '1' }],
    ['of a lower one, before there was any, does not', '0', { waiting: '1', onHold: '0' }],
  ])('a hold %s', async (_says, stage, { waiting, onHold }) => {
    await putOnHold('P9B1', stage);
    await accept('P9A1');
    await accept('P9A2');
    expect(words().slice(5, 9)).toEqual([waiting, 'wait for a decision', onHold, 'on hold']);
  });

  test('a stage that is typed in the sheet shows like any other', async () => {
    await press('manager', 'edit-tracker', { pupil: 'P9A1', field: 'stageDecided', seen: null, to: '1' });
    expect(words().slice(3, 5)).toEqual(['1', 'begun today']);
  });

  test('after an import the card follows the figures', async () => {
    await accept('P9A1');
    ordinary.pupilIs('P9B1', { to: '2026-03-09' });
    ordinary.at('09:40');
    ordinary.export({});
    await refreshCards(ordinary.desk);
    expect(words().slice(5, 7)).toEqual(['1', 'wait for a decision']);
  });

  test('a card that Teams did not take comes with the next look at the cards', async () => {
    for (let tries = 3; tries > 0; tries--) ordinary.messenger.failNext('busy');
    await accept('P9A1');
    expect(channel()).toEqual([]);
    await refreshCards(ordinary.desk);
    await refreshCards(ordinary.desk);
    expect(channel()).toHaveLength(1);
    expect(words().slice(3, 5)).toEqual(['1', 'begun today']);
  });

  test('a notice is no matter of the whole team: no card for it, and no number', async () => {
    await press('deputy', 'choose-stage', { pupil: 'P9A1', stage: '5', reason: 'Support refused', on: today });
    expect(channel()).toEqual([]);
    await accept('P9A2');
    expect(words().join(' ')).not.toMatch(/[Nn]otice|Stage 5/);
    expect(words().slice(3, 5)).toEqual(['1', 'begun today']);
  });

  test.each([
    ['a plan and a contact', '09:20', 'edit-tracker', { pupil: 'P9A1', field: 'nextAction', seen: null, to: 'Ring' }],
    ['a Saturday', '2026-03-14T10:00', 'accept-stage', { pupil: 'P9A1', stage: '1', on: '2026-03-14' }],
    ['the evening', '17:05', 'accept-stage', { pupil: 'P9A1', stage: '1', on: today }],
  ] as const)('nothing is posted for %s', async (_says, at, verb, data) => {
    ordinary.at(at);
    expect((await press('manager', verb, data)).state).toBe('saved');
    expect(channel()).toEqual([]);
  });

  test('a stranger in the channel: nothing is posted there, and the office is told', async () => {
    ordinary.messenger.setMembers('channel-9', ['id-stranger']);
    await accept('P9A1');
    expect(channel()).toEqual([]);
    expect(ordinary.postTo('manager').versions[0]!.summary).toBe('Attendance Desk needs the office');
  });

  test('a new day has a new card', async () => {
    await accept('P9A1');
    ordinary.at('2026-03-11T09:20');
    await accept('P9A2', '2026-03-11');
    expect(channel()).toHaveLength(2);
    expect(words().slice(3, 5)).toEqual(['1', 'begun today']);
    expect(words().at(-1)).toBe('2 begun this week, 1 recommended');
  });
});

describe('the stages in the tab, with names for those who may', () => {
  const view = async (who: StaffName, year?: string) => await stagesView(ordinary.desk, await as(who), { year });

  test('what waits, what is on hold and what runs, with who and when', async () => {
    await accept('P9A1');
    await press('headOfYear9', 'hold-stage', {
      pupil: 'P9A2',
      stage: '1',
      reason: 'A funeral',
      until: '2026-03-20',
      on: today,
    });
    const seen = (await view('headOfYear9'))!;
    expect(stagesShape.parse(seen)).toEqual(seen);
    expect(seen.years).toEqual(['9']);
    expect(seen.waiting).toMatchObject([{ pupil: 'P9B1', recommended: '1', decided: null }]);
    expect(seen.waiting[0]!.says).toMatch(/^Absent 12 of/);
    expect(seen.held).toMatchObject([
      { pupil: 'P9A2', stage: '1', reason: 'A funeral', until: '2026-03-20', by: 'Noor Bell', on: today },
    ]);
    expect(seen.begun).toMatchObject([{ pupil: 'P9A1', stage: '1', by: 'Mercy Okafor', on: today, because: null }]);
    expect(seen.counts).toMatchObject([{ year: '9', onHold: 1 }]);
  });

  test('a stage that was recommended after a lower one was put on hold waits, and says so', async () => {
    await putOnHold('P9B1', '0');
    const { waiting, held } = (await view('headOfYear9', '9'))!;
    expect(waiting.find(({ pupil }) => pupil === 'P9B1')?.says).toMatch(
      /^Absent 12 of .*\. Stage 0 is on hold until 20 March 2026\.$/,
    );
    expect(held).toMatchObject([{ pupil: 'P9B1', stage: '0', reason: 'A funeral' }]);
  });

  test('why a notice was begun is told to those who answer for penalty notices', async () => {
    await press('deputy', 'choose-stage', { pupil: 'P9A1', stage: '5', reason: 'A holiday in term', on: today });
    expect((await view('manager', '9'))!.begun).toMatchObject([{ stage: '5', because: 'A holiday in term' }]);
    expect((await view('headOfYear9'))!.begun).toMatchObject([
      { stage: '5', because: 'For those who answer for penalty notices' },
    ]);
  });

  test('one session taken from the marks changes the sentence', async () => {
    const says = async () => (await view('manager', '9'))!.waiting.find(({ pupil }) => pupil === 'P9B1')?.says;
    expect(await says()).toMatch(/^Absent 12 of 52 sessions \(23\.1 %\) in the last 6 school weeks/);
    const mark = { pupil: 'P9B1', date: '2026-02-24', half: 'AM', code: '/' } as const;
    const imported = { marks: [mark], at: '2026-03-10T09:21:00Z', by: 'MIS', why: 'import' };
    ordinary.book = withImport(ordinary.book, imported).book;
    expect(await says()).toMatch(/^Absent 11 of 52 sessions \(21\.2 %\)/);
  });

  test('one year, or every year that one may see', async () => {
    expect((await view('manager'))?.years).toEqual(['8', '9']);
    expect((await view('manager', '8'))?.waiting).toEqual([]);
    expect(await view('headOfYear8', '9')).toBeUndefined();
    expect(await view('teacher9A')).toBeUndefined();
  });

  test('notices are counted for those who answer for them', async () => {
    const stagesOf = async (who: StaffName) => (await view(who))!.counts[0]!.stages.map(({ stage }) => stage);
    expect(await stagesOf('deputy')).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(await stagesOf('headOfYear9')).toEqual(['1', '2', '3', '4']);
  });
});
