/** A file of the site's document library. `version` is its ETag; `path` is relative to the library: `Inbox/marks.csv`. */
export interface SiteFile {
  readonly path: string;
  readonly version: string;
  readonly size: number;
  /** ISO instant. */
  readonly modified: string;
}

/** The document library of the school's site: mark book, policy, calendar, the MIS's inbox. */
export interface SiteFiles {
  /** The files of a folder, by name; `''` is the library's root. An absent folder is empty. */
  list(folder: string): Promise<SiteFile[]>;
  read(path: string): Promise<(SiteFile & { readonly content: Uint8Array }) | undefined>;
  /** Writes the whole file. `seen` null: only when there is none. Throws OutsideError `stale` when it changed. */
  write(path: string, content: Uint8Array, seen: string | null): Promise<SiteFile>;
  /** Takes away the version that was seen; what is gone already is gone. Throws OutsideError `stale` when it changed. */
  delete(path: string, seen: string): Promise<void>;
}
