import { describe, expect, test } from 'vitest';
import { evidenceIn, qualityOf } from '../../../shared/rules/first-day/reason-quality.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar as calendar } from '../../support/reference-calendar.ts';

const policy = policyWith();
const given = (text: string, date = '2026-03-10') => ({ date, half: 'AM', text }) as const;
const ruleOf = (text: string, earlier: readonly ReturnType<typeof given>[] = []) => {
  const quality = qualityOf(given(text), { calendar, policy, earlier });
  return quality.accounts ? 'accounts' : quality.because.rule;
};

describe('how good a reason is (§4.5)', () => {
  test.each([
    ['Chest infection', 'accounts'],
    ['Hospital appointment at ten', 'accounts'],
    ['Her grandfather, retired, died', 'accounts'],
    ['TIRED', 'reason.unsatisfactory'],
    ['Too tired.', 'reason.unsatisfactory'],
    ['It is his birthday', 'reason.unsatisfactory'],
    ['Gone shopping', 'reason.unsatisfactory'],
    ['No uniform', 'reason.unsatisfactory'],
    ['Minding siblings', 'reason.unsatisfactory'],
    ['no reply', 'reason.unsatisfactory'],
    ['', 'reason.none'],
    ['  ', 'reason.none'],
    ['Unwell', 'accounts'],
  ])('"%s": %s', (text, rule) => expect(ruleOf(text)).toBe(rule));

  test('an unsatisfactory one keeps the N and asks again', () =>
    expect(qualityOf(given('Overslept'), { calendar, policy })).toEqual({
      accounts: false,
      keep: 'N',
      followUp: true,
      because: {
        rule: 'reason.unsatisfactory',
        numbers: {},
        names: { word: 'overslept' },
        source: 'School policy, quality of reasons (version 1)',
        sessions: ['2026-03-10 AM'],
      },
    }));

  test('a word of the school’s own with signs in it is that word', () => {
    const own = policyWith({ unsatisfactoryReasons: ['a.b'] });
    expect(qualityOf(given('an a.b day'), { calendar, policy: own }).accounts).toBe(false);
    expect(qualityOf(given('an axb day'), { calendar, policy: own }).accounts).toBe(true);
    expect(qualityOf(given('an aa.b day'), { calendar, policy: own }).accounts).toBe(true);
    expect(qualityOf(given('an a.bé day'), { calendar, policy: own }).accounts).toBe(true);
  });

  // 2026-03-10 is a Tuesday; the eight school weeks to it begin on Monday 12 January, half term not being one.
  test('"unwell" on a third Tuesday in eight school weeks does not suffice', () => {
    const tuesdays = [given('Unwell', '2026-02-24'), given('Poorly again', '2026-03-03')];
    expect(qualityOf(given('Unwell'), { calendar, policy, earlier: tuesdays })).toMatchObject({
      accounts: false,
      because: {
        rule: 'reason.same-weekday',
        numbers: { times: 3, weeks: 8 },
        names: { word: 'unwell', weekday: 'Tue' },
        sessions: ['2026-02-24 AM', '2026-03-03 AM', '2026-03-10 AM'],
      },
    });
    expect(ruleOf('Chest infection', tuesdays)).toBe('accounts');
  });

  test.each([
    ['on another weekday', [given('Unwell', '2026-02-24'), given('Unwell', '2026-03-04')]],
    ['with a real reason in between', [given('Chest infection', '2026-02-24'), given('Unwell', '2026-03-03')]],
    ['twice on one day', [given('Unwell', '2026-03-03'), given('Unwell', '2026-03-03')]],
    ['longer ago than eight school weeks', [given('Unwell', '2026-01-06'), given('Unwell', '2026-03-03')]],
    ['later', [given('Unwell', '2026-03-17'), given('Unwell', '2026-03-03')]],
    ['the same day', [given('Unwell', '2026-03-10'), given('Unwell', '2026-03-03')]],
  ])('a second time %s is no third', (_says, earlier) => expect(ruleOf('Unwell', earlier)).toBe('accounts'));

  test('the first of the eight school weeks counts', () =>
    expect(ruleOf('Unwell', [given('Unwell', '2026-01-13'), given('Unwell', '2026-03-03')])).toBe(
      'reason.same-weekday',
    ));

  test('and its Monday does', () => {
    const earlier = [given('Unwell', '2026-01-12'), given('Unwell', '2026-03-02')];
    expect(qualityOf(given('Unwell', '2026-03-09'), { calendar, policy, earlier }).accounts).toBe(false);
  });

  test('early in the first year the weeks begin with it', () => {
    const earlier = [given('Unwell', '2025-09-09'), given('Unwell', '2025-09-16')];
    const quality = qualityOf(given('Unwell', '2025-09-23'), { calendar, policy, earlier });
    expect(quality.accounts).toBe(false);
  });

  test('evidence that may support authorising; a doctor’s letter is never asked for', () => {
    expect(evidenceIn('Has an appointment card and a hospital letter', policy)).toEqual([
      'appointment card',
      'hospital letter',
    ]);
    expect(evidenceIn('A cold', policy)).toEqual([]);
    expect(policy.supportingEvidence.join()).not.toContain('GP');
  });
});
