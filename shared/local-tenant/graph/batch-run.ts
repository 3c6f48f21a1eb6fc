import type { RequestLine } from '../control/request-log.ts';
import type { Fault, FaultPlan, Struck } from '../faults/fault-plan.ts';
import { underFault } from '../faults/under-fault.ts';
import type { Reply } from '../http.ts';
import { type BatchRequest, batchRequests, createsInARow, createTogether, type PreparedRequest } from './batch.ts';
import type { GraphCall } from './graph-call.ts';
import { answerOf, errorReply, GraphError } from './graph-error.ts';
import { graphRefusal } from './graph-fault.ts';
import { allowWrite, carryOut, findRoute } from './routes.ts';

/** Makes a request of a batch a call of its own. */
export type BatchCall = (
  request: BatchRequest,
  path: string,
  params: Record<string, string>,
  query: URLSearchParams,
) => GraphCall;

export interface BatchRunParts {
  readonly door: string;
  readonly faults: FaultPlan;
  readonly call: BatchCall;
  /** The fault that lets the second half of the batch fail. */
  readonly half: Fault | undefined;
}

type InnerLine = Omit<RequestLine, 'n' | 'at'>;

interface Prepared {
  readonly request: BatchRequest;
  readonly ready: PreparedRequest | undefined;
  readonly problem: GraphError | undefined;
  readonly struck: Struck | undefined;
}

/**
 * One `$batch`: its requests in the order given, each answering for itself
 * (https://learn.microsoft.com/graph/json-batching). A request of it that meets a fault cannot break the connection: a
 * lost answer is a 504 in its place.
 */
export class BatchRun {
  /** The requests as they went, for the log. */
  readonly lines: InnerLine[] = [];
  readonly #parts: BatchRunParts;
  #struck: Struck[] = [];

  constructor(parts: BatchRunParts) {
    this.#parts = parts;
  }

  /** The log's number of this batch, for the faults that fired in it. */
  tell(n: number): void {
    for (const struck of this.#struck) struck.tell(n);
  }

  async responses(json: unknown): Promise<unknown[]> {
    const requests = batchRequests(json);
    const prepared = requests.map((request) => this.#prepare(request));
    this.#struck = prepared.flatMap(({ struck }) => struck ?? []);
    const doneUntil = this.#parts.half ? Math.floor(requests.length / 2) : requests.length;
    const plain = prepared.map(({ ready, struck }, at) => (struck || at >= doneUntil ? undefined : ready));
    const answers: Reply[] = [];
    while (answers.length < requests.length) {
      const at = answers.length;
      const together = createsInARow(plain, at);
      if (together > 1) answers.push(...(await this.#together(plain.slice(at, at + together).map((each) => each!))));
      else answers.push(await this.#answer(prepared, answers, at >= doneUntil));
    }
    return answers.map((answer, at) => this.#said(prepared[at]!, answer));
  }

  #prepare(request: BatchRequest): Prepared {
    const url = new URL(request.url.startsWith('/') ? request.url : `/${request.url}`, 'http://graph.invalid');
    const path = `${url.pathname}${url.search}`;
    const struck = this.#parts.faults.strike({ method: request.method, door: this.#parts.door, path, kind: 'part' });
    try {
      const { route, params } = findRoute(request.method, url.pathname);
      const call = this.#parts.call(request, url.pathname, params, url.searchParams);
      return { request, ready: { request, template: route.template, call }, problem: undefined, struck };
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return { request, ready: undefined, problem: error, struck };
    }
  }

  async #answer(prepared: readonly Prepared[], before: readonly Reply[], isRefused: boolean): Promise<Reply> {
    const { request, ready, problem, struck } = prepared[before.length]!;
    const refusal = graphRefusal(request.url, request.headers['client-request-id']);
    if (isRefused) return refusal(before.length % 2 === 0 ? 429 : 503, this.#parts.half!);
    const reply = await underFault(struck?.fault, refusal, () =>
      answerOf(request.headers, async () => {
        if (problem) throw problem;
        const failed = prepared.filter((_, at) => (before[at]?.status ?? 200) >= 400);
        if (failed.some((other) => request.dependsOn.includes(other.request.id)))
          throw new GraphError(424, 'FailedDependency', 'A request this one depends on has failed.');
        const { call } = ready!;
        return await carryOut(findRoute(request.method, call.path).route, call);
      }),
    );
    return reply.wire ? refusal(504, { retryAfter: 1 }) : reply;
  }

  /** Creates that stand side by side are one statement, whole or refused each for itself. */
  async #together(ready: readonly PreparedRequest[]): Promise<Reply[]> {
    const said = (make: () => Reply): Reply => {
      try {
        return make();
      } catch (error) {
        if (error instanceof GraphError) return errorReply(error, undefined);
        throw error;
      }
    };
    const calls = ready.map(({ call }) => call);
    try {
      allowWrite(calls[0]!);
      return await createTogether(calls, said);
    } catch (error) {
      if (error instanceof GraphError) return calls.map(() => errorReply(error, undefined));
      throw error;
    }
  }

  #said({ request, ready, struck }: Prepared, { status, headers = {}, body }: Reply): unknown {
    const line = { method: request.method, path: request.url, route: ready?.template, status };
    this.lines.push({ ...line, ...(struck ? { fault: struck.fault.do } : {}) });
    return {
      id: request.id,
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body instanceof Uint8Array ? Buffer.from(body).toString('base64') : body,
    };
  }
}
