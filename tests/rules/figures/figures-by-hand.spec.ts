import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryOf } from '../../../shared/rules/codes/codes.ts';
import { figuresOf } from '../../../shared/rules/figures/figures.ts';
import { spanTo } from '../../../shared/rules/span.ts';
import { byteOf, type Code, codes } from '../../../shared/vocabulary/mark.ts';
import { mondayOf } from '../../../shared/vocabulary/session.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

const { sessions, days, weeks } = referenceCalendar;

/** The same figures the slow way, from dates and codes: sessions one by one, no table and no index. */
const byHand = (marks: readonly (Code | undefined)[], from: string, to: string | undefined, on: string) => {
  const end = to !== undefined && to < on ? to : on;
  const counted = sessions
    .map((session, at) => ({ ...session, code: marks[at] }))
    .filter(({ date }) => date >= from && date <= end)
    .map((mark) => ({ ...mark, counts: mark.code === undefined ? 'missing' : categoryOf(mark.code, mark.date) }));
  const many = (...kinds: readonly string[]) => counted.filter(({ counts }) => kinds.includes(counts)).length;
  const onDay = (date: string) => counted.filter((mark) => mark.date === date).map(({ counts }) => counts);
  let longestUnauthorisedDays = 0;
  let run = 0;
  for (const day of days.map(onDay)) {
    if (day.some((counts) => ['present', 'aea', 'authorised'].includes(counts))) run = 0;
    else if (day.includes('unauthorised')) run++;
    longestUnauthorisedDays = Math.max(longestUnauthorisedDays, run);
  }
  const inWeeks = (window: readonly string[]) =>
    counted.filter(({ date, counts }) => counts === 'unauthorised' && window.includes(mondayOf(date))).length;
  return {
    possible: many('present', 'aea', 'authorised', 'unauthorised'),
    attended: many('present', 'aea'),
    authorised: many('authorised'),
    unauthorised: many('unauthorised'),
    missing: many('missing'),
    longestUnauthorisedDays,
    unauthorisedMost10Weeks: Math.max(...weeks.map((_, at) => inWeeks(weeks.slice(at, at + 10)))),
  };
};

const mark = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Code>('/') },
  { weight: 3, arbitrary: fc.constantFrom<Code>('O', 'G', 'N', 'U') },
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom(...codes) },
);
const day = fc.constantFrom(...days);

test('any register gives the figures that counting by hand gives', () => {
  const year = fc.array(mark, { minLength: sessions.length, maxLength: sessions.length });
  fc.assert(
    fc.property(year, day, fc.option(day, { nil: undefined }), day, (marks, from, to, on) => {
      const row = Uint8Array.from(marks, (code) => (code === undefined ? 0 : byteOf(code)));
      const figures = figuresOf({ pupil: 'P1', row, from, to }, referenceCalendar, spanTo(referenceCalendar, on));
      expect(figures).toMatchObject(byHand(marks, from, to, on));
    }),
    { numRuns: 60, seed: 1 },
  );
});
