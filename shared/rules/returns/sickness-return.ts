import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import { byteOf } from '../../vocabulary/mark.ts';
import { isOfCompulsorySchoolAge, whileOfSchoolAge } from '../compulsory-school-age.ts';
import type { PupilCase } from '../history.ts';
import { onRoll, spanTo } from '../span.ts';

interface SicknessReturnRule extends Dated {
  /** Sessions of sickness in the school year, in a row or not: fifteen school days. */
  readonly sessions: number;
}

/** Fifteen days missed, or expected to be missed, for sickness: full name and address to the authority (§8.2). */
export const sicknessReturnRule = [
  {
    from: '2024-08-19',
    sessions: 30,
    law: cite(
      'Working together to improve school attendance (DfE, August 2024)',
      'sickness returns, as restated by Hertfordshire and Derbyshire',
      '2026-11-25',
    ),
  },
] as const satisfies readonly SicknessReturnRule[];

export interface SicknessReturn {
  readonly due: boolean;
  /** The school's own warning before it is due (policy `returns.sicknessWarnAt`). */
  readonly warn: boolean;
  /** The numbers of the school year's I sessions so far. */
  readonly sessions: readonly number[];
}

const illness = byteOf('I');

/**
 * Whether a sickness return is due (§8.2, §14 Returns): 30 sessions of I in the school year so far while of compulsory
 * school age, or as many expected in all of it; then until a return is recorded in that school year. A person confirms
 * that it is not a matter of minor ailments.
 */
export const sicknessReturn = (pupil: PupilCase): SicknessReturn => {
  const { marks, calendar, policy, history, on, until } = pupil;
  const year = calendar.yearOf(on);
  if (year === undefined) return { due: false, warn: false, sessions: [] };
  const yearBegan = year.terms[0]!.from;
  const { from } = spanTo(calendar, on);
  const given = whileOfSchoolAge(calendar, history.born, onRoll(calendar, marks, { from, until }));
  const sessions: number[] = [];
  for (let session = given.from; session < given.until; session++)
    if (marks.row[session] === illness) sessions.push(session);

  const needed = (rowOn(sicknessReturnRule, on) ?? sicknessReturnRule[0]).sessions;
  const expected = isOfCompulsorySchoolAge(history.born, yearBegan) ? (history.illnessForecast ?? 0) : 0;
  const made = history.returns.some((one) => one.kind === 'sickness' && one.on >= yearBegan && one.on <= on);
  return {
    due: !made && Math.max(sessions.length, expected) >= needed,
    warn: sessions.length >= policy.returns.sicknessWarnAt,
    sessions,
  };
};
