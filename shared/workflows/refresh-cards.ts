import type { Message } from '../ports/messenger.ts';
import { isOutside, type OutsideError } from '../ports/outside-error.ts';
import type { LedgerPost } from '../ports/post-ledger.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { isHalf } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { refreshFirstDayList } from './first-day-list.ts';
import { bringTasksUpToDate, tasksOn } from './first-day-tasks.ts';
import { firstDayCardView, firstDayKey, postFirstDayCards } from './post-first-day.ts';
import { unmarkedView } from './post-unmarked-registers.ts';
import { notesOf, sessionNow } from './registers-now.ts';
import { showAgain } from './send.ts';
import { showMissedStages, stagesCardView } from './stages-card.ts';

interface Posted {
  readonly date: IsoDate;
  readonly half: Half;
  /** A year group, or the round of a nudge. */
  readonly rest: readonly string[];
}

const placeOf = (key: string): Posted | undefined => {
  const [date, , half, ...rest] = key.split('/');
  return date !== undefined && half !== undefined && isHalf(half) ? { date, half, rest } : undefined;
};

/** The card of a post as it is to stand now; undefined for kinds that stay as they were sent. */
export const cardNow = async (desk: Desk, post: Pick<LedgerPost, 'key' | 'kind'>): Promise<Message | undefined> => {
  if (post.kind === 'stages') return desk.cards.stages(await stagesCardView(desk, post.key.split('/')[2]!));
  const place = placeOf(post.key);
  if (!place) return undefined;
  const { date, half, rest } = place;
  if (post.kind === 'unmarked') {
    const now = await sessionNow(desk, date, half);
    return desk.cards.unmarked(await unmarkedView(desk, now, await notesOf(desk, date, half), rest[0]!, false));
  }
  if (post.kind === 'first-day') {
    const now = await sessionNow(desk, date, half);
    return desk.cards.firstDay(firstDayCardView(desk, now, await tasksOn(desk, date, half), rest[0]!, false));
  }
  if (post.kind === 'nudge') {
    const group = rest.at(-1)!;
    const now = await sessionNow(desk, date, half);
    const found = now.registers.find(({ register }) => register.group === group);
    if (found?.register.taken === undefined) return undefined;
    return desk.cards.nudgeReceipt({ post: post.key, date, half, group, says: found.says });
  }
  return undefined;
};

/** Brings one posted card up to date for everybody who sees it. */
export const refreshCard = async (desk: Desk, key: string): Promise<void> => {
  const post = await desk.ledger.byKey(key);
  if (post?.state !== 'sent') return;
  if (post.kind === 'list') return refreshFirstDayList(desk, key);
  const message = await cardNow(desk, post);
  if (message) await showAgain(desk, key, message);
};

/** All of them, whatever became of one; throws the first failure that is worth another run. */
const doEach = async (works: readonly (() => Promise<void>)[]): Promise<void> => {
  let trouble: OutsideError | undefined;
  for (const work of works)
    try {
      await work();
    } catch (error) {
      if (!isOutside(error)) throw error;
      trouble ??= error;
    }
  if (trouble) throw trouble;
};

/** After a contact was logged: the year's channel card and every personal list of that year. */
export const refreshFirstDayCards = async (desk: Desk, date: IsoDate, half: Half, year: string): Promise<void> => {
  const lists = (await desk.ledger.onDate(date)).filter(
    ({ kind, key }) => kind === 'list' && key.startsWith(`${date}/list/${half}/${year}/`),
  );
  const keys = [firstDayKey(date, half, year), ...lists.map(({ key }) => key)];
  await doEach(keys.map((key) => () => refreshCard(desk, key)));
};

/**
 * After an import: registers that came in are struck off, first-day tasks follow the marks, counts are made afresh, and
 * a card is sent to Teams again only where it shows something else than before.
 */
export const refreshCards = async (desk: Desk): Promise<void> => {
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  const posts = (await desk.ledger.onDate(date)).filter(({ state }) => state === 'sent');
  const halves = new Set(posts.flatMap(({ kind, key }) => (kind === 'first-day' ? [placeOf(key)!.half] : [])));
  for (const half of halves) {
    const now = await sessionNow(desk, date, half);
    if (now.stale) continue;
    // Somebody who turns out absent only now belongs on a card too, also where the year had nobody before.
    await postFirstDayCards(desk, now, await bringTasksUpToDate(desk, now), {});
  }
  await doEach([
    ...posts.map(
      ({ key }) =>
        () =>
          refreshCard(desk, key),
    ),
    () => showMissedStages(desk),
  ]);
};
