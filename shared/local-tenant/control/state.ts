import { createHash } from 'node:crypto';
import type { Tenant } from '../tenant.ts';
import { stateForm } from './state-form.ts';

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Everything kept: lists, files (by hash), posts with all their versions, in the form that runs are compared by. */
export const stateOf = async ({ lists, files, posts, directory }: Tenant): Promise<unknown> =>
  stateForm({
    lists: await Promise.all(lists.all().map(async (list) => ({ name: list.name, items: await lists.items(list) }))),
    files: Object.fromEntries(
      await Promise.all((await files.all()).map(async ({ path, id }) => [path, sha256(await files.content(id))])),
    ),
    posts: await Promise.all(
      (await posts.all()).map(async ({ id, conversation, from, deleted, replyTo }) => ({
        id,
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
    ),
  });

/** SHA-256 of the state, hexadecimal. */
export const hashOfState = async (tenant: Tenant): Promise<string> => sha256(JSON.stringify(await stateOf(tenant)));
