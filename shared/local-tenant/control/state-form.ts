/** What is kept, with the ids that the stand-in made. */
export interface RawState {
  readonly lists: readonly {
    readonly name: string;
    readonly items: readonly { readonly guid: string; readonly fields: Readonly<Record<string, unknown>> }[];
  }[];
  /** SHA-256 by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly posts: readonly {
    readonly id: string;
    /** The channel or person; undefined when it is gone. */
    readonly to: string | undefined;
    readonly from: string;
    readonly replyTo: string | null;
    readonly deleted: boolean;
    readonly versions: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
};

/** An item's ETag is its id and its version: how often it was written says nothing of what stands in it. */
const itemId = /\b([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(,\d+\b)?/g;
/** The port is the machine's to give. */
const ownAddress = /http:\/\/localhost:\d+\//g;
const postId = /\b\d{13,}\b/g;

/** Every id in a text that has a name gets it; a signature over such ids says no more than they do. */
const renamed = (text: string, nameOf: (id: string) => string | undefined): string =>
  text
    .replace(ownAddress, 'http://tenant/')
    .replace(postId, (id) => nameOf(id) ?? id)
    .replace(itemId, (whole, id: string) => nameOf(id) ?? whole)
    .replace(/(\\*)"sig\1":\1"[\w-]+\1"/g, '$1"sig$1":$1"#$1"');

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A message that was written anew without being changed has not changed. */
const distinct = <T>(versions: readonly T[]): T[] => versions.filter((each, at) => !same(each, versions[at - 1]));

/**
 * The state in a form that two runs can be compared by. Keys are sorted; items, posts and their ids stand in the order
 * of what they say, not of when they came, and an id is the place that this gives it: `#Leave/3`, `#Year 9/1`.
 */
export const stateForm = ({ lists, files, posts }: RawState): unknown => {
  const made = new Set([...posts.map(({ id }) => id), ...lists.flatMap(({ items }) => items.map(({ guid }) => guid))]);
  const blank = (value: unknown): string => renamed(JSON.stringify(value), (id) => (made.has(id) ? '#' : undefined));
  const byContent = <T>(all: readonly T[], contentOf: (each: T) => unknown): T[] =>
    all
      .map((each) => ({ each, says: blank(contentOf(each)) }))
      .sort((a, b) => (a.says < b.says ? -1 : a.says > b.says ? 1 : 0))
      .map(({ each }) => each);

  const names = new Map<string, string>();
  const listState: Record<string, unknown> = {};
  for (const { name, items } of lists) {
    const inOrder = byContent(
      items.map(({ guid, fields }) => ({ guid, fields: sorted(fields) })),
      ({ fields }) => fields,
    );
    for (const [at, { guid }] of inOrder.entries()) names.set(guid, `#${name}/${at + 1}`);
    listState[name] = inOrder.map(({ fields }) => fields);
  }
  const postState = byContent(
    posts.map(({ id, versions, ...post }) => ({ id, says: sorted({ ...post, versions: distinct(versions) }) })),
    ({ says }) => says,
  );
  const places = new Map(posts.map(({ id, to }) => [id, to ?? 'gone']));
  const counts = new Map<string, number>();
  for (const { id } of postState) {
    const place = places.get(id)!;
    counts.set(place, (counts.get(place) ?? 0) + 1);
    names.set(id, `#${place}/${counts.get(place)}`);
  }
  const state = sorted({ lists: listState, files, posts: postState.map(({ says }) => says) });
  return JSON.parse(renamed(JSON.stringify(state), (id) => names.get(id)));
};
