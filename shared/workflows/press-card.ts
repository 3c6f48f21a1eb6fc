import { z } from 'zod';
import type { Message, Sent } from '../ports/messenger.ts';
import type { contactOutcomes } from '../records/contact-log.ts';
import type { Said } from '../views/cards.ts';
import type { Person } from '../vocabulary/role.ts';
import { isHalf } from '../vocabulary/session.ts';
import { presses } from '../wording/presses.ts';
import { auditLater } from './audit.ts';
import type { PressData, PressVerb } from './carry-out-press.ts';
import type { Desk } from './desk.ts';
import { firstDayListView, sendFirstDayList } from './first-day-list.ts';
import { leaveCardFor } from './leave-cards.ts';
import { may } from './may.ts';
import { unmarkedView } from './post-unmarked-registers.ts';
import { notesOf, sessionNow } from './registers-now.ts';
import { type ButtonData, buttonData, isOurs, seal } from './seal.ts';
import { type Taken, takePress } from './take-press.ts';
import { whoIs } from './who-is.ts';

/** A button that was pressed, as the door to Teams heard it: who is proved by Teams' signature, the rest is a hint. */
export interface Pressed {
  /** The Entra object id of the person. */
  readonly person: string;
  /** The button's data with the inputs of the card merged in. */
  readonly data: unknown;
  /** The message it stands on. */
  readonly at?: Sent | undefined;
}

/** A fresh card for the person who pressed, or a sentence that only they see. */
export type PressAnswer =
  | { readonly kind: 'card'; readonly message: Message }
  | { readonly kind: 'says'; readonly says: string };

const text = z.string().max(2000).optional();
const inputs = z.object({ register: text, why: text, reason: text, spokenTo: text, concern: text });
type Inputs = z.infer<typeof inputs>;

const says = (sentence: string): PressAnswer => ({ kind: 'says', says: sentence });

const tones: Readonly<Record<Taken['state'], Said['tone']>> = {
  saved: 'good',
  saving: 'neutral',
  refused: 'attention',
};
const saidOf = ({ state, says }: Taken): Said => ({ tone: tones[state], says });

/** The same button, version and person is the same press, however often it arrives. */
const pressKey = (desk: Desk, person: Person, { action, post, id, seen }: ButtonData, choice = ''): string =>
  `card-${desk.sign(JSON.stringify(['press', action, post, id ?? '', seen ?? '', choice, person.id])).slice(0, 32)}`;

interface Asked {
  readonly desk: Desk;
  readonly person: Person;
  readonly data: ButtonData;
  readonly inputs: Inputs;
}

const take = async <V extends PressVerb>(asked: Asked, verb: V, data: PressData<V>, choice?: string): Promise<Taken> =>
  takePress(asked.desk, asked.person, verb, pressKey(asked.desk, asked.person, asked.data, choice), data);

const placeOf = (post: string) => {
  const [date, , half, ...rest] = post.split('/');
  return date !== undefined && half !== undefined && isHalf(half) ? { date, half, year: rest[0] ?? '' } : undefined;
};

const chaseActions = {
  'nudge-again': 'nudged-again',
  'somebody-going': 'somebody-going',
  taken: 'taken',
  'not-due': 'not-due',
} as const;

const seenOf = (seen: string | undefined, group: string): number | undefined => {
  const found = seen?.split(' ').find((part) => part.startsWith(`${group}:`));
  return found === undefined ? undefined : Number(found.slice(group.length + 1));
};

const chase = async (asked: Asked, action: (typeof chaseActions)[keyof typeof chaseActions]): Promise<PressAnswer> => {
  const { desk, data, inputs } = asked;
  const place = placeOf(data.post);
  if (!place) return says(presses.badCard);
  const group = data.id ?? inputs.register;
  if (!group) return says(presses.chooseRegister);
  const seen = seenOf(data.seen, group);
  const why = action === 'not-due' ? inputs.why?.trim() : undefined;
  const taken = await take(
    asked,
    'chase-register',
    { ...place, group, action, ...(why ? { why } : {}), ...(seen === undefined ? {} : { seen }) },
    group,
  );
  if (taken.forbidden) return says(taken.says);
  const { date, half, year } = place;
  const [now, notes] = [await sessionNow(desk, date, half), await notesOf(desk, date, half)];
  const view = await unmarkedView(desk, now, notes, year, false);
  return { kind: 'card', message: desk.cards.unmarked({ ...view, said: saidOf(taken) }) };
};

const showNames = async ({ desk, person, data }: Asked): Promise<PressAnswer> => {
  const place = placeOf(data.post);
  if (!place) return says(presses.badCard);
  const { date, half, year } = place;
  if (date !== (await desk.data.calendar()).at(desk.clock.now()).date) return says(presses.pastDay);
  if (!may(person, 'see-first-day', { year })) {
    auditLater(desk, {
      key: `${pressKey(desk, person, data)}/refused`,
      by: person,
      verb: 'refused',
      record: `first-day ${date} ${half} ${year}`,
      detail: { asked: 'see-first-day' },
    });
    return says(presses.notYours);
  }
  desk.later(`list/${date}/${half}/${year}/${person.id}`, () => sendFirstDayList(desk, person, { date, half, year }));
  return says(presses.listSent);
};

const listAnswer = async ({ desk, person, data }: Asked, taken: Taken): Promise<PressAnswer> => {
  const place = placeOf(data.post);
  const view = place && !taken.forbidden && (await firstDayListView(desk, person, place, saidOf(taken)));
  return view ? { kind: 'card', message: desk.cards.firstDayList(view) } : says(taken.says);
};

