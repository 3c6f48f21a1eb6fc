import { beforeAll, describe, expect, test } from 'vitest';
import { anyKinds } from '../../shared/records/all.ts';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { type Erasure, erase } from '../../shared/workflows/erase.ts';
import { sendFirstDayList } from '../../shared/workflows/first-day-list.ts';
import { postFirstDay } from '../../shared/workflows/post-first-day.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { filledDesk } from '../access/world.ts';
import { canary, OrdinaryDesk, staff, today } from '../support/desk.ts';
import type { InMemorySiteFiles } from '../support/in-memory/in-memory-site-files.ts';

const by = { id: 'operator', name: 'Command line' };
const filesOf = ({ desk }: OrdinaryDesk) => desk.files as InMemorySiteFiles;

/** Lists about pupils in which the text stands somewhere. */
const listsWith = async ({ records }: OrdinaryDesk, text: string): Promise<string[]> => {
  const found: string[] = [];
  for (const kind of anyKinds.filter(({ about }) => about === 'pupil'))
    if (JSON.stringify((await records.find(kind)).map(({ record }) => record)).includes(text)) found.push(kind.name);
  return found;
};

describe('a pupil is erased (§11)', () => {
  let ordinary: OrdinaryDesk;
  let report: Erasure;
  beforeAll(async () => {
    ordinary = await filledDesk();
    const { surname, forename } = ordinary.pupils.get('P9A1')!;
    filesOf(ordinary).put('Inbox/students.csv', `P9A1,${surname},${forename}\nP9B1,Other,Else`);
    filesOf(ordinary).put('Inbox/registers.csv', '9A,AM');
    filesOf(ordinary).put(`${canary}.letter.file.P9A1`, 'Dear parent');
    report = (await erase(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by }))!;
  });

  test('nothing is left but what the law and the chain keep', async () => {
    expect(await listsWith(ordinary, 'P9A1')).toEqual(['amendment', 'audit-event']);
    expect(report.kept.map(({ what, count }) => [what, count])).toEqual([
      ['Marks in the mark books', ordinary.calendar.sessions.filter(({ date }) => date < today).length],
      ['Amendments', 1],
      ['Audit', 2],
    ]);
    for (const { why, source } of report.kept) expect([why, source]).not.toContain('');
  });

  test('everybody else is as before', async () => {
    const untouched = await filledDesk();
    for (const other of ['P9B1', 'P8A1', 'P9A2'])
      expect(await listsWith(ordinary, other)).toEqual(await listsWith(untouched, other));
  });

  test('files that name the pupil are gone, the others stay', () => {
    expect(report.files.toSorted()).toEqual(['Inbox/students.csv', `${canary}.letter.file.P9A1`].toSorted());
    return expect(ordinary.desk.files.list('Inbox')).resolves.toMatchObject([{ path: 'Inbox/registers.csv' }]);
  });

  test('the erasure is an event that names an id alone', async () => {
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    const own = events.find(({ verb }) => verb === 'erase');
    expect(own).toMatchObject({ by: 'operator', pupil: 'P9A1', record: 'pupil' });
    expect(JSON.stringify(own)).not.toContain(canary);
  });

  test('what lies beyond the desk is named, and that the pupil is still on roll', () => {
    expect(report.beyond.join('\n')).toMatch(/still on roll[\s\S]*recycle bin[\s\S]*tracking workbook/);
  });

  test('a dry run says the same and changes nothing', async () => {
    const fresh = await filledDesk();
    const before = fresh.records.writes;
    const dry = await erase(fresh.desk, fresh.pupils.get('P9A1')!, { dryRun: true, by });
    expect(dry?.deleted).toEqual(report.deleted);
    expect(fresh.records.writes).toBe(before);
  });

  test('run again after it broke off, it finishes', async () => {
    const broken = await filledDesk();
    const pupil = broken.pupils.get('P9A1')!;
    const remove = broken.records.deleteAll.bind(broken.records);
    let turn = 0;
    broken.records.deleteAll = async (kind, seen) => {
      if (++turn === 4) throw new Error('the power went');
      await remove(kind, seen);
    };
    await expect(erase(broken.desk, pupil, { dryRun: false, by })).rejects.toThrow('the power went');
    expect(await broken.records.byKey(pupils, 'P9A1')).toBeDefined();
    await erase(broken.desk, pupil, { dryRun: false, by });
    expect(await listsWith(broken, 'P9A1')).toEqual(['amendment', 'audit-event']);
  });
});

describe('what stands in personal chats', () => {
  const morning = async (): Promise<OrdinaryDesk> => {
    const ordinary = new OrdinaryDesk();
    ordinary.at('09:14');
    ordinary.export({ taken: { '9A': '08:44', '8A': '08:44' }, marks: { P9A1: 'N', P8A1: 'N' } });
    ordinary.at('09:15');
    await postFirstDay(ordinary.desk, { date: today, half: 'AM' });
    const manager = (await whoIs(ordinary.desk, staff.manager.id))!;
    for (const year of ['8', '9']) await sendFirstDayList(ordinary.desk, manager, { date: today, half: 'AM', year });
    await takePress(ordinary.desk, manager, 'enter-leave', 'leave-1', {
      pupil: 'P9A1',
      from: '2026-03-23',
      to: '2026-03-25',
      reason: 'A wedding',
      askedBy: 'Mother',
    });
    await ordinary.settle();
    return ordinary;
  };

  test('lists of the pupil’s year and cards about the pupil’s leave are taken back, others stand', async () => {
    const ordinary = await morning();
    const report = await erase(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by });
    // The list of year 9, and a card each for the deputy and the head.
    expect(report?.messages).toBe(3);
    const standing = ordinary.messenger.posts.filter(({ withdrawn }) => !withdrawn).map(({ versions }) => versions);
    expect(JSON.stringify(standing)).not.toContain('P9A1');
    expect(JSON.stringify(standing)).toContain('P8A1');
    expect(await brokenIn((await ordinary.records.find(auditEvents)).map(({ record }) => record))).toEqual([]);
  });

  test('while a concern about the pupil waits for the safeguarding lead nothing is erased', async () => {
    const ordinary = await morning();
    const manager = (await whoIs(ordinary.desk, staff.manager.id))!;
    const task = `${today}/AM/P9A1`;
    await takePress(ordinary.desk, manager, 'raise-concern', 'concern-1', { task, text: 'Seemed frightened' });
    await ordinary.settle();
    const before = await listsWith(ordinary, 'P9A1');
    expect(await erase(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by })).toBeUndefined();
    expect(await listsWith(ordinary, 'P9A1')).toEqual(before);
  });
});
