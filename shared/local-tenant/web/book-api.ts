import type { Batch, Entry } from '../excel-host/together/entry.ts';

/**
 * Workbooks that several pages have open, below `/_page/`.
 *
 * | call | answers |
 * | --- | --- |
 * | `POST /_page/book` `{ path }` | `JoinedBook` |
 * | `GET /_page/book-file?book=ID` | the file as the session began with it |
 * | `GET /_page/book-events?book=ID&client=C&as=ID&since=N` | server-sent events, each `data:` a `BookEvent` |
 * | `POST /_page/book-ops` `BookOps` | `Entry[]` since the batch's base; 410 when the workbook is not open any more |
 * | `POST /_page/book-place` `{ book, place }` | `{ "ok": true }` |
 * | `PUT /_page/book-file?book=ID&revision=N&as=ID` | `BookSaved`; 412 when the file was changed by somebody else |
 * | `GET /_page/trackers` | `SampleTracker[]` |
 * | `POST /_page/tracker` `{ name }` | `PageFile`: the sample tracker, in the library from then on |
 * | `POST /_page/upload?name=NAME` | `PageFile`: the workbook, under a name that was free |
 */
/** The school's own tracker, in the library from the start. */
export const trackerPath = 'Attendance tracker.xlsx';

export interface JoinedBook {
  readonly book: string;
  readonly path: string;
  /** What this page is called in the log. */
  readonly client: string;
  readonly saved: BookSaved;
  readonly entries: readonly Entry[];
}

export interface BookSaved {
  readonly eTag: string;
  readonly revision: number;
}

export interface BookOps {
  readonly book: string;
  readonly batch: Batch;
}

/** Who is where. */
export interface BookPlace {
  readonly client: string;
  readonly name: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

export type BookEvent =
  | { readonly what: 'entries'; readonly entries: readonly Entry[] }
  | { readonly what: 'saved'; readonly saved: BookSaved; readonly by: string }
  | { readonly what: 'people'; readonly people: readonly BookPlace[] }
  /** The file was changed from outside and has been opened anew: what is here is done with. */
  | { readonly what: 'over' };

export interface SampleTracker {
  readonly name: string;
  readonly says: string;
}
