import type { Issuer } from '../sign-in/issuer.ts';

/** What the bot's endpoint answered, its body as text and, where it is JSON, parsed. */
export interface BotAnswer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
}

/** Teams gives up on an invoke after about this long. */
const patience = 15_000;
/** A token lasts an hour; a new one every few minutes spares signing each activity. */
const tokenKeptFor = 5 * 60_000;

/** The line from Teams to the bot: signed activities to its messaging endpoint. */
export class BotLine {
  readonly #issuer: Issuer;
  #address: string | undefined;
  #token: { text: string; until: number } | undefined;

  constructor(issuer: Issuer) {
    this.#issuer = issuer;
  }

  get address(): string | undefined {
    return this.#address;
  }

  connect(address: string): void {
    this.#address = address;
  }

  async #bearer(): Promise<string> {
    if (this.#token === undefined || this.#token.until < performance.now())
      this.#token = { text: await this.#issuer.activityToken(), until: performance.now() + tokenKeptFor };
    return this.#token.text;
  }

  /** Sends one activity; a bot that cannot be reached, or is too slow, is a 502 or a 504 as Teams sees it. */
  async send(activity: Readonly<Record<string, unknown>>): Promise<BotAnswer> {
    if (this.#address === undefined) return { status: 502, text: 'no bot is connected', json: undefined };
    try {
      const response = await fetch(`${this.#address}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.#bearer()}` },
        body: JSON.stringify(activity),
        signal: AbortSignal.timeout(patience),
      });
      const text = await response.text();
      return { status: response.status, text, json: parsed(text) };
    } catch (error) {
      const slow = error instanceof DOMException && error.name === 'TimeoutError';
      return {
        status: slow ? 504 : 502,
        text: slow ? 'the bot did not answer in time' : 'the bot was not reached',
        json: undefined,
      };
    }
  }
}

const parsed = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
