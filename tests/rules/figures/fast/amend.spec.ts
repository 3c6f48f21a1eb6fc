import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addSession } from '../../../../shared/rules/figures/fast/add-session.ts';
import { amendMark } from '../../../../shared/rules/figures/fast/amend.ts';
import {
  countSchool,
  figuresAt,
  groupsAt,
  type SchoolFigures,
} from '../../../../shared/rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../../../../shared/rules/figures/fast/school-groups.ts';
import { rowOf, schoolMarksOf } from '../../../../shared/rules/figures/fast/school-marks.ts';
import { type Span, spanTo } from '../../../../shared/rules/span.ts';
import { byteOf } from '../../../../shared/vocabulary/mark.ts';
import { marks, pupilWith } from '../../../support/marks.ts';
import { calendarOf } from '../../../support/reference-calendar.ts';
import { anyMark, type RandomSchool, randomSchool } from './random-school.ts';

const count = ({ calendar, pupils, facts, on }: RandomSchool): SchoolFigures =>
  countSchool(schoolMarksOf(calendar, pupils), schoolGroups(facts), spanTo(calendar, on));

/** Everything there is of a school's figures, to be compared byte for byte. */
const all = ({ columns, sums, marks, span }: SchoolFigures) => ({ columns, sums, bytes: marks.bytes, span });
/** The figures of a school made from these rows, counted as if it had never been another. */
const madeOf = ({ calendar, pupils, facts }: RandomSchool, span: Span) =>
  all(countSchool(schoolMarksOf(calendar, pupils), schoolGroups(facts), span));
/** The school with one pupil's mark of one session put in. */
const withMark = (school: RandomSchool, who: number, session: number, byte: number): RandomSchool => ({
  ...school,
  pupils: school.pupils.map((pupil, at) =>
    at === who ? { ...pupil, row: pupil.row.map((was, place) => (place === session ? byte : was)) } : pupil,
  ),
});
/** The school with everybody's mark of one session taken from another. */
const withSession = (school: RandomSchool, session: number, from: RandomSchool): RandomSchool => ({
  ...school,
  pupils: school.pupils.map((pupil, at) => ({
    ...pupil,
    row: pupil.row.map((was, place) => (place === session ? from.pupils[at]!.row[session]! : was)),
  })),
});
const copied = (figures: SchoolFigures) => structuredClone(all(figures));

describe('a mark that is amended', () => {
  test('gives the figures of the school counted again, and amended back restores every byte', () => {
    fc.assert(
      fc.property(randomSchool, fc.array(fc.tuple(fc.nat(), fc.nat(), anyMark), { maxLength: 8 }), (school, edits) => {
        const figures = count(school);
        const before = copied(figures);
        const groups = groupsAt(figures);
        let edited = school;
        const undo = edits.map(([who, when, byte]) => {
          const pupil = who % school.pupils.length;
          const session = when % school.calendar.sessions.length;
          const was = rowOf(figures.marks, pupil)[session]!;
          amendMark(figures, pupil, session, byte);
          edited = withMark(edited, pupil, session, byte);
          return () => amendMark(figures, pupil, session, was);
        });
        expect(all(figures)).toEqual(madeOf(edited, figures.span));
        for (const back of undo.reverse()) back();
        expect(all(figures)).toEqual(before);
        expect(groupsAt(figures)).toEqual(groups);
      }),
      { seed: 20260310, numRuns: 300 },
    );
  });
});

describe('a session that is added', () => {
  const withoutMarksFrom = (session: number, school: RandomSchool): RandomSchool => ({
    ...school,
    pupils: school.pupils.map((pupil) => ({ ...pupil, row: pupil.row.map((byte, at) => (at < session ? byte : 0)) })),
  });

  test('session after session gives the figures of the school counted again', () => {
    fc.assert(
      fc.property(randomSchool, fc.nat(), fc.integer({ min: 1, max: 6 }), (school, when, sessions) => {
        const first = when % school.calendar.sessions.length;
        const date = school.calendar.sessions[first]!.date;
        const so = withoutMarksFrom(first, school);
        const span = spanTo(school.calendar, school.on === undefined ? undefined : date);
        const until = school.on === undefined ? span.until : Math.max(span.from, first);
        const figures = countSchool(schoolMarksOf(so.calendar, so.pupils), schoolGroups(so.facts), { ...span, until });
        let known = so;
        for (let session = first; session < Math.min(first + sessions, school.calendar.sessions.length); session++) {
          addSession(
            figures,
            session,
            Uint8Array.from(school.pupils, ({ row }) => row[session]!),
          );
          known = withSession(known, session, school);
          expect(all(figures)).toEqual(madeOf(known, { ...span, until: Math.max(until, session + 1) }));
        }
      }),
      { seed: 20260310, numRuns: 500 },
    );
  });

  test('a session left out, and one that was counted before, change only what they say', () => {
    fc.assert(
      fc.property(randomSchool, fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), (school, order) => {
        let known = withoutMarksFrom(5, school);
        const figures = count(known);
        let { until } = figures.span;
        for (const when of order) {
          const session = when % school.calendar.sessions.length;
          addSession(
            figures,
            session,
            Uint8Array.from(school.pupils, ({ row }) => row[session]!),
          );
          known = withSession(known, session, school);
          until = Math.max(until, session + 1);
          expect(all(figures)).toEqual(madeOf(known, { ...spanTo(school.calendar, school.on), until }));
        }
      }),
      { seed: 20260310, numRuns: 200 },
    );
  });

  test.each([
    ['H is authorised on 16 August 2024', 1, { possible: 2, authorised: 1 }],
    ['H is no code any more on 19 August 2024, and counts nowhere', 2, { possible: 2, authorised: 0 }],
  ])('a session keeps the codes of its day: %s', (_says, session, expected) => {
    const calendar = calendarOf('2024-08-16', '2024-08-19');
    const row = Uint8Array.from([...marks`/\ `].slice(0, session));
    const school = { calendar, pupils: [pupilWith(row, { calendar })], facts: [{ pupil: 'P1' }], on: undefined };
    const figures = count(school);
    addSession(figures, session, marks`H`);
    expect(figuresAt(figures, 0)).toMatchObject(expected);
    expect(all(figures)).toEqual(madeOf(withMark(school, 0, session, byteOf('H')), figures.span));
  });
});
