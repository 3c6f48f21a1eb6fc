import { recordOf, textOf } from '../http.ts';
import type { SiteItem } from '../store/site-lists.ts';
import type { GraphAnswer, GraphCall } from './graph-call.ts';
import { invalidRequest } from './graph-error.ts';
import { createdAnswer, createItemRoute, newFields } from './item-routes.ts';
import { listOf } from './list-routes.ts';

const batchLimit = 20;

/** One request inside a batch; `url` is below `/v1.0`. */
export interface BatchRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

/** The requests of a `$batch` body; throws Graph's error when the batch as a whole is wrong. */
export const batchRequests = (json: unknown): BatchRequest[] => {
  const { requests } = recordOf(json);
  if (!Array.isArray(requests) || requests.length === 0) throw invalidRequest('Invalid batch payload format.');
  if (requests.length > batchLimit)
    throw invalidRequest(`Number of batch request steps exceeds the maximum value of ${batchLimit}.`);
  const read = requests.map((each: unknown): BatchRequest => {
    const { id, method, url, headers, body, dependsOn } = recordOf(each);
    if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
      throw invalidRequest('Each request of a batch needs an id, a method and a url.');
    const given = Object.entries(recordOf(headers)).map(([name, value]) => [name.toLowerCase(), textOf(value) ?? '']);
    const lowered: Record<string, string> = Object.fromEntries(given);
    if (body !== undefined && lowered['content-type'] === undefined)
      throw invalidRequest(`Request ${id} has a body and no Content-Type header.`);
    const waitsFor = Array.isArray(dependsOn) ? dependsOn.map(String) : [];
    return { id, method: method.toUpperCase(), url, headers: lowered, body, dependsOn: waitsFor };
  });
  if (new Set(read.map(({ id }) => id)).size !== read.length) throw invalidRequest('The ids of a batch must differ.');
  return read;
};

/** A request of a batch with its call ready, when its address is in the table. */
export interface PreparedRequest {
  readonly request: BatchRequest;
  readonly template: string;
  readonly call: GraphCall;
}

/** How many requests from `start` on create items in one list without waiting for one another. */
export const createsInARow = (prepared: readonly (PreparedRequest | undefined)[], start: number): number => {
  const first = prepared[start];
  const isCreate = (each: PreparedRequest | undefined): each is PreparedRequest =>
    each !== undefined &&
    each.request.method === 'POST' &&
    each.template === createItemRoute &&
    each.request.dependsOn.length === 0 &&
    each.call.path === first?.call.path;
  let end = start;
  while (end < prepared.length && isCreate(prepared[end])) end += 1;
  return end - start;
};

/** Creates many items of one list in one statement; each answers for itself, as if it had come alone. */
export const createTogether = async (
  calls: readonly GraphCall[],
  answerOf: (make: () => GraphAnswer) => GraphAnswer,
): Promise<GraphAnswer[]> => {
  const list = listOf(calls[0]!);
  const fields = calls.map((call) => {
    try {
      return newFields(list, call.json);
    } catch (error) {
      return error as Error;
    }
  });
  const good = fields.flatMap((each) => (each instanceof Error ? [] : [each]));
  const made: (SiteItem | 'duplicate')[] = await calls[0]!.site().lists.add(list, good);
  calls[0]!.parts.changed('lists');
  return calls.map((call, at) =>
    answerOf(() => {
      const given = fields[at]!;
      if (given instanceof Error) throw given;
      return createdAnswer(call, list, made.shift()!);
    }),
  );
};
