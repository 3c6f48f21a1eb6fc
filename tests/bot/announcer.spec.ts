import { describe, expect, test } from 'vitest';
import { Announcer } from '../../bot/announcer.ts';
import { cardText } from '../../bot/card-text.ts';
import { errorFields, jsonLog, plainLog } from '../../bot/log.ts';
import { tabLinks } from '../../bot/tab-link.ts';
import type { CardJson } from '../../shared/ports/messenger.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';

const card: CardJson = {
  type: 'AdaptiveCard',
  body: [
    { type: 'TextBlock', text: 'Registers to chase' },
    { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Year 9, ' }, 'morning'] },
    { type: 'ColumnSet', columns: [{ items: [{ type: 'FactSet', facts: [{ title: '9A', value: 'Not taken' }] }] }] },
    { type: 'Container', isVisible: false, items: [{ type: 'TextBlock', text: 'hidden' }] },
  ],
  actions: [{ type: 'Action.Execute', title: 'Nudge again' }],
};
const now = () => Temporal.Instant.from('2026-03-10T09:10:00Z');

test('a card as text: what stands on it, in order; no buttons and nothing hidden', () => {
  expect(cardText(card)).toEqual(['Registers to chase', 'Year 9, morning', '9A: Not taken']);
});

test('what is posted is told as it happens: staff together, each channel with how its card begins', async () => {
  const lines: string[] = [];
  const announcer = new Announcer({
    print: (line) => lines.push(line),
    now,
    time: async () => '09:10',
    nameOf: async (to) => (to.kind === 'person' ? to.person : 'Year 9'),
  });
  for (let person = 1; person <= 8; person++)
    announcer.posted({ to: { kind: 'person', person: `Teacher ${person}` }, message: { card, summary: 'A register' } });
  announcer.posted({ to: { kind: 'channel', team: 't', channel: 'c' }, message: { card, summary: 'Registers' } });
  await announcer.flush();
  expect(lines).toEqual([
    '  09:10  A register → Teacher 1, Teacher 2, Teacher 3, Teacher 4, Teacher 5, Teacher 6 and 2 more',
    '  09:10  Year 9 channel ← Registers to chase · Year 9, morning · 9A: Not taken',
  ]);
});

describe('a log line knows ids alone', () => {
  test('a field that is not on the list does not get in', () => {
    const lines: string[] = [];
    const fields = { job: 'nudge', pupil: 'Zqxwick' } as { job: string };
    jsonLog((line) => lines.push(line), { now }).info('posted', fields);
    plainLog((line) => lines.push(line)).warn('not posted', fields);
    expect(lines).toEqual([
      '{"at":"2026-03-10T09:10:00.000Z","level":"info","event":"posted","job":"nudge"}',
      'Warning: not posted, job nudge',
    ]);
  });

  test('an error from elsewhere is classified and not copied', () => {
    expect(errorFields(new OutsideError('busy', 'GET /users: 429'))).toEqual({
      kind: 'busy',
      error: 'GET /users: 429',
    });
    expect(JSON.stringify(errorFields(new TypeError('Zqxwick is undefined')))).not.toContain('Zqx');
  });
});

test('a link into the tab carries ids', () => {
  expect(decodeURIComponent(tabLinks('app-1')({ page: 'first-day', year: '9' }))).toBe(
    'https://teams.microsoft.com/l/entity/app-1/today?context={"subEntityId":"first-day/9"}',
  );
});
