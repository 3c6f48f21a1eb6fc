import type { WeeklyContact } from '../rules/reports/red-group.ts';
import { counted } from './counts.ts';
import { dayInWords } from './dates.ts';

/** This week's contact with the family of a red pupil, in a few words (§9.6). No name and no reason. */
export const weeklyContactSays = ({ status, attempts, metOn, toldTo }: WeeklyContact): string => {
  if (status === 'exempt') return 'No school this week';
  if (metOn !== null) return `Spoke to the family on ${dayInWords(metOn)}`;
  const tried = attempts === 0 ? 'Not contacted this week' : `Not reached, ${counted(attempts, 'attempt')}`;
  const told = toldTo.includes('deputy')
    ? ': with the deputy head'
    : toldTo.includes('office')
      ? ': with the office'
      : '';
  return `${tried}${told}`;
};
