import { beforeAll, describe, expect, test } from 'vitest';
import { anyKinds } from '../../shared/records/all.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contacts } from '../../shared/records/contact.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { subjectAccessPage } from '../../shared/wording/subject-access-page.ts';
import { type SubjectAccess, subjectAccess } from '../../shared/workflows/subject-access.ts';
import { filledDesk, markerOf } from '../access/world.ts';
import { canary, type OrdinaryDesk, pupilWith } from '../support/desk.ts';

const by = { id: 'operator', name: 'Command line' };
const text = (document: SubjectAccess): string => JSON.stringify(document);

/** What each record keeps to itself in an answer to the pupil or a parent, by hand from §11. */
const withheld: Readonly<Record<string, readonly string[]>> = {
  pupil: ['parentStaffCodes'],
  contact: ['phone', 'email', 'address', 'born', 'responsibilityProof'],
  'contact-log': ['concern', 'by'],
  'home-visit': ['concern', 'concernAt', 'by'],
  'leave-request': ['decidedBy'],
  intervention: ['openedBy'],
  'stage-hold': ['by', 'endedBy', 'endedPress'],
  'pupil-plan': ['nextActionBy', 'nextActionDueBy', 'targetBy'],
  letter: ['household', 'by'],
  'penalty-notice': ['signedOffBy'],
  certificate: ['by'],
  'meeting-pack': ['file', 'hash', 'by'],
  'audit-event': ['record', 'previous', 'hash', 'by'],
  amendment: ['by'],
  'notice-to-improve': ['by'],
  'placement-confirmation': ['by'],
  'part-time-agreement': ['by'],
  'reintegration-plan': ['by'],
  'reintegration-task': ['by'],
};

describe('what the school holds about one pupil, for the pupil (§11)', () => {
  let ordinary: OrdinaryDesk;
  let document: SubjectAccess;
  beforeAll(async () => {
    ordinary = await filledDesk();
    const [seen] = await ordinary.records.find(contactLog, [{ column: 'pupil', is: 'eq', value: 'P9A1' }]);
    await ordinary.records.update(contactLog, seen!, { byName: 'Mercy Okafor' });
    document = await subjectAccess(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by });
  });

  test.each(anyKinds.filter(({ about }) => about === 'pupil').map((kind) => [kind.name, kind] as const))(
    '%s: every text about the pupil is there, but for what is withheld',
    (name, kind) => {
      const said = text(document);
      const lines = kind.columns.filter(({ type, of }) => (type === 'text' || type === 'note') && of !== 'key');
      const there = lines.filter((column) => said.includes(markerOf(name, column.name, 'P9A1')));
      const missing = lines.filter((column) => !there.includes(column)).map((column) => column.name);
      const filled = missing.filter((column) => !notMarked[name]?.includes(column));
      expect(filled.toSorted()).toEqual([...(withheld[name] ?? [])].toSorted());
    },
  );

  test('whoever acted is named with their role, and no key of what they did is there', () => {
    const [said] = document.records['Contact log']!;
    expect(said).toMatchObject({ byName: 'Mercy Okafor, Attendance Manager' });
    expect(said).not.toHaveProperty('key');
  });

  test('nothing about anybody else is there', () => {
    const said = text(document);
    for (const other of ['P9B1', 'P8A1', 'P9A2']) expect(said).not.toContain(other);
    expect(said).not.toContain('id-somebody');
  });

  test('the flags are the pupil’s own, but for those of the safeguarding lead', () => {
    expect(document.records.Pupils?.[0]).toMatchObject({ flags: ['medical-plan'] });
  });

  test('that references may exist is said whether there are any or not', async () => {
    const plain = pupilWith('P9C1', '9C');
    const other = await subjectAccess(ordinary.desk, plain, { dryRun: false, by });
    expect(other.withheld).toEqual(document.withheld);
    expect(other.withheld.join(' ')).toMatch(/safeguarding lead decides/);
  });

  test('marks of the year are there, and the export is itself an event', async () => {
    expect(document.marks.length).toBeGreaterThan(200);
    expect(document.marks[0]).toMatchObject({ date: '2025-09-03', session: 'AM', code: '/' });
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events.filter(({ verb }) => verb === 'subject-access')).toMatchObject([
      { pupil: 'P9A1', by: 'operator' },
      { pupil: 'P9C1' },
    ]);
  });

  test('a dry run counts, tells nothing and leaves no event', async () => {
    const fresh = await filledDesk();
    const dry = await subjectAccess(fresh.desk, fresh.pupils.get('P9A1')!, { dryRun: true, by });
    expect(dry).toMatchObject({ dryRun: true, records: {}, marks: [] });
    expect(dry.counts).toMatchObject({ 'Contact log': 1, 'Penalty notices': 1 });
    expect(text(dry)).not.toContain(canary);
    expect((await fresh.records.find(auditEvents)).map(({ record }) => record.verb)).not.toContain('subject-access');
  });
});

