import { compareRates, type Rate } from '../../vocabulary/rate.ts';
import { type Policy, policySchema } from '../policy.ts';
import { exactShare } from '../share.ts';

type Band = Policy['bands'][number];

/** The bands a school has that decided none of its own (§2.4). */
const defaultBands: readonly Band[] = policySchema.parse({ version: 1, date: '', school: '' }).bands;

const holds = (absence: Rate, { absenceAtMost, absenceBelow }: Band): boolean =>
  (absenceAtMost === undefined || compareRates(absence, exactShare(absenceAtMost)) <= 0) &&
  (absenceBelow === undefined || compareRates(absence, exactShare(absenceBelow)) < 0);

/**
 * The band of an absence (absent of possible sessions): the first whose limit holds, tested on counts so that exactly
 * 10 % is band 4. Null without a possible session.
 */
export const bandOf = (absence: Rate, bands: readonly Band[] = defaultBands): string | null =>
  absence.of === 0 ? null : (bands.find((band) => holds(absence, band))?.band ?? null);
