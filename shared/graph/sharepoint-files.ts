import { z } from 'zod';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { SiteFile, SiteFiles } from '../ports/site-files.ts';
import type { Graph } from './graph-client.ts';
import { sitePath } from './sharepoint-lists.ts';

const driveItem = z.object({
  name: z.string(),
  size: z.number().int(),
  eTag: z.string(),
  lastModifiedDateTime: z.string(),
  file: z.unknown().optional(),
});

const fileOf = (path: string, item: z.infer<typeof driveItem>): SiteFile => ({
  path,
  version: item.eTag,
  size: item.size,
  modified: item.lastModifiedDateTime,
});

const select = '$select=id,name,size,eTag,file,lastModifiedDateTime';

/** The site's document library through Graph: files by path, read and written whole with their ETag. */
export class SharePointFiles implements SiteFiles {
  readonly #graph: Graph;
  readonly #drive: string;

  constructor(graph: Graph, site: string) {
    this.#graph = graph;
    this.#drive = `${sitePath(site)}/drive`;
  }

  #at(path: string): string {
    return `${this.#drive}/root:/${path.split('/').map(encodeURIComponent).join('/')}:`;
  }

  async list(folder: string): Promise<SiteFile[]> {
    try {
      const at = folder === '' ? `${this.#drive}/root` : this.#at(folder);
      const items = await this.#graph.pages(`${at}/children?${select}`, driveItem);
      return items
        .filter(({ file }) => file !== undefined)
        .map((item) => fileOf(folder === '' ? item.name : `${folder}/${item.name}`, item))
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    } catch (error) {
      if (isOutside(error, 'absent')) return [];
      throw error;
    }
  }

  async read(path: string): Promise<(SiteFile & { readonly content: Uint8Array }) | undefined> {
    for (let attempt = 1; ; attempt++) {
      const before = await this.#item(path);
      if (!before) return undefined;
      const content = await this.#content(path);
      if (content?.length === before.size) return { ...before, content };
      // Written between the two questions: read both again, so that version and content belong together.
      if (attempt === 3) throw new OutsideError('busy', `The file ${path} changed while it was read`);
    }
  }

  async write(path: string, content: Uint8Array, seen: string | null): Promise<SiteFile> {
    try {
      const answer = await this.#graph.ask({
        method: 'PUT',
        path: `${this.#at(path)}/content${seen === null ? '?@microsoft.graph.conflictBehavior=fail' : ''}`,
        headers: {
          'Content-Type': 'application/octet-stream',
          ...(seen === null ? { 'If-None-Match': '*' } : { 'If-Match': seen }),
        },
        body: content,
      });
      return fileOf(path, await answer.json(driveItem));
    } catch (error) {
      if (seen === null && isOutside(error, 'duplicate'))
        throw new OutsideError('stale', `The file ${path} is there already`, { cause: error });
      if (!isOutside(error, 'unanswered', 'broken')) throw error;
      const now = await this.read(path);
      if (now && Buffer.from(now.content).equals(content)) return now;
      throw error;
    }
  }

  async delete(path: string, seen: string): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        await this.#graph.ask({ method: 'DELETE', path: this.#at(path), headers: { 'If-Match': seen } });
        return;
      } catch (error) {
        if (isOutside(error, 'absent')) return;
        if (!isOutside(error, 'unanswered', 'broken') || attempt === 3) throw error;
      }
  }

  async #item(path: string): Promise<SiteFile | undefined> {
    try {
      return fileOf(path, await this.#graph.get(`${this.#at(path)}?${select}`, driveItem));
    } catch (error) {
      if (isOutside(error, 'absent')) return undefined;
      throw error;
    }
  }

  async #content(path: string): Promise<Uint8Array | undefined> {
    try {
      return await (await this.#graph.ask({ path: `${this.#at(path)}/content`, alone: true })).bytes();
    } catch (error) {
      if (isOutside(error, 'absent')) return undefined;
      throw error;
    }
  }
}
