import { isOutside } from '../ports/outside-error.ts';
import type { Press, PressState } from '../ports/press-log.ts';
import type { Person } from '../vocabulary/role.ts';
import { presses } from '../wording/presses.ts';
import { auditLater } from './audit.ts';
import { type CarriedOut, carryOutPress, type PressData, type PressVerb, pressKinds } from './carry-out-press.ts';
import type { Desk } from './desk.ts';
import type { PressKind } from './press-kind.ts';

/** The answer to a press: what is said to the person, and for the API whether it was a matter of rights. */
export interface Taken {
  readonly state: 'saved' | 'saving' | 'refused';
  readonly says: string;
  readonly forbidden?: true;
}

/** How long the person who pressed waits for the list: Teams allows about ten seconds for the whole answer. */
const patienceMs = 4000;

const inTime = async <T>(work: Promise<T>, ms: number): Promise<T | undefined> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const worded = (carried: CarriedOut): Taken => {
  if (carried.state === 'refused') return { state: 'refused', says: carried.why };
  if (carried.state === 'saved') return { state: 'saved', says: carried.says ?? 'Saved.' };
  return { state: 'saving', says: carried.says ?? presses.saving };
};

const refusedForRights = (desk: Desk, person: Person, key: string, kind: PressKind<never>, data: never): Taken => {
  const { record, pupil } = kind.about(data);
  auditLater(desk, {
    key: `${key}/refused`,
    by: person,
    verb: 'refused',
    record,
    pupil,
    detail: { asked: kind.verb },
  });
  return { state: 'refused', says: presses.notYours, forbidden: true };
};

const waitFor = async (desk: Desk, key: string, work: Promise<CarriedOut>, patience: number): Promise<Taken> => {
  try {
    const carried = await inTime(work, patience);
    if (carried) return worded(carried);
    desk.later(`press/${key}`, async () => void (await work));
  } catch (error) {
    // SharePoint is not to be had: the press is on disk here and is carried there later.
    if (!isOutside(error)) throw error;
    desk.log.warn('press waits', { school: desk.school, kind: error.kind });
  }
  return { state: 'saving', says: presses.saving };
};

/** The same press again: it is told what became of the first, and waits with it when that is still under way. */
const asBefore = async (desk: Desk, key: string, before: PressState, patience: number): Promise<Taken> => {
  if (before.state !== 'saving') return worded(before);
  const first = (await desk.presses.unsettled()).find((press) => press.key === key);
  return first
    ? waitFor(desk, key, carryOutPress(desk, first), patience)
    : worded((await desk.presses.stateOf(key)) ?? before);
};

/**
 * Takes a press or a decision: asks whether the person may, writes it down (committed before anybody is told), carries
 * it to its list, and says what became of it within a few seconds. The same key twice is one press; a refusal for want
 * of rights is an audit event and leaves nothing else.
 */
export const takePress = async <V extends PressVerb>(
  desk: Desk,
  person: Person,
  verb: V,
  key: string,
  data: PressData<V>,
  patience = patienceMs,
): Promise<Taken> => {
  const kind = pressKinds[verb] as unknown as PressKind<PressData<V>>;
  const known = await desk.presses.stateOf(key);
  if (known) return asBefore(desk, key, known, patience);
  const whyNot = await kind.whyNot(desk, person, data);
  if (whyNot === presses.notYours) return refusedForRights(desk, person, key, kind as PressKind<never>, data as never);
  if (whyNot !== undefined) return { state: 'refused', says: whyNot };
  const press: Press = {
    key,
    at: desk.clock.now().toString({ smallestUnit: 'second' }),
    by: person.id,
    verb,
    data: { name: person.name, is: data },
  };
  let before: Awaited<ReturnType<Desk['presses']['take']>>;
  try {
    before = await desk.presses.take(press);
  } catch (error) {
    desk.log.error('press not kept', { school: desk.school, kind: isOutside(error) ? error.kind : 'database' });
    return { state: 'refused', says: isOutside(error, 'refused') ? presses.noRoom : presses.notKept };
  }
  return before === 'new'
    ? waitFor(desk, key, carryOutPress(desk, press), patience)
    : asBefore(desk, key, before, patience);
};
