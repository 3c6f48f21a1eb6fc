import { presses } from '../wording/presses.ts';
import { whoAmI } from '../wording/who-am-i.ts';
import { atSchools, type Desks } from './desks.ts';
import { meView } from './me-view.ts';

/**
 * The answer to what a person writes to the desk: who it takes them for when asked, at each of their schools, else what
 * it is here for.
 */
export const introduce = async (desks: Desks, id: string | undefined, text: string): Promise<string> => {
  const schools = id === undefined ? [] : await atSchools(desks, id);
  if (schools.length === 0) return presses.unknownPerson;
  if (!/\bwho\s+am\s+i\b/i.test(text)) return presses.help;
  const said: string[] = [];
  for (const { desk, person } of schools) {
    const who = whoAmI(await meView(desk, person));
    said.push(schools.length === 1 ? who : `${(await desk.data.policy()).school}: ${who}`);
  }
  return said.join('\n\n');
};
