import { z } from 'zod';
import type { Sent } from '../../shared/ports/messenger.ts';
import type { Conversation } from '../../shared/records/conversation.ts';

/** What we read of an activity; everything else in it is left alone. */
export const activitySchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  name: z.string().optional(),
  text: z.string().optional(),
  action: z.string().optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  replyToId: z.string().optional(),
  from: z.looseObject({ id: z.string(), aadObjectId: z.string().optional() }),
  recipient: z.looseObject({ id: z.string() }),
  conversation: z.looseObject({
    id: z.string(),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).optional(),
      channel: z.looseObject({ id: z.string() }).optional(),
      team: z.looseObject({ id: z.string() }).optional(),
    })
    .optional(),
  value: z.unknown().optional(),
  membersAdded: z.array(z.looseObject({ id: z.string() })).optional(),
  membersRemoved: z.array(z.looseObject({ id: z.string() })).optional(),
});
export type Heard = z.infer<typeof activitySchema>;

export const executeValue = z.looseObject({
  action: z.looseObject({ verb: z.string().optional(), data: z.unknown() }),
  trigger: z.string().optional(),
});

export const tenantOf = ({ channelData, conversation }: Heard): string | undefined =>
  channelData?.tenant?.id ?? conversation.tenantId;

export const isPersonal = ({ conversation }: Heard): boolean =>
  conversation.conversationType === 'personal' || conversation.isGroup !== true;

/** The message that a press stands on. */
export const pressedAt = ({ conversation, replyToId }: Heard): Sent | undefined =>
  replyToId === undefined ? undefined : { conversation: conversation.id, activity: replyToId };

const threadOf = (id: string): string => id.split(';messageid=')[0]!;

/** Where the one who speaks can be reached from now on: a person's chat, or a channel. */
export const whereHeard = (heard: Heard): Conversation | undefined => {
  const tenant = tenantOf(heard) ?? '';
  const { serviceUrl } = heard;
  if (!isPersonal(heard)) {
    const channel = heard.channelData?.channel?.id ?? threadOf(heard.conversation.id);
    return { key: `channel/${channel}`, kind: 'channel', serviceUrl, conversation: channel, tenant };
  }
  const person = heard.from.aadObjectId;
  if (person === undefined) return undefined;
  const { id } = heard.conversation;
  return { key: `person/${person}`, kind: 'person', serviceUrl, conversation: id, member: heard.from.id, tenant };
};
