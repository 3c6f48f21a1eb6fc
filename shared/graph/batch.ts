import { z } from 'zod';
import { isOutside } from '../ports/outside-error.ts';
import type { Graph } from './graph-client.ts';
import { retryAfterOf } from './retry-after.ts';

/** One question of a batch; `url` lies below `/v1.0`, encoded. */
export interface Part {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** What became of a part. Status 0: no answer, it may or may not have been done. */
export interface PartAnswer {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
}

export interface BatchOptions {
  readonly sleep: (seconds: number) => Promise<void>;
  readonly random: () => number;
}

const most = 20;
const atOnce = 2;
const tries = 5;

const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown(),
    }),
  ),
});
const errorBody = z.object({ error: z.object({ code: z.string() }) });

const unanswered: PartAnswer = { status: 0, code: '', body: undefined };

const header = (headers: Readonly<Record<string, string>> = {}) => ({
  get: (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? null,
});

/** One batch of up to twenty: answers in the order asked, with the wait that each part was told. */
const ask = async (
  graph: Graph,
  parts: readonly Part[],
): Promise<{ answer: PartAnswer; wait: number | undefined }[]> => {
  const requests = parts.map((part, at) => ({
    id: `${at + 1}`,
    method: part.method,
    url: part.url,
    headers: { ...(part.body ? { 'Content-Type': 'application/json' } : {}), ...part.headers },
    ...(part.body ? { body: part.body } : {}),
  }));
  let responses: z.infer<typeof batchAnswer>['responses'];
  try {
    const answer = await graph.ask({ method: 'POST', path: '/$batch', body: { requests } });
    ({ responses } = await answer.json(batchAnswer));
  } catch (error) {
    if (isOutside(error, 'unanswered', 'broken')) return parts.map(() => ({ answer: unanswered, wait: undefined }));
    throw error;
  }
  const byId = new Map(responses.map((response) => [response.id, response]));
  return requests.map(({ id }) => {
    const response = byId.get(id);
    if (!response) return { answer: unanswered, wait: undefined };
    const said = errorBody.safeParse(response.body);
    const status = [500, 502, 504].includes(response.status) ? 0 : response.status;
    return {
      answer: { status, code: said.success ? said.data.error.code : '', body: response.body },
      wait: retryAfterOf(header(response.headers)),
    };
  });
};

/**
 * Many questions in batches of twenty, two batches at once. Parts that Graph was too busy for (429, 503) are repeated
 * alone, each after its own time; the rest of their batch stands. Answers in the order asked.
 */
export const askAll = async (
  graph: Graph,
  parts: readonly Part[],
  { sleep, random }: BatchOptions,
): Promise<PartAnswer[]> => {
  const answers: PartAnswer[] = parts.map(() => unanswered);
  let waiting = parts.map((part, at) => ({ part, at }));
  for (let attempt = 1; waiting.length > 0; attempt++) {
    const groups = Array.from({ length: Math.ceil(waiting.length / most) }, (_, group) =>
      waiting.slice(group * most, (group + 1) * most),
    );
    const busy: typeof waiting = [];
    let longest = 0;
    const work = async (): Promise<void> => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        const said = await ask(
          graph,
          group.map(({ part }) => part),
        );
        for (const [place, { answer, wait }] of said.entries()) {
          const asked = group[place]!;
          answers[asked.at] = answer;
          if (answer.status !== 429 && answer.status !== 503) continue;
          busy.push(asked);
          longest = Math.max(longest, wait ?? 0.25 * 2 ** (attempt - 1) * (0.5 + random()));
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    waiting = attempt < tries && longest <= 60 ? busy : [];
    if (waiting.length > 0) await sleep(longest);
  }
  return answers;
};
