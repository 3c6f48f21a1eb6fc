import { z } from 'zod';
import { OutsideError } from '../ports/outside-error.ts';
import { outsideErrorOf, tooManyCode } from './outside-error-of.ts';
import { retryAfterOf } from './retry-after.ts';

/** What Graph answered, its body not yet trusted. */
export interface Answer {
  readonly status: number;
  /** When Graph's own clock says it answered, in milliseconds since 1970; a part of a batch does not say. */
  readonly sent?: number;
  json<T>(schema: z.ZodType<T>): Promise<T>;
  bytes(): Promise<Uint8Array>;
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string().optional() }) });

/**
 * Graph's own word in the body of a refusal, `activityLimitReached`; empty when it says none. SharePoint says in its
 * message alone, under several codes, that a list is too long for a question.
 */
export const codeIn = (body: unknown): string => {
  const said = errorBody.safeParse(body);
  if (!said.success) return '';
  const { code, message = '' } = said.data.error;
  return /list view threshold/i.test(message) ? tooManyCode : code;
};

/** A parsed body as the schema wants it. Throws OutsideError `broken`; `asked` is method and path without query. */
export const trusted = <T>(schema: z.ZodType<T>, body: unknown, asked: string): T => {
  const answer = schema.safeParse(body);
  if (answer.success) return answer.data;
  throw new OutsideError('broken', `${asked}: the answer lacks ${answer.error.issues[0]?.path.join('.')}`);
};

/** The answer that a response holds. Throws OutsideError for every status but 2xx. */
export const answerOf = async (response: Response, asked: string): Promise<Answer> => {
  if (!response.ok)
    throw outsideErrorOf({
      status: response.status,
      code: codeIn(await response.json().catch(() => undefined)),
      retryAfterSeconds: retryAfterOf(response.headers),
      asked,
    });
  const read = async <T>(reading: Promise<T>): Promise<T> =>
    await reading.catch((error: unknown) => {
      throw new OutsideError('unanswered', `${asked}: the answer broke off`, { cause: error });
    });
  const sent = Date.parse(response.headers.get('date') ?? '');
  return {
    status: response.status,
    ...(Number.isNaN(sent) ? {} : { sent }),
    json: async (schema) => {
      const text = await read(response.text());
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        throw new OutsideError('broken', `${asked}: the answer is not JSON`);
      }
      return trusted(schema, body, asked);
    },
    bytes: async () => new Uint8Array(await read(response.arrayBuffer())),
  };
};
