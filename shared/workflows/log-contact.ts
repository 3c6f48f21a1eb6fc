import { z } from 'zod';
import { type ContactLogEntry, contactChannels, contactLog, contactOutcomes } from '../records/contact-log.ts';
import { firstDayTasks } from '../records/first-day-task.ts';
import { listName } from '../records/pupil.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { attemptSays } from '../wording/first-day.ts';
import { shortName } from '../wording/names.ts';
import { presses, saved, stale } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { changeTask, entriesOf, stateAfter } from './first-day-tasks.ts';
import { may } from './may.ts';
import { pressKind } from './press-kind.ts';
import { refreshFirstDayCards } from './refresh-cards.ts';

const contactSchema = z.object({
  task: z.string(),
  channel: z.enum(contactChannels).default('call'),
  outcome: z.enum(contactOutcomes),
  personSpokenTo: z.string().max(200).optional(),
  childSeen: z.boolean().optional(),
  reasonGiven: z.string().max(1000).optional(),
  visitNeeded: z.boolean().optional(),
  /** How many attempts the card showed; undefined: not asked. */
  seen: z.number().int().optional(),
});
export type Contacted = z.infer<typeof contactSchema>;

/** One attempt to reach somebody about a pupil on the first-day list, and what it does to the task (§4.1, §4.4). */
export const logContact = pressKind<Contacted>({
  verb: 'log-contact',
  schema: contactSchema,
  about: ({ task }) => ({ record: `first-day-task ${task}`, pupil: task.split('/')[2] }),
  async whyNot(desk, person, { task, reasonGiven, outcome }) {
    const [stored, pupils, calendar] = await Promise.all([
      desk.records.byKey(firstDayTasks, task),
      desk.data.pupils(),
      desk.data.calendar(),
    ]);
    const pupil = stored && pupils.get(stored.record.pupil);
    if (!stored || !pupil) return presses.gone;
    if (!may(person, 'log-contact', { pupil })) return presses.notYours;
    if (stored.record.date !== calendar.at(desk.clock.now()).date) return presses.pastDay;
    return reasonGiven && outcome !== 'reached' ? presses.reasonFromNobody : undefined;
  },
  async carryOut(desk, { key, at, by, data }) {
    const { task, seen, ...contact } = data;
    const stored = await desk.records.byKey(firstDayTasks, task);
    if (!stored) return { state: 'refused', why: presses.gone };
    const { date, half, pupil, year } = stored.record;
    const refresh = () =>
      desk.later(`refresh/first-day/${date}/${half}/${year}`, () => refreshFirstDayCards(desk, date, half, year));
    const local = (await desk.data.calendar()).at(Temporal.Instant.from(at));
    const entry: ContactLogEntry = {
      ...contact,
      key,
      pupil,
      date: local.date,
      time: local.time,
      by: by.id,
      byName: by.name,
      childSeen: contact.childSeen ?? false,
      visitNeeded: contact.visitNeeded ?? false,
      task,
    };
    const before = await entriesOf(desk, task);
    const known = before.some((one) => one.key === key);
    if (!known && seen !== undefined && before.length > seen) {
      const last = before.sort((a, b) => (a.time < b.time ? -1 : 1)).at(-1)!;
      refresh();
      return { state: 'refused', why: stale(shortName(last.byName), attemptSays(last)) };
    }
    const all = known ? before : [...before, entry];
    // Side by side, so that both are one request; each may be repeated, and a second carrying brings what is missing.
    const [changed] = await Promise.all([
      changeTask(desk, task, (now) => stateAfter(now, all)),
      known ? undefined : desk.records.create(contactLog, entry),
    ]);
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'log-contact',
      record: `first-day-task ${task}`,
      pupil,
      detail: { outcome: data.outcome, state: changed?.record.state ?? 'gone' },
    });
    refresh();
    const named = (await desk.data.pupils()).get(pupil);
    return { state: 'saved', says: saved(`${named ? `${listName(named)}: ` : ''}${attemptSays(entry)}`) };
  },
});
