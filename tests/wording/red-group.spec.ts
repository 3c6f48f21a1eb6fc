import { expect, test } from 'vitest';
import { weeklyContactSays } from '../../shared/wording/red-group.ts';

const contact = { week: '2026-03-09', attempts: 0, metOn: null, toldTo: [] } as const;

test.each([
  ['No school this week', { ...contact, status: 'exempt' as const }],
  ['Spoke to the family on Tuesday 10 March', { ...contact, status: 'met' as const, metOn: '2026-03-10' }],
  ['Not contacted this week', { ...contact, status: 'not met' as const }],
  ['Not reached, 1 attempt', { ...contact, status: 'attempted' as const, attempts: 1 }],
  [
    'Not reached, 2 attempts: with the office',
    { ...contact, status: 'attempted' as const, attempts: 2, toldTo: ['office'] as const },
  ],
  [
    'Not contacted this week: with the deputy head',
    { ...contact, status: 'not met' as const, toldTo: ['office', 'deputy'] as const },
  ],
])('%s', (says, week) => expect(weeklyContactSays(week)).toBe(says));
