import { z } from 'zod';
import { isOutside } from '../ports/outside-error.ts';
import { codeIn } from './answer.ts';
import type { Ask, Question } from './graph-client.ts';
import type { RepeatOptions } from './repeat-middleware.ts';
import { retryAfterOf } from './retry-after.ts';

/** What became of a part of a batch. Status 0: no answer, it may or may not have been done. */
export interface PartAnswer {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  readonly retryAfterSeconds: number | undefined;
}

const most = 20;
const atOnce = 2;

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

const unanswered: PartAnswer = { status: 0, code: '', body: undefined, retryAfterSeconds: undefined };
const perhapsDone = new Set([500, 502, 504]);

const header = (headers: Readonly<Record<string, string>> = {}) => ({
  get: (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? null,
});

/** One batch of up to twenty: answers in the order asked. A batch that was not answered answers none of its parts. */
const askBatch = async (ask: Ask, questions: readonly Question[]): Promise<PartAnswer[]> => {
  const requests = questions.map(({ method = 'GET', path, headers, body }, at) => ({
    id: `${at + 1}`,
    method,
    url: path,
    headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    ...(body ? { body } : {}),
  }));
  let responses: z.infer<typeof batchAnswer>['responses'];
  try {
    ({ responses } = await (await ask({ method: 'POST', path: '/$batch', body: { requests } })).json(batchAnswer));
  } catch (error) {
    if (isOutside(error, 'unanswered', 'broken')) return questions.map(() => unanswered);
    throw error;
  }
  const byId = new Map(responses.map((response) => [response.id, response]));
  return requests.map(({ id }) => {
    const response = byId.get(id);
    if (!response || perhapsDone.has(response.status)) return unanswered;
    const { status, body, headers } = response;
    return { status, code: codeIn(body), body, retryAfterSeconds: retryAfterOf(header(headers)) };
  });
};

/** Worth asking again: Graph was too busy for it, or it reads and was not answered. */
const isOpen = ({ status }: PartAnswer, { method = 'GET' }: Question): boolean =>
  status === 429 || status === 503 || (status === 0 && method === 'GET');

/**
 * Many questions in batches of twenty, two batches at once; answers in the order asked. Parts that Graph was too busy
 * for, and readings that were not answered, are asked again alone, each not before its own time and within the budget
 * of waiting; the rest of their batch stands. A change that was not answered is its adapter's to settle.
 */
export const askAll = async (
  ask: Ask,
  questions: readonly Question[],
  { sleep, random, tries = 5, budgetSeconds = 60 }: RepeatOptions,
): Promise<PartAnswer[]> => {
  const answers: PartAnswer[] = questions.map(() => unanswered);
  let waiting = questions.map((_, at) => at);
  let left = budgetSeconds;
  for (let attempt = 1; ; attempt++) {
    const groups = Array.from({ length: Math.ceil(waiting.length / most) }, (_, group) =>
      waiting.slice(group * most, (group + 1) * most),
    );
    const work = async (): Promise<void> => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        const said = await askBatch(
          ask,
          group.map((at) => questions[at]!),
        );
        for (const [place, at] of group.entries()) answers[at] = said[place]!;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    waiting = waiting.filter((at) => isOpen(answers[at]!, questions[at]!));
    const told = Math.max(0, ...waiting.map((at) => answers[at]!.retryAfterSeconds ?? 0));
    const wait = told || 0.25 * 2 ** (attempt - 1) * (0.5 + random());
    if (waiting.length === 0 || attempt === tries || wait > left) return answers;
    left -= wait;
    await sleep(wait);
  }
};
