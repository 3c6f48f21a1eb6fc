import type { PupilMarks } from '../../vocabulary/mark.ts';
import type { PupilCase } from '../history.ts';
import type { Reason } from '../reason.ts';
import { illnessSpells } from './patterns/illness-spells.ts';
import { latesInWeek } from './patterns/lates-in-week.ts';
import { nextToHoliday } from './patterns/next-to-holiday.ts';
import { sameWeekday } from './patterns/same-weekday.ts';
import { siblingsAbsent } from './patterns/siblings-absent.ts';

/**
 * Every pattern in a pupil's absence that the school's policy calls worth a look (§4.5), in the order of the reference.
 * `siblings` are the marks of brothers and sisters in the school.
 */
export const patternsOf = (pupil: PupilCase, siblings: readonly PupilMarks[] = []): readonly Reason[] =>
  [
    illnessSpells(pupil),
    ...sameWeekday(pupil),
    nextToHoliday(pupil),
    siblingsAbsent(pupil, siblings),
    latesInWeek(pupil),
  ].filter((reason) => reason !== undefined);
