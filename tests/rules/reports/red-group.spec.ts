import { describe, expect, test } from 'vitest';
import { type ContactMade, isRed, weeklyContact } from '../../../shared/rules/reports/red-group.ts';
import { policyWith } from '../../support/policy.ts';
import { referenceCalendar } from '../../support/reference-calendar.ts';

describe('who is red (§9.6)', () => {
  test.each([
    ['band 3 is not', '3', false],
    ['band 4 is', '4', true],
    ['band 5 is', '5', true],
    ['band 6 is', '6', true],
    ['without a possible session nobody is', null, false],
  ])('%s', (_says, band, red) => expect(isRed({ band }, policyWith())).toBe(red));

  test('and whoever a person added', () => {
    expect(isRed({ band: '1', isAdded: true }, policyWith())).toBe(true);
    expect(isRed({ band: null, isAdded: true }, policyWith())).toBe(true);
  });
});

describe('one two-way contact in each school week (§9.6)', () => {
  const contact = (
    date: string,
    outcome = 'reached',
    personSpokenTo: string | undefined = 'Mother',
    time = '10:00',
  ): ContactMade => ({ date, time, outcome, personSpokenTo });
  const at = (date: string, time: string, contacts: readonly ContactMade[] = [], own: Record<string, unknown> = {}) =>
    weeklyContact(contacts, referenceCalendar, { date, time }, policyWith(own));

  test.each([
    ['on Wednesday nobody is told yet', '2026-03-11', '15:00', []],
    ['on Thursday before noon neither', '2026-03-12', '11:59', []],
    ['from Thursday noon it is on the office’s list', '2026-03-12', '12:00', ['office']],
    ['on Friday before three still there alone', '2026-03-13', '14:59', ['office']],
    ['from three on the deputy head’s as well', '2026-03-13', '15:00', ['office', 'deputy']],
    ['and on Sunday', '2026-03-15', '09:00', ['office', 'deputy']],
    ['on Monday a new week begins', '2026-03-16', '09:00', []],
  ])('not met: %s', (_says, date, time, toldTo) =>
    expect(at(date, time)).toMatchObject({ status: 'not met', attempts: 0, metOn: null, toldTo }),
  );

  test.each([
    ['spoken to the mother', contact('2026-03-10'), 'met'],
    ['a message left', contact('2026-03-10', 'left message'), 'attempted'],
    ['no answer', contact('2026-03-10', 'no answer', ''), 'attempted'],
    ['reached, and nobody wrote down whom', contact('2026-03-10', 'reached', ' '), 'attempted'],
    ['reached, with nothing written at all', { date: '2026-03-10', time: '10:00', outcome: 'reached' }, 'attempted'],
    ['the week before does not count', contact('2026-03-06'), 'not met'],
    ['nor what is still to come', contact('2026-03-13'), 'not met'],
  ])('%s', (_says, made, status) => expect(at('2026-03-12', '12:00', [made]).status).toBe(status));

  test('an attempt is told on like none', () => {
    const tried = [contact('2026-03-09', 'no answer'), contact('2026-03-10', 'left message')];
    expect(at('2026-03-13', '15:00', tried)).toEqual({
      week: '2026-03-09',
      status: 'attempted',
      attempts: 2,
      metOn: null,
      toldTo: ['office', 'deputy'],
    });
  });

  test('once met nobody is told, and the first contact that counts is the day', () => {
    const made = [contact('2026-03-12'), contact('2026-03-10'), contact('2026-03-09', 'no answer')];
    expect(at('2026-03-13', '16:00', made)).toEqual({
      week: '2026-03-09',
      status: 'met',
      attempts: 3,
      metOn: '2026-03-10',
      toldTo: [],
    });
  });

  test('a contact at this minute counts, one a minute later does not yet', () => {
    expect(at('2026-03-12', '12:00', [contact('2026-03-12', 'reached', 'Father', '12:00')]).status).toBe('met');
    expect(at('2026-03-12', '12:00', [contact('2026-03-12', 'reached', 'Father', '12:01')]).status).toBe('not met');
  });

  test('of one day the earlier comes first', () => {
    const made = [contact('2026-03-10', 'reached', 'Aunt', '15:00'), contact('2026-03-10', 'no answer', '', '09:00')];
    expect(at('2026-03-10', '12:00', made)).toMatchObject({ status: 'attempted', attempts: 1 });
  });

  test('half term is exempt, whatever was tried', () => {
    expect(at('2026-02-19', '15:00', [contact('2026-02-18')])).toEqual({
      week: '2026-02-16',
      status: 'exempt',
      attempts: 1,
      metOn: '2026-02-18',
      toldTo: [],
    });
  });

  test('a school may set other times', () => {
    const redGroup = { officeToldBy: { weekday: 'Wed', time: '09:00' } };
    expect(at('2026-03-11', '09:00', [], { redGroup }).toldTo).toEqual(['office']);
  });
});
