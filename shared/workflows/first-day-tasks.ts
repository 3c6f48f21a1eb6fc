import type { OutsideError } from '../ports/outside-error.ts';
import { isOutside } from '../ports/outside-error.ts';
import { type ContactLogEntry, contactLog } from '../records/contact-log.ts';
import { type FirstDayTask, firstDayTasks } from '../records/first-day-task.ts';
import type { Pupil } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import { figuresOf } from '../rules/figures/figures.ts';
import { type FirstDayPlace, firstDayOrder } from '../rules/first-day/first-day-order.ts';
import { type Tier, tierOf } from '../rules/first-day/tier.ts';
import { unexplainedRun } from '../rules/first-day/unexplained-run.ts';
import type { FirstDayCounts } from '../views/today.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { PupilMarks } from '../vocabulary/mark.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { rate } from '../vocabulary/rate.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { markArrived } from '../wording/first-day.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import { isOnRoll, type SessionNow } from './registers-now.ts';
import { trackerSpan } from './tracker-span.ts';

export const taskKey = (date: IsoDate, half: Half, pupil: string): string => `${date}/${half}/${pupil}`;

/** A pupil's marks with the roll of the pupil's record; nothing but missing marks when the book has none. */
export const marksOfPupil = (book: MarkBook, calendar: Calendar, pupil: Pupil): PupilMarks => ({
  pupil: pupil.key,
  from: pupil.from,
  to: pupil.to,
  row: book.marksOf(pupil.key)?.row ?? new Uint8Array(calendar.sessions.length),
});

/** Not accounted for yet: nobody reached, no visit asked for, no reason known. */
export const isOpen = ({ state }: Pick<FirstDayTask, 'state'>): boolean => state === 'open' || state === 'tried';

interface Wanted {
  readonly pupil: Pupil;
  readonly kind: FirstDayTask['kind'];
}

/** After close: no mark is whereabouts to confirm, `N` is a reason wanted (§3.3). Every other mark is an answer. */
const wantedNow = ({ book, pupils, date, half }: SessionNow): Wanted[] =>
  [...pupils.values()]
    .filter((pupil) => isOnRoll(pupil, date))
    .flatMap((pupil): Wanted[] => {
      const code = book.codeOf(pupil.key, date, half);
      if (code === undefined) return [{ pupil, kind: 'whereabouts' }];
      return code === 'N' ? [{ pupil, kind: 'reason' }] : [];
    });

interface Ranked extends FirstDayPlace {
  readonly tier: Tier;
}

/** Where each pupil stands in the order of first contact (§4.2), from flags, marks and figures as they are now. */
export const placesOf = async (
  desk: Desk,
  now: SessionNow,
  pupils: readonly Pupil[],
): Promise<ReadonlyMap<string, Ranked>> => {
  const calendar = await desk.data.calendar();
  const { book, policy, date, half, time } = now;
  const span = trackerSpan({ book, calendar, policy, on: date, time: date === now.today ? time : undefined });
  const through = (calendar.numberOf(date, half) ?? span.until - 1) + 1;
  return new Map(
    pupils.map((pupil) => {
      const marks = marksOfPupil(book, calendar, pupil);
      const { possible, attended, persistent, severe } = figuresOf(marks, calendar, span, policy.bands);
      const unexplained = unexplainedRun(marks, calendar, through);
      const tier = tierOf(
        {
          flags: pupil.flags,
          unexplainedDays: unexplained.days,
          persistent,
          severe,
          placement: pupil.placement !== undefined,
        },
        policy.firstDay.tierFlags,
      );
      return [
        pupil.key,
        {
          tier,
          unexplainedSessions: unexplained.sessions,
          absence: rate(possible - attended, possible),
          surname: pupil.surname,
          pupil: pupil.key,
        },
      ];
    }),
  );
};

