import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { dataRows, lawOf, rightTo } from '../../shared/records/access.ts';
import { anyKinds, recordKinds } from '../../shared/records/all.ts';
import { letterSchema } from '../../shared/records/letter.ts';
import type { Sensitivity } from '../../shared/records/record.ts';
import { periodOf, periods } from '../../shared/records/retention.ts';
import { roles } from '../../shared/vocabulary/role.ts';

const byName = anyKinds.map((kind) => [kind.name, kind] as const);
const shapeOf = (schema: unknown): Readonly<Record<string, unknown>> => {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('a record is an object');
  return schema.shape;
};

/** The records that the product promises, a list each. */
const promised = [
  'pupil',
  'contact',
  'staff-member',
  'amendment',
  'contact-log',
  'first-day-task',
  'register-note',
  'intervention',
  'stage-hold',
  'pupil-plan',
  'meeting',
  'letter',
  'leave-request',
  'penalty-notice',
  'certificate',
  'notice-to-improve',
  'home-visit',
  'placement',
  'placement-confirmation',
  'part-time-agreement',
  'exam-sitting',
  'reintegration-plan',
  'reintegration-task',
  'safeguarding-reference',
  'meeting-pack',
  'policy-version',
  'audit-event',
  'post',
  'conversation',
];

describe('every record the desk keeps', () => {
  test('is there, under one name, in one list of its own', () => {
    expect(new Set(promised)).toEqual(new Set(recordKinds.map(({ name }) => name)));
    expect(new Set(recordKinds.map(({ list }) => list)).size).toBe(recordKinds.length);
  });

  test.each(byName)('%s: its columns are its properties, one for one, and nothing else is kept', (_name, kind) => {
    expect(new Set(kind.columns.map(({ name }) => name))).toEqual(new Set(Object.keys(shapeOf(kind.schema))));
    expect(kind.columns.filter(({ unique }) => unique).map(({ name }) => name)).toEqual(['key']);
  });

  test.each(byName)('%s: every column has a row of the access matrix, with its source', (_name, kind) => {
    const rows = [...kind.columns, ...(kind.derived ?? [])].map(({ of }) => of);
    for (const row of rows) if (row !== 'key') expect(lawOf(row).read).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rows.some((row) => row !== 'key')).toBe(true);
  });

  test.each(byName)('%s: a retention that is counted from a day which is there', (_name, kind) => {
    const { keep, why, law } = periodOf(kind.retention);
    expect(why).not.toBe('');
    expect(law.read).toMatch(/^\d{4}-\d\d-\d\d$/);
    const { from } = kind.retention;
    if (keep === 'while in use') expect(from).toBeUndefined();
    else if ('column' in from!) expect(kind.columns.map(({ name }) => name)).toContain(from.column);
    else expect(kind.about).toBe('pupil');
  });

  test('registers and their amendments are kept six years at the least, whatever is erased', () => {
    expect(periods.register).toMatchObject({ keep: { years: 6 }, outlivesErasure: true });
    expect(periods.audit).toMatchObject({ keep: { years: 6 }, outlivesErasure: true, atLeast: true });
    const remainder = anyKinds.filter(({ retention }) => periodOf(retention).outlivesErasure).map(({ name }) => name);
    expect(remainder).toEqual(['amendment', 'audit-event']);
  });
});

describe('what SharePoint can hold', () => {
  test.each(byName)(
    '%s: at most 20 indexes, unique is indexed, choices are choices, names are names',
    (_name, kind) => {
      expect(kind.columns.filter(({ indexed }) => indexed).length).toBeLessThanOrEqual(20);
      expect(kind.columns.length).toBeLessThanOrEqual(60);
      const names = kind.columns.map(({ name }) => name);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const { name, type, indexed, unique, choices } of kind.columns) {
        // Longer internal names are cut by SharePoint, and these are its own.
        expect(name).toMatch(/^[a-z][A-Za-z0-9]{0,31}$/);
        expect([
          'id',
          'title',
          'created',
          'modified',
          'author',
          'editor',
          'attachments',
          'version',
          'order',
        ]).not.toContain(name);
        if (unique) expect(indexed).toBe(true);
        // Text of several lines can carry no index, and so no filter.
        if (type === 'note') expect(indexed).toBeUndefined();
        expect(choices !== undefined && choices.length > 0).toBe(type === 'choice');
      }
      expect(kind.list).toMatch(/^[A-Za-z -]{3,60}$/);
    },
  );
});

