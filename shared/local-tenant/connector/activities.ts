import { randomUUID } from 'node:crypto';
import type { Conversation, Directory, TenantAccount, TenantTeam } from '../store/directory.ts';
import type { TeamPost } from '../store/team-posts.ts';
import type { CardAction } from './cards.ts';

type Body = Readonly<Record<string, unknown>>;

export interface ActivityParts {
  readonly directory: Directory;
  readonly serviceUrl: string;
  readonly now: () => string;
}

export const botIdOf = (directory: Directory): string => `28:${directory.data.clientId}`;
export const botName = 'Attendance Desk';

/** The activities that Teams sends to a bot, in its shapes. */
export class Activities {
  readonly #parts: ActivityParts;

  constructor(parts: ActivityParts) {
    this.#parts = parts;
  }

  #conversation(conversation: Conversation, thread: string | null): Body {
    const tenantId = this.#parts.directory.data.tenantId;
    if (conversation.kind === 'person') return { conversationType: 'personal', tenantId, id: conversation.id };
    const id = thread === null ? conversation.id : `${conversation.id};messageid=${thread}`;
    return { isGroup: true, conversationType: 'channel', tenantId, id };
  }

  #channelData(conversation: Conversation): Body {
    const tenant = { id: this.#parts.directory.data.tenantId };
    const { team, channel } = conversation;
    if (!team || !channel) return { tenant };
    return {
      teamsChannelId: channel.id,
      teamsTeamId: team.id,
      channel: { id: channel.id },
      team: teamData(team),
      tenant,
    };
  }

  #common(from: TenantAccount, conversation: Conversation, thread: string | null): Body {
    const { directory, serviceUrl, now } = this.#parts;
    return {
      id: `f:${randomUUID()}`,
      timestamp: now(),
      localTimestamp: now(),
      channelId: 'msteams',
      serviceUrl,
      from: { id: from.member, name: from.name, aadObjectId: from.id },
      conversation: this.#conversation(conversation, thread),
      recipient: { id: botIdOf(directory), name: botName },
      locale: 'en-GB',
      localTimezone: directory.data.timeZone,
      channelData: this.#channelData(conversation),
      entities: [
        { type: 'clientInfo', locale: 'en-GB', country: 'GB', platform: 'Web', timezone: directory.data.timeZone },
      ],
    };
  }

  /** A press on an Action.Execute, or (`automatic`) a refresh for one viewer. */
  execute(
    from: TenantAccount,
    where: { conversation: Conversation; post: TeamPost },
    { action, data, trigger }: { action: CardAction; data: Body; trigger: 'manual' | 'automatic' },
  ): Body {
    const common = this.#common(from, where.conversation, where.post.replyTo ?? where.post.id);
    const { id, title, verb } = action;
    return {
      ...common,
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: where.post.id,
      channelData: {
        ...(common.channelData as Body),
        source: { name: 'message' },
        legacy: { replyToId: where.post.id },
      },
      value: { action: { type: 'Action.Execute', id, title, verb, data }, trigger },
    };
  }

  /** A press on an Action.Submit: a message without text that carries the data. */
  submit(from: TenantAccount, where: { conversation: Conversation; post: TeamPost }, data: Body): Body {
    return {
      ...this.#common(from, where.conversation, where.post.replyTo ?? where.post.id),
      type: 'message',
      replyToId: where.post.id,
      value: data,
    };
  }

  /** What a person writes to the bot in their chat. */
  message(from: TenantAccount, conversation: Conversation, post: TeamPost): Body {
    return {
      ...this.#common(from, conversation, null),
      id: post.id,
      type: 'message',
      text: post.activity.text ?? '',
      textFormat: 'plain',
    };
  }

  /** The app was added for a person: what Teams says of it, in order. */
  installedForPerson(person: TenantAccount, conversation: Conversation): Body[] {
    const common = this.#common(person, conversation, null);
    const bot = { id: botIdOf(this.#parts.directory) };
    return [
      { ...common, type: 'conversationUpdate', membersAdded: [bot] },
      { ...common, id: `f:${randomUUID()}`, type: 'installationUpdate', action: 'add' },
    ];
  }

  /** The app was added to a team by somebody: what Teams says of it, in order. */
  installedInTeam(by: TenantAccount, team: TenantTeam, general: Conversation): Body[] {
    const common = this.#common(by, general, null);
    const tenant = { id: this.#parts.directory.data.tenantId };
    const bot = { id: botIdOf(this.#parts.directory) };
    return [
      {
        ...common,
        type: 'conversationUpdate',
        membersAdded: [bot],
        channelData: { team: teamData(team), eventType: 'teamMemberAdded', tenant },
      },
      {
        ...common,
        id: `f:${randomUUID()}`,
        type: 'installationUpdate',
        action: 'add',
        channelData: {
          team: teamData(team),
          tenant,
          settings: { selectedChannel: { id: team.id } },
          source: { name: 'message' },
        },
      },
    ];
  }

  /** Something in a team changed, as Teams tells it: the conversation is the team's own. */
  teamChanged(
    by: TenantAccount,
    { team, general }: { team: TenantTeam; general: Conversation },
    { eventType, channel, ...who }: TeamChange,
  ): Body {
    const tenant = { id: this.#parts.directory.data.tenantId };
    const members = (accounts: readonly TenantAccount[] = []) =>
      accounts.map(({ member, id }) => ({ id: member, aadObjectId: id }));
    return {
      ...this.#common(by, general, null),
      type: 'conversationUpdate',
      ...(who.added ? { membersAdded: members(who.added) } : {}),
      ...(who.removed ? { membersRemoved: members(who.removed) } : {}),
      channelData: { team: teamData(team), eventType, tenant, ...(channel ? { channel } : {}) },
    };
  }

  /** The app was taken away from a person or a team: what Teams says of it, in order. */
  uninstalled(by: TenantAccount, conversation: Conversation): Body[] {
    const common = this.#common(by, conversation, null);
    const bot = { id: botIdOf(this.#parts.directory) };
    const tenant = { id: this.#parts.directory.data.tenantId };
    const channelData = conversation.team ? { team: teamData(conversation.team), tenant } : { tenant };
    return [
      { ...common, type: 'conversationUpdate', membersRemoved: [bot], channelData },
      { ...common, id: `f:${randomUUID()}`, type: 'installationUpdate', action: 'remove', channelData },
    ];
  }
}

/** What changed in a team (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events). */
export interface TeamChange {
  readonly eventType: 'channelRenamed' | 'channelDeleted' | 'teamDeleted' | 'teamMemberAdded' | 'teamMemberRemoved';
  readonly channel?: { readonly id: string; readonly name: string };
  readonly added?: readonly TenantAccount[];
  readonly removed?: readonly TenantAccount[];
}

const teamData = ({ id, name, group }: TenantTeam): Body => ({ id, name, aadGroupId: group });
