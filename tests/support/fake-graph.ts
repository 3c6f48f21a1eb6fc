import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An answer to give; `drop`: the question is taken and the connection broken; `cut`: the answer breaks off. */
export type Answering =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown; readonly cut?: true }
  | 'drop';

/** A Graph of one test: it answers what it is told, in turn or by the question, and remembers what it was asked. */
export const fakeGraph = async (answer: (asked: Asked, number: number) => Answering) => {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const question = {
      method: request.method!,
      path: decodeURIComponent(request.url!),
      headers: request.headers,
      body,
    };
    asked.push(question);
    const said = answer(question, asked.length);
    if (said === 'drop') return request.socket.destroy();
    const text = typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {});
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    if (!said.cut) return response.end(text);
    response.write(text);
    setTimeout(() => request.socket.destroy(), 10);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graph`;
  return {
    address,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