describe('who may see what', () => {
  test('each row says something for each role, and the desk’s own is nobody’s', () => {
    for (const row of dataRows) for (const role of roles) expect(rightTo(row, role)).toBeDefined();
    for (const role of roles)
      expect(rightTo('desk', role)).toEqual({ read: undefined, write: undefined, totals: false });
  });

  test('whoever may write a row may read it, as far', () => {
    for (const row of dataRows)
      for (const role of roles) {
        const { read, write } = rightTo(row, role);
        if (write !== undefined) expect(read).toBe(write);
      }
  });

  test('every row of the table is some column’s', () => {
    const used = new Set(anyKinds.flatMap(({ columns, derived = [] }) => [...columns, ...derived].map(({ of }) => of)));
    // Marks and figures stand in the mark book; the state of a register beside its marks.
    const ofTheBook = ['attendance', 'register-state'];
    expect(dataRows.filter((row) => !used.has(row) && !ofTheBook.includes(row))).toEqual([]);
  });

  test('one list holds what is of one sensitivity: nothing legal stands among what a year team reads', () => {
    const rowsOf = (sensitivity: Sensitivity) =>
      new Set(
        anyKinds
          .filter((kind) => kind.sensitivity === sensitivity)
          .flatMap(({ columns }) => columns.map(({ of }) => of)),
      );
    expect(rowsOf('legal')).toEqual(new Set(['key', 'penalty-court']));
    for (const other of ['attendance', 'intervention'] as const) expect(rowsOf(other)).not.toContain('penalty-court');
    expect(rowsOf('safeguarding-reference')).toEqual(new Set(['key', 'safeguarding']));
  });
});

describe('safeguarding has no place to stand', () => {
  test('what is of safeguarding is a reference, a person and times: no text of several lines', () => {
    const columns = anyKinds.flatMap(({ name, columns }) =>
      columns.filter(({ of }) => of === 'safeguarding').map((column) => [name, column.name, column.type]),
    );
    expect(columns).toEqual([
      ['contact-log', 'concern', 'text'],
      ['home-visit', 'concern', 'text'],
      ['home-visit', 'concernAt', 'text'],
      ['safeguarding-reference', 'by', 'text'],
      ['safeguarding-reference', 'raisedAt', 'text'],
      ['safeguarding-reference', 'acknowledgedBy', 'text'],
      ['safeguarding-reference', 'acknowledgedAt', 'text'],
    ]);
  });

  test('a reference does not say whom it is about', () => {
    const reference = anyKinds.find(({ name }) => name === 'safeguarding-reference')!;
    expect(reference.columns.map(({ name }) => name)).not.toContain('pupil');
    expect(reference.about).toBe('school');
  });

  test.each(byName)('%s: no other column speaks of safeguarding', (_name, { columns }) => {
    const speaks = columns.filter(({ name, of }) => of !== 'safeguarding' && /safeg|concern|disclos|abuse/i.test(name));
    expect(speaks).toEqual([]);
  });
});

describe('a letter is sent when there is proof of it (§5.2 g)', () => {
  const letter = {
    key: 'letter-1',
    pupil: 'P1',
    kind: 'stage 1',
    parent: 'P1/1',
    parentName: 'Pat Example',
    madeOn: '2026-03-10',
    by: 'id-manager',
    byName: 'Mercy Okafor',
    figures: '{}',
  };
  test.each([
    ['a draft needs none', {}, true],
    ['sent without proof is refused', { state: 'sent' }, false],
    ['sent, posted, without a time is refused', { state: 'sent', servedBy: 'first-class post' }, false],
    ['sent, posted on a day', { state: 'sent', servedBy: 'first-class post', servedAt: '2026-03-10T15:00:00Z' }, true],
  ])('%s', (_says, own, is) => {
    expect(letterSchema.safeParse({ ...letter, ...own }).success).toBe(is);
  });
});
