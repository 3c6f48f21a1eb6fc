import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { onRoll, type Span } from '../span.ts';
import type { Figures } from './figures.ts';

export interface MinutesLost {
  /** The minutes that are known, of all sessions late together. */
  readonly minutes: number;
  /** Late sessions, L and U. */
  readonly sessions: number;
  /** Late sessions whose minutes nobody wrote down: they are counted here and add no minute. */
  readonly unknown: number;
}

const [l, u] = [byteOf('L'), byteOf('U')];

/** Minutes lost by lateness over a span, on roll (§2.1). `minutesLate` is asked by session number. */
export const minutesLost = (
  pupil: PupilMarks,
  calendar: Calendar,
  span: Span,
  minutesLate: (session: number) => number | undefined,
): MinutesLost => {
  const { from, until } = onRoll(calendar, pupil, span);
  let [minutes, sessions, unknown] = [0, 0, 0];
  for (let session = from; session < until; session++) {
    if (pupil.row[session] !== l && pupil.row[session] !== u) continue;
    sessions++;
    const known = minutesLate(session);
    if (known === undefined) unknown++;
    else minutes += known;
  }
  return { minutes, sessions, unknown };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Punctuality (arrivals on time of all arrivals) and the rate of lates (L and U of the possible sessions) of a pupil or
 * a group, from the sums (§2.1, V5). Local measures.
 */
export const lateness = (
  pupils: readonly Pick<Figures, 'codes' | 'lateBefore' | 'lateAfter' | 'possible'>[],
): { readonly punctuality: Rate; readonly late: Rate } => {
  const onTime = sum(pupils.map(({ codes }) => (codes['/'] ?? 0) + (codes['\\'] ?? 0)));
  const late = sum(pupils.map(({ lateBefore, lateAfter }) => lateBefore + lateAfter));
  return {
    punctuality: rate(onTime, onTime + late),
    late: rate(late, sum(pupils.map(({ possible }) => possible))),
  };
};
