import { Button, Textarea } from '@fluentui/react-components';
import { ArrowLeftRegular, SendRegular } from '@fluentui/react-icons';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PagePost } from '../../web/page-api.ts';
import { tenant } from '../common/tenant-client.ts';
import { dayName } from './day-name.ts';
import { PostView } from './post-view.tsx';
import type { Unread } from './unread.ts';

export interface Shown {
  readonly id: string;
  readonly title: string;
  readonly under: string;
  readonly kind: 'channel' | 'chat';
  readonly withBot: boolean;
  readonly posts: readonly PagePost[];
}

/** A channel or a chat: its posts, newest at the foot, and in the bot's chat a box to write in. */
export const Conversation = ({
  shown,
  as,
  today,
  unread,
  open,
  back,
}: {
  shown: Shown;
  as: string;
  today: string;
  unread: Unread;
  open: (url: string) => void;
  back: () => void;
}) => {
  const list = useRef<HTMLDivElement>(null);
  const wasAtFoot = useRef(true);
  const { id, posts } = shown;
  const newest = posts.at(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation begins at its foot
  useLayoutEffect(() => {
    wasAtFoot.current = true;
    list.current?.scrollTo(0, list.current.scrollHeight);
  }, [id]);

  // Cards grow as they are drawn and change; whoever reads the newest stays with the newest.
  useEffect(() => {
    const box = list.current!;
    const follow = new ResizeObserver(() => {
      if (wasAtFoot.current) box.scrollTo(0, box.scrollHeight);
    });
    for (const child of box.children) follow.observe(child);
    return () => follow.disconnect();
  }, []);

  useEffect(() => {
    const see = () => {
      // On a phone the conversation stands behind the list until it is chosen.
      const isSeen = document.visibilityState === 'visible' && list.current?.offsetParent !== null;
      if (newest !== undefined && isSeen) unread.see(id, newest.at);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [id, newest, unread.see]);

  return (
    <section className={`conversation ${shown.kind}`} aria-label={shown.title}>
      <header className="conversation-header">
        <Button
          className="back"
          appearance="transparent"
          icon={<ArrowLeftRegular />}
          aria-label="Back"
          onClick={back}
        />
        <div className="conversation-titles">
          <h1>{shown.title}</h1>
          <span>{shown.under}</span>
        </div>
      </header>
      <div
        ref={list}
        className="posts"
        role="log"
        aria-label={`Posts of ${shown.title}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll the posts
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          wasAtFoot.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
      >
        <div className="posts-inner">
          {posts.length === 0 && <p className="quiet">Nothing has been posted here yet.</p>}
          {posts.map((post, at) => (
            <div key={post.id}>
              {posts[at - 1]?.date !== post.date && (
                <p className="day-line">
                  <span>{post.date === today ? 'Today' : dayName(post.date)}</span>
                </p>
              )}
              <PostView post={post} as={as} today={today} open={open} />
            </div>
          ))}
        </div>
      </div>
      {shown.withBot && <Compose as={as} to={shown.title} />}
    </section>
  );
};

const Compose = ({ as, to }: { as: string; to: string }) => {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = () => {
    const said = text.trim();
    if (said === '') return;
    setText('');
    setProblem(null);
    tenant.say(as, said).catch((error: Error) => {
      setText(said);
      setProblem(error.message);
    });
  };
  return (
    <form
      className="compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem !== null && <p className="card-problem">{problem}</p>}
      <div className="compose-row">
        <Textarea
          className="compose-text"
          placeholder={`Message ${to}`}
          aria-label={`Message ${to}`}
          resize="none"
          rows={1}
          value={text}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            send();
          }}
        />
        <Button
          type="submit"
          appearance="transparent"
          icon={<SendRegular />}
          aria-label="Send"
          disabled={text.trim() === ''}
        />
      </div>
    </form>
  );
};
