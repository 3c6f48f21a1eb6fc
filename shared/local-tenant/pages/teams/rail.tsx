import { CounterBadge } from '@fluentui/react-components';
import {
  AlertFilled,
  AlertRegular,
  CalendarCheckmarkFilled,
  CalendarCheckmarkRegular,
  ChatFilled,
  ChatRegular,
  PeopleTeamFilled,
  PeopleTeamRegular,
} from '@fluentui/react-icons';
import type { PageState } from '../../web/page-api.ts';
import { type Place, writePlace } from './place.ts';
import type { Unread } from './unread.ts';

/** Teams' app bar: at the left, and along the foot of a phone. */
export const Rail = ({ state, place, unread }: { state: PageState | null; place: Place; unread: Unread }) => {
  const channels = state?.teams.flatMap((team) => team.channels) ?? [];
  const newIn = (conversations: readonly { id: string; posts: PageState['chats'][number]['posts'] }[]) =>
    conversations.reduce((sum, { id, posts }) => sum + unread.of(id, posts), 0);
  const firstTab = state?.app.tabs[0];
  const items: readonly RailItem[] = [
    { name: 'Activity', to: { is: 'activity' }, count: unread.inFeed(), icons: [AlertRegular, AlertFilled] },
    {
      name: 'Chat',
      to: { is: 'chat', conversation: null },
      count: newIn(state?.chats ?? []),
      icons: [ChatRegular, ChatFilled],
    },
    {
      name: 'Teams',
      to: { is: 'teams', conversation: null },
      count: newIn(channels),
      icons: [PeopleTeamRegular, PeopleTeamFilled],
    },
    ...(state === null || firstTab === undefined
      ? []
      : [
          {
            name: state.app.name,
            to: { is: 'tab', entityId: firstTab.entityId, subPageId: null } as const,
            count: 0,
            icons: [CalendarCheckmarkRegular, CalendarCheckmarkFilled] as const,
          },
        ]),
  ];
  return (
    <nav className="rail" aria-label="Apps">
      {items.map(({ name, to, count, icons: [Regular, Filled] }) => {
        const isHere = to.is === place.is;
        return (
          <a key={name} href={writePlace(to)} className="rail-item" aria-current={isHere ? 'page' : undefined}>
            <span className="rail-icon" aria-hidden>
              {isHere ? <Filled /> : <Regular />}
              {count > 0 && <CounterBadge className="rail-badge" count={count} size="small" color="danger" />}
            </span>
            <span className="rail-name">{name}</span>
            {count > 0 && <span className="out-of-sight">{`, ${count} new`}</span>}
          </a>
        );
      })}
    </nav>
  );
};

interface RailItem {
  readonly name: string;
  readonly to: Place;
  readonly count: number;
  readonly icons: readonly [React.ComponentType, React.ComponentType];
}
