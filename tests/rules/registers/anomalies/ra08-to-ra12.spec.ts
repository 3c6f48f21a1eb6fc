import { describe, expect, test } from 'vitest';
import { byteOf } from '../../../../shared/vocabulary/mark.ts';
import { foundOf, isChecked, linesOf, pupilFrom } from '../../../support/anomalies.ts';
import { marks } from '../../../support/marks.ts';

const mondayAm = { date: '2026-03-09', half: 'AM' } as const;
const mondayPm = { date: '2026-03-09', half: 'PM' } as const;
const tuesdayAm = { date: '2026-03-10', half: 'AM' } as const;

describe('RA8: leave and suspension without a decision', () => {
  const history = (...decisions: { code: string; from: string; to: string }[]) => ({ history: { decisions } });

  test.each(['C', 'C1', 'C2', 'E', 'S', 'J1', 'T'] as const)('%s without one', (code) => {
    const pupil = pupilFrom(Uint8Array.from([byteOf(code)]));
    expect(foundOf('RA8', pupil, {}, history())).toMatchObject([
      { code, mend: { do: 'record', what: 'decision', orCodes: ['N'] }, reason: { names: { why: 'none' } } },
    ]);
  });

  test.each(['I', 'M', 'R', 'G', 'X', 'D'] as const)('%s needs none', (code) =>
    expect(linesOf('RA8', pupilFrom(Uint8Array.from([byteOf(code)])), {}, history())).toEqual([]),
  );

  test('C2 from the first to the last day of its agreement is right, outside it is RA8', () => {
    const pupil = pupilFrom(marks`t\ t\ t\ t\ t\ `);
    const agreement = history({ code: 'C2', from: '2026-03-10', to: '2026-03-12' });
    expect(linesOf('RA8', pupil, {}, agreement)).toEqual(['2026-03-09 AM C2 outside', '2026-03-13 AM C2 outside']);
  });

  test('a decision for another code is none', () =>
    expect(
      linesOf('RA8', pupilFrom(marks`c\ `), {}, history({ code: 'C', from: '2026-03-09', to: '2026-03-09' })),
    ).toEqual(['2026-03-09 AM C1 none']));

  test('where nobody looked for decisions it is not checked', () => {
    expect(isChecked('RA8', pupilFrom(marks`C\ `))).toBe(false);
    expect(linesOf('RA8', pupilFrom(marks`C\ `))).toEqual([]);
    expect(isChecked('RA8', pupilFrom(marks`C\ `), {}, history())).toBe(true);
  });
});

describe('RA9: B and Y7 without their nature, Q without the note of a duty', () => {
  const pupil = pupilFrom(marks`B7 `);

  test('each without a word', () => {
    expect(linesOf('RA9', pupil, { natures: [] })).toEqual(['2026-03-09 AM B nature', '2026-03-09 PM Y7 nature']);
    expect(foundOf('RA9', pupil, { natures: [] }).map(({ mend }) => mend)).toEqual([
      { do: 'record', what: 'nature', orCodes: ['C2', 'I'] },
      { do: 'record', what: 'nature', orCodes: [] },
    ]);
  });

  test('a blank says nothing, a word does', () => {
    const natures = [
      { ...mondayAm, text: 'Taster day at the college' },
      { ...mondayPm, text: ' ' },
    ];
    expect(linesOf('RA9', pupil, { natures })).toEqual(['2026-03-09 PM Y7 nature']);
  });

  test('Q with and without the note', () => {
    const q = pupilFrom(marks`QQ /\ `);
    const facts = { natures: [], dutyNotes: [mondayAm] };
    expect(linesOf('RA9', q, facts)).toEqual(['2026-03-09 PM Q duty']);
    expect(foundOf('RA9', q, facts)[0]!.mend).toEqual({ do: 'record', what: 'duty note', orCodes: ['N'] });
    expect(isChecked('RA9', q, facts)).toBe(true);
  });

  test('with a Q it is checked in full only when the notes are known too', () => {
    expect(isChecked('RA9', pupil, { natures: [] })).toBe(true);
    expect(isChecked('RA9', pupilFrom(marks`Q\ `), { natures: [] })).toBe(false);
    expect(linesOf('RA9', pupilFrom(marks`Q\ `), { natures: [] })).toEqual([]);
    expect(isChecked('RA9', pupil, { dutyNotes: [] })).toBe(false);
    expect(linesOf('RA9', pupil, { dutyNotes: [] })).toEqual([]);
  });
});

