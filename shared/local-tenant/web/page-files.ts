import type { Ask, Reply } from '../http.ts';
import type { StoredFile } from '../store/site-files.ts';
import type { Tenant } from '../tenant.ts';
import { eTagOf } from './book-routes.ts';
import type { PageFile } from './page-api.ts';
import { PageError } from './page-error.ts';

export const fileBody = (file: StoredFile): PageFile => {
  const { path, size, version, modified } = file;
  return { path, size, eTag: eTagOf(file), version, modified };
};

export const readFile = async (tenant: Tenant, path: string): Promise<Reply> => {
  const file = await tenant.files.find(path);
  if (!file) throw new PageError(404, 'There is no such file in the library.');
  return {
    status: 200,
    body: await tenant.files.content(file.id),
    headers: {
      etag: fileBody(file).eTag,
      'x-file-name': encodeURIComponent(file.path.split('/').at(-1)!),
      'cache-control': 'no-store',
    },
  };
};

/** Saves a file over the version that was opened. */
export const writeFile = async (tenant: Tenant, path: string, ask: Ask): Promise<PageFile> => {
  const seen = ask.headers['if-match'];
  if (seen === undefined) throw new PageError(428, 'If-Match: the version that was opened is expected.');
  const written = await tenant.files.put(
    path,
    ask.body,
    (there) => there !== undefined && fileBody(there).eTag === seen,
  );
  if (!written) throw new PageError(412, 'Somebody saved this file since you opened it.');
  tenant.events.changed('files');
  return fileBody(written.file);
};

/** A file that came into the library; a text says why it did not. */
export const newFile = (tenant: Tenant, file: StoredFile | string): PageFile => {
  if (typeof file === 'string') throw new PageError(400, file);
  tenant.events.changed('files');
  return fileBody(file);
};
