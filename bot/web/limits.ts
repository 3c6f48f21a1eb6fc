import type { IncomingMessage } from 'node:http';

/** No request body of the desk's is larger (reliability §5). */
export const largestBody = 256 * 1024;

/** A request whose body is larger than we read. */
export class BodyTooLarge extends Error {
  constructor() {
    super(`The body is larger than ${largestBody} bytes`);
    this.name = 'BodyTooLarge';
  }
}

/**
 * Ends a request that says it is too large before it is read, and one that turns out to be while it is read: its
 * reader sees the stream break off.
 */
export const limitBody = (request: IncomingMessage): boolean => {
  const said = Number(request.headers['content-length'] ?? 0);
  if (!(said <= largestBody)) return false;
  let read = 0;
  const push = request.push.bind(request);
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    read += chunk?.length ?? 0;
    if (read > largestBody) {
      request.destroy(new BodyTooLarge());
      return false;
    }
    return push(chunk, encoding);
  };
  return true;
};
