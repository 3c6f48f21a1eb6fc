import type { CardJson } from '../shared/ports/messenger.ts';

/** The properties in which an Adaptive Card keeps what is inside another element. */
const inside = ['body', 'items', 'columns', 'rows', 'cells', 'inlines', 'facts'] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (element: Record<string, unknown>): string | undefined => {
  if (element.type === 'RichTextBlock' && Array.isArray(element.inlines))
    return element.inlines
      .map((run) => (typeof run === 'string' ? run : isObject(run) ? String(run.text ?? '') : ''))
      .join('');
  if (typeof element.title === 'string' && typeof element.value === 'string')
    return `${element.title}: ${element.value}`;
  return element.type === 'TextBlock' && typeof element.text === 'string' ? element.text : undefined;
};

const linesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(linesOf);
  if (!isObject(value) || value.isVisible === false) return [];
  const text = textOf(value);
  if (text !== undefined) return text === '' ? [] : [text];
  return inside.flatMap((name) => linesOf(value[name]));
};

/** What a card says, a line for each of its texts, buttons and hidden parts left out. */
export const cardText = (card: CardJson): string[] => linesOf(card.body);
