import { describe, expect, test } from 'vitest';
import { type Intervention, interventionSchema } from '../../shared/records/intervention.ts';
import { emptyMarkBook, type ImportedMark, withImport } from '../../shared/records/mark-book.ts';
import { type Pupil, pupilSchema } from '../../shared/records/pupil.ts';
import { trackerPupil } from '../../shared/views/tracker.ts';
import { codeOfByte } from '../../shared/vocabulary/mark.ts';
import { trackerRows } from '../../shared/workflows/tracker-rows.ts';
import { marks, sessions, times } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

const pupil = (key: string, more: object = {}): Pupil =>
  pupilSchema.parse({
    key,
    admission: `00${key}`,
    surname: 'Zqxmade',
    forename: 'Upp',
    year: '9',
    form: '9A',
    from: '2025-09-03',
    ...more,
  });

/** A book in which the pupil has these marks from the first day on. */
const bookOf = (rows: Readonly<Record<string, Uint8Array>>, minutesLate?: number) => {
  const marks = Object.entries(rows).flatMap(([id, row]) =>
    [...row].map((byte, at): ImportedMark => {
      const { date, half } = referenceCalendar.sessions[at]!;
      const code = codeOfByte(byte) ?? null;
      return { pupil: id, date, half, code, minutesLate: code === 'L' || code === 'U' ? minutesLate : undefined };
    }),
  );
  const imported = { marks, at: '2026-03-10T08:30:00Z', by: 'desk', why: 'import' };
  return withImport(emptyMarkBook(referenceCalendar), imported).book;
};

const intervention = (more: object): Intervention =>
  interventionSchema.parse({
    key: 'k1',
    pupil: 'P1',
    stage: '1',
    openedOn: '2026-02-23',
    openedBy: 'oid',
    openedByName: 'A Made-up',
    recommended: '{}',
    baselinePossible: 200,
    baselineAttended: 180,
    baselineFrom: '2025-09-03',
    baselineTo: '2026-02-20',
    ...more,
  });

const rowsOf = (
  rows: Readonly<Record<string, Uint8Array>>,
  more: { time?: string; interventions?: readonly Intervention[]; pupils?: readonly Pupil[]; on?: string } = {},
) =>
  trackerRows({
    book: bookOf(rows, 5),
    calendar: referenceCalendar,
    pupils: new Map((more.pupils ?? [pupil('P1')]).map((one) => [one.key, one])),
    interventions: more.interventions ?? [],
    policy: policyWith(),
    on: more.on ?? '2026-03-10',
    time: more.time,
  });

const toMonday = times(112, marks`/\ `);

describe('the tracker, a row a pupil', () => {
  test('is what the pane expects, field by field', () => {
    const year = new Uint8Array([...sessions({ I: 10, L: 4, U: 2, N: 1 }), ...toMonday.subarray(17)]);
    const [row] = rowsOf({ P1: year }, { on: '2026-03-09' });
    expect(trackerPupil.parse(row)).toEqual(row);
    expect(row).toMatchObject({
      pupil: 'P1',
      admission: '00P1',
      current: true,
      possible: 224,
      attended: 211,
      authorised: 10,
      unauthorised: 3,
      missing: 0,
      halfTerm: 4,
      lateBefore: 4,
      lateAfter: 2,
      minutesLate: 30,
      illnessSessions: 10,
      persistent: false,
      band: '3',
      openN: 1,
      last4Weeks: { attended: 32, possible: 32 },
    });
    expect(row?.halfTerms).toEqual([
      { number: 1, attended: 63, possible: 76 },
      { number: 2, attended: 68, possible: 68 },
      { number: 3, attended: 58, possible: 58 },
      { number: 4, attended: 22, possible: 22 },
    ]);
    expect(row?.stage).toMatchObject({ recommended: '1', reached: '1', decided: null });
  });

  test('in mid-morning the afternoon is not missing, and a session nobody exported accuses nobody', () => {
    const withMorning = new Uint8Array([...toMonday, ...marks`/`]);
    const figuresAt = (marksSoFar: Uint8Array, time?: string) => {
      const [row] = rowsOf({ P1: marksSoFar }, time === undefined ? {} : { time });
      return [row?.possible, row?.missing];
    };
    expect(figuresAt(withMorning, '09:16')).toEqual([225, 0]);
    expect(figuresAt(withMorning, '09:00')).toEqual([224, 0]);
    expect(figuresAt(toMonday, '09:16')).toEqual([224, 0]);
    expect(figuresAt(withMorning)).toEqual([225, 1]);
  });

  test('a pupil without a mark has missing sessions and no figure', () => {
    const pupils = [pupil('P1'), pupil('P2', { from: '2026-03-09' })];
    const [, row] = rowsOf({ P1: toMonday }, { pupils, on: '2026-03-09' });
    expect(row).toMatchObject({ possible: 0, missing: 2, persistent: null, band: null });
    expect(row?.stage).toMatchObject({ recommended: null, reached: null });
  });

  test('a leaver keeps the row and is not current; marks after leaving count nowhere', () => {
    const [row] = rowsOf({ P1: toMonday }, { pupils: [pupil('P1', { to: '2025-10-24' })] });
    expect(row).toMatchObject({ current: false, possible: 76 });
  });

  test('a medical plan leaves illness out of the stage, and out of nothing else', () => {
    const ill = new Uint8Array([...sessions({ I: 40 }), ...toMonday.subarray(40)]);
    const [row] = rowsOf({ P1: ill }, { pupils: [pupil('P1', { flags: ['medical-plan'] })] });
    expect(row).toMatchObject({ persistent: true, stage: { reached: '0' } });
  });

  test('dual registered and alternative provision, from the placement', () => {
    const pupils = [pupil('P1', { placement: 'dual: Oakmoor Park' }), pupil('P2', { placement: 'ap: The Workshop' })];
    expect(rowsOf({}, { pupils }).map(({ dual, alternativeProvision }) => [dual, alternativeProvision])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe('the stage a person began', () => {
  const decided = (interventions: readonly Intervention[]) => rowsOf({ P1: toMonday }, { interventions })[0]?.stage;

  test('the last one begun, with its day and its review', () => {
    const first = intervention({});
    const second = intervention({ key: 'k2', stage: '2', openedOn: '2026-03-02', reviewDue: '2026-03-30' });
    expect(decided([second, first])).toMatchObject({ decided: '2', since: '2026-03-02', reviewDue: '2026-03-30' });
  });

  test('a closed one is over, and severe absence runs beside the ladder', () => {
    expect(decided([intervention({ outcome: 'closed' })])).toMatchObject({ decided: null, recommended: '0' });
    expect(decided([intervention({ stage: 'S' })])).toMatchObject({ decided: null });
  });
});