const contact = async (
  asked: Asked,
  outcome: (typeof contactOutcomes)[number],
  more: { reasonGiven?: string; visitNeeded?: true } = {},
): Promise<PressAnswer> => {
  const { data, inputs } = asked;
  if (data.id === undefined) return says(presses.badCard);
  const spokenTo = inputs.spokenTo?.trim().slice(0, 200);
  const taken = await take(asked, 'log-contact', {
    task: data.id,
    channel: 'call',
    outcome,
    ...(spokenTo && outcome === 'reached' ? { personSpokenTo: spokenTo } : {}),
    ...more,
    ...(data.seen === undefined ? {} : { seen: Number(data.seen) }),
  });
  return listAnswer(asked, taken);
};

const reasonGiven = async (asked: Asked): Promise<PressAnswer> => {
  const reason = asked.inputs.reason?.trim().slice(0, 1000);
  return reason
    ? contact(asked, 'reached', { reasonGiven: reason })
    : listAnswer(asked, { state: 'refused', says: presses.reasonNeeded });
};

const concern = async (asked: Asked): Promise<PressAnswer> => {
  const { desk, data, inputs } = asked;
  const words = inputs.concern?.trim();
  if (data.id === undefined) return says(presses.badCard);
  if (!words) return listAnswer(asked, { state: 'refused', says: presses.concernNeeded });
  // Other words about the same pupil are another concern, so the words belong to the key; the key does not show them.
  const choice = desk.sign(JSON.stringify(['concern', words]));
  const taken = await take(asked, 'raise-concern', { task: data.id, text: words }, choice);
  return listAnswer(asked, taken);
};

const decide = async (asked: Asked, decision: 'grant' | 'refuse'): Promise<PressAnswer> => {
  const { desk, person, data, inputs } = asked;
  if (data.id === undefined) return says(presses.badCard);
  const reason = inputs.reason?.trim();
  const { leaveDeciders } = await desk.data.policy();
  const answer = async (taken: Taken): Promise<PressAnswer> => {
    const view = taken.forbidden ? undefined : await leaveCardFor(desk, data.id!, person.id);
    return view ? { kind: 'card', message: desk.cards.leave({ ...view, said: saidOf(taken) }) } : says(taken.says);
  };
  if (!reason && may(person, 'decide-leave', { leaveDeciders }))
    return answer({ state: 'refused', says: presses.reasonNeeded });
  return answer(
    await take(asked, 'decide-leave', {
      id: data.id,
      version: data.seen ?? '',
      decision,
      reason: reason || '-',
    }),
  );
};

const acknowledge = async (asked: Asked): Promise<PressAnswer> => {
  const { data } = asked;
  if (data.id === undefined) return says(presses.badCard);
  return says((await take(asked, 'acknowledge-concern', { concern: data.id, post: data.post })).says);
};

const release = async (asked: Asked): Promise<PressAnswer> => {
  const place = placeOf(asked.data.post);
  const [job, round] = asked.data.id?.split(':') ?? [];
  if (!place || (job !== 'nudge' && job !== 'unmarked' && job !== 'first-day')) return says(presses.badCard);
  const { date, half } = place;
  return says((await take(asked, 'release-held', { job, date, half, round: Number(round) })).says);
};

/** Every button there is, by the action that it carries. */
const buttons: Readonly<Record<string, (asked: Asked) => Promise<PressAnswer>>> = {
  'nudge-again': (asked) => chase(asked, chaseActions['nudge-again']),
  'somebody-going': (asked) => chase(asked, chaseActions['somebody-going']),
  taken: (asked) => chase(asked, chaseActions.taken),
  'not-due': (asked) => chase(asked, chaseActions['not-due']),
  'show-names': showNames,
  spoke: (asked) => contact(asked, 'reached'),
  'no-answer': (asked) => contact(asked, 'no answer'),
  reason: reasonGiven,
  visit: (asked) => contact(asked, 'no answer', { visitNeeded: true }),
  concern,
  grant: (asked) => decide(asked, 'grant'),
  refuse: (asked) => decide(asked, 'refuse'),
  acknowledge,
  release,
};

/** Teams did not confirm a first copy, and now it is pressed: it is ours after all. The other copy stays the post. */
const findUnconfirmed = (desk: Desk, post: string, at: Sent | undefined): void => {
  if (!at) return;
  desk.later(`adopt/${post}`, async () => {
    const known = await desk.ledger.byKey(post);
    if (known?.state === 'unconfirmed' || known?.state === 'planned') await desk.ledger.mark(post, 'sent', at);
  });
};

/**
 * Answers a pressed button. The card's data are a hint: the signature is checked, the person and their rights are asked
 * of the directory now, everything else is read afresh. Whoever may not is told so in words, and it is audited.
 */
export const pressCard = async (desk: Desk, pressed: Pressed): Promise<PressAnswer> => {
  const parsed = buttonData.safeParse(pressed.data);
  const given = inputs.safeParse(pressed.data);
  if (!parsed.success || !given.success || !isOurs(desk, parsed.data)) return says(presses.badCard);
  const button = Object.hasOwn(buttons, parsed.data.action) ? buttons[parsed.data.action] : undefined;
  if (!button) return says(presses.badCard);
  const person = await whoIs(desk, pressed.person);
  if (!person) return says(presses.unknownPerson);
  findUnconfirmed(desk, parsed.data.post, pressed.at);
  const answer = await button({ desk, person, data: parsed.data, inputs: given.data });
  return answer.kind === 'card' ? { kind: 'card', message: seal(desk, answer.message) } : answer;
};
