import { describe, expect, test } from 'vitest';
import { dueSlots, slotsOf } from '../../bot/jobs/due-slots.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';

const policy = policySchema.parse({ version: 1, date: '2025-09-01', school: 'Oakmoor' });
const calendar = Calendar.parse({
  year: '2025/26',
  terms: [{ from: '2026-02-23', to: '2026-03-27' }],
  closures: [
    { date: '2026-03-13', why: 'INSET' },
    { date: '2026-03-27', session: 'PM', why: 'Early close' },
  ],
});
const tuesday = '2026-03-10';
const at = (time: string, done: string[] = [], date = tuesday) => {
  const { run, skip } = dueSlots(policy, calendar, { date, time }, new Set(done));
  return { run: run.map(({ key }) => key), skip: skip.map(({ key }) => key) };
};

test('the day of a school with the usual times (§3.3)', () => {
  expect(slotsOf(policy, calendar, tuesday).map(({ from, until, key }) => `${from}–${until} ${key}`)).toEqual([
    '08:50–09:00 2026-03-10/nudge/AM/1',
    '09:00–09:10 2026-03-10/nudge/AM/2',
    '09:10–13:50 2026-03-10/unmarked/AM',
    '09:15–13:55 2026-03-10/first-day/AM',
    '13:30–13:40 2026-03-10/nudge/PM/1',
    '13:40–13:50 2026-03-10/nudge/PM/2',
    '13:50–16:30 2026-03-10/unmarked/PM',
    '13:55–16:30 2026-03-10/first-day/PM',
  ]);
});

describe('what is due at a minute', () => {
  test.each([
    ['nothing before the first nudge', '08:49', [], []],
    ['the first nudge on its minute', '08:50', ['nudge/AM/1'], []],
    ['at the second, a first that was missed is not sent beside it', '09:00', ['nudge/AM/2'], ['nudge/AM/1']],
    ['a nudge whose register has closed is skipped', '09:10', ['unmarked/AM'], ['nudge/AM/1', 'nudge/AM/2']],
    ['at 09:15 both lists, the earlier first', '09:15', ['unmarked/AM', 'first-day/AM'], ['nudge/AM/1', 'nudge/AM/2']],
    ['in the evening nothing at all', '18:00', [], slotsOf(policy, calendar, tuesday).map(({ key }) => key.slice(11))],
  ])('%s', (_says, time, run, skip) => {
    const due = at(time);
    expect(due.run.map((key) => key.slice(11))).toEqual(run);
    expect(due.skip.map((key) => key.slice(11)).sort()).toEqual([...skip].sort());
  });

  test('what is done is done, also after a restart', () => {
    expect(at('09:16', ['2026-03-10/unmarked/AM', '2026-03-10/nudge/AM/1', '2026-03-10/nudge/AM/2']).run).toEqual([
      '2026-03-10/first-day/AM',
    ]);
  });

  test.each([
    ['a Saturday', '2026-03-14'],
    ['an INSET day', '2026-03-13'],
    ['a holiday', '2026-04-01'],
  ])('nothing on %s', (_says, date) => expect(at('09:15', [], date)).toEqual({ run: [], skip: [] }));

  test('a closed afternoon has no slots, and the morning’s lists stay worth posting', () => {
    const slots = slotsOf(policy, calendar, '2026-03-27');
    expect(slots.every(({ half }) => half === 'AM')).toBe(true);
    expect(slots.at(-1)?.until).toBe('16:30');
  });

  test('a nudge planned after closing is none', () => {
    const late = { ...policy, chase: { ...policy.chase, nudgesAfterOpening: [10, 45] } };
    expect(slotsOf(late, calendar, tuesday).filter(({ job, half }) => job === 'nudge' && half === 'AM')).toHaveLength(
      1,
    );
  });
});

describe('tracking spreadsheets in the site are filled before school, where the policy names them', () => {
  const files = ['Attendance tracker.xlsx', 'Trackers/Year 9.xlsx'];
  const filling = policySchema.parse({ ...policy, trackers: { files, at: '08:00' } });
  const due = (time: string, date = tuesday) => {
    const { run, skip } = dueSlots(filling, calendar, { date, time }, new Set());
    return [run, skip].map((slots) => slots.filter(({ job }) => job === 'tracker').map(({ key }) => key.slice(19)));
  };

  test.each<[string, string, string[][]]>([
    ['not before their time', '07:59', [[], []]],
    ['each at its time', '08:00', [['1/1', '2/1'], []]],
    [
      'again a quarter of an hour later, and what was missed is not caught up',
      '08:15',
      [
        ['1/2', '2/2'],
        ['1/1', '2/1'],
      ],
    ],
    [
      'a last time right before registers open',
      '08:39',
      [
        ['1/3', '2/3'],
        ['1/1', '1/2', '2/1', '2/2'],
      ],
    ],
    ['then no more: somebody may have one open', '08:40', [[], ['1/1', '1/2', '1/3', '2/1', '2/2', '2/3']]],
  ])('%s', (_says, time, expected) => expect(due(time).map((keys) => keys.sort())).toEqual(expected));

  test('not on an INSET day', () => expect(due('08:00', '2026-03-13')).toEqual([[], []]));
});
