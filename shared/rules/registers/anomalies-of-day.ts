import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, missingByte, type PupilMarks } from '../../vocabulary/mark.ts';
import type { Correction } from '../../vocabulary/mark-book.ts';
import { halves, type IsoDate, type Session } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';
import type { Policy } from '../policy.ts';
import { onRoll } from '../span.ts';

const closed = byteOf('#');
const prospective = byteOf('Z');

export interface ClosureOfSome extends Session {
  /** Pupils with `#`. */
  readonly closed: number;
  /** Pupils with a mark other than `#` and `Z`. */
  readonly marked: number;
}

/**
 * Sessions on which some pupils of the school on roll have `#` while others have marks (RA6), on a day or on all days
 * of the calendar. Hand its answer to `anomaliesOf` as `othersMarked`.
 */
export const closuresOfSome = (
  calendar: Calendar,
  pupils: Iterable<PupilMarks>,
  date?: IsoDate,
): readonly ClosureOfSome[] => {
  const length = calendar.sessions.length;
  const withClosure = new Uint32Array(length);
  const withMark = new Uint32Array(length);
  for (const pupil of pupils) {
    const { from, until } = onRoll(calendar, pupil, { from: 0, until: length });
    for (let session = from; session < until; session++) {
      const byte = pupil.row[session] ?? missingByte;
      if (byte === closed) withClosure[session]!++;
      else if (byte !== missingByte && byte !== prospective) withMark[session]!++;
    }
  }
  return calendar.sessions.flatMap((session, number) => {
    const isAsked = date === undefined || session.date === date;
    return isAsked && withClosure[number]! > 0 && withMark[number]! > 0
      ? [{ ...session, closed: withClosure[number]!, marked: withMark[number]! }]
      : [];
  });
};

export interface DayAnomalies {
  readonly closuresOfSome: readonly ClosureOfSome[];
  /** Batches of amendments made on that day that changed more marks than the policy expects (RA14). */
  readonly bulkChanges: readonly { readonly batch: string; readonly marks: number }[];
  /** Pupils on roll without a mark, a session (RA1). */
  readonly missing: readonly (Session & { readonly pupils: number })[];
}

/**
 * What is odd in the whole school's registers of a day, in counts and without a pupil (§3.5): reported to the deputy
 * head the same working day. `until` is the number of the first session whose registers have not closed.
 */
export const anomaliesOfDay = (
  school: {
    readonly calendar: Calendar;
    readonly policy: Pick<Policy, 'anomalies'>;
    readonly pupils: readonly PupilMarks[];
    readonly amendments: readonly (Correction & { readonly batch?: string | undefined })[];
    readonly until: number;
  },
  date: IsoDate,
): DayAnomalies => {
  const { calendar, policy, pupils, amendments, until } = school;
  const dayOf = (at: string): IsoDate => calendar.at(Temporal.Instant.from(at)).date;
  const batches = Map.groupBy(
    amendments.filter(({ at }) => dayOf(at) === date),
    ({ batch }) => batch ?? '',
  );
  batches.delete('');
  const missing = halves.flatMap((half) => {
    const session = calendar.numberOf(date, half);
    if (session === undefined || session >= until) return [];
    const without = pupils.filter((pupil) => {
      const span = onRoll(calendar, pupil, { from: session, until: session + 1 });
      return span.from === session && span.until > session && (pupil.row[session] ?? missingByte) === missingByte;
    });
    return without.length === 0 ? [] : [{ date, half, pupils: without.length }];
  });
  return {
    closuresOfSome: closuresOfSome(calendar, pupils, date),
    bulkChanges: [...batches]
      .map(([batch, changed]) => ({ batch, marks: changed.length }))
      .filter(({ marks }) => marks > policy.anomalies.bulkChangeAbove),
    missing,
  };
};
