import { describe, expect, test, vi } from 'vitest';
import { deskApi } from '../../excel-addin/api/desk-api.ts';
import { DeskSaysNo } from '../../shared/views/desk-says-no.ts';

/** A fetch that gives up when it is told to, as a browser's does. */
const whenToldTo = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

const asking = async (answer: (signal: AbortSignal) => Response | Promise<Response>): Promise<unknown> => {
  vi.stubGlobal('fetch', async (_path: string, { signal }: { signal: AbortSignal }) => await answer(signal));
  return await deskApi('../api/', async () => 'token', 20)
    .tracker()
    .catch((error: unknown) => error);
};

const refused = (status: number, says?: string): Response =>
  Response.json(says === undefined ? 'no' : { error: { code: 'x', says } }, { status });

describe('what the pane says when the desk', () => {
  test.each<[string, (signal: AbortSignal) => Response | Promise<Response>, string]>([
    [
      'does not answer in time',
      whenToldTo,
      'The desk is taking too long to answer. Try again: what was pressed counts once.',
    ],
    [
      'begins to answer and does not end in time',
      (signal) =>
        new Response(
          new ReadableStream({
            start: (stream) => signal.addEventListener('abort', () => stream.error(signal.reason)),
          }),
        ),
      'The desk is taking too long to answer. Try again: what was pressed counts once.',
    ],
    [
      'cannot be reached',
      () => Promise.reject(new TypeError('Failed to fetch')),
      'The desk cannot be reached just now. Check the connection, then try again.',
    ],
    ['refuses in words', () => refused(409, 'Somebody was first.'), 'Somebody was first.'],
    ['refuses without', () => refused(403), 'You may not see the tracker. Ask the head or the attendance manager.'],
    ['is broken', () => refused(500), 'The desk could not answer (500). Try again in a minute.'],
    [
      'answers in another shape',
      () => Response.json({ pupils: 'none' }),
      'The desk answered in a way this pane does not know. Close the pane and open it again.',
    ],
  ])('%s', async (_case, answer, says) => {
    const error = await asking(answer);
    expect(error).toBeInstanceOf(DeskSaysNo);
    expect(error).toHaveProperty('message', says);
  });
});
