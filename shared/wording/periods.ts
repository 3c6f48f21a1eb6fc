import type { PeriodFigures } from '../rules/figures/period-figures.ts';
import type { Period } from '../rules/periods.ts';
import { spanInWords } from './dates.ts';

/** `The year to date`, `Half term 4`, `The spring term`, `The last 6 school weeks`. */
const nameSays = ({ name, which = '' }: Period): string => {
  if (name === 'custom') return 'The chosen days';
  if (name === 'term') return `The ${which.toLowerCase()} term`;
  if (name === 'half term') return `${which[0]?.toUpperCase()}${which.slice(1)}`;
  if (name.startsWith('last ') && name !== 'last week') return `The ${name.replace('weeks', 'school weeks')}`;
  return name === 'year to date' ? `The ${name}` : `${name[0]?.toUpperCase()}${name.slice(1)}`;
};

/** `Half term 4 (23 February 2026 to 10 March 2026)`. */
export const periodInWords = (period: Period): string => `${nameSays(period)} (${spanInWords(period.from, period.to)})`;

/**
 * Persistent or severe absence with its period and its counts, because the percentage alone may show 90.0 on either
 * side (§2.2, §2.3).
 */
export const absenceInPeriodSays = ({ period, figures }: PeriodFigures): string => {
  const { possible, attended, absence, persistent, severe } = figures;
  if (possible === 0) return `${periodInWords(period)}: no possible session.`;
  const flag = severe ? 'severely absent' : persistent ? 'persistently absent' : 'not persistently absent';
  return `${periodInWords(period)}: ${flag}, ${possible - attended} of ${possible} sessions missed (${absence} %).`;
};
