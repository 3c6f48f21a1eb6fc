import type { ServerResponse } from 'node:http';
import type { PageClock, PageEvent } from './page-api.ts';

interface Listener {
  readonly person: string;
  readonly response: ServerResponse;
}

/** Several changes in a moment are told once. */
const gatherFor = 40;
const keepAliveEvery = 20_000;

/** Tells the open pages that something changed. */
export class PageEvents {
  readonly #listeners = new Set<Listener>();
  readonly #clock: () => PageClock;
  readonly #sees: (person: string, conversation: string) => boolean;
  readonly #conversations = new Set<string>();
  readonly #waiting = new Set<PageEvent['what']>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: () => PageClock, sees: (person: string, conversation: string) => boolean) {
    this.#clock = clock;
    this.#sees = sees;
  }

  /** `conversation` only with `posts`: those who do not see it hear nothing. */
  changed(what: PageEvent['what'], conversation?: string): void {
    if (this.#listeners.size === 0) return;
    this.#waiting.add(what);
    if (conversation !== undefined) this.#conversations.add(conversation);
    this.#timer ??= setTimeout(() => this.#tell(), gatherFor);
  }

  #tell(): void {
    this.#timer = undefined;
    const conversations = [...this.#conversations];
    for (const what of this.#waiting)
      for (const { person, response } of this.#listeners)
        if (what !== 'posts' || conversations.some((conversation) => this.#sees(person, conversation)))
          this.#write(response, what);
    this.#waiting.clear();
    this.#conversations.clear();
  }

  #write(response: ServerResponse, what: PageEvent['what']): void {
    const event: PageEvent = { what, clock: this.#clock() };
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  }

  listen(person: string, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const listener = { person, response };
    this.#listeners.add(listener);
    const alive = setInterval(() => response.write(': here\n\n'), keepAliveEvery);
    response.on('close', () => {
      clearInterval(alive);
      this.#listeners.delete(listener);
    });
    this.#write(response, 'hello');
  }

  stop(): void {
    clearTimeout(this.#timer);
    for (const { response } of this.#listeners) response.end();
  }
}
