import type { Recipient } from '../shared/ports/messenger.ts';
import type { Temporal } from '../shared/vocabulary/temporal.ts';
import { cardText } from './card-text.ts';
import type { Posted } from './jobs/announce.ts';

export interface AnnouncerParts {
  readonly print: (line: string) => void;
  /** School time of an instant, `08:50`. */
  readonly time: (at: Temporal.Instant) => Promise<string>;
  readonly now: () => Temporal.Instant;
  /** The channel's or the person's name. */
  readonly nameOf: (to: Recipient) => Promise<string>;
}

/** How long posts of one kind are gathered into one line. */
const gatherMs = 400;
const namesShown = 6;
const linesShown = 5;

/**
 * Tells the person who watches what is posted while it happens: to whom, which card, and of channels, whose cards hold
 * counts and staff names alone, how they begin. Cards to a person are told by their notification's words.
 */
export class Announcer {
  readonly #parts: AnnouncerParts;
  #waiting: Posted[] = [];
  #since: Temporal.Instant | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: AnnouncerParts) {
    this.#parts = parts;
  }

  posted(posted: Posted): void {
    this.#waiting.push(posted);
    this.#since ??= this.#parts.now();
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  /** Prints what is gathered; answers when it is printed. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const posts = this.#waiting;
    const at = this.#since ?? this.#parts.now();
    this.#waiting = [];
    this.#since = undefined;
    this.#flushing = this.#flushing.then(async () => await this.#print(posts, at));
    await this.#flushing;
  }

  async #print(posts: readonly Posted[], at: Temporal.Instant): Promise<void> {
    if (posts.length === 0) return;
    const { print, time, nameOf } = this.#parts;
    const now = await time(at);
    const people = Map.groupBy(
      posts.filter(({ to }) => to.kind === 'person'),
      ({ message }) => message.summary,
    );
    for (const [summary, cards] of people) {
      const names = await Promise.all(cards.map(async ({ to }) => await nameOf(to)));
      const more = names.length > namesShown ? ` and ${names.length - namesShown} more` : '';
      print(`  ${now}  ${summary} → ${names.slice(0, namesShown).join(', ')}${more}`);
    }
    for (const { to, message } of posts)
      if (to.kind === 'channel')
        print(`  ${now}  ${await nameOf(to)} channel ← ${cardText(message.card).slice(0, linesShown).join(' · ')}`);
  }
}
