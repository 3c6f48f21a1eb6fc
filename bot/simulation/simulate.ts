import { contactLog } from '../../shared/records/contact-log.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { interventions } from '../../shared/records/intervention.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import { meetings } from '../../shared/records/meeting.ts';
import { type Post, posts } from '../../shared/records/post.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { stageHolds } from '../../shared/records/stage-hold.ts';
import { type Half, halves } from '../../shared/vocabulary/session.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import { isOpen } from '../../shared/workflows/first-day-tasks.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { brokenNow } from './broken-now.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Fault } from './controls.ts';
import { decideSomething } from './decide-something.ts';
import { faultAt, faultKinds } from './faults-from.ts';
import { pressSomething } from './press-something.ts';
import { type Morning, SchoolInMemory } from './school-in-memory.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** School days from the sample's Tuesday on. */
  readonly days: number;
  /** In the place of those that the seed makes; all are armed at the beginning. */
  readonly faults?: readonly Fault[] | undefined;
  /** Hears of each day that is over. */
  readonly onDay?: ((date: string) => void) | undefined;
}

/** What came of it; `broken` is empty on good days and on bad ones, else each thing that must never be, in words. */
export interface SimulationReport {
  readonly seed: number;
  /** Of everything that SharePoint and Teams hold in the end. */
  readonly hash: string;
  readonly days: number;
  readonly registers: number;
  readonly posts: number;
  /** `false`: sent for a register that had been taken before. */
  readonly nudges: { readonly sent: number; readonly false: number };
  readonly firstDay: {
    readonly opened: number;
    readonly reached: number;
    readonly escalated: number;
    readonly open: number;
  };
  readonly broken: readonly string[];
}

const firstDay = '2026-03-10';

/** The minutes of a day at which something is due or people are likely to press. */
const minutes = [
  ...['08:30', '08:50', '09:00', '09:10', '09:15', '09:25', '09:40', '10:30'],
  ...['13:20', '13:30', '13:40', '13:50', '13:55', '14:10', '15:30'],
];

const pressesAMinute = 4;
const faultChance = 0.4;
/** A fault strikes one of the next so many calls. */
const callsAhead = 25;
const decisionChance = 0.4;
const handChance = 0.1;

/** Somebody types into a list of the school's site. */
const typeByHand = async ({ desk: { desk }, controls }: Morning, date: string, chance: Chance): Promise<void> => {
  const tasks = await desk.records.find(firstDayTasks, [{ column: 'date', is: 'eq', value: date }]);
  if (tasks.length === 0) return;
  await controls.ask('POST', '/tamper', {
    do: 'edit-item',
    list: firstDayTasks.list,
    item: chance.pick(tasks).record.key,
    fields: { outcome: 'typed into the list by hand' },
  });
};

/** The list in which a press of each kind leaves its record, under its own key. */
const listOfVerb: Readonly<Record<string, string>> = {
  'chase-register': registerNotes.list,
  'log-contact': contactLog.list,
  'enter-leave': leaveRequests.list,
  'accept-stage': interventions.list,
  'choose-stage': interventions.list,
  'hold-stage': stageHolds.list,
  'contact-family': contactLog.list,
  'hold-meeting': meetings.list,
};

/** What must never be, looked for when the day is over and everything outside answers again. */
const brokenAfter = async (school: SchoolInMemory, morning: Morning): Promise<string[]> => {
  const state = await morning.controls.state();
  const broken = await brokenNow(morning, state);
  for (const { key, verb, state: settled } of await school.presses()) {
    if (settled === 'saving' && verb !== 'raise-concern') broken.push(`the press ${key} (${verb}) was never settled`);
    const list = listOfVerb[verb];
    if (settled !== 'saved' || list === undefined) continue;
    const standing = count(state.lists[list] ?? [], (fields) => fields.key === key);
    if (standing !== 1)
      broken.push(`the press ${key} (${verb}) is called saved and stands ${standing} times in ${list}`);
  }
  if ((await importInbox(morning.desk.desk)).written) broken.push('a second look at the same export changed something');
  return broken;
};

const isHalf = (text: string | undefined): text is Half => halves.some((half) => half === text);

const isFalseNudge = async ({ desk: { desk } }: Morning, { key, at }: Post): Promise<boolean> => {
  const [date, , half, , group] = key.split('/');
  if (date === undefined || !isHalf(half)) return false;
  const [calendar, book] = [await desk.data.calendar(), await desk.data.book()];
  const taken = book.registers(date, half).find((register) => register.group === group)?.taken;
  return taken !== undefined && taken < calendar.at(Temporal.Instant.from(at)).time;
};

const count = <T>(items: readonly T[], is: (item: T) => boolean): number => items.filter(is).length;

/** The days from the first on that are school days. */
const schoolDays = async ({ desk: { desk } }: Morning, days: number): Promise<readonly string[]> => {
  const calendar = await desk.data.calendar();
  return calendar.days.filter((date) => date >= firstDay).slice(0, days);
};

/**
 * Lets days of the sample school happen, with people who press, forget, press twice and press what is not theirs, hands
 * in the lists and calls that fail, all of it from one seed: the same seed ends in the same hash.
 */
export const simulate = async ({ seed, days, faults, onDay }: SimulationOptions): Promise<SimulationReport> => {
  const chance = chanceOf(seed);
  const school = await SchoolInMemory.open(1, `${firstDay}T08:29`);
  const morning = await school.begin(seed);
  try {
    const { controls, desk } = morning;
    const broken: string[] = [];
    if (faults) await controls.faults(faults);
    await controls.settle();
    const people = await controls.people();
    const played = await schoolDays(morning, days);
    for (const date of played) {
      for (const time of minutes) {
        if (!faults && chance.is(faultChance))
          await controls.faults([faultAt(chance.pick(faultKinds), 1 + chance.below(callsAhead))]);
        await controls.leapTo(`${date}T${time}`);
        for (let press = chance.below(pressesAMinute); press > 0; press--) {
          await pressSomething(controls, people, await controls.posts(), chance);
          await controls.settle();
        }
        if (chance.is(decisionChance)) {
          await decideSomething(controls, people, `${date}-${time}`, chance);
          await controls.settle();
        }
        if (chance.is(handChance)) await typeByHand(morning, date, chance);
      }
      if (!faults) await controls.noFaults();
      await controls.settle();
      broken.push(...(await brokenAfter(school, morning)).map((what) => `${date}: ${what}`));
      onDay?.(date);
    }
    const { records, data } = desk.desk;
    const tasks = (await records.find(firstDayTasks)).map(({ record }) => record);
    const nudges = (await records.find(posts)).flatMap(({ record }) =>
      record.kind === 'nudge' && record.state === 'sent' ? [record] : [],
    );
    const areFalse = await Promise.all(nudges.map(async (post) => await isFalseNudge(morning, post)));
    const book = await data.book();
    return {
      seed,
      hash: await controls.hash(),
      days: played.length,
      registers: played.reduce(
        (sum, date) => sum + halves.reduce((of, half) => of + book.registers(date, half).length, 0),
        0,
      ),
      posts: (await controls.posts()).length,
      nudges: { sent: nudges.length, false: count(areFalse, (is) => is) },
      firstDay: {
        opened: tasks.length,
        reached: count(tasks, ({ state }) => state === 'reached' || state === 'resolved'),
        escalated: count(tasks, ({ state }) => state === 'visit'),
        open: count(tasks, isOpen),
      },
      broken,
    };
  } finally {
    await morning.close();
    await school.close();
  }
};
