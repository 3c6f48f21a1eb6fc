import fc from 'fast-check';
import { unreadByte } from '../../../../shared/rules/codes/codes.ts';
import type { PupilFacts } from '../../../../shared/rules/figures/groups.ts';
import { Calendar } from '../../../../shared/vocabulary/calendar.ts';
import { byteOf, type Code, codes, type PupilMarks } from '../../../../shared/vocabulary/mark.ts';
import { addDays } from '../../../../shared/vocabulary/session.ts';

/** Two school years, the removal of H, J and Y between them, with closures of a day and of half a day. */
const calendars = [
  Calendar.parse({
    years: [
      {
        year: '2023/24',
        terms: [
          { from: '2024-06-10', to: '2024-07-19' },
          // A term over the day on which the codes of 2024 came.
          { from: '2024-08-14', to: '2024-08-23' },
        ],
        closures: [
          { date: '2024-06-14', session: 'PM', why: 'Boiler' },
          { date: '2024-07-01', why: 'INSET' },
        ],
      },
      {
        year: '2024/25',
        terms: [
          { from: '2024-09-04', to: '2024-10-18' },
          { from: '2024-10-29', to: '2024-12-20' },
        ],
        closures: [
          { date: '2024-09-10', session: 'AM', why: 'Water' },
          { date: '2024-11-29', why: 'INSET' },
        ],
      },
    ],
  }),
  Calendar.parse({ year: '2025/26', terms: [{ from: '2025-09-03', to: '2025-10-24' }] }),
  // A few days, so that joiners, leavers and closed halves meet often; one of them over the change of the codes.
  Calendar.parse({
    year: '2024/25',
    terms: [{ from: '2024-08-15', to: '2024-08-21' }],
    closures: [
      { date: '2024-08-16', session: 'PM', why: 'Boiler' },
      { date: '2024-08-20', session: 'AM', why: 'Water' },
    ],
  }),
  Calendar.parse({
    year: '2025/26',
    terms: [{ from: '2025-09-04', to: '2025-09-05' }],
    closures: [{ date: '2025-09-04', session: 'AM', why: 'Boiler' }],
  }),
];

export const calendar = fc.constantFrom(...calendars);

const code = (name: Code): number => byteOf(name);
const anyByte = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...(['I', 'O', 'N', 'G', 'U', 'L', 'M'] as const).map(code)) },
  { weight: 4, arbitrary: fc.constantFrom(...codes.map(code)) },
  { weight: 2, arbitrary: fc.constantFrom(0, unreadByte) },
);

/** A stretch of a pupil's year: some sessions of one kind. */
const stretch = fc.record({
  at: fc.nat(),
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 30 })),
  what: fc.oneof(
    { weight: 6, arbitrary: anyByte },
    { weight: 1, arbitrary: fc.constantFrom('swapped' as const, 'afternoons C2' as const, 'D' as const) },
  ),
});

/** What stands in the register when nothing is said: present, or nothing yet. */
const rowOf = (
  { sessions }: Calendar,
  blank: boolean,
  stretches: readonly { at: number; length: number; what: number | 'swapped' | 'afternoons C2' | 'D' }[],
): Uint8Array => {
  const plain = Uint8Array.from(sessions, ({ half }) => (blank ? 0 : code(half === 'AM' ? '/' : '\\')));
  for (const { at, length, what } of stretches)
    for (let next = 0; next < length; next++) {
      const session = (at % sessions.length) + next;
      if (session >= sessions.length) break;
      const { half } = sessions[session]!;
      if (what === 'swapped') plain[session] = code(half === 'AM' ? '\\' : '/');
      else if (what === 'D') plain[session] = code('D');
      else if (what !== 'afternoons C2') plain[session] = what;
      else if (half === 'PM') plain[session] = code('C2');
    }
  return plain;
};

const day = (of: Calendar) =>
  fc
    .integer({ min: -5, max: 400 })
    .map((days) => addDays(of.days[0]!, days))
    .filter((date) => date <= addDays(of.days.at(-1)!, 9));

/** A pupil as the mark book has one: joiners, leavers, and those of whom the roll says nothing. */
const pupil = (of: Calendar): fc.Arbitrary<Omit<PupilMarks, 'pupil'>> =>
  fc.record({
    from: fc.option(day(of), { nil: undefined }),
    to: fc.option(day(of), { nil: undefined, freq: 3 }),
    row: fc
      .tuple(
        fc.boolean().map((say) => say),
        fc.array(stretch, { maxLength: 14 }),
      )
      .map(([blank, stretches]) => rowOf(of, blank, stretches)),
  });

const facts: fc.Arbitrary<Omit<PupilFacts, 'pupil'>> = fc.record(
  {
    year: fc.constantFrom('7', '10', '11', '12', '13', 'R', ''),
    form: fc.constantFrom('7A', '7B', '10C', '__proto__', ''),
    sex: fc.constantFrom('F', 'M'),
    fsm: fc.constantFrom('Yes', 'No'),
    sen: fc.constantFrom('N', 'K', 'E', ''),
    eal: fc.constantFrom('Yes', 'No'),
  },
  { requiredKeys: [] },
);

export interface RandomSchool {
  readonly calendar: Calendar;
  readonly pupils: readonly PupilMarks[];
  readonly facts: readonly PupilFacts[];
  /** The day asked about; undefined when everything given counts. */
  readonly on: string | undefined;
}

export const randomSchool: fc.Arbitrary<RandomSchool> = calendar.chain((of) =>
  fc
    .record({
      calendar: fc.constant(of),
      given: fc.array(fc.tuple(pupil(of), facts), { minLength: 1, maxLength: 6 }),
      on: fc.option(day(of), { nil: undefined, freq: 3 }),
    })
    .map(({ given, ...school }) => ({
      ...school,
      pupils: given.map(([marks], at) => ({ pupil: `P${at}`, ...marks })),
      facts: given.map(([, known], at) => ({ pupil: `P${at}`, ...known })),
    })),
);

export const anyMark = anyByte;
