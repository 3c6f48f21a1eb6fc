import { createHash } from 'node:crypto';
import type { Tenant } from '../tenant.ts';

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]));
};

const byText = (a: unknown, b: unknown): number => {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const guid = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;

/**
 * Ids that we made stand as `#1`, `#2` in the order they first came, those of items as the list and place they have
 * in it, so that two runs can be compared; a signature over such an id says no more than the id.
 */
const normalised = (text: string, posts: readonly string[], items: ReadonlyMap<string, string>): string => {
  const names = new Map(posts.map((id, at) => [id, `#${at + 1}`]));
  return text
    .replace(/\b\d{13,}\b/g, (id) => names.get(id) ?? id)
    .replace(guid, (id) => items.get(id) ?? id)
    .replace(/"sig":"[\w-]+"/g, '"sig":"#"');
};

/**
 * Everything kept: lists, files (by hash), posts with all their versions. Keys are sorted; ids and times of our making
 * are left out or numbered; the order of items in a list is that of their fields.
 */
export const stateOf = async ({ lists, files, posts, directory }: Tenant): Promise<unknown> => {
  const all = await posts.all();
  const listState: Record<string, unknown> = {};
  const itemNames = new Map<string, string>();
  for (const list of lists.all()) {
    const items = (await lists.items(list)).map(({ guid: id, fields }) => ({ id, fields: sorted(fields) }));
    items.sort((a, b) => byText(a.fields, b.fields));
    for (const [at, { id }] of items.entries()) itemNames.set(id, `#${list.name}/${at + 1}`);
    listState[list.name] = items.map(({ fields }) => fields);
  }
  const fileState: Record<string, unknown> = {};
  for (const { path, id } of await files.all())
    fileState[path] = createHash('sha256')
      .update(await files.content(id))
      .digest('hex');
  const postState = await Promise.all(
    all.map(async ({ id, conversation, from, deleted, replyTo }) => ({
      to: directory.conversation(conversation)?.name,
      from: directory.member(from)?.name ?? 'bot',
      replyTo,
      deleted,
      versions: (await posts.versions(id)).map(({ activity: { type, text, summary, attachments } }) => ({
        type,
        text,
        summary,
        attachments,
      })),
    })),
  );
  const state = sorted({ lists: listState, files: fileState, posts: postState.map(sorted).sort(byText) });
  return JSON.parse(
    normalised(
      JSON.stringify(state),
      all.map(({ id }) => id),
      itemNames,
    ),
  );
};

/** SHA-256 of the state, hexadecimal. */
export const hashOfState = async (tenant: Tenant): Promise<string> =>
  createHash('sha256')
    .update(JSON.stringify(await stateOf(tenant)))
    .digest('hex');
