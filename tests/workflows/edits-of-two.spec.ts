import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import type { EditableField } from '../../shared/views/stages.ts';
import { takeEdits } from '../../shared/workflows/take-many.ts';
import { fieldNow } from '../../shared/workflows/tracker-field.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { OrdinaryDesk, pupilWith, type StaffName, staff } from '../support/desk.ts';

const fields = ['nextAction', 'nextActionDue', 'target'] as const satisfies readonly EditableField[];
const values = {
  nextAction: ['Ring Pat', 'A meeting', 'A visit', null],
  nextActionDue: ['2026-03-12', '2026-03-13', '2026-03-20', null],
  target: ['94.0', '95.0', '96.0', null],
} as const;
const people = ['manager', 'headOfYear9', 'deputy'] as const satisfies readonly StaffName[];
const pupils = ['P1', 'P2'] as const;

/** Somebody looks at everything, or types in a field; `together`: at the same time as the one before. */
const step = fc.record({
  who: fc.constantFrom(...people),
  looks: fc.boolean(),
  pupil: fc.constantFrom(...pupils),
  field: fc.constantFrom(...fields),
  choice: fc.nat({ max: 3 }),
  together: fc.boolean(),
});

test('random edits of three people: what was saved stands, whatever is in its way is told, nothing typed is lost', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
      const ordinary = new OrdinaryDesk(pupils.map((pupil) => pupilWith(pupil, '9A')));
      const { desk } = ordinary;
      const now = async (pupil: string, field: EditableField) => (await fieldNow(desk, pupil, field)).value;
      const seen = new Map<string, string | null>();
      const place = (who: string, pupil: string, field: string): string => `${who} ${pupil} ${field}`;
      let saved = 0;

      const type = async ({ who, pupil, field, choice }: (typeof steps)[number], at: number): Promise<void> => {
        const to = values[field][choice]!;
        const edit = { key: `edit-${at}-key`, pupil, field, seen: seen.get(place(who, pupil, field)) ?? null, to };
        const person = (await whoIs(desk, staff[who].id))!;
        const [answer] = (await takeEdits(desk, person, [edit], who)).answers;
        if (answer?.state === 'conflict') {
          // What stands there is another's, and the author hears whose.
          expect(answer.now?.value).not.toBe(edit.to);
          expect(answer.now?.by).toMatch(/\S/);
          seen.set(place(who, pupil, field), answer.now?.value ?? null);
          return;
        }
        expect(answer?.state).toBe('saved');
        saved++;
        seen.set(place(who, pupil, field), to);
      };

      let running: Promise<void>[] = [];
      for (const [at, one] of steps.entries()) {
        if (!one.together) {
          await Promise.all(running);
          running = [];
        }
        if (one.looks)
          for (const field of fields) seen.set(place(one.who, one.pupil, field), await now(one.pupil, field));
        running.push(type(one, at));
      }
      await Promise.all(running);

      // Everybody who looks now sees the same, and every saved edit is one event.
      const events = (await ordinary.records.find(auditEvents)).filter(({ record }) => record.verb === 'edit-tracker');
      expect(events).toHaveLength(saved);
      // Whoever saved last in a field stands there: the chain of events ends with it.
      for (const pupil of pupils)
        for (const field of ['nextActionDue', 'target'] as const) {
          const last = events
            .map(({ record }) => record)
            .findLast((event) => {
              return event.pupil === pupil && (JSON.parse(event.detail) as { field: string }).field === field;
            });
          const stands = last === undefined ? null : (JSON.parse(last.detail) as { to: string | null }).to;
          expect(await now(pupil, field)).toBe(stands);
        }
    }),
    { numRuns: 60, seed: 20_260_310 },
  );
});
