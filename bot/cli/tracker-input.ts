import type { Remark } from '../../shared/mis/report.ts';
import type { Pupil } from '../../shared/records/pupil.ts';
import { type Policy, policySchema } from '../../shared/rules/policy.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import { missingByte, type PupilMarks } from '../../shared/vocabulary/mark.ts';
import type { MarkBook } from '../../shared/vocabulary/mark-book.ts';
import type { IsoDate } from '../../shared/vocabulary/session.ts';
import { trackerRows } from '../../shared/workflows/tracker-rows.ts';
import { trackerSpan } from '../../shared/workflows/tracker-span.ts';
import { InputRefused, readCalendarInput } from './input.ts';
import type { Io } from './io.ts';
import { readMarksInput } from './marks-input.ts';
import { type PupilRow, readPupilsInput } from './pupils-input.ts';

export interface TrackerInput {
  readonly marks: string;
  readonly calendar: string;
  readonly pupils: string | undefined;
  readonly on: IsoDate | undefined;
}

/** A marks file as a book: rows of marks, and nothing that only the desk knows (corrections, registers, minutes). */
const bookOf = (calendar: Calendar, given: readonly PupilMarks[]): MarkBook => {
  const marks = new Map(given.map((one) => [one.pupil, one]));
  return {
    calendar,
    pupils: given,
    corrections: [],
    exportedAt: null,
    lastSession: null,
    marksOf: (pupil) => marks.get(pupil),
    codeOf: () => undefined,
    rawCodeOf: () => undefined,
    minutesLate: () => undefined,
    registers: () => [],
  };
};

const lastMarkOf = ({ row }: PupilMarks): number => row.findLastIndex((byte) => byte !== missingByte);
const firstMarkOf = ({ row }: PupilMarks): number => row.findIndex((byte) => byte !== missingByte);

/** A pupil of the files. Without a first day the roll begins with the first mark (attendance reference §14). */
const pupilOf = (
  row: Partial<PupilRow> & { readonly key: string },
  marks: PupilMarks | undefined,
  calendar: Calendar,
): Pupil => ({
  key: row.key,
  admission: row.admission ?? '',
  surname: row.surname ?? '',
  forename: row.forename ?? '',
  year: row.year ?? '',
  form: row.form ?? '',
  from: row.from ?? calendar.sessions[marks === undefined ? 0 : Math.max(0, firstMarkOf(marks))]?.date ?? '',
  ...(row.to === undefined ? {} : { to: row.to }),
  flags: [],
  parentStaffCodes: [],
});

const ownPolicy = (on: IsoDate): Policy => policySchema.parse({ version: 1, date: on, school: '' });

/** The files tell of no vulnerability flag, so that no tier can be given. */
const withoutFlags = { rule: () => true, penalty: () => true, tier: () => false };

/** The tracker of `--marks --calendar --pupils`, by the policy's defaults; without `--on` to the last day with a mark. */
export const readTrackerInput = async (
  io: Io,
  input: TrackerInput,
): Promise<{ readonly view: TrackerView; readonly warnings: readonly Remark[] }> => {
  const calendar = await readCalendarInput(io, input.calendar);
  const roll = input.pupils === undefined ? { pupils: [], warnings: [] } : await readPupilsInput(io, input.pupils);
  const marks = await readMarksInput(io, input.marks, calendar, roll.pupils);
  const last = marks.pupils.reduce((most, one) => Math.max(most, lastMarkOf(one)), -1);
  const on = input.on ?? calendar.sessions[last]?.date;
  if (on === undefined) throw InputRefused.whole(input.marks, 'it holds no mark on a day of the calendar');
  const book = bookOf(calendar, marks.pupils);
  const listed = new Set(roll.pupils.map(({ key }) => key));
  const everybody = [
    ...roll.pupils.map((row) => pupilOf(row, book.marksOf(row.key), calendar)),
    ...marks.pupils.filter(({ pupil }) => !listed.has(pupil)).map((one) => pupilOf({ key: one.pupil }, one, calendar)),
  ];
  const policy = ownPolicy(on);
  const { from, until } = trackerSpan({ book, calendar, policy, on });
  const pupils = new Map(everybody.map((pupil) => [pupil.key, pupil]));
  return {
    view: {
      on,
      period: { from: calendar.sessions[from]?.date ?? on, to: calendar.sessions[until - 1]?.date ?? on },
      policyVersion: policy.version,
      stageNames: Object.fromEntries(policy.ladder.stages.map(({ stage, name }) => [stage, name])),
      bandNames: Object.fromEntries(policy.bands.map(({ band, name }) => [band, name])),
      pupils: trackerRows({ book, calendar, pupils, interventions: [], policy, on, told: withoutFlags }),
    },
    warnings: [...roll.warnings, ...marks.warnings],
  };
};
