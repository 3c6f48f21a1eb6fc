import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Figures, figuresOf } from '../../../shared/rules/figures/figures.ts';
import { figuresDocument } from '../../../shared/rules/figures/figures-document.ts';
import { isPersistent } from '../../../shared/rules/figures/persistent-absence.ts';
import { spellsOf } from '../../../shared/rules/figures/spells.ts';
import { targetFrom } from '../../../shared/rules/figures/target.ts';
import type { Span } from '../../../shared/rules/span.ts';
import { Calendar } from '../../../shared/vocabulary/calendar.ts';
import { byteOf, type Code, codes, type PupilMarks } from '../../../shared/vocabulary/mark.ts';
import { percent, rate } from '../../../shared/vocabulary/rate.ts';
import { referenceCalendar, year2025to26 } from '../../support/reference-calendar.ts';

const calendar = referenceCalendar;
const { length } = calendar.sessions;

const mark = fc.oneof(
  { weight: 8, arbitrary: fc.constant(byteOf('/')) },
  { weight: 3, arbitrary: fc.constantFrom<Code>('I', 'O', 'N', 'U', 'G', 'L').map(byteOf) },
  { weight: 2, arbitrary: fc.constantFrom(...codes).map(byteOf) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const row = fc.array(mark, { minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes));
const day = fc.constantFrom(...calendar.days);
/** Joiners, leavers, and pupils of whom only the marks are known. */
const pupil: fc.Arbitrary<PupilMarks> = fc
  .record({ row, from: fc.option(day, { nil: undefined }), to: fc.option(day, { nil: undefined }) })
  .map(({ row, from, to }) => ({ pupil: 'P1', row, from, to }));
const span = fc
  .tuple(fc.nat(length), fc.nat(length))
  .map(([a, b]): Span => ({ from: Math.min(a, b), until: Math.max(a, b) }));

const holds = <Ts>(property: fc.IRawProperty<Ts>, seed: number, numRuns = 100) =>
  fc.assert(property, { seed, numRuns });

const counts = ({ possible, attended, authorised, unauthorised, missing, lateBefore, lateAfter }: Figures) => ({
  ...{ possible, attended, authorised, unauthorised, missing, lateBefore, lateAfter },
});

describe('whatever stands in the registers', () => {
  test('possible = attended + authorised + unauthorised; the weekdays and the codes add up to it', () => {
    holds(
      fc.property(pupil, span, (marks, of) => {
        const figures = figuresOf(marks, calendar, of);
        expect(figures.possible).toBe(figures.attended + figures.authorised + figures.unauthorised);
        const weekdays = Object.values(figures.weekdays);
        expect(weekdays.reduce((sum, { possible }) => sum + possible, 0)).toBe(figures.possible);
        expect(weekdays.reduce((sum, { absent }) => sum + absent, 0)).toBe(figures.possible - figures.attended);
        expect(figures.severe === true && figures.persistent !== true).toBe(false);
      }),
      11,
    );
  });

  test('a wider period never lowers a count', () => {
    holds(
      fc.property(pupil, span, fc.nat(40), fc.nat(40), (marks, of, earlier, later) => {
        const wider = { from: Math.max(0, of.from - earlier), until: Math.min(length, of.until + later) };
        const [narrow, wide] = [figuresOf(marks, calendar, of), figuresOf(marks, calendar, wider)];
        for (const [name, count] of Object.entries(counts(narrow)))
          expect(counts(wide)[name as keyof ReturnType<typeof counts>]).toBeGreaterThanOrEqual(count);
        for (const code of Object.keys(narrow.codes) as Code[])
          expect(wide.codes[code]).toBeGreaterThanOrEqual(narrow.codes[code]!);
        // A period that cuts a day in two may see half a day absent where the whole day was not.
        const isOfWholeDays = of.from % 2 === 0 && of.until % 2 === 0;
        if (isOfWholeDays) expect(wide.longestUnauthorisedDays).toBeGreaterThanOrEqual(narrow.longestUnauthorisedDays);
      }),
      12,
    );
  });

  test('amending a mark and amending it back restores every figure', () => {
    holds(
      fc.property(pupil, fc.nat(length - 1), mark, (marks, session, other) => {
        const everything = { from: 0, until: length };
        const amended = { ...marks, row: marks.row.with(session, other) };
        const back = { ...amended, row: amended.row.with(session, marks.row[session]!) };
        figuresOf(amended, calendar, everything);
        expect(figuresOf(back, calendar, everything)).toEqual(figuresOf(marks, calendar, everything));
      }),
      13,
      50,
    );
  });

  test('spells hold every absence once, and a session attended lies between two of them', () => {
    holds(
      fc.property(pupil, span, (marks, of) => {
        const { authorised, unauthorised } = figuresOf(marks, calendar, of);
        const spells = spellsOf(marks, calendar, of).map(({ sessions }) => sessions);
        const inOrder = spells.flat();
        expect(inOrder).toEqual([...new Set(inOrder)].sort((a, b) => a - b));
        expect(inOrder.length).toBe(authorised + unauthorised);
        for (const [at, sessions] of spells.slice(1).entries()) {
          const between = { from: spells[at]!.at(-1)! + 1, until: sessions[0]! };
          expect(figuresOf(marks, calendar, between).attended).toBeGreaterThan(0);
        }
      }),
      14,
    );
  });
});

describe('a closed day changes nothing', () => {
  const without = (marks: PupilMarks, sessions: readonly number[]): PupilMarks => ({
    ...marks,
    row: marks.row.filter((_, session) => !sessions.includes(session)),
  });
  const sessionsOn = (date: string) =>
    calendar.sessions.flatMap((session, number) => (session.date === date ? [number] : []));

  test('a day marked with a planned closure is the day taken out of the calendar', () => {
    holds(
      fc.property(pupil, day, (marks, date) => {
        const known = { ...marks, from: marks.from ?? calendar.days[0] };
        const closed = Calendar.parse({
          ...year2025to26,
          closures: [...year2025to26.closures, { date, why: 'Polling day' }],
        });
        const hash = byteOf('#');
        const marked = { ...known, row: known.row.map((byte, at) => (sessionsOn(date).includes(at) ? hash : byte)) };
        const then = figuresOf(marked, calendar, { from: 0, until: length });
        const now = figuresOf(without(known, sessionsOn(date)), closed, { from: 0, until: length - 2 });
        const {
          codes: { '#': _here, ...codesThen },
          ...figuresThen
        } = then;
        const {
          codes: { '#': _gone, ...codesNow },
          ...figuresNow
        } = now;
        expect(figuresNow).toEqual(figuresThen);
        expect(codesNow).toEqual(codesThen);
      }),
      15,
      50,
    );
  });

  test('a day lost to snow (Y4) adds no possible session and no absence', () => {
    holds(
      fc.property(pupil, day, (marks, date) => {
        const lost = sessionsOn(date);
        const snow = { ...marks, row: marks.row.map((byte, at) => (lost.includes(at) ? byteOf('Y4') : byte)) };
        const dayOfSnow = figuresOf(snow, calendar, { from: lost[0]!, until: lost.at(-1)! + 1 });
        expect(counts(dayOfSnow)).toEqual(counts(figuresOf(snow, calendar, { from: 0, until: 0 })));
      }),
      16,
      50,
    );
  });
});

describe('a group of pupils', () => {
  const school = fc.array(
    fc.record({ marks: pupil, form: fc.constantFrom('7A', '7B', '8A'), sex: fc.constantFrom('F', 'M') }),
    { minLength: 1, maxLength: 6 },
  );
  const documentOf = (of: readonly { marks: PupilMarks; form: string; sex: string }[], order: readonly number[]) => {
    const inOrder = order.map((at) => ({ ...of[at]!, id: `P${at}` }));
    return figuresDocument(
      inOrder.map(({ marks, id }) => ({ ...marks, pupil: id })),
      calendar,
      inOrder.map(({ form, sex, id }) => ({ pupil: id, form, sex, year: form[0]! })),
      '2026-07-20',
    );
  };
  const given = (many: number) => Array.from({ length: many }, (_, at) => at);
  const summed = ['pupils', 'pupilsWithPossible', 'possible', 'attended', 'persistent', 'severe', 'late'] as const;

  test('the order of the pupils never changes it', () => {
    holds(
      fc.property(
        school.chain((of) =>
          fc.tuple(fc.constant(of), fc.shuffledSubarray(given(of.length), { minLength: of.length })),
        ),
        ([of, order]) => {
          expect(documentOf(of, order).groups).toEqual(documentOf(of, given(of.length)).groups);
        },
      ),
      17,
      30,
    );
  });

  test('it is the sum of its parts, whichever way it is cut', () => {
    holds(
      fc.property(school, (of) => {
        const { groups } = documentOf(of, given(of.length));
        for (const cut of [groups.form, groups.year, groups.sex])
          for (const count of summed)
            expect(Object.values(cut).reduce((sum, part) => sum + part[count], 0)).toBe(groups.all.all![count]);
      }),
      18,
      30,
    );
  });
});

test('persistent absence is tested on counts: a session more or less decides, whatever is shown', () => {
  holds(
    fc.property(fc.integer({ min: 1, max: 5000 }), (possible) => {
      const tenth = Math.ceil(possible / 10);
      expect(isPersistent(rate(tenth, possible))).toBe(true);
      expect(isPersistent(rate(tenth - 1, possible))).toBe(false);
      const shown = percent(rate(possible - tenth + 1, possible));
      if (shown === '90.0') expect(isPersistent(rate(tenth - 1, possible))).toBe(false);
    }),
    19,
    500,
  );
});

test('a target is reached by the sessions it asks for and not by one less; what can be afforded can be, and no more', () => {
  const pupilYear = fc
    .record({
      possible: fc.nat(380),
      absent: fc.nat(380),
      remaining: fc.nat(380),
      tenths: fc.integer({ min: 1, max: 999 }),
    })
    .filter(({ possible, absent }) => absent <= possible);
  holds(
    fc.property(pupilYear, ({ possible, absent, remaining, tenths }) => {
      const attended = possible - absent;
      const reaches = (part: number, of: number): boolean => 1000 * part >= tenths * of;
      const target = `${Math.floor(tenths / 10)}.${tenths % 10}`;
      const { sessionsToReach, affordableAbsences, isReachable } = targetFrom({
        attended,
        possible,
        remaining,
        target,
      });
      const needed = sessionsToReach!;
      expect(reaches(attended + needed, possible + needed)).toBe(true);
      if (needed > 0) expect(reaches(attended + needed - 1, possible + needed - 1)).toBe(false);
      expect(isReachable).toBe(reaches(attended + remaining, possible + remaining));
      expect(reaches(attended + remaining - affordableAbsences, possible + remaining)).toBe(true);
      expect(reaches(attended + remaining - affordableAbsences - 1, possible + remaining)).toBe(false);
    }),
    20,
    500,
  );
});