/** Columns of the filled records that carry a real value in place of a marker. */
const notMarked: Readonly<Record<string, readonly string[]>> = {
  pupil: ['year', 'form', 'from', 'to', 'born', 'flags'],
  'first-day-task': ['date', 'year', 'form'],
  'contact-log': ['date', 'task', 'byName'],
  'leave-request': ['from', 'to', 'received', 'decidedAt'],
  intervention: ['stage', 'openedOn', 'reviewDue', 'reviewedOn', 'recommended'],
  'stage-hold': ['stage', 'heldOn', 'until', 'endedOn'],
  'meeting-pack': ['pupils'],
};

describe('third parties in free text', () => {
  const said = async (reasonGiven: string): Promise<unknown> => {
    const ordinary = await filledDesk();
    ordinary.pupils.set('P9B1', pupilWith('P9B1', '9B', { forename: 'Wren', surname: "O'Tarn" }));
    await ordinary.records.create(contacts, {
      key: 'P9B1/2',
      pupil: 'P9B1',
      priority: 2,
      name: 'Gale Tarn',
      relationship: 'Father',
      parentalResponsibility: true,
    });
    const [seen] = await ordinary.records.find(contactLog, [{ column: 'pupil', is: 'eq', value: 'P9A1' }]);
    await ordinary.records.update(contactLog, seen!, { reasonGiven });
    const { records } = await subjectAccess(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by });
    return records['Contact log']?.[0]?.reasonGiven;
  };

  test.each([
    ["Wren O'Tarn was there too", '[another pupil] was there too'],
    ["O'TARN, Wren", '[another pupil]'],
    ['with P9B1', 'with [another pupil]'],
    ['Gale Tarn brought both', '[somebody else] brought both'],
    ['ring 07700 900123, or gale@tarn.example', 'ring [contact detail], or [contact detail]'],
    ['see api/023db2d5-6be2-445c-b75a-627157aef3ba/k', 'see api/[account]/k'],
    ['missed 12 of 110 sessions since 2025-09-03', 'missed 12 of 110 sessions since 2025-09-03'],
    ['a tarn, a wren and Ash', 'a tarn, a wren and Ash'],
  ])('%s', async (given, expected) => {
    expect(await said(given)).toBe(expected);
  });
});

describe('the page for a parent to read', () => {
  const document = {
    on: '2026-03-10',
    records: { 'Contact log': [{ reasonGiven: '<img src=x onerror=alert(1)> & "ill"', childSeen: true }] },
    marks: [{ date: '2026-03-09', session: 'AM', code: '\\', amended: [{ from: 'N', at: 'x', why: '<b>' }] }],
    withheld: ['Names of others'],
    kept: [{ record: 'Contact log', why: 'Part of the file' }],
  };
  test('what people wrote is text, and every record says why it is kept', () => {
    const page = subjectAccessPage(document);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;ill&quot;');
    expect(page).not.toMatch(/<img|<b>|<script/);
    expect(page).toContain('<dt>child seen</dt><dd>yes</dd>');
    expect(page).toContain('Part of the file.');
    expect(page).toContain('was N until x: &lt;b&gt;');
  });
});
