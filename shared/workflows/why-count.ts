import { firstDayCounts, todayView as todayShape } from '../views/today.ts';
import type { WhyView } from '../views/why.ts';
import type { Person } from '../vocabulary/role.ts';
import { countSays, isFirstDayCount, isSessionCount } from '../wording/today.ts';
import type { Desk } from './desk.ts';
import { todayView } from './today-view.ts';

const isCount = (value: unknown): value is number => typeof value === 'number';

/**
 * What is behind a count of this session: of everybody the person may see, or of a year team's first-day work. The
 * number is the tab's own, cut to the same scope. Undefined for a year that is not the person's.
 */
export const whyCount = async (
  desk: Desk,
  person: Person,
  { year, field }: { readonly year?: string | undefined; readonly field: string },
): Promise<WhyView | undefined> => {
  const [today, policy] = [await todayView(desk, person), await desk.data.policy()];
  const of: Readonly<Record<string, unknown>> | undefined =
    year === undefined
      ? todayShape.pick({ present: true, absent: true, noReason: true, noMark: true, onRoll: true }).parse(today)
      : firstDayCounts.optional().parse(today.firstDay.find((row) => row.year === year));
  const value = of?.[field];
  if (!isCount(value)) return undefined;
  const { says, source } = countSays(field, value, today.date, today.half);
  return {
    ...(year === undefined ? {} : { year }),
    on: today.date,
    field,
    value,
    policyVersion: policy.version,
    reasons: [
      { rule: `today.${field}`, says, numbers: { [field]: value }, source, sessions: [`${today.date} ${today.half}`] },
    ],
  };
};

/** Whether a count of that name exists: of the session, or of a year team's first-day work. */
export const isKnownCount = ({
  year,
  field,
}: {
  readonly year?: string | undefined;
  readonly field: string;
}): boolean => (year === undefined ? isSessionCount(field) : isFirstDayCount(field));
