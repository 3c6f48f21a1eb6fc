import type { IncomingMessage } from 'node:http';

/** The most that we read of one request, and how deep an object may go (reliability §5). */
const largest = 256 * 1024;
const deepest = 20;

/** A body that is none of ours: too large, too deep, not JSON. */
export class BadBody extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'BadBody';
  }
}

const isTooDeep = (value: unknown, left: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));

/** Reads a request's JSON body; throws BadBody for anything else. */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > largest) throw new BadBody('The body is too large.');
    chunks.push(bytes);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadBody('The body is not JSON.');
    throw error;
  }
  if (isTooDeep(value, deepest)) throw new BadBody('The body is nested too deep.');
  return value;
};
