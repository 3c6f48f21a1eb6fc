import { OutsideError } from '../ports/outside-error.ts';
import { type Answer, trusted } from './answer.ts';
import { askAll, type PartAnswer } from './batch.ts';
import type { Ask, Question } from './graph-client.ts';
import { outsideErrorOf } from './outside-error-of.ts';
import type { RepeatOptions } from './repeat-middleware.ts';

interface Waiting {
  readonly question: Question;
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

const partAnswer = ({ status, code, body, retryAfterSeconds }: PartAnswer, question: Question): Answer => {
  const asked = `${question.method ?? 'GET'} ${question.path.split('?')[0]} in a batch`;
  if (status === 0) throw new OutsideError('unanswered', `${asked}: no answer`);
  if (status < 200 || status > 299) throw outsideErrorOf({ status, code, retryAfterSeconds, asked });
  return {
    status,
    json: async (schema) => trusted(schema, body, asked),
    bytes: async () => {
      throw new OutsideError('broken', `${asked}: a file is asked for alone`);
    },
  };
};

/**
 * Questions that are asked in the same turn go out together, in batches: what a workflow asks side by side costs one
 * request. A question that stands alone goes as it is, and so does whatever is `alone` (a file's content).
 */
export const together = (ask: Ask, options: RepeatOptions): Ask => {
  let waiting: Waiting[] = [];

  const send = async (asked: readonly Waiting[]): Promise<void> => {
    const answers = await askAll(
      ask,
      asked.map(({ question }) => question),
      options,
    );
    for (const [at, { question, answered, failed }] of asked.entries())
      try {
        answered(partAnswer(answers[at]!, question));
      } catch (error) {
        failed(error);
      }
  };
  const flush = (): void => {
    const asked = waiting;
    waiting = [];
    const [only] = asked;
    if (asked.length === 1) ask(only!.question).then(only!.answered, only!.failed);
    else
      send(asked).catch((error: unknown) => {
        for (const { failed } of asked) failed(error);
      });
  };
  return async (question) => {
    if (question.alone || question.body instanceof Uint8Array) return await ask(question);
    return await new Promise<Answer>((answered, failed) => {
      if (waiting.push({ question, answered, failed }) === 1) setImmediate(flush);
    });
  };
};
