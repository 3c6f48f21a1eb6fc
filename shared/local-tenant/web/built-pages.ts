import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { Reply } from '../http.ts';

const root = resolve(import.meta.dirname, '../../../.built/local-tenant');

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** Addresses of pages, and of the host script that stands in for Office.js. */
const named: Readonly<Record<string, string>> = {
  '/': 'index.html',
  '/teams': 'teams.html',
  '/teams/': 'teams.html',
  '/excel': 'excel.html',
  '/excel/': 'excel.html',
  '/sharepoint': 'sharepoint.html',
  '/sharepoint/': 'sharepoint.html',
  '/excel/host.js': 'host.js',
};

const notBuilt: Reply = {
  status: 503,
  body: 'The pages are not built yet: npm run build',
  headers: { 'content-type': 'text/plain; charset=utf-8' },
};

/** A built file of the local tenant's pages; undefined when there is none of that address. */
export const builtPage = async (path: string): Promise<Reply | undefined> => {
  const page = named[path];
  const file = resolve(join(root, page ?? decodeURIComponent(path)));
  if (!file.startsWith(root + sep)) return undefined;
  try {
    const isHashed = path.startsWith('/assets/');
    return {
      status: 200,
      body: new Uint8Array(await readFile(file)),
      headers: {
        'content-type': kinds[extname(file)] ?? 'application/octet-stream',
        'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        'x-content-type-options': 'nosniff',
      },
    };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'ENOTDIR') throw error;
    return page === undefined ? undefined : notBuilt;
  }
};
