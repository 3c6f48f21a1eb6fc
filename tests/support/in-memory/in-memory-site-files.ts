import { OutsideError } from '../../../shared/ports/outside-error.ts';
import type { SiteFile, SiteFiles } from '../../../shared/ports/site-files.ts';

/** A document library in memory: whole files, a version that every write moves on. */
export class InMemorySiteFiles implements SiteFiles {
  readonly #files = new Map<string, { content: Uint8Array; file: SiteFile }>();
  readonly #now: () => string;
  #versions = 0;
  /** Writes that were accepted so far. */
  writes = 0;

  /** `now` gives the ISO instant that a written file carries. */
  constructor(now: () => string = () => '2026-03-10T08:00:00Z') {
    this.#now = now;
  }

  async list(folder: string): Promise<SiteFile[]> {
    const inside = folder === '' ? '' : `${folder}/`;
    return [...this.#files.values()]
      .map(({ file }) => file)
      .filter(({ path }) => path.startsWith(inside) && !path.slice(inside.length).includes('/'))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async read(path: string): Promise<(SiteFile & { readonly content: Uint8Array }) | undefined> {
    const kept = this.#files.get(path);
    return kept && { ...kept.file, content: kept.content.slice() };
  }

  async write(path: string, content: Uint8Array, seen: string | null): Promise<SiteFile> {
    const kept = this.#files.get(path);
    if ((kept?.file.version ?? null) !== seen) throw new OutsideError('stale', `${path} was changed`);
    return this.put(path, content);
  }

  async delete(path: string, seen: string): Promise<void> {
    const kept = this.#files.get(path);
    if (kept && kept.file.version !== seen) throw new OutsideError('stale', `${path} was changed`);
    this.#files.delete(path);
  }

  /** Puts a file there as somebody else would: a school's MIS, a person in SharePoint. */
  put(path: string, content: Uint8Array | string, modified = this.#now()): SiteFile {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content.slice();
    const file = { path, version: `"v${++this.#versions}"`, size: bytes.length, modified };
    this.#files.set(path, { content: bytes, file });
    this.writes++;
    return file;
  }
}
