import {
  type Action,
  AdaptiveCard,
  ExecuteAction,
  GlobalSettings,
  OpenUrlAction,
  SerializationContext,
  SubmitAction,
  Versions,
} from 'adaptivecards';
import { cardHostConfig } from './card-host-config.ts';
import { type Json, markCard } from './mark-card.ts';

/** What a person did to a card that is more than folding it out. */
export type CardDeed =
  | { readonly is: 'press'; readonly action: Json; readonly inputs: Readonly<Record<string, string>> }
  | { readonly is: 'open'; readonly url: string };

export interface DrawnCard {
  readonly element: HTMLElement;
  /** Why the renderer left something of the card out; empty for a card of version 1.5. */
  readonly leftOut: readonly string[];
}

// Names and reasons from outside stay what they are: no text of a card becomes markup.
AdaptiveCard.onProcessMarkdown = () => undefined;
GlobalSettings.setTabIndexAtCardRoot = false;

/**
 * Draws a card of Teams' version 1.5 with Microsoft's renderer. `place` is a word of its own for each card of a page.
 * Throws when the card cannot be read at all.
 */
export const drawCard = (json: Json, place: string, does: (deed: CardDeed) => void): DrawnCard => {
  const { marked, originals } = markCard(json, place);
  const card = new AdaptiveCard();
  card.hostConfig = cardHostConfig;
  const context = new SerializationContext(Versions.v1_5);
  card.parse(marked, context);
  card.onExecuteAction = (action) => {
    const deed = deedOf(action, originals, place);
    if (deed !== undefined) does(deed);
  };
  const element = card.render();
  if (element === undefined) throw new Error('it has nothing to show');
  return { element, leftOut: Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message) };
};

const deedOf = (action: Action, originals: ReadonlyMap<string, Json>, place: string): CardDeed | undefined => {
  if (action instanceof OpenUrlAction) return action.url === undefined ? undefined : { is: 'open', url: action.url };
  if (!(action instanceof ExecuteAction || action instanceof SubmitAction)) return undefined;
  const original = originals.get(action.id ?? '');
  if (original === undefined) return undefined;
  const inputs = Object.values(action.getReferencedInputs() ?? {}).flatMap((input) =>
    input.id === undefined || !input.isSet() ? [] : [[input.id.slice(place.length + 1), String(input.value)]],
  );
  return { is: 'press', action: original, inputs: Object.fromEntries(inputs) };
};
