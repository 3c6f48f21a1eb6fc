import { interventions } from '../records/intervention.ts';
import { figureBehind, figureFields } from '../rules/figure-behind.ts';
import { figuresOf } from '../rules/figures/figures.ts';
import { groupFigures } from '../rules/figures/groups.ts';
import { groupBehind, isGroupField } from '../rules/group-behind.ts';
import type { WhyView } from '../views/why.ts';
import type { Person } from '../vocabulary/role.ts';
import { figureBehindDocument } from '../wording/reasons.ts';
import { caseOfPupil } from './case-of-pupil.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { trackerSpan } from './tracker-span.ts';
import { isToldRule } from './tracker-view.ts';
import { viewed } from './viewed.ts';
import { isKnownCount, whyCount } from './why-count.ts';

export interface WhyAsked {
  /** A pupil's id, or a year group; neither for a count of this session. */
  readonly pupil?: string | undefined;
  readonly year?: string | undefined;
  readonly field: string;
}

const isPenalty = (field: string): boolean => field.startsWith('penalty');

/** Whether `GET /api/why` knows the number at all. */
export const isKnownField = (asked: WhyAsked): boolean =>
  asked.pupil === undefined
    ? isKnownCount(asked) || (asked.year !== undefined && isGroupField(asked.field))
    : figureFields.includes(asked.field);

/**
 * `GET /api/why`: a number as it stands now, with the sessions, the rule, its source and the policy version behind it.
 * Undefined for a person who may not see it, and for a pupil nobody knows, which are not told apart.
 */
export const whyView = async (desk: Desk, person: Person, asked: WhyAsked): Promise<WhyView | undefined> => {
  if (asked.pupil === undefined && isKnownCount(asked)) return await whyCount(desk, person, asked);
  const [policy, calendar, book, pupils] = await Promise.all([
    desk.data.policy(),
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
  ]);
  const { date: on, time } = calendar.at(desk.clock.now());
  const span = trackerSpan({ book, calendar, policy, on, time });
  const { field } = asked;
  if (asked.pupil === undefined) {
    const { year } = asked;
    if (year === undefined || !isGroupField(field) || !may(person, 'see-attendance', { year })) return undefined;
    const figures = [...pupils.values()]
      .filter((pupil) => pupil.year === year && pupil.from <= on)
      .map((pupil) => caseOfPupil(pupil, { book, calendar, policy, interventions: [], on, until: span.until }))
      .map(({ marks }) => figuresOf(marks, calendar, span, policy.bands));
    return { year, on, ...figureBehindDocument(groupBehind(groupFigures(figures), field, policy), policy) };
  }
  const pupil = pupils.get(asked.pupil);
  if (pupil === undefined || !may(person, 'see-tracker', { pupil })) return undefined;
  if (isPenalty(field) && !may(person, 'see-penalty', { pupil })) return undefined;
  const begun = await desk.records.find(interventions, [{ column: 'pupil', is: 'eq', value: pupil.key }]);
  const own = begun.map(({ record }) => record);
  const behind = figureBehind(
    caseOfPupil(pupil, { book, calendar, policy, interventions: own, on, until: span.until }),
    field,
  );
  if (!behind) return undefined;
  await viewed(desk, person, { verb: 'view-case', record: `case ${pupil.key}`, pupil: pupil.key });
  const { reasons, ...rest } = figureBehindDocument(behind, policy);
  return { pupil: pupil.key, on, ...rest, reasons: reasons.filter(({ rule }) => isToldRule(person, pupil, rule)) };
};
