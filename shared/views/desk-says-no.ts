import { z } from 'zod';

/** So many milliseconds tab and pane wait for an answer: longer than the desk itself waits for SharePoint. */
export const patienceMs = 60_000;

/** What the desk refused or could not do, in words for the person; `status` 0 when it could not be reached. */
export class DeskSaysNo extends Error {
  readonly status: number;
  constructor(status: number, says: string, options?: ErrorOptions) {
    super(says, options);
    this.name = 'DeskSaysNo';
    this.status = status;
  }
}

/** How the API says no: `{ "error": { "code", "says" } }`. */
export const refusal = z.object({ error: z.object({ code: z.string().optional(), says: z.string() }) });
