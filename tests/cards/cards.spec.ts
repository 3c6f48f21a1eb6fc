import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';
import { describe, expect, test } from 'vitest';
import { summaries } from '../../shared/wording/summaries.ts';
import { buttonsOf } from '../support/desk.ts';
import { sampleCards } from '../support/sample-cards.ts';

type Json = Readonly<Record<string, unknown>>;

/** Every object in a card, fallbacks included only when asked for. */
const partsOf = (value: unknown, withFallback = false): Json[] => {
  if (Array.isArray(value)) return value.flatMap((item) => partsOf(item, withFallback));
  if (typeof value !== 'object' || value === null) return [];
  const part = value as Json;
  return [
    part,
    ...Object.entries(part).flatMap(([name, inner]) =>
      name === 'fallback' && !withFallback ? [] : partsOf(inner, withFallback),
    ),
  ];
};

const types = (card: unknown, start: string): Json[] =>
  partsOf(card).filter(({ type }) => String(type).startsWith(start));

describe.each(sampleCards)('the card “$name”', ({ message }) => {
  const { card, summary } = message;

  test('is understood whole by Microsoft’s renderer: no parse event', () => {
    const context = new SerializationContext(Versions.v1_5);
    const parsed = new AdaptiveCard();
    parsed.parse(JSON.parse(JSON.stringify(card)), context);
    const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
    expect(events).toEqual([]);
    expect(parsed.getItemCount()).toBe((card.body as unknown[]).length);
  });

  test('keeps within Teams’ limits: version 1.5, 25 KB, six buttons at most', () => {
    expect(card.version).toBe('1.5');
    expect(new TextEncoder().encode(JSON.stringify(card)).length).toBeLessThanOrEqual(25 * 1024);
    expect((card.actions as unknown[] | undefined)?.length ?? 0).toBeLessThanOrEqual(6);
  });

  test('every input has a label, every press falls back on a submit with the same data', () => {
    for (const input of types(card, 'Input.')) expect(input.label, String(input.id)).toMatch(/\S/);
    for (const action of types(card, 'Action.Execute')) {
      expect(action.verb).toBe((action.data as Json).action);
      expect(action.fallback).toMatchObject({ type: 'Action.Submit', title: action.title, data: action.data });
    }
    expect(types(card, 'Action.Submit')).toEqual([]);
  });

  test('buttons carry ids and versions alone', () => {
    for (const { data } of buttonsOf(card))
      expect(Object.keys(data).filter((name) => !['action', 'post', 'id', 'seen'].includes(name))).toEqual([]);
  });

  test('its summary and first words come from the fixed list', () => {
    const fixed: readonly string[] = Object.values(summaries);
    expect(fixed).toContain(summary);
    expect(fixed).toContain(card.fallbackText);
    expect(fixed).toContain(types(card, 'TextBlock')[0]?.text);
  });

  test('nothing from outside is read as markdown: only fixed headings are text blocks', () => {
    const fixed: readonly string[] = Object.values(summaries);
    for (const { text } of types(card, 'TextBlock')) expect(fixed).toContain(text);
    expect(types(card, 'FactSet')).toEqual([]);
  });

  test('meaning is never in a faint or coloured look alone: every run has words', () => {
    for (const { text } of types(card, 'TextRun')) expect(String(text).trim()).not.toBe('');
  });
});

test.each(sampleCards.filter(({ channel }) => channel))(
  'the channel card “$name” asks for nothing about one person',
  ({ message }) => {
    const asked = types(message.card, 'Input.').map(({ id }) => String(id));
    expect(['register', 'why']).toEqual(expect.arrayContaining(asked));
  },
);

test('text that turns the writing direction, or breaks the line, stays plain', () => {
  const leave = sampleCards.find(({ name }) => name === 'leave, with hostile text')!;
  const runs = types(leave.message.card, 'TextRun').map(({ text }) => String(text));
  expect(runs).toContain('[click](https://evil.example) **bold** evil');
  expect(runs.join('')).not.toMatch(/[\u202e\u2066\n]/);
});

test('the unmarked card, whole', () => {
  expect(sampleCards.find(({ name }) => name === 'unmarked, one register')?.message).toMatchSnapshot();
});

test('the first-day card, whole', () => {
  expect(sampleCards.find(({ name }) => name === 'first day')?.message).toMatchSnapshot();
});

test('the stages card, whole', () => {
  expect(sampleCards.find(({ name }) => name === 'stages')?.message).toMatchSnapshot();
});
