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

/** Ids that we made stand as `#1`, `#2` in the order they first came, so that two runs can be compared. */
const normalised = (text: string, ids: readonly string[]): string => {
  const names = new Map(ids.map((id, at) => [id, `#${at + 1}`]));
  return text.replace(/\b\d{13,}\b/g, (id) => names.get(id) ?? id);
};

/**
 * Everything kept: lists, files (by hash), posts with all their versions. Keys are sorted; ids and times of our making
 * are left out or numbered; the order of items in a list is that of their fields.
 */
export const stateOf = async ({ lists, files, posts, directory }: Tenant): Promise<unknown> => {
  const all = await posts.all();
  const listState: Record<string, unknown> = {};
  for (const list of lists.all()) {
    const items = (await lists.items(list)).map(({ fields }) => sorted(fields));
    listState[list.name] = items.sort(byText);
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
    ),
  );
};

/** SHA-256 of the state, hexadecimal. */
export const hashOfState = async (tenant: Tenant): Promise<string> =>
  createHash('sha256')
    .update(JSON.stringify(await stateOf(tenant)))
    .digest('hex');
