import type { ServerResponse } from 'node:http';
import type { Batch, Entry } from '../excel-host/together/entry.ts';
import { OpLog } from '../excel-host/together/op-log.ts';
import type { BookEvent, BookPlace, JoinedBook } from './book-api.ts';

/** Where workbooks lie. A write with another version than the one that is there is undefined, and writes nothing. */
export interface BookLibrary {
  read(path: string): Promise<{ readonly bytes: Uint8Array; readonly eTag: string } | undefined>;
  write(path: string, bytes: Uint8Array, eTag: string): Promise<string | undefined>;
}

interface Listener {
  readonly client: string;
  readonly response: ServerResponse;
  place: BookPlace;
}

interface Session {
  readonly id: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly log: OpLog;
  /** Clients that have joined and do not listen yet: somebody who comes meanwhile works at the same workbook. */
  readonly awaited: Set<string>;
  readonly listeners: Set<Listener>;
  saved: { readonly eTag: string; readonly revision: number };
}

const keepAliveEvery = 20_000;

/**
 * Workbooks that are open, by their files: one for everybody who has it open. It begins with the file as it lies in the
 * library, and ends when nobody has it open and all is saved.
 */
export class BookSessions {
  readonly #library: BookLibrary;
  readonly #sessions = new Map<string, Session>();
  #count = 0;

  constructor(library: BookLibrary) {
    this.#library = library;
  }

  /** Opens a workbook, or joins those who have it open; undefined when there is no such file. */
  async join(path: string): Promise<JoinedBook | undefined> {
    const file = await this.#library.read(path);
    if (file === undefined) return undefined;
    const key = path.toLowerCase();
    const known = this.#sessions.get(key);
    const isLeft = known === undefined || (isSaved(known) && (isLeftAlone(known) || known.saved.eTag !== file.eTag));
    const session = isLeft ? this.#begin(key, path, file) : known;
    if (isLeft && known !== undefined) this.#tell(known, { what: 'over' });
    this.#count += 1;
    const client = `${this.#count}`;
    session.awaited.add(client);
    return {
      book: session.id,
      path: session.path,
      client,
      saved: session.saved,
      entries: session.log.since(0),
    };
  }

  #begin(key: string, path: string, { bytes, eTag }: { bytes: Uint8Array; eTag: string }): Session {
    this.#count += 1;
    const session: Session = {
      id: `book-${this.#count}`,
      path,
      bytes,
      log: new OpLog(),
      awaited: new Set(),
      listeners: new Set(),
      saved: { eTag, revision: 0 },
    };
    this.#sessions.set(key, session);
    return session;
  }

  #find(id: string): Session | undefined {
    return [...this.#sessions.values()].find((session) => session.id === id);
  }

  /** The file as everybody began with it. */
  bytes(id: string): Uint8Array | undefined {
    return this.#find(id)?.bytes;
  }

  /** Takes operations in and tells everybody. Undefined: the workbook is not open any more, or not that far. */
  receive(id: string, batch: Batch): readonly Entry[] | undefined {
    const session = this.#find(id);
    if (session === undefined || batch.base > session.log.revision) return undefined;
    const before = session.log.revision;
    const entries = session.log.receive(batch);
    const fresh = session.log.since(before);
    if (fresh.length > 0) this.#tell(session, { what: 'entries', entries: fresh });
    return entries;
  }

  /** Writes what one page saved, if the file is still the one that was saved last. Undefined when it is not. */
  async save(id: string, revision: number, bytes: Uint8Array, by: string): Promise<Session['saved'] | undefined> {
    const session = this.#find(id);
    if (session === undefined || revision > session.log.revision || revision < session.saved.revision) return undefined;
    const eTag = await this.#library.write(session.path, bytes, session.saved.eTag);
    if (eTag === undefined) return undefined;
    session.saved = { eTag, revision };
    this.#tell(session, { what: 'saved', saved: session.saved, by });
    return session.saved;
  }

  /** Where somebody is in the workbook. */
  moved(id: string, place: BookPlace): boolean {
    const session = this.#find(id);
    const listener = [...(session?.listeners ?? [])].find(({ client }) => client === place.client);
    if (session === undefined || listener === undefined) return false;
    listener.place = place;
    this.#tellPlaces(session);
    return true;
  }

  /** Tells a page of everything from a revision on, until it is closed. False when the workbook is not open any more. */
  listen(id: string, place: BookPlace, since: number, response: ServerResponse): boolean {
    const session = this.#find(id);
    if (session === undefined) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const listener: Listener = { client: place.client, response, place };
    session.awaited.delete(place.client);
    session.listeners.add(listener);
    const alive = setInterval(() => response.write(': here\n\n'), keepAliveEvery);
    response.on('close', () => {
      clearInterval(alive);
      session.listeners.delete(listener);
      this.#tellPlaces(session);
    });
    write(response, { what: 'entries', entries: session.log.since(since) });
    write(response, { what: 'saved', saved: session.saved, by: '' });
    this.#tellPlaces(session);
    return true;
  }

  #tellPlaces(session: Session): void {
    this.#tell(session, { what: 'people', people: [...session.listeners].map(({ place }) => place) });
  }

  #tell({ listeners }: Session, event: BookEvent): void {
    for (const { response } of listeners) write(response, event);
  }

  stop(): void {
    for (const { listeners } of this.#sessions.values()) for (const { response } of listeners) response.end();
  }
}

const isLeftAlone = ({ listeners, awaited }: Session): boolean => listeners.size === 0 && awaited.size === 0;

const isSaved = ({ log, saved }: Session): boolean => log.revision === saved.revision;

const write = (response: ServerResponse, event: BookEvent): void => {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
};
