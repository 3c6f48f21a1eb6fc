import { createHash } from 'node:crypto';
import type { TeamPost } from '../store/team-posts.ts';
import type { Tenant } from '../tenant.ts';
import { stateForm } from './state-form.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/**
 * Everything kept: lists, files (by hash), posts with all their versions, in the form that runs are compared by. Of
 * several schools those after the first bear their school's id: `fernbrook/Leave`.
 */
export const stateOf = async (
  { directory, posts, schools }: Tenant,
  of: readonly string[] = schools.map(({ id }) => id),
): Promise<unknown> => {
  const marked = (school: string, name: string) =>
    of.length === 1 || school === schools[0]!.id ? name : `${school}/${name}`;
  const chosen = schools.filter(({ id }) => of.includes(id));
  const lists = chosen.flatMap((school) =>
    school.lists.all().map(async (list) => ({
      name: marked(school.id, list.name),
      items: await school.lists.items(list),
    })),
  );
  const files: Record<string, string> = {};
  for (const school of chosen)
    for (const { path, id } of await school.files.all())
      files[marked(school.id, path)] = sha256(await school.files.content(id));
  const placed = (await posts.all()).flatMap((post): { post: TeamPost; to: string | undefined }[] => {
    const conversation = directory.conversation(post.conversation);
    if (!conversation) return of.length === schools.length ? [{ post, to: undefined }] : [];
    const school = directory.schoolOf(conversation);
    return of.includes(school) ? [{ post, to: marked(school, conversation.name) }] : [];
  });
  return stateForm({
    lists: await Promise.all(lists),
    files,
    posts: await Promise.all(
      placed.map(async ({ post: { id, from, deleted, replyTo }, to }) => ({
        id,
        to,
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
    ),
  });
};

/** SHA-256 of the state, hexadecimal. */
export const hashOfState = async (tenant: Tenant, of?: readonly string[]): Promise<string> =>
  sha256(JSON.stringify(await stateOf(tenant, of)));
