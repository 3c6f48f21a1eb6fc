import { describe, expect, test } from 'vitest';
import { anyKinds } from '../../shared/records/all.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { letters } from '../../shared/records/letter.ts';
import { penaltyNotices } from '../../shared/records/penalty-notice.ts';
import { posts } from '../../shared/records/post.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { periodOf } from '../../shared/records/retention.ts';
import { audit } from '../../shared/workflows/audit.ts';
import { retention, retentionDue } from '../../shared/workflows/retention.ts';
import { canary, OrdinaryDesk, pupilWith, today } from '../support/desk.ts';
import type { InMemorySiteFiles } from '../support/in-memory/in-memory-site-files.ts';
import { policyWith } from '../support/policy.ts';

const task = (date: string, pupil = 'P9A1') => ({
  key: `${date}/AM/${pupil}`,
  date,
  half: 'AM' as const,
  pupil,
  year: '9',
  form: '9A',
  kind: 'reason' as const,
  tier: 4,
  state: 'open' as const,
  attempts: 0,
});

const notice = (key: string, closedOn?: string) => ({
  key,
  pupil: 'P9A1',
  parent: 'P9A1/1',
  parentName: `Pat ${canary}`,
  state: 'paid' as const,
  sessions: [],
  ...(closedOn === undefined ? {} : { closedOn }),
});

/** A grown-up who left years ago, and somebody of the same age on the day before the 25th birthday. */
const grown = pupilWith('P-GROWN', '9A', { born: '2001-03-08', to: '2017-07-20' });
const nearly = pupilWith('P-NEARLY', '9A', { born: '2001-03-10', to: '2017-07-20' });

const filled = async (): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk();
  const { records } = ordinary;
  for (const date of ['2020-03-09', '2020-03-10', today]) await records.create(firstDayTasks, task(date));
  await records.create(penaltyNotices, notice('closed-long-ago', '2020-01-31'));
  await records.create(penaltyNotices, notice('closed-lately', '2025-01-31'));
  await records.create(penaltyNotices, notice('still-open'));
  for (const pupil of [grown, nearly]) {
    ordinary.pupils.set(pupil.key, pupil);
    await records.create(pupils, pupil);
    await records.create(contactLog, {
      key: `contact-${pupil.key}`,
      pupil: pupil.key,
      date: '2016-03-01',
      time: '09:30',
      by: 'id-manager',
      byName: 'Mercy Okafor',
      channel: 'call',
      outcome: 'reached',
      childSeen: false,
      visitNeeded: false,
    });
  }
  return ordinary;
};

const filesOf = ({ desk }: OrdinaryDesk) => desk.files as InMemorySiteFiles;
const dueIn = (report: Awaited<ReturnType<typeof retention>>) =>
  Object.fromEntries(report.records.flatMap(({ record, due }) => (due > 0 ? [[record, due]] : [])));