export const tasksOn = async (desk: Desk, date: IsoDate, half: Half): Promise<Stored<FirstDayTask>[]> => {
  const stored = await desk.records.find(firstDayTasks, [{ column: 'date', is: 'eq', value: date }]);
  return stored.filter(({ record }) => record.half === half);
};

/** The session's tasks in the order in which contact is made. */
export const inOrder = async (
  desk: Desk,
  now: SessionNow,
  tasks: readonly Stored<FirstDayTask>[],
): Promise<Stored<FirstDayTask>[]> => {
  const pupils = tasks.flatMap(({ record }) => now.pupils.get(record.pupil) ?? []);
  const places = await placesOf(desk, now, pupils);
  const placeOf = ({ record }: Stored<FirstDayTask>): FirstDayPlace =>
    places.get(record.pupil) ?? {
      tier: record.tier,
      unexplainedSessions: 0,
      absence: rate(0, 0),
      surname: '',
      pupil: record.pupil,
    };
  // The tier that was told when the task was made stays its tier; the rest of the order follows the figures.
  return [...tasks].sort((a, b) =>
    firstDayOrder({ ...placeOf(a), tier: a.record.tier }, { ...placeOf(b), tier: b.record.tier }),
  );
};

/** A year team's work in counts: kinds count all its tasks, `open` those not accounted for yet. */
export const countsOf = (
  tasks: readonly Pick<FirstDayTask, 'year' | 'kind' | 'state'>[],
  year: string,
  half: Half,
): FirstDayCounts => {
  const own = tasks.filter((task) => task.year === year);
  const in_ = (state: FirstDayTask['state']): number => own.filter((task) => task.state === state).length;
  return {
    year,
    half,
    whereabouts: own.filter(({ kind }) => kind === 'whereabouts').length,
    reasonWanted: own.filter(({ kind }) => kind === 'reason').length,
    tried: in_('tried'),
    reached: in_('reached'),
    visits: in_('visit'),
    resolved: in_('resolved'),
    open: own.filter(isOpen).length,
  };
};

/** Reads a task afresh and changes it until nobody was in between: `change` sees what stands there. */
export const changeTask = async (
  desk: Desk,
  key: string,
  change: (task: FirstDayTask) => Partial<Omit<FirstDayTask, 'key'>> | undefined,
): Promise<Stored<FirstDayTask> | undefined> => {
  let last: OutsideError | undefined;
  for (let turn = 0; turn < 5; turn++) {
    const stored = await desk.records.byKey(firstDayTasks, key);
    if (!stored) return undefined;
    const changed = change(stored.record);
    if (!changed) return stored;
    try {
      return await desk.records.update(firstDayTasks, stored, changed);
    } catch (error) {
      if (!isOutside(error, 'stale')) throw error;
      last = error;
    }
  }
  throw last!;
};

/** A task's state from everything that was tried: a reason settles it, a message left never does (§4.1). */
export const stateAfter = (
  task: FirstDayTask,
  entries: readonly ContactLogEntry[],
): Pick<FirstDayTask, 'state' | 'attempts' | 'lastBy' | 'lastAt' | 'outcome'> => {
  const inTime = [...entries].sort((a, b) =>
    `${a.date} ${a.time} ${a.key}` < `${b.date} ${b.time} ${b.key}` ? -1 : 1,
  );
  const last = inTime.at(-1);
  const reason = inTime.findLast(({ reasonGiven, outcome }) => reasonGiven && outcome === 'reached')?.reasonGiven;
  let state: FirstDayTask['state'] = 'open';
  for (const entry of inTime) {
    if (entry.visitNeeded) state = 'visit';
    else if (entry.outcome === 'reached') state = 'reached';
    else if (state === 'open') state = 'tried';
  }
  const isSettled = reason !== undefined || task.state === 'resolved';
  const outcome = reason ?? task.outcome;
  return {
    state: isSettled ? 'resolved' : state,
    attempts: inTime.length,
    ...(last ? { lastBy: last.byName, lastAt: last.time } : {}),
    ...(outcome === undefined ? {} : { outcome }),
  };
};

