import type { Message, Messenger, Recipient, Sent } from '../../../shared/ports/messenger.ts';
import { OutsideError, type OutsideKind } from '../../../shared/ports/outside-error.ts';

/** What stands in a channel or chat: every version that it had. */
export interface InMemoryPost {
  readonly sent: Sent;
  readonly to: Recipient;
  readonly versions: Message[];
  withdrawn: boolean;
}

/** Teams in memory: keeps what is sent, knows who is in a channel, and fails when it is told to. */
export class InMemoryMessenger implements Messenger {
  readonly posts: InMemoryPost[] = [];
  readonly #members = new Map<string, string[]>();
  readonly #failures: { kind: OutsideKind; arrives: boolean }[] = [];
  /** Runs just before a message is taken: what happens in the school at that moment. */
  beforeSend: (() => void) | undefined;

  setMembers(channel: string, members: readonly string[]): void {
    this.#members.set(channel, [...members]);
  }

  /** The next send fails like this; `arrives`: Teams took it and only the answer was lost. */
  failNext(kind: OutsideKind, arrives = false): void {
    this.#failures.push({ kind, arrives });
  }

  async send(to: Recipient, message: Message): Promise<Sent> {
    this.beforeSend?.();
    const failure = this.#failures.shift();
    const place = to.kind === 'channel' ? to.channel : `chat-${to.person}`;
    const sent = { conversation: place, activity: `a${this.posts.length + 1}` };
    if (!failure || failure.arrives)
      this.posts.push({ sent, to, versions: [structuredClone(message)], withdrawn: false });
    if (failure) throw new OutsideError(failure.kind, 'Teams, as the test wants it');
    return sent;
  }

  async update(sent: Sent, message: Message): Promise<void> {
    this.#post(sent).versions.push(structuredClone(message));
  }

  async withdraw(sent: Sent): Promise<void> {
    this.#post(sent).withdrawn = true;
  }

  async members(_team: string, channel: string): Promise<string[]> {
    const members = this.#members.get(channel);
    if (!members) throw new OutsideError('absent', 'no such channel');
    return [...members];
  }

  #post(sent: Sent): InMemoryPost {
    const post = this.posts.find((one) => one.sent.activity === sent.activity && !one.withdrawn);
    if (!post) throw new OutsideError('absent', 'no such message');
    return post;
  }
}
