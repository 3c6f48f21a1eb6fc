import { z } from 'zod';

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
