import { Avatar } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { PagePost } from '../../web/page-api.ts';
import { tenant } from '../common/tenant-client.ts';
import { CardView, type CardWord } from './card-view.tsx';
import { dayName } from './day-name.ts';
import type { Json } from './mark-card.ts';

/** One post: who, when, its text, its card. */
export const PostView = ({
  post,
  as,
  today,
  open,
}: {
  post: PagePost;
  as: string;
  today: string;
  open: (url: string) => void;
}) => {
  const { id, version, wantsRefresh } = post;
  // As Teams does by itself: a card that has a view of one's own is asked for it when it comes into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each version is asked for once
  useEffect(() => {
    if (!wantsRefresh) return;
    tenant.refresh(as, id).catch((error: Error) => console.warn(`No view of its own for post ${id}: ${error.message}`));
  }, [as, id, version, wantsRefresh]);

  const press = async (action: Json, inputs: Readonly<Record<string, string>>): Promise<CardWord | null> => {
    const { status, message, card } = await tenant.press({ as, post: id, action, inputs });
    if (card !== null && status < 400) return message === null ? null : { says: message, isProblem: false };
    if (status >= 400) return { says: message ?? wentWrong(status), isProblem: true };
    return message === null ? null : { says: message, isProblem: false };
  };

  const isMine = post.from.id === as;
  const when = post.date === today ? post.time : `${dayName(post.date)} ${post.time}`;
  return (
    <article className={isMine ? 'post mine' : 'post'} data-post={id} aria-label={`${post.from.name}, ${when}`}>
      {!isMine && <PostAvatar from={post.from} />}
      <div className="post-body">
        <header className="post-header">
          {!isMine && <span className="post-from">{post.from.name}</span>}
          <time dateTime={post.at}>{when}</time>
          {post.edited && <span className="post-edited">Edited</span>}
        </header>
        {post.text !== '' && <p className="post-text">{post.text}</p>}
        {post.card !== null && <CardView card={post.card} press={press} open={open} />}
      </div>
    </article>
  );
};

export const PostAvatar = ({ from }: { from: PagePost['from'] }) => (
  <Avatar
    name={from.name}
    size={32}
    shape={from.bot ? 'square' : 'circular'}
    color={from.bot ? 'brand' : 'colorful'}
    className="post-avatar"
    aria-hidden
  />
);

/** Teams' own words when an app's answer is no answer. */
const wentWrong = (status: number): string =>
  status === 401 || status === 403 ? 'You can’t do that here.' : 'Something went wrong. Please try again.';
