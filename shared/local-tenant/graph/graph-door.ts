import type { RequestLine, RequestLog } from '../control/request-log.ts';
import { type Ask, jsonOf, type Reply } from '../http.ts';
import { graphAudience } from '../sign-in/issuer.ts';
import type { Keys } from '../sign-in/keys.ts';
import { batchRequests, createsInARow, createTogether, type PreparedRequest } from './batch.ts';
import type { GraphAnswer, GraphCall, GraphParts, GraphRoute } from './graph-call.ts';
import { errorReply, GraphError } from './graph-error.ts';
import { findRoute } from './routes.ts';

const prefix = '/graph/v1.0';
const batchPath = '/$batch';

export interface GraphDoorParts extends GraphParts {
  readonly keys: Keys;
  readonly requests: RequestLog;
}

type Found = { readonly route: GraphRoute; readonly params: Record<string, string> };

/** Microsoft Graph v1.0 below `/graph/v1.0`: checks the token, finds the route, answers alone or in a batch. */
export class GraphDoor {
  readonly #parts: GraphDoorParts;

  constructor(parts: GraphDoorParts) {
    this.#parts = parts;
  }

  async answer(ask: Ask): Promise<Reply> {
    const path = ask.path.slice(prefix.length);
    const shown = `${path}${ask.query.size > 0 ? `?${ask.query}` : ''}`;
    if (ask.method === 'POST' && path === batchPath) return await this.#batch(ask);
    let route: string | undefined;
    const answer = await this.#answerOf(ask.headers, async () => {
      await this.#checkToken(ask);
      const found = findRoute(ask.method, path);
      route = found.route.template;
      return await found.route.handle(
        this.#call(ask, found, { path, query: ask.query, json: ask.method === 'PUT' ? undefined : jsonOf(ask.body) }),
      );
    });
    this.#parts.requests.add({ method: ask.method, path: shown, route, status: answer.status });
    return answer;
  }

  #call(ask: Ask, { params }: Found, own: { path: string; query: URLSearchParams; json: unknown }): GraphCall {
    return {
      method: ask.method,
      params,
      headers: ask.headers,
      bytes: ask.body,
      base: `${ask.origin}${prefix}`,
      parts: this.#parts,
      ...own,
    };
  }

  async #checkToken(ask: Ask): Promise<void> {
    const token = /^Bearer (.+)$/i.exec(ask.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const { issuer } = this.#parts.issuer;
    await this.#parts.keys.check(token, { issuer, audience: graphAudience }).catch(() => {
      throw new GraphError(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    });
  }

  async #answerOf(headers: Ask['headers'], make: () => Promise<GraphAnswer>): Promise<GraphAnswer> {
    try {
      return await make();
    } catch (error) {
      if (error instanceof GraphError) return errorReply(error, headers['client-request-id']);
      throw error;
    }
  }

  async #batch(ask: Ask): Promise<Reply> {
    const inner: Omit<RequestLine, 'n' | 'at'>[] = [];
    const answer = await this.#answerOf(ask.headers, async () => {
      await this.#checkToken(ask);
      return { status: 200, body: { responses: await this.#responses(ask, inner) } };
    });
    const { method, path } = ask;
    const line = { method, path: path.slice(prefix.length), route: batchPath, status: answer.status };
    this.#parts.requests.add({ ...line, batched: inner.length, inner });
    return answer;
  }

  async #responses(ask: Ask, inner: Omit<RequestLine, 'n' | 'at'>[]): Promise<unknown[]> {
    const requests = batchRequests(jsonOf(ask.body));
    const problems = new Map<string, GraphError>();
    const prepared = requests.map((request): PreparedRequest | undefined => {
      try {
        const url = new URL(request.url.startsWith('/') ? request.url : `/${request.url}`, 'http://graph.invalid');
        const found = findRoute(request.method, url.pathname);
        const own = { path: url.pathname, query: url.searchParams, json: request.body };
        const call = this.#call(ask, found, own);
        const bytes = new Uint8Array();
        return {
          request,
          template: found.route.template,
          call: { ...call, method: request.method, headers: request.headers, bytes },
        };
      } catch (error) {
        if (!(error instanceof GraphError)) throw error;
        problems.set(request.id, error);
        return undefined;
      }
    });
    const statuses = new Map<string, number>();
    const responses: unknown[] = [];
    const say = (at: number, { status, headers = {}, body }: GraphAnswer) => {
      const request = requests[at]!;
      statuses.set(request.id, status);
      inner.push({ method: request.method, path: request.url, route: prepared[at]?.template, status });
      const asText = body instanceof Uint8Array ? Buffer.from(body).toString('base64') : body;
      responses.push({
        id: request.id,
        status,
        headers: { 'Content-Type': 'application/json', ...headers },
        body: asText,
      });
    };
    for (let at = 0; at < requests.length; ) {
      const together = createsInARow(prepared, at);
      if (together > 1) {
        const calls = prepared.slice(at, at + together).map((each) => each!.call);
        const answers = await this.#createTogether(calls);
        answers.forEach((answer, offset) => {
          say(at + offset, answer);
        });
        at += together;
        continue;
      }
      const request = requests[at]!;
      say(
        at,
        await this.#answerOf(request.headers, async () => {
          const problem = problems.get(request.id);
          if (problem) throw problem;
          if (request.dependsOn.some((id) => (statuses.get(id) ?? 500) >= 400))
            throw new GraphError(424, 'FailedDependency', 'A request this one depends on has failed.');
          const { call } = prepared[at]!;
          return await findRoute(request.method, call.path).route.handle(call);
        }),
      );
      at += 1;
    }
    return responses;
  }

  async #createTogether(calls: readonly GraphCall[]): Promise<GraphAnswer[]> {
    const answerOf = (make: () => GraphAnswer): GraphAnswer => {
      try {
        return make();
      } catch (error) {
        if (error instanceof GraphError) return errorReply(error, undefined);
        throw error;
      }
    };
    try {
      return await createTogether(calls, answerOf);
    } catch (error) {
      if (error instanceof GraphError) return calls.map(() => errorReply(error, undefined));
      throw error;
    }
  }
}
