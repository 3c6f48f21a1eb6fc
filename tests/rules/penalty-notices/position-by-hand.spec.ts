import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarIndex } from '../../../shared/rules/calendar-index.ts';
import { penaltyPosition } from '../../../shared/rules/penalty-notices/position.ts';
import { byteOf, codeOfByte } from '../../../shared/vocabulary/mark.ts';
import { sessionName } from '../../../shared/vocabulary/session.ts';
import { caseOf } from '../../support/pupil-case.ts';
import { twoYearCalendar as calendar } from '../../support/reference-calendar.ts';

const { week } = calendarIndex(calendar);
const on = '2026-10-23';

/** Rows with a sprinkling of unauthorised sessions, thick enough to meet the threshold about half of the time. */
const rows = fc
  .array(fc.constantFrom(...Array<'/'>(44).fill('/'), 'O' as const, 'G' as const, 'U' as const, 'N' as const), {
    minLength: calendar.sessions.length,
    maxLength: calendar.sessions.length,
  })
  .map((codes) => Uint8Array.from(codes, byteOf));
const caseWith = (row: Uint8Array, history: Record<string, unknown> = {}) =>
  caseOf({ pupil: 'P1', row }, { calendar, on, history });

/** The reference's own words: for each session its window of ten school weeks, counted anew. */
const firstMet = (row: Uint8Array): string | null => {
  for (let at = 0; at < row.length; at++) {
    let count = 0;
    for (let back = 0; back <= at; back++)
      if (['G', 'O', 'U'].includes(codeOfByte(row[back]!)!) && week[back]! >= Math.max(0, week[at]! - 9)) count++;
    if (count >= 10) return sessionName(calendar.sessions[at]!);
  }
  return null;
};

test('§6.2: the threshold is met at the session where counting each window anew finds ten', () => {
  const found = new Set<boolean>();
  fc.assert(
    fc.property(rows, (row) => {
      const { met, metAt, confirmed } = penaltyPosition(caseWith(row));
      expect(metAt).toBe(firstMet(row));
      expect(confirmed === 10).toBe(met);
      found.add(met);
    }),
    { seed: 10, numRuns: 60 },
  );
  expect(found.size).toBe(2);
});

test('a notice for the sessions of the threshold leaves what there would be without them', () => {
  fc.assert(
    fc.property(rows, (row) => {
      const { sessions } = penaltyPosition(caseWith(row));
      const without = Uint8Array.from(row, (byte, at) =>
        sessions.includes(sessionName(calendar.sessions[at]!)) ? byteOf('/') : byte,
      );
      const notices = [{ parent: 'p1', issued: on, sessions }];
      const { met, metAt, confirmed, window } = penaltyPosition(caseWith(row, { notices }));
      expect({ met, metAt, confirmed, window }).toMatchObject(
        (({ met, metAt, confirmed, window }) => ({ met, metAt, confirmed, window }))(
          penaltyPosition(caseWith(without)),
        ),
      );
    }),
    { seed: 11, numRuns: 60 },
  );
});