describe('what has had its time (§11)', () => {
  test('a dry run counts what is due, says why each kind is kept, and deletes nothing', async () => {
    const ordinary = await filled();
    const report = await retention(ordinary.desk, { dryRun: true });
    expect(dueIn(report)).toEqual({ 'first-day-task': 1, 'penalty-notice': 1, 'contact-log': 1, pupil: 1 });
    expect(report.records.map(({ record }) => record).toSorted()).toEqual(anyKinds.map(({ name }) => name).toSorted());
    for (const { why, source } of report.records) expect([why, source]).not.toContain('');
    expect(report.records.find(({ record }) => record === 'penalty-notice')).toMatchObject({
      period: '6 years',
      countedFrom: 'closedOn',
    });
    expect(await ordinary.records.find(firstDayTasks)).toHaveLength(3);
    expect(await ordinary.records.find(auditEvents)).toEqual([]);
  });

  test('six years to the day are kept, the day before is not; what was never closed stays', async () => {
    const ordinary = await filled();
    await retention(ordinary.desk, { dryRun: false });
    expect((await ordinary.records.find(firstDayTasks)).map(({ record }) => record.date)).toEqual([
      '2020-03-10',
      today,
    ]);
    expect((await ordinary.records.find(penaltyNotices)).map(({ record }) => record.key)).toEqual([
      'closed-lately',
      'still-open',
    ]);
  });

  test('a pupil file goes with the 25th birthday, everything of it and the pupil last', async () => {
    const ordinary = await filled();
    await retention(ordinary.desk, { dryRun: false });
    expect((await ordinary.records.find(contactLog)).map(({ record }) => record.pupil)).toEqual([nearly.key]);
    expect((await ordinary.records.find(pupils)).map(({ record }) => record.key)).toEqual([nearly.key]);
  });

  test('a second run finds nothing more, and each deletion was one event in counts alone', async () => {
    const ordinary = await filled();
    await retention(ordinary.desk, { dryRun: false });
    ordinary.pupils.delete(grown.key);
    expect(dueIn(await retention(ordinary.desk, { dryRun: false }))).toEqual({});
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events.map(({ verb, record }) => [verb, record])).toEqual([
      ['retention', 'first-day-task'],
      ['retention', 'contact-log'],
      ['retention', 'penalty-notice'],
      ['retention', 'pupil'],
    ]);
    expect(JSON.stringify(events)).not.toContain(canary);
  });

  test('the audit is never shortened', async () => {
    const ordinary = await filled();
    ordinary.at('2026-03-10T09:00');
    await audit(ordinary.desk, {
      key: 'old',
      by: { id: 'a', name: 'A' },
      verb: 'log-contact',
      record: 'x',
      detail: {},
    });
    ordinary.at('2036-03-10T09:00');
    expect(dueIn(await retention(ordinary.desk, { dryRun: true }))['audit-event']).toBeUndefined();
  });

  test('a letter’s file goes with its record, and an old message goes out of the chat it stands in', async () => {
    const ordinary = await filled();
    filesOf(ordinary).put('Letters/grown.html', 'Dear parent');
    await ordinary.records.create(letters, {
      key: 'letter-1',
      pupil: grown.key,
      kind: 'stage 1',
      parent: 'x/1',
      parentName: 'Pat',
      state: 'draft',
      madeOn: '2016-02-01',
      by: 'id-manager',
      byName: 'Mercy Okafor',
      figures: '{}',
      file: 'Letters/grown.html',
    });
    const sent = await ordinary.messenger.send(
      { kind: 'person', person: 'id-head' },
      { card: { type: 'AdaptiveCard' }, summary: 'A request for leave' },
    );
    const post = { kind: 'leave', to: 'id-head', toKind: 'person', state: 'sent', at: 'x', ...sent } as const;
    await ordinary.records.create(posts, { key: 'leave/r/id-head', date: '2025-03-09', ...post });
    await ordinary.records.create(posts, { key: 'leave/s/id-head', date: '2025-03-10', ...post });
    await retention(ordinary.desk, { dryRun: false });
    expect(await ordinary.desk.files.read('Letters/grown.html')).toBeUndefined();
    expect((await ordinary.records.find(posts)).map(({ record }) => record.key)).toEqual(['leave/s/id-head']);
    expect(ordinary.messenger.posts[0]!.withdrawn).toBe(true);
  });

  test('raw exports go after 90 days, a mark book six years after its year', async () => {
    const ordinary = await filled();
    filesOf(ordinary).put('Inbox/old.csv', 'x', '2025-12-09T08:00:00Z');
    filesOf(ordinary).put('Inbox/new.csv', 'x', '2025-12-11T08:00:00Z');
    for (const year of ['2018-19', '2019-20', '2025-26']) filesOf(ordinary).put(`Mark book/${year}.txt`, 'x');
    const report = await retention(ordinary.desk, { dryRun: false });
    expect(report.files.map(({ folder, due, deleted }) => [folder, due, deleted])).toEqual([
      ['Inbox', 1, 1],
      ['Mark book', 1, 1],
      ['Tracker copies', 0, 0],
      ['Dated copies of trackers', 0, 0],
    ]);
    expect((await ordinary.desk.files.list('Inbox')).map(({ path }) => path)).toEqual(['Inbox/new.csv']);
    expect((await ordinary.desk.files.list('Mark book')).map(({ path }) => path)).toEqual([
      'Mark book/2019-20.txt',
      'Mark book/2025-26.txt',
    ]);
  });

  test('the desk’s dated copies of a tracker go after 14 days; no file of hers does, whatever its name', async () => {
    const ordinary = await filled();
    const files = ['Attendance tracker.xlsx', 'Trackers/Year 9.xlsx'];
    ordinary.policy = policyWith({ ...ordinary.policy, trackers: { files, as: 'copy' } });
    const ours = async (tracker: string, date: string, modified = date) => {
      const by = { id: 'desk', name: 'Attendance Desk' };
      const detail = { cells: 3, sheets: 1, copy: true };
      await audit(ordinary.desk, {
        key: `fill-tracker/${date}/${tracker}`,
        by,
        verb: 'fill-tracker',
        record: 'tracker',
        detail,
      });
      filesOf(ordinary).put(tracker.replace('.', ` ${date}.`), 'x', `${modified}T06:30:00Z`);
    };
    for (const tracker of files) filesOf(ordinary).put(tracker, 'x', '2026-01-05T08:00:00Z');
    for (const date of ['2026-02-23', '2026-02-24']) await ours('Attendance tracker.xlsx', date);
    await ours('Trackers/Year 9.xlsx', '2026-02-23');
    await ours('Trackers/Year 9.xlsx', '2026-02-20', '2026-03-09');
    filesOf(ordinary).put('Attendance tracker 2026-02-02.xlsx', 'her own backup', '2026-02-02T15:00:00Z');
    filesOf(ordinary).put('Budget 2026-02-02.xlsx', 'x', '2026-02-02T15:00:00Z');
    const report = await retention(ordinary.desk, { dryRun: false });
    expect(report.files.at(-1)).toMatchObject({ period: '14 days', due: 2, deleted: 2 });
    expect((await ordinary.desk.files.list('')).map(({ path }) => path)).toEqual([
      'Attendance tracker 2026-02-02.xlsx',
      'Attendance tracker 2026-02-24.xlsx',
      'Attendance tracker.xlsx',
      'Budget 2026-02-02.xlsx',
    ]);
    expect((await ordinary.desk.files.list('Trackers')).map(({ path }) => path)).toEqual([
      'Trackers/Year 9 2026-02-20.xlsx',
      'Trackers/Year 9.xlsx',
    ]);
  });

  test('every column that is counted from has an index: a night’s look asks for what is due and for nothing else', async () => {
    for (const { retention: own, columns, name } of anyKinds) {
      const { keep, atLeast } = periodOf(own);
      if (keep === 'while in use' || atLeast || own.from === undefined) continue;
      const column = 'column' in own.from ? own.from.column : 'pupil';
      if (name !== 'pupil') expect([name, columns.find((one) => one.name === column)?.indexed]).toEqual([name, true]);
    }
  });

  test('the night’s look logs counts by list, and deletes nothing', async () => {
    const ordinary = await filled();
    await retentionDue(ordinary.desk);
    const lines = ordinary.logged.map(({ event, fields }) => `${event}: ${fields?.record} ${fields?.count}`);
    expect(lines.toSorted()).toEqual([
      'kept beyond its time: contact-log 1',
      'kept beyond its time: first-day-task 1',
      'kept beyond its time: penalty-notice 1',
      'kept beyond its time: pupil 1',
    ]);
    expect(await ordinary.records.find(firstDayTasks)).toHaveLength(3);
  });
});
