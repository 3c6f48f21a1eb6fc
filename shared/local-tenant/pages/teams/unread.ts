import { useCallback, useEffect, useMemo, useState } from 'react';
import type { PagePost, PageState } from '../../web/page-api.ts';
import { read, write } from '../common/kept.ts';

/** How far a person has read each conversation, in this browser: the instant of the last post seen. */
type ReadUntil = Readonly<Record<string, string>>;

export interface Unread {
  of(conversation: string, posts: readonly PagePost[]): number;
  inFeed(): number;
  see(conversation: string, until: string): void;
}

const feed = 'feed';

/** What is new for `as`. A post of one's own is never new. */
export const useUnread = (as: string, state: PageState | null): Unread => {
  const [all, setAll] = useState<Readonly<Record<string, ReadUntil>>>({});
  const before = useMemo(() => kept(as), [as]);
  const until = all[as] ?? before;
  useEffect(() => {
    if (all[as] !== undefined) write(`read/${as}`, JSON.stringify(all[as]));
  }, [all, as]);
  const see = useCallback(
    (conversation: string, at: string) =>
      setAll((now) => {
        const mine = now[as] ?? before;
        return (mine[conversation] ?? '') >= at ? now : { ...now, [as]: { ...mine, [conversation]: at } };
      }),
    [as, before],
  );
  return {
    of: (conversation, posts) =>
      posts.filter(({ at, from }) => from.id !== as && at > (until[conversation] ?? '')).length,
    inFeed: () => (state?.feed ?? []).filter(({ at }) => at > (until[feed] ?? '')).length,
    see,
  };
};

export const seeFeed = (unread: Unread, state: PageState): void => {
  const newest = state.feed[0];
  if (newest !== undefined) unread.see(feed, newest.at);
};

const kept = (as: string): ReadUntil => {
  try {
    return JSON.parse(read(`read/${as}`) ?? '{}') as ReadUntil;
  } catch {
    return {}; // what an older page kept: everything is new once more
  }
};
