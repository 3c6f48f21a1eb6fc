import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyKind, anyKinds } from '../../shared/records/all.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { recordViews, type Showing, showRecord } from '../../shared/workflows/show-record.ts';
import type { OrdinaryDesk } from '../support/desk.ts';
import { columnOf, comesAlong, expected } from './expected.ts';
import { type Actor, actors, filledDesk, markerOf, type Place, places, recordAt } from './world.ts';

type Does = 'reads' | 'writes';

const isReached = (cell: string, { kind, place, own }: { kind: AnyKind; place: Place; own: boolean }): boolean => {
  // Whom the record is about stands nowhere: it is the school's, or somebody's own entry.
  const isOfSchool = kind.about === 'school';
  switch (cell) {
    case '.':
      return false;
    case 'c':
    case 'f':
      return !isOfSchool && (place === 'own form' || (kind.about === 'register' && place === 'own child'));
    case 'y':
      return !isOfSchool && place !== 'elsewhere';
    case 'e':
      return own;
    default:
      return true;
  }
};

/** What the table of §11 lets this person do with a field, in this place. */
const isExpected = (actor: Actor, cells: string, does: Does, where: { kind: AnyKind; place: Place; own: boolean }) => {
  // The registers of a class are not hidden because one's child is in it; everything of the child's own is.
  if (where.place === 'own child' && where.kind.about === 'pupil') return false;
  return actor.roles.some((role) => {
    const cell = cells.split(' ')[columnOf[role]]!;
    const mayWrite = cell === cell.toUpperCase() && cell !== '.';
    return (does === 'reads' || mayWrite) && isReached(cell.toLowerCase(), where);
  });
};

const fieldsOf = (kind: AnyKind) =>
  expected[kind.name]!.flatMap(([names, cells]) => names.split(' ').map((name) => [name, cells] as const));

describe('the table is whole', () => {
  test.each(anyKinds.map((kind) => [kind.name, kind] as const))('%s: a cell for each field and role', (_name, kind) => {
    const names = fieldsOf(kind).map(([name]) => name);
    const kept = [...kind.columns, ...(kind.derived ?? [])].map(({ name }) => name);
    expect([...names, ...comesAlong].filter((name) => kept.includes(name)).toSorted()).toEqual(kept.toSorted());
    for (const [, cells] of fieldsOf(kind)) expect(cells).toMatch(/^([.acefpyACEFPY] ){8}[.acefpyACEFPY]$/);
  });
});

describe('role × record × field × way out, read and write (§11)', () => {
  let others: OrdinaryDesk;
  const owns = new Map<string, OrdinaryDesk>();
  let cells = 0;

  beforeAll(async () => {
    others = await filledDesk();
    for (const { name, person } of actors) if (person) owns.set(name, await filledDesk(person.id));
  });

  /** Every field of the record that this person may not read and whose value stands in what was shown. */
  const leaksIn = (
    showing: Showing,
    kind: AnyKind,
    record: { readonly key: string },
    readable: ReadonlySet<string>,
  ) => {
    const text = JSON.stringify(typeof showing === 'string' ? showing : showing.shown);
    const pupil = 'pupil' in record ? String(record.pupil) : record.key;
    return kind.columns
      .filter(({ name }) => !readable.has(name) && text.includes(markerOf(kind.name, name, pupil)))
      .map(({ name }) => name);
  };

  describe.each(anyKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
    test.each(actors.map((actor) => [actor.name, actor] as const))('%s', async (_who, actor) => {
      const wrong: string[] = [];
      const asked = kind.about === 'school' ? (['own form'] as const) : places;
      for (const own of kind.author && actor.person ? [false, true] : [false])
        for (const place of asked)
          for (const view of recordViews) {
            const { desk } = own ? owns.get(actor.name)! : others;
            const record = recordAt(kind, place);
            const asker = { id: actor.person?.id ?? 'id-nobody', name: actor.name, person: actor.person };
            const showing = await showRecord(desk, asker, { kind, id: record.key, view });
            const where = { kind, place, own };
            const seen = new Set(typeof showing === 'string' ? [] : Object.keys(showing.fields));
            const written = new Set(typeof showing === 'string' ? [] : showing.writes);
            for (const [field, row] of fieldsOf(kind)) {
              cells += 2;
              const says = `${field}, ${place}${own ? ', own entry' : ''}, ${view}`;
              // A field that is empty in the record is in no view of it.
              const isFilled = field === 'needToKnow' || (record as Record<string, unknown>)[field] !== undefined;
              if (seen.has(field) !== (isExpected(actor, row, 'reads', where) && isFilled)) wrong.push(`reads ${says}`);
              if (written.has(field) !== isExpected(actor, row, 'writes', where)) wrong.push(`writes ${says}`);
            }
            if (seen.size === 0 && showing !== 'not permitted') wrong.push(`is not refused: ${place}, ${view}`);
            wrong.push(...leaksIn(showing, kind, record, seen).map((field) => `${view} leaks ${field}, ${place}`));
          }
      expect(wrong).toEqual([]);
    });
  });

  test('every refusal is an event of the person who asked, in ids', async () => {
    await others.settle();
    const events = (await others.records.find(auditEvents)).map(({ record }) => record);
    const refused = events.filter(({ verb }) => verb === 'refused');
    expect(new Set(refused.map(({ by }) => by)).has('id-nobody')).toBe(true);
    expect(new Set(refused.map(({ by }) => by)).has('id-governor')).toBe(true);
    expect(new Set(refused.map(({ by }) => by)).has('id-head')).toBe(true);
    expect(JSON.stringify(refused)).not.toContain('Zqx.');
  });

  afterAll(() => {
    expect(cells).toBeGreaterThan(60_000);
  });
});
