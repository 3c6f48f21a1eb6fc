import { cite } from '../../vocabulary/citation.ts';
import { type Dated, rowOn } from '../../vocabulary/dated.ts';
import { byteOf, type Code } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { calendarIndex } from '../calendar-index.ts';
import type { PupilCase } from '../history.ts';
import { onRoll } from '../span.ts';

interface DeletionGroundRule extends Dated {
  /** School days in a row. */
  readonly days: number;
  /** Every session of them carries one of these; any other code, U too, breaks the run. */
  readonly codes: readonly Code[];
}

/** The run of ground (i): absent for twenty school days in a row, coded G, N or O (§8.5). */
export const deletionGroundRule = [
  {
    from: '2024-08-19',
    days: 20,
    codes: ['G', 'N', 'O'],
    law: cite('SI 2024/208', 'reg 9(1)(i), as explained by Browne Jacobson', '2026-11-25'),
  },
] as const satisfies readonly DeletionGroundRule[];

export interface DeletionGround {
  /** The run alone: sickness, unavoidable cause and enquiries are for people (`deletion-checklist.ts`). */
  readonly met: boolean;
  readonly twentiethDay: IsoDate | null;
  /** Whole school days of the run so far. */
  readonly days: number;
  /** Its sessions, by their numbers. */
  readonly sessions: readonly number[];
}

/**
 * The run of whole school days with G, N or O in every session that still stands at the last session before `until`
 * (§8.5, §14 Returns). An unmarked session, D, Y or # on a school day breaks it; then the ground is gone. Its age does
 * not matter here. A day of which a register is still to close neither counts nor breaks.
 */
export const deletionGround = ({ marks, calendar, on, until }: PupilCase): DeletionGround => {
  const { days: needed, codes } = rowOn(deletionGroundRule, on) ?? deletionGroundRule[0];
  const bytes = new Set(codes.map(byteOf));
  const { day } = calendarIndex(calendar);
  const roll = onRoll(calendar, marks, { from: 0, until });
  const onRollStill = roll.until === until;
  let first = until;
  while (onRollStill && first > roll.from && bytes.has(marks.row[first - 1]!)) first--;
  // Of the first and the last day every session belongs to the run, or the day does not.
  while (first < until && first > 0 && day[first - 1] === day[first]) first++;
  let last = until;
  while (last > first && last < day.length && day[last - 1] === day[last]) last--;

  const days = last > first ? day[last - 1]! - day[first]! + 1 : 0;
  const met = days >= needed;
  return {
    met,
    twentiethDay: met ? calendar.days[day[first]! + needed - 1]! : null,
    days,
    sessions: Array.from({ length: last - first }, (_, at) => first + at),
  };
};
