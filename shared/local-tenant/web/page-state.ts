import { Temporal } from '../../vocabulary/temporal.ts';
import { botName } from '../connector/activities.ts';
import { cardOf, wantsRefresh } from '../connector/cards.ts';
import { Teams } from '../connector/teams.ts';
import type { Conversation, TenantAccount } from '../store/directory.ts';
import type { OwnView, TeamPost } from '../store/team-posts.ts';
import type { Tenant } from '../tenant.ts';
import type { PageClock, PageNotification, PagePost, PageState } from './page-api.ts';
import { personBody } from './page-people.ts';

export const clockOf = ({ clock, day }: Pick<Tenant, 'clock' | 'day'>): PageClock => ({
  ...clock.schoolTime(),
  frozen: clock.frozen,
  playing: day.moving && !clock.running,
});

const postBody = (
  tenant: Tenant,
  {
    post,
    viewer,
    conversation,
    own,
  }: { post: TeamPost; viewer: TenantAccount; conversation: Conversation; own: OwnView | undefined },
): PagePost => {
  const { clock, directory, teams } = tenant;
  const sender = directory.member(post.from);
  const shared = cardOf(post.activity);
  const isCurrent = own?.version === post.version;
  const { date, time } = clock.schoolTime(Temporal.Instant.from(post.at));
  return {
    id: post.id,
    conversation: post.conversation,
    at: post.at,
    time,
    date,
    from: sender ? { id: sender.id, name: sender.name, bot: false } : { id: teams.botId, name: botName, bot: true },
    card: Teams.cardFor(post, own),
    text: post.activity.text ?? '',
    version: post.version * 1000 + (isCurrent ? own.number : 0),
    edited: post.version > 1,
    replyTo: post.replyTo,
    wantsRefresh: shared !== null && !isCurrent && wantsRefresh(shared, viewer.member, conversation.members.length),
  };
};

const previewLength = 120;

const notification = (post: PagePost, where: string, summary: string | undefined): PageNotification => ({
  post: post.id,
  conversation: post.conversation,
  where,
  from: post.from.name,
  at: post.at,
  time: post.time,
  preview: summary || post.text.slice(0, previewLength) || 'Sent a card',
});

/** Everything one person sees in Teams. */
export const state = async (tenant: Tenant, viewer: TenantAccount): Promise<PageState> => {
  const { data } = tenant.directory;
  const seen = tenant.teams.conversationsOf(viewer);
  const own = await tenant.posts.ownViews(viewer.id);
  const all = (await tenant.posts.all(seen.map(({ id }) => id))).filter(({ deleted }) => !deleted);
  const feed: PageNotification[] = [];
  const posts = new Map<string, PagePost[]>(seen.map(({ id }) => [id, []]));
  for (const post of all) {
    const conversation = tenant.directory.conversation(post.conversation)!;
    const body = postBody(tenant, { post, viewer, conversation, own: own.get(post.id) });
    posts.get(conversation.id)!.push(body);
    const where = conversation.team ? `${conversation.team.name} · ${conversation.name}` : botName;
    if (body.from.bot) feed.push(notification(body, where, post.activity.summary));
  }
  return {
    me: personBody(tenant, viewer),
    school: tenant.directory.schools.find(({ id }) => id === viewer.school)?.name ?? data.school,
    clock: clockOf(tenant),
    app: {
      id: data.teamsAppId,
      name: botName,
      botId: tenant.teams.botId,
      tenantId: data.tenantId,
      tabs: [{ entityId: 'today', name: 'Today', contentUrl: '/teams/app/tab/' }],
    },
    teams: data.teams.flatMap((team) => {
      const channels = team.channels.filter(({ members }) => members.includes(viewer.id));
      const shown = channels.map(({ id, name }) => ({ id, name, posts: posts.get(id) ?? [] }));
      return shown.length === 0 ? [] : [{ id: team.id, name: team.name, channels: shown }];
    }),
    chats: [{ id: viewer.chat, name: botName, withBot: true, posts: posts.get(viewer.chat) ?? [] }],
    feed: feed.reverse(),
  };
};