/** What was tried for a task, which is on its own day alone: the day's log is read once for all of them. */
export const entriesOf = async (desk: Desk, task: string): Promise<ContactLogEntry[]> => {
  const day = await desk.records.find(contactLog, [{ column: 'date', is: 'eq', value: task.slice(0, 10) }]);
  return day.map(({ record }) => record).filter((entry) => entry.task === task);
};

const settledInTheMorning = async (desk: Desk, now: SessionNow): Promise<ReadonlySet<string>> => {
  if (now.half === 'AM') return new Set();
  const morning = await tasksOn(desk, now.date, 'AM');
  return new Set(morning.flatMap(({ record }) => (record.kind === 'reason' && !isOpen(record) ? [record.pupil] : [])));
};

type Change = Partial<Omit<FirstDayTask, 'key'>>;

/** All in batches; where somebody was in between, one by one and read afresh. */
const changeAll = async (
  desk: Desk,
  changes: readonly { seen: Stored<FirstDayTask>; change: Change }[],
  again: (task: FirstDayTask) => Change | undefined,
): Promise<Stored<FirstDayTask>[]> => {
  if (changes.length === 0) return [];
  try {
    return await desk.records.updateAll(firstDayTasks, changes);
  } catch (error) {
    if (!isOutside(error, 'stale')) throw error;
    const changed: Stored<FirstDayTask>[] = [];
    for (const { seen } of changes) {
      const stored = await changeTask(desk, seen.record.key, again);
      if (stored) changed.push(stored);
    }
    return changed;
  }
};

/**
 * Brings the session's tasks in line with the marks: new ones for pupils without a mark or with `N`, the kind changed
 * when a missing mark became `N`, settled when a real mark arrived. Who was accounted for in the morning is not asked
 * about again in the afternoon. Writes only what changed; answers with all tasks.
 */
export const bringTasksUpToDate = async (
  desk: Desk,
  now: SessionNow,
  { rehearse }: JobOptions = {},
): Promise<Stored<FirstDayTask>[]> => {
  const wanted = wantedNow(now);
  const known = await tasksOn(desk, now.date, now.half);
  const settled = await settledInTheMorning(desk, now);
  const listed = new Set(known.map(({ record }) => record.pupil));
  const missing = wanted.filter(
    ({ pupil, kind }) => !listed.has(pupil.key) && !(kind === 'reason' && settled.has(pupil.key)),
  );
  const places = await placesOf(
    desk,
    now,
    missing.map(({ pupil }) => pupil),
  );
  const fresh = missing.map(
    ({ pupil, kind }): FirstDayTask => ({
      key: taskKey(now.date, now.half, pupil.key),
      date: now.date,
      half: now.half,
      pupil: pupil.key,
      year: pupil.year,
      form: pupil.form,
      kind,
      tier: places.get(pupil.key)!.tier,
      state: 'open',
      attempts: 0,
    }),
  );
  if (rehearse) return [...known, ...fresh.map((record) => ({ id: '', version: '', record }))];
  const created = fresh.length === 0 ? [] : await desk.records.createAll(firstDayTasks, fresh);
  const kindNow = new Map(wanted.map(({ pupil, kind }) => [pupil.key, kind]));
  const changeOf = (task: FirstDayTask): Partial<Omit<FirstDayTask, 'key'>> | undefined => {
    const kind = kindNow.get(task.pupil);
    if (kind === task.kind || task.state === 'resolved') return undefined;
    if (kind !== undefined) return { kind };
    const code = now.book.codeOf(task.pupil, now.date, now.half);
    return { state: 'resolved', outcome: markArrived(code ?? 'a mark') };
  };
  const changes = known.flatMap((seen) => {
    const change = changeOf(seen.record);
    return change ? [{ seen, change }] : [];
  });
  const changed = await changeAll(desk, changes, changeOf);
  const byKey = new Map([...known, ...created, ...changed].map((stored) => [stored.record.key, stored]));
  return [...byKey.values()];
};
