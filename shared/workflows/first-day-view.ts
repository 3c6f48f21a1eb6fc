import { contacts as contactKind } from '../records/contact.ts';
import { type ContactLogEntry, contactLog } from '../records/contact-log.ts';
import { type FirstDayTask, firstDayTasks } from '../records/first-day-task.ts';
import { listName } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import { contactBy } from '../rules/first-day/tier-clock.ts';
import type { FirstDayTaskView, FirstDayView } from '../views/first-day.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Half } from '../vocabulary/session.ts';
import { attemptSays } from '../wording/first-day.ts';
import { auditLater } from './audit.ts';
import type { Desk } from './desk.ts';
import { entriesOf, inOrder, tasksOn } from './first-day-tasks.ts';
import { aboutOf, may, maySee } from './may.ts';
import { type SessionNow, sessionNow } from './registers-now.ts';

const tierNumber = (tier: number): 1 | 2 | 3 | 4 => (tier === 1 || tier === 2 || tier === 3 ? tier : 4);

/**
 * One task with name, contacts and attempts, made of what the person may read; undefined when that is not all of it, and
 * for a pupil unknown by now.
 */
export const taskViewOf = async (
  desk: Desk,
  person: Person,
  now: SessionNow,
  { version, record }: Stored<FirstDayTask>,
  entries: readonly ContactLogEntry[],
): Promise<FirstDayTaskView | undefined> => {
  const pupil = now.pupils.get(record.pupil);
  const about = aboutOf(firstDayTasks, record, now.pupils);
  const fields = maySee(person, firstDayTasks, about);
  if (!pupil || !fields.has('tier') || !fields.has('outcome')) return undefined;
  const seesContacts = maySee(person, contactKind, about).has('phone');
  const contacts = seesContacts ? await desk.data.contactsOf(pupil.key) : [];
  const inTime = [...entries].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return {
    id: record.key,
    version,
    half: record.half,
    pupil: pupil.key,
    name: listName(pupil),
    year: record.year,
    form: record.form,
    kind: record.kind,
    tier: record.tier,
    contactBy: contactBy(tierNumber(record.tier), now.policy.firstContactBy),
    state: record.state,
    attempts: record.attempts,
    attemptsSaid: inTime.map(attemptSays),
    outcome: record.outcome ?? null,
    contacts: [...contacts]
      .sort((a, b) => a.priority - b.priority)
      .map(({ name, relationship, phone }) => ({ name, relationship, phone: phone ?? null })),
  };
};

/** The session's tasks of the years (or one year) that the person may see, in the order of contact. */
const tasksFor = async (desk: Desk, person: Person, now: SessionNow, year: string | undefined) => {
  const tasks = (await tasksOn(desk, now.date, now.half)).filter(({ record }) => {
    const pupil = now.pupils.get(record.pupil);
    return (year === undefined || record.year === year) && pupil && may(person, 'see-first-day', { pupil });
  });
  return inOrder(desk, now, tasks);
};

const viewed = (desk: Desk, person: Person, now: SessionNow, year: string): void =>
  auditLater(desk, {
    key: `view-first-day/${now.date}/${now.half}/${year}/${person.id}`,
    by: person,
    verb: 'view-first-day',
    record: `first-day ${now.date} ${now.half} ${year}`,
    detail: {},
  });

/**
 * `GET /api/first-day`: names, contacts and attempts, today. Undefined for a person who may not see this year's (or any)
 * list; a sensitive view, so the first look of each session is an audit event.
 */
export const firstDayView = async (
  desk: Desk,
  person: Person,
  { half, year }: { readonly half: Half; readonly year?: string | undefined },
): Promise<FirstDayView | undefined> => {
  if (!may(person, 'see-first-day', { year })) return undefined;
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  const now = await sessionNow(desk, date, half);
  const [tasks, logged] = await Promise.all([
    tasksFor(desk, person, now, year),
    desk.records.find(contactLog, [{ column: 'date', is: 'eq', value: date }]),
  ]);
  const entries = Map.groupBy(
    logged.map(({ record }) => record),
    ({ task }) => task,
  );
  viewed(desk, person, now, year ?? 'all');
  const views = await Promise.all(
    tasks.map((task) => taskViewOf(desk, person, now, task, entries.get(task.record.key) ?? [])),
  );
  return { date, half, tasks: views.filter((view) => view !== undefined) };
};

/** One person's own list: the next pupil to contact (untried first), and how much is left. */
export const nextToContact = async (
  desk: Desk,
  person: Person,
  date: string,
  half: Half,
  year: string,
): Promise<{ next: FirstDayTaskView | undefined; left: number; done: number }> => {
  const now = await sessionNow(desk, date, half);
  const tasks = await tasksFor(desk, person, now, year);
  viewed(desk, person, now, year);
  const untried = tasks.filter(({ record }) => record.state === 'open');
  const tried = tasks.filter(({ record }) => record.state === 'tried');
  const waiting = [...untried, ...tried];
  const first = waiting[0];
  return {
    next: first && (await taskViewOf(desk, person, now, first, await entriesOf(desk, first.record.key))),
    left: waiting.length,
    done: tasks.length - waiting.length,
  };
};
