import type { RequestLog } from '../control/request-log.ts';
import type { FaultPlan, Struck } from '../faults/fault-plan.ts';
import { underFault } from '../faults/under-fault.ts';
import { type Ask, jsonOf, type Reply } from '../http.ts';
import { graphAudience } from '../sign-in/issuer.ts';
import type { Keys } from '../sign-in/keys.ts';
import type { Site } from '../store/site.ts';
import { type BatchCall, BatchRun } from './batch-run.ts';
import type { GraphCall, GraphParts } from './graph-call.ts';
import { accessDenied, answerOf, GraphError } from './graph-error.ts';
import { graphRefusal } from './graph-fault.ts';
import { carryOut, findRoute } from './routes.ts';

const prefix = '/graph/v1.0';
const batchPath = '/$batch';

export interface GraphDoorParts extends GraphParts {
  readonly keys: Keys;
  readonly requests: RequestLog;
  readonly faults: FaultPlan;
}

/**
 * The site of an address; every site but those the app was given is refused, as with Sites.Selected
 * (https://learn.microsoft.com/graph/permissions-selected-overview).
 */
const siteOf = (sites: readonly Site[], id: string | undefined): Site => {
  const site = sites.find(({ place }) => place.id.toLowerCase() === id?.toLowerCase());
  if (!site) throw accessDenied();
  return site;
};

/** Microsoft Graph v1.0 below `/graph/v1.0`: checks the token, finds the route, answers alone or in a batch. */
export class GraphDoor {
  readonly #parts: GraphDoorParts;

  constructor(parts: GraphDoorParts) {
    this.#parts = parts;
  }

  async answer(ask: Ask): Promise<Reply> {
    const path = ask.path.slice(prefix.length);
    const shown = `${path}${ask.query.size > 0 ? `?${ask.query}` : ''}`;
    const kind = ask.method === 'POST' && path === batchPath ? 'batch' : 'call';
    const struck = this.#parts.faults.strike({ method: ask.method, door: prefix, path: shown, kind });
    const refusal = graphRefusal(path, ask.headers['client-request-id']);
    const { requests } = this.#parts;
    const line = { method: ask.method, path: shown, ...(struck ? { fault: struck.fault.do } : {}) };
    if (kind === 'batch') {
      const run = this.#batchRun(ask, struck);
      const answer = await underFault(struck?.fault, refusal, () => this.#batch(ask, run));
      const n = requests.add({
        ...line,
        route: batchPath,
        status: answer.status,
        batched: run.lines.length,
        inner: run.lines,
      });
      struck?.tell(n);
      run.tell(n);
      return answer;
    }
    let route: string | undefined;
    const answer = await underFault(struck?.fault, refusal, () =>
      answerOf(ask.headers, async () => {
        await this.#checkToken(ask);
        const found = findRoute(ask.method, path);
        route = found.route.template;
        const json = ask.method === 'PUT' ? undefined : jsonOf(ask.body);
        return await carryOut(found.route, this.#call(ask, { path, params: found.params, query: ask.query, json }));
      }),
    );
    const n = requests.add({ ...line, route, status: answer.status });
    struck?.tell(n);
    return answer;
  }

  #call(ask: Ask, own: Pick<GraphCall, 'path' | 'params' | 'query' | 'json'>): GraphCall {
    return {
      method: ask.method,
      headers: ask.headers,
      bytes: ask.body,
      base: `${ask.origin}${prefix}`,
      parts: this.#parts,
      site: () => siteOf(this.#parts.sites, own.params.site),
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

  #batchRun(ask: Ask, struck: Struck | undefined): BatchRun {
    const call: BatchCall = (request, path, params, query) => ({
      ...this.#call(ask, { path, params, query, json: request.body }),
      method: request.method,
      headers: request.headers,
      bytes: new Uint8Array(),
    });
    const isHalf = struck?.fault.do === 'half-batch';
    return new BatchRun({ door: prefix, faults: this.#parts.faults, call, half: isHalf ? struck.fault : undefined });
  }

  async #batch(ask: Ask, run: BatchRun): Promise<Reply> {
    return await answerOf(ask.headers, async () => {
      await this.#checkToken(ask);
      return { status: 200, body: { responses: await run.responses(jsonOf(ask.body)) } };
    });
  }
}
