import { z } from 'zod';
import { keyColumn, recordKind } from './record.ts';
import { kept } from './retention.ts';

/** Where a channel or a person can be reached by the bot. Key: `channel/<id>` or `person/<oid>`. */
export const conversationSchema = z.object({
  key: z.string(),
  kind: z.enum(['channel', 'person']),
  serviceUrl: z.string(),
  conversation: z.string(),
  /** The id Teams gives the person or channel in the connector (`29:…`, `19:…`). */
  member: z.string().optional(),
  tenant: z.string(),
});
export type Conversation = z.infer<typeof conversationSchema>;

export const conversations = recordKind<Conversation>({
  name: 'conversation',
  list: 'Conversations',
  schema: conversationSchema,
  columns: [
    keyColumn,
    { name: 'kind', type: 'text', of: 'desk' },
    { name: 'serviceUrl', type: 'text', of: 'desk' },
    { name: 'conversation', type: 'text', of: 'desk' },
    { name: 'member', type: 'text', of: 'desk' },
    { name: 'tenant', type: 'text', of: 'desk' },
  ],
  sensitivity: 'desk',
  about: 'school',
  retention: kept('while in use'),
});
