import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import { whoIs } from './who-is.ts';

/** The desks of all schools that this process works for, in the order of the settings. None looks into another. */
export type Desks = readonly Desk[];

const named = z.object({ school: z.string() });

/**
 * The desk that a button's data name. It is a hint, as all of them are: the desk itself looks at the signature, which
 * covers the school. A card of the time before there were several schools is the one's of the only one.
 */
export const deskOf = (desks: Desks, data: unknown): Desk | undefined => {
  const parsed = named.safeParse(data);
  if (parsed.success) return desks.find(({ school }) => school === parsed.data.school);
  return desks.length === 1 ? desks[0] : undefined;
};

export interface AtSchool {
  readonly desk: Desk;
  readonly person: Person;
}

/** How long an answer waits for one school of several, and how long one that failed is left alone. */
const patienceMs = 3000;
const leftAloneMs = 15_000;

/** Until when a school is not asked who belongs to it, by this machine's running time. */
const leftAlone = new WeakMap<Desk['data'], number>();

const inTime = async <T>(work: Promise<T>, ms: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutsideError('busy', 'The school took too long to answer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Asks one of several schools. One that cannot be reached, or not soon, is left out and for a while not asked again: it
 * makes nobody of another school wait, and nobody's press costs it a request.
 */
const askOne = async <T>(desk: Desk, ask: () => Promise<T[]>, troubles: OutsideError[]): Promise<T[]> => {
  if (performance.now() < (leftAlone.get(desk.data) ?? 0)) {
    troubles.push(new OutsideError('busy', 'The school could not be reached a moment ago'));
    return [];
  }
  const asking = ask();
  asking.catch(() => undefined);
  try {
    return await inTime(asking, patienceMs);
  } catch (error) {
    if (!isOutside(error)) throw error;
    leftAlone.set(desk.data, performance.now() + leftAloneMs);
    desk.log.warn('school not asked for a while', { school: desk.school, kind: error.kind });
    troubles.push(error);
    return [];
  }
};

/**
 * The schools at which somebody has a role, and who they are there. Of several one that cannot be reached now is left
 * out; throws its OutsideError when nobody else knows the person either.
 */
export const atSchools = async (desks: Desks, id: string): Promise<AtSchool[]> => {
  const ask = async (desk: Desk): Promise<AtSchool[]> => {
    const person = await whoIs(desk, id);
    return person ? [{ desk, person }] : [];
  };
  const [only, ...others] = desks;
  if (only && others.length === 0) return await ask(only);
  const troubles: OutsideError[] = [];
  const found = await Promise.all(desks.map(async (desk) => await askOne(desk, async () => await ask(desk), troubles)));
  const schools = found.flat();
  if (schools.length === 0 && troubles.length > 0) throw troubles[0]!;
  return schools;
};

/** Where somebody's chat is kept: at their schools, and where there is one school at it, whoever they are. */
export const desksOfPerson = async (desks: Desks, id: string): Promise<Desks> =>
  desks.length === 1 ? desks : (await atSchools(desks, id)).map(({ desk }) => desk);

/** The schools whose policy names the channel; where there is one school that one, whatever its policy says. */
export const desksOfChannel = async (desks: Desks, channel: string): Promise<Desks> => {
  if (desks.length === 1) return desks;
  const naming = async (desk: Desk): Promise<Desk[]> => {
    const { channels } = await desk.data.policy();
    return channels.some((one) => one.channel === channel) ? [desk] : [];
  };
  const found = await Promise.all(desks.map(async (desk) => await askOne(desk, async () => await naming(desk), [])));
  return found.flat();
};
