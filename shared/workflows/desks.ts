import { z } from 'zod';
import { isOutside, type OutsideError } from '../ports/outside-error.ts';
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

/**
 * The schools at which somebody has a role, and who they are there. A school that cannot be reached now is left out;
 * throws its OutsideError when nobody could say who it is.
 */
export const atSchools = async (desks: Desks, id: string): Promise<AtSchool[]> => {
  const troubles: OutsideError[] = [];
  const found = await Promise.all(
    desks.map(async (desk): Promise<AtSchool[]> => {
      try {
        const person = await whoIs(desk, id);
        return person ? [{ desk, person }] : [];
      } catch (error) {
        if (!isOutside(error)) throw error;
        if (desks.length > 1) desk.log.warn('school not asked', { school: desk.school, kind: error.kind });
        troubles.push(error);
        return [];
      }
    }),
  );
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
  const naming = await Promise.all(
    desks.map(async (desk) => {
      try {
        const { channels } = await desk.data.policy();
        return channels.some((one) => one.channel === channel) ? [desk] : [];
      } catch (error) {
        if (!isOutside(error)) throw error;
        desk.log.warn('school not asked', { school: desk.school, kind: error.kind });
        return [];
      }
    }),
  );
  return naming.flat();
};
