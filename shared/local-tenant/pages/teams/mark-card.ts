export type Json = Readonly<Record<string, unknown>>;

/**
 * A copy of a card for the renderer, and the way back. The renderer hands over its own form of a pressed action, so an
 * action's `id` in the copy leads to the very object the card carries, which is what Teams sends. Ids of elements begin
 * with `place`, because the renderer puts them into the page, where several cards may use the same.
 */
export const markCard = (json: Json, place: string): { marked: Json; originals: ReadonlyMap<string, Json> } => {
  const originals = new Map<string, Json>();
  const mark = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mark);
    if (!isObject(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value))
      copy[key] = key === 'data' ? inner : key === 'targetElements' ? targets(inner, place) : mark(inner);
    if (value.type === 'Action.Execute' || value.type === 'Action.Submit') {
      copy.id = `${place}-action-${originals.size}`;
      originals.set(copy.id as string, value);
    } else if (typeof value.id === 'string') copy.id = `${place}-${value.id}`;
    return copy;
  };
  return { marked: mark(json) as Json, originals };
};

/**
 * What a card asks about: its buttons' verbs, and the record each names in `data.id`. What was typed about one thing
 * must never stand under another, so it is kept only while this stays the same.
 */
export const aboutOf = (json: Json): string => {
  const parts: string[] = [];
  const look = (value: unknown): void => {
    if (!isObject(value)) return;
    const { type, verb, title, data } = value;
    if (type === 'Action.Execute' || type === 'Action.Submit')
      parts.push(JSON.stringify([verb ?? title, isObject(data) ? (data.id ?? null) : null]));
    else for (const inner of Object.values(value)) look(inner);
  };
  look(json);
  return parts.join();
};

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

const targets = (value: unknown, place: string): unknown =>
  !Array.isArray(value)
    ? value
    : value.map((target: unknown) => {
        if (typeof target === 'string') return `${place}-${target}`;
        return isObject(target) ? { ...target, elementId: `${place}-${String(target.elementId)}` } : target;
      });
