import { z } from 'zod';
import { presses } from '../../shared/wording/presses.ts';
import type { Controls, ShownPerson, ShownPost } from './controls.ts';
import { inThePane, type PaneAct, stageActs } from './in-the-pane.ts';

/** Somebody of the school presses a button of the newest post of a kind that they see. */
interface CardAct {
  /** `attendance-manager`, or of a year `head-of-year 9`. */
  readonly who: string;
  /** The channel they look at; undefined: their own chat. */
  readonly channel?: string;
  /** What the post is called in its notification. */
  readonly post: string;
  readonly button: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The button is pressed twice at once, as an impatient finger does. */
  readonly twice?: true;
}

export type Act = CardAct | PaneAct;

/** What the person was told: `saved` and `saving` are promises, `said` is any other sentence or card. */
export type Told = 'saved' | 'saving' | 'said' | 'nothing';

export interface Done {
  readonly act: Act;
  readonly told: Told;
}

const tries = 3;

const toldBy = (answer: unknown): Told => {
  const words = JSON.stringify(answer ?? '');
  if (words.includes('Saved: ')) return 'saved';
  if (words.includes(presses.saving)) return 'saving';
  return words.includes('"error"') || words.includes(presses.notKept) ? 'nothing' : 'said';
};

const isFor = ({ to, summary }: ShownPost, act: CardAct, name: string): boolean =>
  summary === act.post &&
  (act.channel === undefined ? to.kind === 'person' && to.name === name : to.name === act.channel);

const onACard =
  (controls: Controls, { id, name }: ShownPerson, act: CardAct) =>
  async (): Promise<Told> => {
    const post = (await controls.posts()).findLast((each) => isFor(each, act, name));
    if (!post) return 'nothing';
    const { button, inputs = {}, twice = false } = act;
    return toldBy(await controls.ask('POST', '/press', { post: post.id, as: id, button, inputs, twice }));
  };

/**
 * Does what a person would: looks for the post or at the sheet, presses, and when nothing came of it (no such post yet, no
 * answer) lets the desk settle and tries again.
 */
export const perform = async (controls: Controls, act: Act): Promise<Done> => {
  const [role, year] = act.who.split(' ');
  const people = await controls.people();
  const person = people.find(
    ({ roles, name }) => roles.includes(role!) && (year === undefined || name === headOf(people, year)),
  );
  if (!person) throw new Error(`Nobody here is ${act.who}`);
  const attempt = 'asks' in act ? inThePane(controls, person, act) : onACard(controls, person, act);
  for (let turn = 1; turn <= tries; turn++) {
    const told = await attempt();
    await controls.settle();
    if (told !== 'nothing') return { act, told };
  }
  return { act, told: 'nothing' };
};

/** Heads of year come in the order of their years. */
const headOf = (people: Awaited<ReturnType<Controls['people']>>, year: string): string | undefined =>
  people.filter(({ roles }) => roles.includes('head-of-year'))[Number(year) - 7]?.name;

export const isPromise = ({ told }: Done): boolean => z.enum(['saved', 'saving']).safeParse(told).success;

/** A step of the day: the clock leaps there, then people act. */
export interface Step {
  /** School time of the day: `09:12`. */
  readonly time: string;
  readonly acts: readonly Act[];
}

/** The sample's morning with everybody in it: registers chased, names asked for, contact logged, leave decided, a worry, stages. */
export const morningSteps: readonly Step[] = [
  { time: '08:33', acts: [] },
  { time: '08:50', acts: [] },
  { time: '09:00', acts: [] },
  {
    time: '09:10',
    acts: [
      {
        who: 'attendance-manager',
        channel: 'Year 7',
        post: 'Registers to chase',
        button: 'Somebody is going',
        twice: true,
      },
      { who: 'head-of-year 9', channel: 'Year 9', post: 'Registers to chase', button: 'Nudge again' },
    ],
  },
  {
    time: '09:15',
    acts: [
      { who: 'attendance-manager', channel: 'Year 9', post: 'First-day contact', button: 'Show me the names' },
      {
        who: 'pastoral-administration-officer',
        channel: 'Year 9',
        post: 'First-day contact',
        button: 'Show me the names',
      },
    ],
  },
  {
    time: '09:18',
    acts: [
      { who: 'attendance-manager', post: 'Your first-day list', button: 'No answer' },
      {
        who: 'pastoral-administration-officer',
        post: 'Your first-day list',
        button: 'Reason given',
        inputs: { reason: 'Has a cold' },
      },
      {
        who: 'deputy-head',
        post: 'A request is waiting for your decision',
        button: 'Refuse',
        inputs: { reason: 'Not exceptional.' },
      },
    ],
  },
  {
    time: '09:22',
    acts: [
      {
        who: 'attendance-manager',
        post: 'Your first-day list',
        button: 'Safeguarding concern',
        inputs: { concern: 'Sounded frightened on the telephone.' },
      },
    ],
  },
  {
    time: '09:24',
    acts: [{ who: 'dsl', post: 'Attendance Desk needs you now', button: 'I have it' }, ...stageActs],
  },
  { time: '09:41', acts: [] },
];
