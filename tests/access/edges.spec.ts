import { describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { contactLog } from '../../shared/records/contact-log.ts';
import { type Intervention, interventions } from '../../shared/records/intervention.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { type StageHold, stageHolds } from '../../shared/records/stage-hold.ts';
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

describe('words about a notice', () => {
  const roll = new Map([[in9A.key, in9A]]);
  const begun = (stage: string): Intervention => ({
    key: 'i',
    pupil: in9A.key,
    stage,
    openedOn: '2026-03-10',
    openedBy: 'id-m',
    openedByName: 'M Okafor',
    recommended: '{"stage":"5"}',
    chosenWhy: 'The parents refused support',
    baselinePossible: 200,
    baselineAttended: 150,
    baselineFrom: '2025-09-03',
    baselineTo: '2026-03-10',
    actions: ['Notice drafted'],
    reviewDue: '2026-04-21',
    outcome: 'open',
  });
  const held = (stage: string): StageHold => ({
    key: 'h',
    pupil: in9A.key,
    stage,
    reason: 'The notice is with the authority',
    heldOn: '2026-03-10',
    by: 'id-m',
    byName: 'M Okafor',
  });
  const head9 = person({ roles: ['head-of-year'], years: ['9'] });

  test.each(['5', '6'])(
    'a head of year sees that stage %s runs and when it is looked at, and none of the words',
    (stage) => {
      const seen = seenBy(head9, interventions, begun(stage), roll);
      expect(seen).toMatchObject({ stage, reviewDue: '2026-04-21', openedByName: 'M Okafor' });
      expect(JSON.stringify(seen)).not.toMatch(/refused support|Notice drafted|recommended/);
      expect(seenBy(head9, stageHolds, held(stage), roll)).toMatchObject({ stage });
      expect(seenBy(head9, stageHolds, held(stage), roll)).not.toHaveProperty('reason');
    },
  );

  test('those of support are the year team’s too', () => {
    expect(seenBy(head9, interventions, begun('2'), roll)).toMatchObject({ chosenWhy: 'The parents refused support' });
    expect(seenBy(head9, stageHolds, held('2'), roll)).toHaveProperty('reason');
  });

  test.each(['attendance-manager', 'deputy-head', 'head', 'dsl'] as const)(
    'whoever answers for notices reads all: %s',
    (role) => {
      const reader = person({ roles: [role] });
      expect(seenBy(reader, interventions, begun('6'), roll)).toEqual(begun('6'));
      expect(seenBy(reader, stageHolds, held('6'), roll)).toEqual(held('6'));
    },
  );
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
