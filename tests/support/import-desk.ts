import type { LogFields } from '../../shared/ports/log.ts';
import { Temporal } from '../../shared/vocabulary/temporal.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { SchoolDataReader } from '../../shared/workflows/school-data-reader.ts';
import { InMemoryRecordStore } from './in-memory/in-memory-record-store.ts';
import { InMemorySiteFiles } from './in-memory/in-memory-site-files.ts';

/** The part of a desk that an import reaches, over stores in memory. What it is not given, it must not touch. */
export interface ImportDesk {
  readonly desk: Desk;
  readonly files: InMemorySiteFiles;
  readonly records: InMemoryRecordStore;
  readonly logged: readonly { readonly event: string; readonly fields: LogFields | undefined }[];
  /** Lets the school's time go on: `2026-03-10T09:05`. */
  setTime(local: string): void;
}

export const openImportDesk = (calendar: unknown, local = '2026-03-10T08:30'): ImportDesk => {
  let now = instantOf(local);
  const clock = { now: () => now };
  const logged: { event: string; fields: LogFields | undefined }[] = [];
  const write = (event: string, fields?: LogFields): void => {
    logged.push({ event, fields });
  };
  const log = { info: write, warn: write, error: write };
  const files = new InMemorySiteFiles(() => now.toString());
  const records = new InMemoryRecordStore();
  files.put('Desk/calendar.json', JSON.stringify(calendar));
  const data = new SchoolDataReader({ files, records, clock, log });
  const reachable: Partial<Desk> = { school: 'saltmarsh', clock, data, records, files, log };
  const desk = new Proxy(reachable, {
    get: (target, name) => {
      if (!(name in target)) throw new Error(`an import has no business with desk.${String(name)}`);
      return Reflect.get(target, name);
    },
  }) as Desk;
  return {
    desk,
    files,
    records,
    logged,
    setTime: (later) => {
      now = instantOf(later);
    },
  };
};

const instantOf = (local: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').toInstant();
