import { type Citation, cite } from '../../vocabulary/citation.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';
import { isOfCompulsorySchoolAge } from '../compulsory-school-age.ts';
import type { PupilCase } from '../history.ts';
import { deletionGround, deletionGroundRule } from './deletion-ground.ts';

const reg9 = (place: string): Citation => cite('SI 2024/208', `reg 9(1)${place}`, '2026-11-25');
const notVerified = reg9(', later paragraph; letter not verified');

/** The grounds on which a name is deleted, and must be (§8.5). There is no other; off-rolling otherwise is unlawful. */
export const deletionGrounds = [
  { ground: 'registered-elsewhere', law: reg9('(a)') },
  { ground: 'nursery-finished', law: reg9('(b)') },
  { ground: 'dual-registered-with-consents', law: reg9('(c)') },
  { ground: 'attendance-order-names-another-school', law: reg9('(d)') },
  { ground: 'attendance-order-revoked', law: reg9('(e)') },
  { ground: 'home-education-in-writing', law: notVerified },
  { ground: 'moved-beyond-reasonable-distance', law: notVerified },
  { ground: 'not-back-within-ten-days-of-leave', law: notVerified },
  { ground: 'twenty-days-absent', law: deletionGroundRule[0].law },
  { ground: 'detained-four-months', law: notVerified },
  { ground: 'over-school-age-and-leaving', law: notVerified },
  { ground: 'died', law: notVerified },
  { ground: 'permanently-excluded', law: notVerified },
  { ground: 'boarding-fees', law: notVerified },
] as const satisfies readonly { readonly ground: string; readonly law: Citation }[];
export type DeletionGroundName = (typeof deletionGrounds)[number]['ground'];

/**
 * The grounds shown as eligible on a day: those a person has recorded as met, and the twenty days where the run stands.
 * Leaving over school age is shown only when that age has ended. It is shown; a person deletes, in the school's system.
 */
export const groundsShown = (pupil: PupilCase, recorded: readonly DeletionGroundName[]) =>
  deletionGrounds.filter(({ ground }) => {
    if (ground === 'twenty-days-absent') return deletionGround(pupil).met;
    if (ground === 'over-school-age-and-leaving' && isOfCompulsorySchoolAge(pupil.history.born, pupil.on)) return false;
    return recorded.includes(ground);
  });

/** What has to be found beside the run of twenty days before ground (i) is met (§8.5). */
export const twentyDayChecklist = itemsOf(
  deletionGroundRule[0].law,
  'no-sign-of-sickness',
  'no-unavoidable-cause',
  'enquiries-by-school',
  'enquiries-by-authority',
  'enquiries-made-jointly',
  'not-found-or-no-return-agreed',
);

/** What ground (i) still lacks; null while the run of twenty days does not stand, for then nothing else matters. */
export const twentyDayGroundLacks = (pupil: PupilCase, found: readonly string[]): readonly ChecklistItem[] | null =>
  deletionGround(pupil).met ? stillMissing(twentyDayChecklist, found) : null;
