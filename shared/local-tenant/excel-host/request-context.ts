import { ExcelError } from './excel-error.ts';

/** https://learn.microsoft.com/office/dev/add-ins/concepts/resource-limits-and-performance-optimization: Excel on the web. */
const payloadLimit = 5 * 1024 * 1024;

/** What was asked of Excel and not yet sent. Requests run in their order at `sync`; the first that fails ends the batch. */
export class Requests {
  #waiting: (() => void)[] = [];
  #size = 0;
  #answered = 0;
  readonly #mayRun: () => void;
  readonly #counted: () => void;

  /** `mayRun` throws when Excel takes nothing now; `counted` hears each sync. */
  constructor(mayRun: () => void, counted: () => void) {
    this.#mayRun = mayRun;
    this.#counted = counted;
  }

  /** `carries`: what goes along to Excel. */
  add(request: () => void, carries?: unknown): void {
    if (carries !== undefined) this.#size += sizeOf(carries);
    this.#waiting.push(request);
  }

  /** What comes back from Excel: read while the batch runs. */
  answer<T>(value: T): T {
    this.#answered += sizeOf(value);
    if (this.#answered > payloadLimit)
      throw new ExcelError('ResponsePayloadSizeLimitExceeded', 'The response payload size has exceeded the limit.');
    return value;
  }

  async sync(): Promise<void> {
    const batch = this.#waiting;
    const size = this.#size;
    this.#waiting = [];
    this.#size = 0;
    this.#answered = 0;
    this.#counted();
    await Promise.resolve();
    this.#mayRun();
    if (size > payloadLimit)
      throw new ExcelError('RequestPayloadSizeLimitExceeded', 'The request payload size has exceeded the limit.');
    for (const request of batch) request();
  }
}

const sizeOf = (value: unknown): number =>
  typeof value === 'object' ? JSON.stringify(value).length : String(value).length;