describe('RA10: B, W and K without the provider’s confirmation by the end of the day', () => {
  const pupil = pupilFrom(marks`BW K\ `);
  const yes = (session: typeof mondayAm | typeof mondayPm | typeof tuesdayAm) => ({ ...session, attended: true });

  test('each session for itself', () => {
    expect(linesOf('RA10', pupil, { confirmations: [yes(mondayPm)] })).toEqual([
      '2026-03-09 AM B not-confirmed',
      '2026-03-10 AM K not-confirmed',
    ]);
    expect(foundOf('RA10', pupil, { confirmations: [] })[0]!.mend).toEqual({
      do: 'record',
      what: 'confirmation',
      orCodes: ['N'],
    });
    expect(linesOf('RA10', pupil, { confirmations: [yes(mondayAm), yes(mondayPm), yes(tuesdayAm)] })).toEqual([]);
  });

  test('a provider who says that the pupil was not there', () => {
    const confirmations = [{ ...mondayAm, attended: false }, yes(mondayPm), yes(tuesdayAm)];
    const [found] = foundOf('RA10', pupil, { confirmations });
    expect(found).toMatchObject({ mend: { do: 'replace', codes: ['N'] }, reason: { names: { why: 'not-there' } } });
  });

  test('while the day goes on nobody is late; a no is a no at once', () => {
    const untilPm = { on: '2026-03-09', until: pupil.row.indexOf(byteOf('W')) };
    expect(linesOf('RA10', pupil, { confirmations: [] }, untilPm)).toEqual([]);
    expect(linesOf('RA10', pupil, { confirmations: [{ ...mondayAm, attended: false }] }, untilPm)).toEqual([
      '2026-03-09 AM B not-there',
    ]);
    expect(linesOf('RA10', pupil, { confirmations: [] }, { on: '2026-03-09' })).toHaveLength(2);
  });

  test('V and P are not the provider’s to confirm', () =>
    expect(linesOf('RA10', pupilFrom(marks`VP `), { confirmations: [] })).toEqual([]));
});

describe('RA11: D and the dual timetable', () => {
  test('D in the timetable is right; elsewhere it is not, and anything else where the other school is due neither', () => {
    const pupil = pupilFrom(marks`DD /. /\ `);
    const dualTimetable = [mondayAm, tuesdayAm, { date: '2026-03-10', half: 'PM' } as const];
    expect(linesOf('RA11', pupil, { dualTimetable }, { on: '2026-03-11' })).toEqual([
      '2026-03-09 PM D not-due-there',
      '2026-03-10 AM / due-there',
      '2026-03-10 PM (none) due-there',
    ]);
    const mends = foundOf('RA11', pupil, { dualTimetable }, { on: '2026-03-11' }).map(({ mend }) => mend);
    expect(mends.slice(0, 2)).toEqual([{ do: 'ask for the mark' }, { do: 'replace', codes: ['D'] }]);
  });

  test('before joining nobody is due at the other school', () => {
    const pupil = pupilFrom(marks`D\ /\ `, { from: '2026-03-10' });
    expect(linesOf('RA11', pupil, { dualTimetable: [mondayPm] }, { on: '2026-03-10' })).toEqual([]);
  });
});

describe('RA12: L and U against the time of arrival; the morning closes 09:10, the afternoon 13:50', () => {
  const at = (time: string, session: typeof mondayAm | typeof mondayPm = mondayAm) => ({
    arrivals: [{ ...session, time }],
  });

  test.each([
    ['L in the closing minute', marks`L\ `, at('09:10'), []],
    ['L a minute later', marks`L\ `, at('09:11'), ['2026-03-09 AM L other-code']],
    ['U a minute later', marks`U\ `, at('09:11'), []],
    ['U in the closing minute', marks`U\ `, at('09:10'), ['2026-03-09 AM U other-code']],
    ['L in the afternoon', marks`/L `, at('13:50', mondayPm), []],
    ['L without a time', marks`L\ `, { arrivals: [] }, ['2026-03-09 AM L no-time']],
    ['U without a time', marks`U\ `, at('09:20', mondayPm), ['2026-03-09 AM U no-time']],
    ['present', marks`/\ `, at('09:20'), []],
  ])('%s', (_says, row, facts, lines) => expect(linesOf('RA12', pupilFrom(row), facts)).toEqual(lines));

  test('the mend is the right code, or the time', () => {
    const [late] = foundOf('RA12', pupilFrom(marks`L\ `), at('09:14'));
    expect(late).toMatchObject({
      mend: { do: 'replace', codes: ['U'] },
      reason: { names: { arrived: '09:14', closes: '09:10' } },
    });
    const [untimed] = foundOf('RA12', pupilFrom(marks`L\ `), { arrivals: [] });
    expect(untimed!.mend).toEqual({ do: 'record', what: 'arrival time', orCodes: [] });
    expect(untimed!.reason.names).toMatchObject({ closes: '09:10' });
  });
});
