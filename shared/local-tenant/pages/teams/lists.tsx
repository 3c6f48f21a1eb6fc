import { Avatar, CounterBadge } from '@fluentui/react-components';
import type { PageState } from '../../web/page-api.ts';
import { type Place, writePlace } from './place.ts';
import type { Unread } from './unread.ts';

/** The teams one is in, with their channels. */
export const ChannelList = ({ state, at, unread }: { state: PageState; at: string | null; unread: Unread }) => (
  <nav className="list" aria-label="Teams and channels">
    <h2>Teams</h2>
    {state.teams.length === 0 && <p className="quiet">{state.me.name} is in no team.</p>}
    {state.teams.map((team) => (
      <section key={team.id} aria-label={team.name}>
        <h3 className="list-team">
          <Avatar
            name={team.name}
            initials={shortName(team.name)}
            shape="square"
            size={24}
            color="colorful"
            aria-hidden
          />
          <span>{team.name}</span>
        </h3>
        <ul>
          {team.channels.map((channel) => {
            const count = unread.of(channel.id, channel.posts);
            return (
              <li key={channel.id}>
                <ListLink
                  place={{ is: 'teams', conversation: channel.id }}
                  isHere={at === channel.id}
                  isNew={count > 0}
                  className="list-channel"
                >
                  <span className="list-name">{channel.name}</span>
                  <Count of={count} />
                </ListLink>
              </li>
            );
          })}
        </ul>
      </section>
    ))}
  </nav>
);

/** Personal chats, the newest word of each beneath its name. */
export const ChatList = ({ state, at, unread }: { state: PageState; at: string | null; unread: Unread }) => (
  <nav className="list" aria-label="Chats">
    <h2>Chat</h2>
    {state.chats.length === 0 && <p className="quiet">Nobody has written yet.</p>}
    <ul>
      {state.chats.map((chat) => {
        const count = unread.of(chat.id, chat.posts);
        const newest = chat.posts.at(-1);
        const preview = state.feed.find(({ post }) => post === newest?.id)?.preview ?? newest?.text ?? '';
        return (
          <li key={chat.id}>
            <ListLink
              place={{ is: 'chat', conversation: chat.id }}
              isHere={at === chat.id}
              isNew={count > 0}
              className="list-chat"
            >
              <Avatar
                name={chat.name}
                shape={chat.withBot ? 'square' : 'circular'}
                color={chat.withBot ? 'brand' : 'colorful'}
                size={32}
                aria-hidden
              />
              <span className="list-words">
                <span className="list-line">
                  <span className="list-name">{chat.name}</span>
                  <time className="list-time">{newest?.time}</time>
                </span>
                <span className="list-line">
                  <span className="list-preview">{preview}</span>
                  <Count of={count} />
                </span>
              </span>
            </ListLink>
          </li>
        );
      })}
    </ul>
  </nav>
);

/** The activity feed: what a locked phone would have shown. */
export const ActivityList = ({ state }: { state: PageState }) => {
  const isChat = new Set(state.chats.map(({ id }) => id));
  return (
    <nav className="list" aria-label="Activity">
      <h2>Activity</h2>
      {state.feed.length === 0 && <p className="quiet">Nothing has happened yet.</p>}
      <ul>
        {state.feed.map((item) => (
          <li key={item.post}>
            <ListLink
              place={{ is: isChat.has(item.conversation) ? 'chat' : 'teams', conversation: item.conversation }}
              isHere={false}
              isNew={false}
              className="list-chat"
            >
              <Avatar name={item.from} shape="square" color="brand" size={32} aria-hidden />
              <span className="list-words">
                <span className="list-line">
                  <span className="list-name">{item.from}</span>
                  <time className="list-time">{item.time}</time>
                </span>
                <span className="list-feed">{item.preview}</span>
                <span className="list-where">{item.where}</span>
              </span>
            </ListLink>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const ListLink = ({
  place,
  isHere,
  isNew,
  className,
  children,
}: {
  place: Place;
  isHere: boolean;
  isNew: boolean;
  className: string;
  children: React.ReactNode;
}) => (
  <a
    href={writePlace(place)}
    className={`list-link ${className}${isNew ? ' is-new' : ''}`}
    aria-current={isHere ? 'page' : undefined}
  >
    {children}
  </a>
);

const Count = ({ of }: { of: number }) =>
  of === 0 ? null : (
    <span className="count">
      <CounterBadge count={of} size="small" color="danger" aria-hidden />
      <span className="out-of-sight">{`${of} new`}</span>
    </span>
  );

/** "Y9" of "Year 9 team", as Teams writes on a team's picture. */
const shortName = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => (/^\d+$/.test(word) ? word : word.charAt(0).toUpperCase()))
    .join('');
