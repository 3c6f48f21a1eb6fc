import { compareRates, percent, type Rate, rate } from '../../vocabulary/rate.ts';
import type { Figures } from '../figures/figures.ts';
import type { Policy } from '../policy.ts';

export interface TutorGroup {
  readonly form: string;
  readonly attendance: string;
}

/** One pupil's figures of the period, with the tutor group. */
export interface TutoredPupil {
  readonly form: string;
  readonly figures: Pick<Figures, 'attended' | 'possible' | 'lateBefore' | 'lateAfter'>;
}

interface Sums {
  readonly form: string;
  readonly attendance: Rate;
  readonly lates: number;
}

const total = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0);

/**
 * The tutor group with the best attendance in a period, from the sums and on counts (§9.5): groups with the policy's
 * number of pupils or more who had a possible session; of those that are level the one with fewer lates (L and U), and
 * what is still level wins jointly. Empty when no group is large enough.
 */
export const bestTutorGroups = (pupils: readonly TutoredPupil[], policy: Policy): readonly TutorGroup[] => {
  const withSessions = pupils.filter(({ figures }) => figures.possible > 0);
  const groups = [...Map.groupBy(withSessions, ({ form }) => form)]
    .filter(([, members]) => members.length >= policy.celebration.tutorGroupMinPupils)
    .map(
      ([form, members]): Sums => ({
        form,
        attendance: rate(
          total(members.map(({ figures }) => figures.attended)),
          total(members.map(({ figures }) => figures.possible)),
        ),
        lates: total(members.map(({ figures }) => figures.lateBefore + figures.lateAfter)),
      }),
    );
  const order = (a: Sums, b: Sums): number => compareRates(b.attendance, a.attendance) || a.lates - b.lates;
  const [best] = groups.toSorted(order);
  return groups
    .filter((group) => best !== undefined && order(best, group) === 0)
    .map(({ form, attendance }) => ({ form, attendance: percent(attendance)! }));
};
