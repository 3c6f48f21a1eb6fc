import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresOf } from '../../../../shared/rules/figures/figures.ts';
import { type AnomalyFacts, anomaliesOf } from '../../../../shared/rules/registers/anomalies.ts';
import { spanTo } from '../../../../shared/rules/span.ts';
import { byteOf, codes } from '../../../../shared/vocabulary/mark.ts';
import { halves, sessionName } from '../../../../shared/vocabulary/session.ts';
import { pupilWith } from '../../../support/marks.ts';
import { caseOf } from '../../../support/pupil-case.ts';
import { referenceCalendar } from '../../../support/reference-calendar.ts';

const seed = 20260310;
const on = '2025-10-24';
const days = referenceCalendar.days.filter((day) => day <= on);
const day = fc.constantFrom(...days);
const session = fc.record({ date: day, half: fc.constantFrom(...halves) });
const row = fc.array(fc.constantFrom(0, 1, ...codes.map(byteOf)), { maxLength: 76 }).map((one) => Uint8Array.from(one));
const pupil = fc.record({ row, from: day, to: fc.option(day, { nil: undefined }) }).map(({ row, from, to }) => ({
  ...pupilWith(row),
  from,
  to,
}));
const facts: fc.Arbitrary<AnomalyFacts> = fc.record({
  raw: fc.array(fc.record({ date: day, half: fc.constantFrom(...halves), text: fc.constantFrom('/', '\\', 'H', '?') })),
  arrivals: fc.uniqueArray(
    fc.record({ date: day, half: fc.constantFrom(...halves), time: fc.constantFrom('09:00', '09:30') }),
    { selector: sessionName },
  ),
  confirmations: fc.uniqueArray(fc.record({ date: day, half: fc.constantFrom(...halves), attended: fc.boolean() }), {
    selector: sessionName,
  }),
  dualTimetable: fc.array(session),
  othersMarked: fc.array(session),
});

describe('whatever stands in a register', () => {
  test('RA1 counts just the marks that the figures count as missing', () =>
    fc.assert(
      fc.property(pupil, (marks) => {
        const missing = anomaliesOf(caseOf(marks, { on })).found.filter(({ rule }) => rule === 'RA1').length;
        expect(missing).toBe(figuresOf(marks, referenceCalendar, spanTo(referenceCalendar, on)).missing);
      }),
      { seed, numRuns: 60 },
    ));

  test('the order in which facts are handed in never matters', () =>
    fc.assert(
      fc.property(pupil, facts, (marks, given) => {
        const turned: AnomalyFacts = {
          ...given,
          arrivals: given.arrivals!.toReversed(),
          confirmations: given.confirmations!.toReversed(),
          dualTimetable: given.dualTimetable!.toReversed(),
          othersMarked: given.othersMarked!.toReversed(),
        };
        const pupilCase = caseOf(marks, { on });
        expect(anomaliesOf(pupilCase, turned)).toEqual(anomaliesOf(pupilCase, given));
      }),
      { seed, numRuns: 60 },
    ));

  test('they come in order of session and rule, and no session has one rule’s same finding twice', () =>
    fc.assert(
      fc.property(pupil, facts, (marks, given) => {
        const lines = anomaliesOf(caseOf(marks, { on }), given).found.map(
          ({ date, session, rule, reason }) =>
            `${date} ${session} ${rule.slice(2).padStart(2, '0')} ${reason.names?.why ?? ''}`,
        );
        expect(lines).toEqual([...new Set(lines)]);
        expect(lines.map((line) => line.slice(0, 16))).toEqual(lines.map((line) => line.slice(0, 16)).toSorted());
      }),
      { seed, numRuns: 60 },
    ));
});
