import type { CardJson } from '../../shared/ports/messenger.ts';
import type { Said } from '../../shared/views/cards.ts';

/** The parts that our cards are made of: Adaptive Cards 1.5 as Teams draws them. Every text from outside is a run. */
export type Part = { readonly type: string } & Readonly<Record<string, unknown>>;

type Tone = Said['tone'] | 'accent' | 'emphasis';

export interface LineStyle {
  readonly bold?: true;
  readonly small?: true;
  readonly large?: true;
  readonly subtle?: true;
  readonly colour?: 'good' | 'warning' | 'attention' | 'accent';
  readonly spacing?: 'none' | 'small' | 'medium';
  readonly centred?: true;
}

/** The card's first words: from the fixed list in `wording/summaries.ts`, since a preview may show them. */
export const heading = (text: string): Part => ({
  type: 'TextBlock',
  text,
  size: 'medium',
  weight: 'bolder',
  wrap: true,
  style: 'heading',
});

/** Control characters out, and the marks that turn the writing direction, so that text stays where it stands. */
const plain = (text: string): string =>
  text.replace(/[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** A line of text, also from outside: a run knows no markdown, so text stays text. */
export const line = (text: string, style: LineStyle = {}): Part => ({
  type: 'RichTextBlock',
  ...(style.spacing === undefined ? {} : { spacing: style.spacing }),
  ...(style.centred ? { horizontalAlignment: 'center' } : {}),
  inlines: [
    {
      type: 'TextRun',
      text: plain(text) || '–',
      ...(style.bold ? { weight: 'bolder' } : {}),
      ...(style.small ? { size: 'small' } : {}),
      ...(style.large ? { size: 'extraLarge' } : {}),
      ...(style.subtle ? { isSubtle: true } : {}),
      ...(style.colour === undefined ? {} : { color: style.colour }),
    },
  ],
});

export const box = (items: readonly Part[], style?: Tone): Part => ({
  type: 'Container',
  ...(style === undefined || style === 'neutral' ? {} : { style }),
  spacing: 'medium',
  items,
});

/** The band at a card's top: what it is about, and for whom. */
export const title = (fixed: string, about: string, under: string): Part => ({
  type: 'Container',
  style: 'emphasis',
  bleed: true,
  items: [heading(fixed), line(about, { bold: true, spacing: 'small' }), line(under, { small: true, spacing: 'none' })],
});

export interface Column {
  readonly items: readonly Part[];
  readonly width: 'auto' | 'stretch' | number;
}

export const columns = (list: readonly Column[], more: { separator?: true; spacing?: string } = {}): Part => ({
  type: 'ColumnSet',
  ...more,
  columns: list.map(({ items, width }) => ({ type: 'Column', width, items })),
});

/** A name and its value beside it; the value may come from outside. */
export const fact = (name: string, value: string): Part =>
  columns(
    [
      { width: 2, items: [line(name, { bold: true })] },
      { width: 5, items: [line(value)] },
    ],
    { spacing: 'small' },
  );

/** A number that is seen from across the room, with its meaning under it. */
export const bigNumber = (count: number, means: string, colour?: LineStyle['colour']): Column => ({
  width: 'stretch',
  items: [
    line(String(count), { large: true, bold: true, centred: true, ...(colour === undefined ? {} : { colour }) }),
    line(means, { small: true, centred: true, spacing: 'none' }),
  ],
});

/** The answer to the press that was just made. */
export const answered = (said: Said | undefined): readonly Part[] =>
  said ? [box([line(said.says)], said.tone === 'neutral' ? 'accent' : said.tone)] : [];

export const textInput = (
  id: string,
  label: string,
  more: { multiline?: true; placeholder?: string; maxLength?: number } = {},
): Part => ({ type: 'Input.Text', id, label, maxLength: more.maxLength ?? 500, ...more });

export const choiceInput = (
  id: string,
  label: string,
  choices: readonly { readonly title: string; readonly value: string }[],
  placeholder: string,
): Part => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  style: 'compact',
  placeholder,
  choices: choices.map(({ title, value }) => ({ title: plain(title), value })),
});

/** What a button carries: ids and the version that was seen. It is signed when the card goes out. */
export interface ButtonIds {
  readonly action: string;
  readonly post: string;
  readonly id?: string | undefined;
  readonly seen?: string | undefined;
}

/** A press that the desk answers in place; an older client sends the same data as a message. */
export const press = (
  title: string,
  { action, post, id, seen }: ButtonIds,
  style?: 'positive' | 'destructive',
): Part => {
  const data = { action, post, ...(id === undefined ? {} : { id }), ...(seen === undefined ? {} : { seen }) };
  const look = style === undefined ? {} : { style };
  return {
    type: 'Action.Execute',
    title,
    verb: action,
    data,
    ...look,
    fallback: { type: 'Action.Submit', title, data, ...look },
  };
};

export const open = (title: string, url: string): Part => ({ type: 'Action.OpenUrl', title, url });

export const card = (fallbackText: string, body: readonly Part[], actions: readonly Part[] = []): CardJson => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  fallbackText,
  body,
  ...(actions.length === 0 ? {} : { actions }),
});
