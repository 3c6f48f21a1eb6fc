import { describe, expect, test } from 'vitest';
import { mayClose } from '../../shared/rules/first-day/closing.ts';
import { escalationDue } from '../../shared/rules/first-day/escalation.ts';
import { handOffWith } from '../../shared/rules/first-day/hand-off.ts';
import { patternsOf } from '../../shared/rules/first-day/patterns.ts';
import { qualityOf } from '../../shared/rules/first-day/reason-quality.ts';
import { firstDayStepsDue, tierClock } from '../../shared/rules/first-day/tier-clock.ts';
import {
  clockSays,
  escalationSays,
  firstDayReasonSays,
  handOffSays,
  stepSays,
} from '../../shared/wording/first-day.ts';
import { pupilWithMarksOn } from '../support/marks.ts';
import { policyWith } from '../support/policy.ts';
import { caseOf } from '../support/pupil-case.ts';
import { referenceCalendar as calendar } from '../support/reference-calendar.ts';

const policy = policyWith();

describe('first-day contact as people read it', () => {
  test('the clock of each tier', () =>
    expect([1, 3, 4].map((tier) => clockSays(tierClock(tier as 1 | 3 | 4, policy)))).toEqual([
      'First contact by 09:40; without contact the DSL is told by 10:00; visit on the day itself.',
      'First contact by 10:30; visit by day 2.',
      'Text at 09:30, first contact by 11:00; visit by day 3.',
    ]));

  test('what is due now', () => {
    const now = { time: '12:00', day: 1, isReached: false, isDslTold: false, isVisited: false, isTexted: false };
    expect(firstDayStepsDue(tierClock(1, policy), now).map((step) => stepSays[step])).toEqual([
      'Make first contact',
      'Tell the DSL',
      'Visit today',
    ]);
  });

  test('the actions of a day, and those that are overdue', () => {
    const said = escalationDue(policy, 2).map(escalationSays);
    expect(said[0]).toBe('Day 1, overdue: Text the parent');
    expect(said.at(-1)).toBe('Day 2: Home visit for tiers 1 to 3');
  });

  test('where a hand-off lies', () =>
    expect(handOffSays[handOffWith({ at: '09:40' }, '09:55', policy)]).toBe(
      'The DSL has not acknowledged it: now with the deputy DSL',
    ));

  test('patterns', () => {
    const absent = {
      '2026-02-23 AM': 'I',
      '2026-03-02 AM': 'I',
      '2026-03-09 AM': 'I',
      '2026-03-09 PM': 'L',
      '2026-03-10 AM': 'L',
      '2026-03-11 AM': 'U',
    } as const;
    const pupil = caseOf(pupilWithMarksOn(absent, { otherwise: 'present' }), { on: '2026-03-11' });
    const sibling = pupilWithMarksOn({ '2026-03-11 AM': 'N' }, { otherwise: 'present' });
    expect(patternsOf(pupil, [sibling]).map(firstDayReasonSays)).toEqual([
      '3 spells of illness in 6 school weeks.',
      'Absent on 3 Mondays in 8 school weeks.',
      'Absent on 1 school day next to a holiday this year.',
      '1 brother or sister absent at the same time.',
      'Late 3 times this week.',
    ]);
  });

  test('reasons that do not account for an absence', () => {
    const given = (text: string, date = '2026-03-10') => ({ date, half: 'AM', text }) as const;
    const earlier = [given('unwell', '2026-02-24'), given('unwell', '2026-03-03')];
    const said = ['', 'Birthday', 'unwell'].map((text) => {
      const quality = qualityOf(given(text), { calendar, policy, earlier });
      return quality.accounts ? '' : firstDayReasonSays(quality.because);
    });
    expect(said).toEqual([
      'No reason was given: the N stays, ask again.',
      '“birthday” does not account for an absence: the N stays, ask again.',
      '“unwell” for 3 Tuesdays in 8 school weeks: the N stays, ask what the matter is.',
    ]);
  });

  test('why a task stays open', () => {
    const said = ([[], ['left message'], ['no answer', 'no answer'], ['reached']] as const).map((outcomes) => {
      const answer = mayClose(
        outcomes.map((outcome) => ({ outcome })),
        policy,
      );
      return answer.may ? '' : firstDayReasonSays(answer.because);
    });
    expect(said).toEqual([
      'Nobody has tried yet: the task stays open.',
      'A message left is no contact: the task stays open.',
      '2 attempts and nobody reached: the task stays open.',
      'Somebody was reached and gave no reason: write it down, or see the child.',
    ]);
  });

  test('a rule without a sentence is a mistake of ours, not silence', () =>
    expect(() => firstDayReasonSays({ rule: 'nothing', numbers: {}, source: '', sessions: [] })).toThrow('nothing'));
});
