import { Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import type { PageState } from '../../web/page-api.ts';
import { PersonChooser } from '../common/person-chooser.tsx';
import { ThemeSwitch } from '../common/theme-switch.tsx';
import { usePerson } from '../common/use-person.ts';
import { Conversation, type Shown } from './conversation.tsx';
import { dayName } from './day-name.ts';
import { ActivityList, ChannelList, ChatList } from './lists.tsx';
import { type Place, readTabLink, usePlace } from './place.ts';
import { Rail } from './rail.tsx';
import { TabFrame } from './tab-frame.tsx';
import { Toasts } from './toasts.tsx';
import { seeFeed, useUnread } from './unread.ts';
import { useTenant } from './use-tenant.ts';

/** Teams as one person of the school sees it. */
export const TeamsPage = () => {
  const { people, me, choose, problem: noPeople } = usePerson();
  const { state, clock, problem } = useTenant(me?.id);
  const [place, go] = usePlace();
  const unread = useUnread(me?.id ?? '', state);
  const isMine = state !== null && state.me.id === me?.id;

  useEffect(() => {
    if (isMine && place.is === 'activity') seeFeed(unread, state);
  });

  const open = (url: string) => {
    const tab = state === null ? null : readTabLink(url, state.app.id);
    if (tab !== null) go(tab);
    else if (/^https?:/.test(url)) window.open(url, '_blank', 'noopener');
  };
  const goTo = (conversation: string) =>
    go({ is: state?.chats.some(({ id }) => id === conversation) ? 'chat' : 'teams', conversation });

  const shown = isMine ? shownAt(place, state) : null;
  const said = noPeople ?? problem;
  return (
    <div className="teams" data-place={place.is} data-inside={isInside(place) || undefined}>
      <header className="bar">
        <span className="bar-school">{state?.school ?? 'Teams'}</span>
        {clock !== null && (
          <span className="bar-clock" title={clock.frozen ? 'The school’s clock stands still' : 'The school’s time'}>
            {`${dayName(clock.date)}, ${clock.time}`}
            {clock.playing && <span className="bar-playing"> · playing the morning</span>}
          </span>
        )}
        <span className="bar-end">
          <ThemeSwitch />
          <PersonChooser people={people} me={me} choose={choose} />
        </span>
      </header>
      <Rail state={isMine ? state : null} place={place} unread={unread} />
      <main className="main">
        {said !== null && (
          <MessageBar intent="warning" className="said">
            <MessageBarBody>{said}</MessageBarBody>
          </MessageBar>
        )}
        {!isMine || me === undefined ? (
          said === null && <Spinner className="waiting" label="Opening Teams…" />
        ) : place.is === 'tab' ? (
          <section className="app" aria-label={state.app.name}>
            <header className="conversation-header">
              <Button
                className="back"
                appearance="transparent"
                icon={<ArrowLeftRegular />}
                aria-label="Back"
                onClick={() => history.back()}
              />
              <div className="conversation-titles">
                <h1>{state.app.name}</h1>
              </div>
            </header>
            <TabFrame app={state.app} entityId={place.entityId} subPageId={place.subPageId} me={me} openLink={open} />
          </section>
        ) : (
          <>
            <Side place={place} state={state} at={shown?.id ?? null} unread={unread} />
            {shown === null ? (
              <p className="nothing quiet">
                {place.is === 'activity' ? 'Choose something that happened.' : 'Nothing to show here.'}
              </p>
            ) : (
              <Conversation
                key={`${me.id} ${shown.id}`}
                shown={shown}
                as={me.id}
                today={state.clock.date}
                unread={unread}
                open={open}
                back={() =>
                  go(place.is === 'chat' ? { is: 'chat', conversation: null } : { is: 'teams', conversation: null })
                }
              />
            )}
          </>
        )}
      </main>
      <Toasts state={isMine ? state : null} inSight={shown?.id ?? null} go={goTo} />
    </div>
  );
};

const Side = ({
  place,
  state,
  at,
  unread,
}: {
  place: Place;
  state: PageState;
  at: string | null;
  unread: ReturnType<typeof useUnread>;
}) => {
  if (place.is === 'activity') return <ActivityList state={state} />;
  if (place.is === 'chat') return <ChatList state={state} at={at} unread={unread} />;
  return <ChannelList state={state} at={at} unread={unread} />;
};

/** On a phone a conversation covers the list it was chosen from. */
const isInside = (place: Place): boolean =>
  place.is === 'tab' || ((place.is === 'chat' || place.is === 'teams') && place.conversation !== null);

/** The conversation of a place; where none is named, the first there is. */
const shownAt = (place: Place, state: PageState): Shown | null => {
  if (place.is === 'chat') {
    const chat = state.chats.find(({ id }) => id === place.conversation) ?? state.chats[0];
    return chat === undefined
      ? null
      : { ...chat, title: chat.name, under: chat.withBot ? 'App' : 'Chat', kind: 'chat' };
  }
  if (place.is !== 'teams') return null;
  const all = state.teams.flatMap((team) => team.channels.map((channel) => ({ team, channel })));
  const found = all.find(({ channel }) => channel.id === place.conversation) ?? all[0];
  return found === undefined
    ? null
    : { ...found.channel, title: found.channel.name, under: found.team.name, kind: 'channel', withBot: false };
};
