import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { pupils } from '../../shared/records/pupil.ts';
import type { Person } from '../../shared/vocabulary/role.ts';
import { aboutOf, maySee, mayWrite, seenBy } from '../../shared/workflows/may.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { whyView } from '../../shared/workflows/why-view.ts';
import { OrdinaryDesk, pupilWith, type StaffName, staff } from '../support/desk.ts';

const person = (own: Partial<Person>): Person => ({
  id: 'id-x',
  name: 'Sam Example',
  email: 'sam@larkrise.example',
  roles: [],
  years: [],
  forms: [],
  tutorOf: [],
  ...own,
});

const [in9A, in9B, in8A] = [pupilWith('P9A1', '9A'), pupilWith('P9B1', '9B'), pupilWith('P8A1', '8A')];

describe('where a reach ends', () => {
  test('a tutor who takes the register of another form reads the contact log of their own alone', () => {
    const tutor = person({ roles: ['teacher', 'tutor'], forms: ['9A', '9B'], tutorOf: ['9A'] });
    expect(maySee(tutor, contactLog, { pupils: [in9A] }).has('outcome')).toBe(true);
    expect(maySee(tutor, contactLog, { pupils: [in9B] })).toEqual(new Set());
    // The register itself is theirs, and so is the name on it.
    expect(maySee(tutor, pupils, { pupils: [in9B] }).has('surname')).toBe(true);
  });

  test('several roles together: as much as each of them gives, where it gives it', () => {
    const both = person({ roles: ['head-of-year', 'tutor'], years: ['8'], forms: ['9A'], tutorOf: ['9A'] });
    expect(maySee(both, contactLog, { pupils: [in8A] }).has('reasonGiven')).toBe(true);
    expect(maySee(both, contactLog, { pupils: [in9A] }).has('reasonGiven')).toBe(false);
    expect(maySee(both, contactLog, { pupils: [in9A] }).has('outcome')).toBe(true);
    expect(mayWrite(both, contactLog, { pupils: [in9A] })).toEqual(new Set());
  });

  test('what is about two pupils is for those who may see both', () => {
    const head8 = person({ roles: ['head-of-year'], years: ['8'] });
    expect(maySee(head8, contactLog, { pupils: [in8A] }).size).toBeGreaterThan(0);
    expect(maySee(head8, contactLog, { pupils: [in8A, in9A] })).toEqual(new Set());
  });

  test('a pupil whom the roll does not know: nobody is shown what is about them', () => {
    const head = person({ roles: ['head', 'dsl', 'attendance-manager'] });
    const entry = { key: 'c', pupil: 'P-GONE' } as never;
    const roll = new Map([[in9A.key, in9A]]);
    expect(aboutOf(contactLog, entry, roll)).toBeUndefined();
    expect(seenBy(head, contactLog, entry, roll)).toBeUndefined();
  });

  test('an event about no pupil is not the attendance manager’s; the head reads it, and one about an erased pupil', () => {
    const manager = person({ roles: ['attendance-manager'] });
    const head = person({ roles: ['head'] });
    const event = { key: 'e', verb: 'release-held' } as never;
    const ofErased = { key: 'e', verb: 'erase', pupil: 'P-GONE' } as never;
    const roll = new Map([[in9A.key, in9A]]);
    expect(seenBy(manager, auditEvents, event, roll)).toBeUndefined();
    expect(seenBy(head, auditEvents, event, roll)).toMatchObject({ verb: 'release-held' });
    expect(seenBy(head, auditEvents, ofErased, roll)).toMatchObject({ verb: 'erase' });
  });
});

describe('what a reason would give away', () => {
  const as = async ({ desk }: OrdinaryDesk, who: StaffName) => (await whoIs(desk, staff[who].id))!;
  const text = async (ordinary: OrdinaryDesk, who: StaffName) =>
    JSON.stringify([
      (await trackerView(ordinary.desk, await as(ordinary, who)))?.pupils[0]?.stage,
      await whyView(ordinary.desk, await as(ordinary, who), { pupil: 'P9A1', field: 'stageRecommended' }),
    ]);
  const world = (): OrdinaryDesk => new OrdinaryDesk([in9A]);

  test.each([
    ['manager', true],
    ['deputy', true],
    ['dsl', true],
    ['headOfYear9', false],
    ['officer', false],
  ] as const)('%s reads of notices to improve in the reasons of a stage: %s', async (who, is) => {
    expect((await text(world(), who)).includes('notice to improve')).toBe(is);
  });
});
