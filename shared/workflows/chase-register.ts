import { z } from 'zod';
import { registerActions, registerNotes } from '../records/register-note.ts';
import { halves } from '../vocabulary/session.ts';
import { shortName } from '../wording/names.ts';
import { presses, registerPressed, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { may } from './may.ts';
import { nudgeOne } from './nudge-teachers.ts';
import { unmarkedKey } from './post-unmarked-registers.ts';
import { pressKind } from './press-kind.ts';
import { refreshCard } from './refresh-cards.ts';
import { notesOf, notesSaid, sessionNow } from './registers-now.ts';

const chaseSchema = z.object({
  date: z.string(),
  half: z.enum(halves),
  year: z.string(),
  group: z.string(),
  action: z.enum(registerActions).exclude(['unmarked']),
  why: z.string().max(500).optional(),
  /** How many notes the register had on the card that was pressed; undefined: not asked. */
  seen: z.number().int().optional(),
});
export type Chase = z.infer<typeof chaseSchema>;

/** What was done about an unmarked register: nudged again, somebody going, taken, not due and why (§3.3). */
export const chaseRegister = pressKind<Chase>({
  verb: 'chase-register',
  schema: chaseSchema,
  about: ({ date, half, group }) => ({ record: `register ${date} ${half} ${group}` }),
  async whyNot(desk, person, { date, half, year, group, action, why }) {
    const now = await sessionNow(desk, date, half);
    if (date !== now.today) return presses.pastDay;
    const register = now.registers.find((one) => one.register.group === group)?.register;
    if (register?.year !== year) return presses.gone;
    if (!may(person, 'chase-register', { year })) return presses.notYours;
    return action === 'not-due' && !why?.trim() ? presses.whyNeeded : undefined;
  },
  async carryOut(desk, { key, at, by, data }) {
    const { date, half, year, group, action, why, seen } = data;
    const refresh = () =>
      desk.later(`refresh/${unmarkedKey(date, half, year)}`, () => refreshCard(desk, unmarkedKey(date, half, year)));
    const done = saved(registerPressed[action](group));
    const standing = (await notesOf(desk, date, half)).get(group) ?? [];
    if (!standing.some((note) => note.key === key)) {
      const now = await sessionNow(desk, date, half);
      const register = now.registers.find((one) => one.register.group === group);
      const notes = standing.filter((note) => note.action !== 'unmarked');
      const last = notes.at(-1);
      if (register?.register.taken !== undefined)
        return { state: 'refused', why: stale('The register', `${group} was taken ${register.register.taken}`) };
      if (seen !== undefined && notes.length > seen && last) {
        const [said] = await notesSaid(desk, [last]);
        refresh();
        return { state: 'refused', why: stale(shortName(last.byName), `${group}, ${said}`) };
      }
      await desk.records.create(registerNotes, {
        key,
        date,
        half,
        group,
        year,
        action,
        by: by.id,
        byName: by.name,
        at,
        ...(why === undefined ? {} : { why }),
      });
    }
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'chase-register',
      record: `register ${date} ${half} ${group}`,
      detail: { action },
    });
    // Sending is the desk's own work after the answer: a lost nudge is not repeated, a saved note stands.
    if (action === 'nudged-again')
      desk.later(`nudge/${key}`, async () => {
        await nudgeOne(desk, { date, half, group, key: `${date}/nudge/${half}/${key}/${group}`, round: 0 });
      });
    refresh();
    return { state: 'saved', says: done };
  },
});
