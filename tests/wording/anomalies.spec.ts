import { describe, expect, test } from 'vitest';
import type { Anomaly, AnomalyFacts } from '../../shared/rules/registers/anomalies.ts';
import { anomalySays, mendSays } from '../../shared/wording/anomalies.ts';
import { foundOf, pupilFrom } from '../support/anomalies.ts';
import { marks, pupilWith, times } from '../support/marks.ts';

type Asked = Parameters<typeof foundOf>[3];
const first = (rule: Anomaly['rule'], row: Uint8Array, facts: AnomalyFacts = {}, asked: Asked = {}) => {
  const [found] = foundOf(rule, pupilFrom(row), facts, asked);
  return [anomalySays(found!), mendSays(found!)];
};
const am = { date: '2026-03-09', half: 'AM' } as const;
const amended = { pupil: 'P1', ...am, from: 'N', to: 'I', at: '2026-03-11T09:20:00Z', by: 'Office', why: 'Letter' };
const noDecisions = { history: { decisions: [] } };
const c2Later = { history: { decisions: [{ code: 'C2', from: '2026-03-16', to: '2026-03-20' }] } };

describe('an anomaly and its mend, each in a sentence that names no pupil', () => {
  test.each<[Anomaly['rule'], string, string, Uint8Array, AnomalyFacts, Asked]>([
    [
      'RA1',
      'No mark, and the register has closed.',
      'Ask who took the register, and enter the true mark.',
      marks`./ `,
      {},
      {},
    ],
    [
      'RA2',
      'N was to be replaced by 16 March 2026, 5 school days after the session, and still stands.',
      'Replace it with O, if that is true.',
      marks`N\ `,
      {},
      { on: '2026-03-20' },
    ],
    [
      'RA3',
      'H is no code any more for this session; it counts nowhere.',
      'Replace it with C or G, whichever is true.',
      marks`H\ `,
      {},
      {},
    ],
    [
      'RA3',
      'zz is no attendance code; it counts nowhere.',
      'Replace it with the code of the true reason.',
      Uint8Array.of(1),
      { raw: [{ ...am, text: 'zz' }] },
      {},
    ],
    [
      'RA3',
      'What stands here could not be read as a code; it counts nowhere.',
      'Replace it with the code of the true reason.',
      Uint8Array.of(1),
      {},
      {},
    ],
    [
      'RA4',
      '/ stands in the afternoon, where \\ belongs; it counts as present.',
      'Replace it with \\, if that is true.',
      marks`// `,
      {},
      {},
    ],
    [
      'RA4',
      '\\ stands in the morning, where / belongs; it counts as present.',
      'Replace it with /, if that is true.',
      marks`\\ `,
      {},
      {},
    ],
    [
      'RA5',
      '/ on a day without school (INSET); it counts nowhere.',
      'Take the mark out, or correct the roll or the calendar.',
      marks`/\ `,
      { others: [{ date: '2025-11-28', half: 'AM', code: '/' }] },
      {},
    ],
    [
      'RA5',
      '/ on a day without school; it counts nowhere.',
      'Take the mark out, or correct the roll or the calendar.',
      marks`/\ `,
      { others: [{ date: '2026-03-07', half: 'AM', code: '/' }] },
      {},
    ],
    [
      'RA6',
      '# is for the whole school, and others have marks for this session.',
      'Replace it with Y3 or Y7, whichever is true.',
      marks`#\ `,
      { othersMarked: [am] },
      {},
    ],
    [
      'RA7',
      'X is for pupils over compulsory school age.',
      'Replace it with C2 or N, whichever is true.',
      marks`X\ `,
      {},
      {},
    ],
    [
      'RA7',
      'S before Year 11: study leave is for public examinations.',
      'Replace it with N, if that is true.',
      marks`S\ `,
      {},
      { year: '9' },
    ],
    [
      'RA7',
      'S after the last public examination on 6 March 2026.',
      'Replace it with C, if that is true.',
      marks`S\ `,
      {},
      { year: '11', history: { lastExam: '2026-03-06' } },
    ],
    [
      'RA7',
      'A penalty-notice alert rests on this session; compulsory school age ended on 27 June 2025.',
      'Take the session out of the alert.',
      marks`/\ `,
      { penaltyAlerts: [am] },
      { history: { born: '2009-05-01' } },
    ],
    [
      'RA8',
      'C without a decision on record.',
      'Link the decision; if there is none, N in its place.',
      marks`C\ `,
      {},
      noDecisions,
    ],
    [
      'RA8',
      'C2 outside the days of the decision on record.',
      'Link the decision; if there is none, N in its place.',
      marks`t\ `,
      {},
      c2Later,
    ],
    [
      'RA9',
      'B without a note of what it was.',
      'Write down what it was; if there is none, C2 or I in its place.',
      marks`B\ `,
      { natures: [] },
      {},
    ],
    [
      'RA9',
      'Q without a note of the local authority’s duty to arrange travel.',
      'Add the note of the authority’s duty; if there is none, N in its place.',
      marks`Q\ `,
      { dutyNotes: [] },
      {},
    ],
    [
      'RA10',
      'K, and the provider had not confirmed attendance by the end of the day.',
      'Get the provider’s confirmation; if there is none, N in its place.',
      marks`K\ `,
      { confirmations: [] },
      {},
    ],
    [
      'RA10',
      'W, and the provider says that the pupil was not there.',
      'Replace it with N, if that is true.',
      marks`W\ `,
      { confirmations: [{ ...am, attended: false }] },
      {},
    ],
    [
      'RA11',
      'D on a session that is not in the dual timetable.',
      'Ask who took the register, and enter the true mark.',
      marks`D\ `,
      { dualTimetable: [] },
      {},
    ],
    [
      'RA11',
      'No mark where the dual timetable has the other school.',
      'Replace it with D, if that is true.',
      marks`.\ `,
      { dualTimetable: [am] },
      { history: {} },
    ],
    [
      'RA12',
      'L, arrived 09:14; the register closes at 09:10.',
      'Replace it with U, if that is true.',
      marks`L\ `,
      { arrivals: [{ ...am, time: '09:14' }] },
      {},
    ],
    ['RA12', 'U without a time of arrival.', 'Enter the time of arrival.', marks`U\ `, { arrivals: [] }, {}],
    [
      'RA13',
      '/ for the session, absent from 1 lesson (P2).',
      'Ask where the pupil was during those lessons.',
      marks`/\ `,
      { lessons: [{ ...am, lesson: 'P2', present: false }] },
      {},
    ],
    [
      'RA13',
      'I for the session, present in 2 lessons (P2, P3).',
      'Ask who took the register, and enter the true mark.',
      marks`I\ `,
      {
        lessons: [
          { ...am, lesson: 'P2', present: true },
          { ...am, lesson: 'P3', present: true },
        ],
      },
      {},
    ],
    [
      'RA14',
      'Changed from no mark to I without a reason.',
      'Write down the reason.',
      marks`I\ `,
      { amendments: [{ ...amended, from: null, why: '' }] },
      {},
    ],
    [
      'RA14',
      'Changed from N to I with 21 marks at once, more than 20.',
      'Look at the amendment again and write down why it stands.',
      marks`I\ `,
      { amendments: [{ ...amended, batch: 'b' }], batchSizes: { b: 21 } },
      {},
    ],
    [
      'RA14',
      'Changed from N to I within 5 school days of the decision of 10 March 2026.',
      'Look at the amendment again and write down why it stands.',
      marks`I\ `,
      { amendments: [amended], courtDecisions: ['2026-03-10'] },
      {},
    ],
    [
      'RA15',
      '30 sessions of illness this school year, and no sickness return is recorded.',
      'Ask whether it is one illness or many small ones, then send the sickness return and record it.',
      times(15, marks`II `),
      {},
      { on: '2026-03-27' },
    ],
    [
      'RA15',
      '20 possible sessions in a row unauthorised, and no attendance return is recorded.',
      'Send the attendance return and record it.',
      times(10, marks`OO `),
      {},
      { on: '2026-03-27' },
    ],
    [
      'RA16',
      '/, marked present, while the exclusion roster says that the pupil may not be in school.',
      'Replace it with E, if that is true.',
      marks`/\ `,
      { rosters: [{ ...am, kind: 'exclusion' }] },
      {},
    ],
    [
      'RA16',
      '/, marked present, while the trip roster says that the pupil is elsewhere.',
      'Replace it with V, if that is true.',
      marks`/\ `,
      { rosters: [{ ...am, kind: 'trip' }] },
      {},
    ],
    [
      'RA17',
      'V, and no approved activity matches the session.',
      'Have the activity approved and listed; if there is none, N in its place.',
      marks`V\ `,
      { approvedActivities: [] },
      {},
    ],
  ])('%s: %s %s', (rule, says, mend, row, facts, asked) =>
    expect(first(rule, row, facts, asked)).toEqual([says, mend]),
  );

  test('RA5 says on which side of the roll a mark stands', () => {
    const pupil = { ...pupilWith(marks`/\ /\ /\ `, { starting: '2026-03-09' }), from: '2026-03-10', to: '2026-03-10' };
    expect(foundOf('RA5', pupil).map(anomalySays)).toEqual([
      '/ before the first day on roll; it counts nowhere.',
      '\\ before the first day on roll; it counts nowhere.',
      '/ after the last day on roll; it counts nowhere.',
      '\\ after the last day on roll; it counts nowhere.',
    ]);
  });

  test('a mark before joining that nobody could read is a mark', () => {
    const pupil = { ...pupilFrom(Uint8Array.of(1)), from: '2026-03-10' };
    expect(foundOf('RA5', pupil).map(anomalySays)).toEqual(['A mark before the first day on roll; it counts nowhere.']);
    const left = { ...pupilWith(Uint8Array.of(1), { starting: '2026-03-10' }), from: '2026-03-09', to: '2026-03-09' };
    expect(foundOf('RA5', left).map(anomalySays)).toEqual(['A mark after the last day on roll; it counts nowhere.']);
  });

  test('a part of a rule without a sentence is a mistake of ours, not silence', () => {
    const [found] = foundOf('RA8', pupilFrom(marks`C\ `), {}, noDecisions);
    const odd = { ...found!, reason: { ...found!.reason, names: { why: 'new' } } };
    expect(() => anomalySays(odd)).toThrow('RA8');
  });
});
