import type { ZodType } from 'zod';
import { z } from 'zod';
import type { Press, PressState } from '../ports/press-log.ts';
import { presses } from '../wording/presses.ts';
import { acceptStage } from './accept-stage.ts';
import { chaseRegister } from './chase-register.ts';
import { chooseStage } from './choose-stage.ts';
import { contactFamily } from './contact-family.ts';
import { decideLeave } from './decide-leave.ts';
import type { Desk } from './desk.ts';
import { editTracker } from './edit-tracker.ts';
import { endHold } from './end-hold.ts';
import { enterLeave } from './enter-leave.ts';
import { holdMeeting } from './hold-meeting.ts';
import { holdStage } from './hold-stage.ts';
import { logContact } from './log-contact.ts';
import type { PressKind, Settled } from './press-kind.ts';
import { acknowledgeConcern, raiseConcern } from './raise-concern.ts';
import { releaseHeld } from './release-held.ts';

/** Every kind of press there is. */
export const pressKinds = {
  'chase-register': chaseRegister,
  'log-contact': logContact,
  'raise-concern': raiseConcern,
  'acknowledge-concern': acknowledgeConcern,
  'enter-leave': enterLeave,
  'decide-leave': decideLeave,
  'accept-stage': acceptStage,
  'choose-stage': chooseStage,
  'hold-stage': holdStage,
  'end-hold': endHold,
  'contact-family': contactFamily,
  'edit-tracker': editTracker,
  'hold-meeting': holdMeeting,
  'release-held': releaseHeld,
} as const;
export type PressVerb = keyof typeof pressKinds;
export type PressData<V extends PressVerb> = (typeof pressKinds)[V] extends PressKind<infer T> ? T : never;

export const isPressVerb = (verb: string): verb is PressVerb => Object.hasOwn(pressKinds, verb);

/** A press as it lies in the log: who it was by name, and what it carries. */
export const loggedPress = <T>(schema: ZodType<T>) => z.object({ name: z.string(), is: schema });

/** What became of it, with the words for the person who waits. */
export type CarriedOut = PressState & { readonly says?: string };

/** Presses about the same thing one after the other, in all processes: the second sees what the first did. */
const inTurn = async <T>(
  desk: Desk,
  { key, at, by }: Press,
  kind: PressKind<T>,
  { name, is: data }: { readonly name: string; readonly is: T },
): Promise<Settled> =>
  await desk.presses.alone(
    `about ${kind.about(data).record}`,
    async () => await kind.carryOut(desk, { key, at, by: { id: by, name }, data }),
  );

const carry = async <T>(desk: Desk, press: Press, kind: PressKind<T>): Promise<CarriedOut> => {
  const logged = loggedPress(kind.schema).safeParse(press.data);
  const settled = logged.success
    ? await inTurn(desk, press, kind, logged.data)
    : ({ state: 'refused', why: presses.badCard } as const);
  if (settled.state === 'open') return { state: 'saving', says: settled.says };
  await desk.presses.settle(press.key, settled.state === 'saved' ? { state: 'saved' } : settled);
  return settled;
};

const running = new WeakMap<Desk['presses'], Map<string, Promise<CarriedOut>>>();

const carryOnce = async (desk: Desk, press: Press): Promise<CarriedOut> => {
  const state = await desk.presses.stateOf(press.key);
  if (state && state.state !== 'saving') return state;
  if (isPressVerb(press.verb)) return carry(desk, press, pressKinds[press.verb] as PressKind<unknown>);
  const refused = { state: 'refused', why: presses.badCard } as const;
  await desk.presses.settle(press.key, refused);
  return refused;
};

/**
 * Carries a press that was taken to its list and settles it. May be called again at will, for a press that was carried
 * half-way before a crash as well; one at a time for each press, whichever process carries it. Throws OutsideError when the list
 * cannot be written now: the press stays, and is carried again later.
 */
export const carryOutPress = (desk: Desk, press: Press): Promise<CarriedOut> => {
  const here = running.get(desk.presses) ?? new Map<string, Promise<CarriedOut>>();
  running.set(desk.presses, here);
  const already = here.get(press.key);
  if (already) return already;
  const work = desk.presses
    .alone(press.key, async () => await carryOnce(desk, press))
    .finally(() => here.delete(press.key));
  here.set(press.key, work);
  return work;
};
