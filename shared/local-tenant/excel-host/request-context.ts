/** What was asked of Excel and not yet sent. Requests run in their order at `sync`; the first that fails ends the batch. */
export class Requests {
  #waiting: (() => void)[] = [];
  readonly #mayRun: () => void;
  readonly #counted: () => void;

  /** `mayRun` throws when Excel takes nothing now; `counted` hears each sync. */
  constructor(mayRun: () => void, counted: () => void) {
    this.#mayRun = mayRun;
    this.#counted = counted;
  }

  add(request: () => void): void {
    this.#waiting.push(request);
  }

  async sync(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#counted();
    await Promise.resolve();
    this.#mayRun();
    for (const request of batch) request();
  }
}
