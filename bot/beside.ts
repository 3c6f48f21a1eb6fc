import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** What a command may ask of the desk that runs on the same data: by name, JSON in and out. */
export type BesideWork = Readonly<Record<string, (asked: unknown) => Promise<unknown>>>;

/** What the running desk answered instead of a document: in words, with the exit status that says the same. */
export class BesideRefused extends Error {
  readonly status: number;
  constructor(text: string, status: number) {
    super(text);
    this.name = 'BesideRefused';
    this.status = status;
  }
}

/** The longest path that a socket may have on every system. */
const longestPath = 100;

/** The socket of a data folder. Only who may read the folder may use it; it has no address on any network. */
const socketOf = (data: string): string => {
  const folder = resolve(data);
  const name = `attendance-desk-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  if (process.platform === 'win32') return `\\\\?\\pipe\\${name}`;
  const path = join(folder, 'desk.sock');
  return path.length <= longestPath ? path : join(tmpdir(), `${name}.sock`);
};

const textOf = async (message: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/**
 * Answers commands beside this desk over a socket in its data folder, whose lock this process holds: what an earlier
 * one left there is taken away. `complaint` puts a failure in words. Answers with how to close it.
 */
export const answerBeside = async (
  data: string,
  work: BesideWork,
  complaint: (error: unknown) => { readonly text: string; readonly status: number },
): Promise<() => Promise<void>> => {
  const path = socketOf(data);
  const server = createServer(async (asked, response) => {
    const name = (asked.url ?? '').slice(1);
    const end = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    try {
      const task = Object.hasOwn(work, name) ? work[name] : undefined;
      if (!task) return end(404, { text: `The running desk does not know ${name}.`, status: 2 });
      end(200, await task(JSON.parse((await textOf(asked)) || '{}')));
    } catch (error) {
      end(500, complaint(error));
    }
  });
  if (process.platform !== 'win32') rmSync(path, { force: true });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(path, listening);
  });
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
};

/** Nobody is at the other end: no desk runs here, or one that ended without taking its socket away. */
const nobodyThere = new Set(['ENOENT', 'ECONNREFUSED']);

/** Asks the desk that runs on this data; undefined when none does. Throws BesideRefused when it could not. */
export const askBeside = async (data: string, name: string, asked: unknown = {}): Promise<unknown> => {
  const sent = request({ socketPath: socketOf(data), path: `/${name}`, method: 'POST' });
  const answered = new Promise<IncomingMessage | undefined>((answer, failed) => {
    sent.once('response', answer);
    sent.once('error', (error: NodeJS.ErrnoException) =>
      nobodyThere.has(error.code ?? '') ? answer(undefined) : failed(error),
    );
  });
  sent.end(JSON.stringify(asked));
  const message = await answered;
  if (!message) return undefined;
  const body = JSON.parse(await textOf(message)) as unknown;
  if (message.statusCode === 200) return body;
  const { text, status } = body as { readonly text: string; readonly status: number };
  throw new BesideRefused(text, status);
};
