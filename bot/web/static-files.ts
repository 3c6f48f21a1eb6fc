import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Vite puts what carries a hash in its name into `assets`. */
const isBuilt = /[\\/]assets[\\/][^\\/]+$/;

/** The file that a path below the folder names, never one outside it; a folder's is its `index.html`. */
const fileOf = async (folder: string, path: string): Promise<{ file: string; size: number } | undefined> => {
  let name: string;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes('\0')) return undefined;
  const file = normalize(join(folder, name.endsWith('/') || name === '' ? `${name}index.html` : name));
  if (!file.startsWith(folder + sep) || !(extname(file) in types)) return undefined;
  try {
    const found = await stat(file);
    return found.isFile() ? { file, size: found.size } : undefined;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

/** Answers with a built file; false when there is none. Names that carry a hash are kept by browsers for a year. */
export const serveFile = async (
  folder: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  const found = await fileOf(folder, path);
  if (!found) return false;
  response.writeHead(200, {
    'content-type': types[extname(found.file)]!,
    'content-length': found.size,
    'cache-control': isBuilt.test(found.file) ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(found.file), response);
  return true;
};
