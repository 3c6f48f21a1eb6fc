import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';

export const postStates = ['planned', 'sent', 'unconfirmed', 'withdrawn', 'refused'] as const;

/**
 * What has been posted where, so that a lost database posts nothing twice. Key: `2026-03-10/unmarked/AM/9`.
 * It holds no card and no name: the card is made afresh from the records.
 */
export const postSchema = z.object({
  key: z.string(),
  kind: z.string(),
  date: z.string(),
  /** The channel's id, or the person's Entra object id. */
  to: z.string(),
  toKind: z.enum(['channel', 'person']),
  state: z.enum(postStates),
  conversation: z.string().optional(),
  activity: z.string().optional(),
  at: z.string(),
});
export type Post = z.infer<typeof postSchema>;

export const posts = recordKind<Post>({
  name: 'post',
  list: 'Posts',
  schema: postSchema,
  columns: [
    keyColumn,
    { name: 'kind', type: 'text', indexed: true },
    { name: 'date', type: 'text', indexed: true },
    { name: 'to', type: 'text' },
    { name: 'toKind', type: 'text' },
    { name: 'state', type: 'choice', choices: postStates, indexed: true },
    { name: 'conversation', type: 'text' },
    { name: 'activity', type: 'text' },
    { name: 'at', type: 'text' },
  ],
  retention: '1 year',
});
