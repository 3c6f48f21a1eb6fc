import { counted } from '../../wording/counts.ts';
import { isOnRoll } from '../registers-now.ts';
import type { Check } from './check.ts';

/** Every pupil who has marks stands in the list of pupils: one who does not is asked after by nobody. */
export const roll: Check = {
  name: 'roll',
  daily: true,
  look: async ({ data, clock }) => {
    const [book, calendar, pupils] = [await data.book(), await data.calendar(), await data.pupils()];
    const { date } = calendar.at(clock.now());
    const missing = book.pupils.filter(({ pupil }) => !pupils.has(pupil)).length;
    const onRoll = [...pupils.values()].filter((pupil) => isOnRoll(pupil, date)).length;
    const saw = `${counted(onRoll, 'pupil')} on roll`;
    if (missing === 0) return { saw };
    return {
      saw,
      troubles: [
        {
          why: `${counted(missing, 'pupil')} of the mark book ${missing === 1 ? 'is' : 'are'} not in the list of pupils; nobody asks after them`,
          mend: 'Restore the items from the site’s recycle bin, or let the school’s system write its file of pupils again.',
        },
      ],
    };
  },
};
