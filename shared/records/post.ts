import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

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
    { name: 'kind', type: 'text', indexed: true, of: 'desk' },
    { name: 'date', type: 'text', indexed: true, of: 'desk' },
    { name: 'to', type: 'text', of: 'desk' },
    { name: 'toKind', type: 'text', of: 'desk' },
    { name: 'state', type: 'choice', choices: postStates, indexed: true, of: 'desk' },
    { name: 'conversation', type: 'text', of: 'desk' },
    { name: 'activity', type: 'text', of: 'desk' },
    { name: 'at', type: 'text', of: 'desk' },
  ],
  sensitivity: 'desk',
  about: 'school',
  retention: kept('messages', { column: 'date' }),
});
