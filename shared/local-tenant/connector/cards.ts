import { recordOf, textOf } from '../http.ts';
import type { Activity } from '../store/team-posts.ts';

export type Card = Readonly<Record<string, unknown>>;
export type CardAction = Readonly<Record<string, unknown>>;

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** The Adaptive Card that an activity carries, or null. */
export const cardOf = (activity: Activity): Card | null => {
  const content = activity.attachments?.find(({ contentType }) => contentType === cardType)?.content;
  return content === undefined ? null : recordOf(content);
};

const walk = function* (value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (Array.isArray(value)) {
    for (const each of value) yield* walk(each);
  } else if (typeof value === 'object' && value !== null) {
    yield value as Record<string, unknown>;
    for (const [name, each] of Object.entries(value)) if (name !== 'fallback' && name !== 'data') yield* walk(each);
  }
};

/** Every button of a card that can be pressed, wherever it stands; fallbacks and refresh are no buttons. */
export const actionsOf = (card: Card): CardAction[] => {
  const { refresh: _, ...shown } = card;
  return [...walk(shown)].filter((each) => String(each.type).startsWith('Action.'));
};

/** What the inputs of a card hold before anybody types. */
export const inputsOf = (card: Card): Record<string, string> =>
  Object.fromEntries(
    [...walk(card)].flatMap(({ type, id, value }) =>
      String(type).startsWith('Input.') && typeof id === 'string' ? [[id, textOf(value) ?? '']] : [],
    ),
  );

/** The action a card asks to be run for its viewer, and for whom; null when it asks nothing. */
export const refreshOf = (card: Card): { action: CardAction; members: readonly string[] | undefined } | null => {
  const { action, userIds } = recordOf(card.refresh);
  if (recordOf(action).type !== 'Action.Execute') return null;
  return { action: recordOf(action), members: Array.isArray(userIds) ? userIds.map(String) : undefined };
};

/** In larger conversations Teams refreshes only for those a card names. */
const everybodyBelow = 60;

export const wantsRefresh = (card: Card, member: string, membersInAll: number): boolean => {
  const refresh = refreshOf(card);
  if (refresh === null) return false;
  return refresh.members ? refresh.members.includes(member) : membersInAll < everybodyBelow;
};
