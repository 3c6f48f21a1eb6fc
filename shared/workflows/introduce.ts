import { presses } from '../wording/presses.ts';
import { whoAmI } from '../wording/who-am-i.ts';
import type { Desk } from './desk.ts';
import { meView } from './me-view.ts';
import { whoIs } from './who-is.ts';

/** The answer to what a person writes to the desk: who it takes them for when asked, else what it is here for. */
export const introduce = async (desk: Desk, id: string | undefined, text: string): Promise<string> => {
  const person = id === undefined ? undefined : await whoIs(desk, id);
  if (!person) return presses.unknownPerson;
  return /\bwho\s+am\s+i\b/i.test(text) ? whoAmI(await meView(desk, person)) : presses.help;
};
