import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { isOutside, OutsideError } from '../ports/outside-error.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { SiteFiles } from '../ports/site-files.ts';
import { type Contact, contacts } from '../records/contact.ts';
import { emptyMarkBook } from '../records/mark-book.ts';
import { readMarkBook } from '../records/mark-book-text.ts';
import { type Pupil, pupils } from '../records/pupil.ts';
import { type StaffMember, staff } from '../records/staff-member.ts';
import { type Policy, policySchema } from '../rules/policy.ts';
import { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { SchoolData } from './school-data.ts';

export const policyPath = 'Desk/policy.json';
export const calendarPath = 'Desk/calendar.json';
const markBookFolder = 'Mark book';

/** People from the MIS change with an import; beside that they are looked at again after five minutes. */
const peopleKeptSeconds = 300;

/** The mark book's file of a day: one a school year, `Mark book/2025-26.txt`. */
export const markBookPath = (calendar: Calendar, date: string): string => {
  const { year } = calendar.yearOf(date) ?? calendar.years[0]!;
  return `${markBookFolder}/${year.replaceAll('/', '-')}.txt`;
};

interface People {
  readonly pupils: ReadonlyMap<string, Pupil>;
  readonly contacts: ReadonlyMap<string, readonly Contact[]>;
  readonly staff: ReadonlyMap<string, StaffMember>;
  readonly readAt: number;
}

const withoutLeavers = ({ pupils: all }: People): number =>
  [...all.values()].filter(({ to }) => to === undefined).length;

/** A roll that loses a fifth within minutes has been damaged: leavers stay in the list, with their day of leaving. */
const isSuddenlyFewer = (now: People, before: People): boolean =>
  withoutLeavers(now) < 0.8 * withoutLeavers(before) || now.staff.size < 0.8 * before.staff.size;

export interface ReaderParts {
  readonly files: SiteFiles;
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the desk knows about its school, kept until its file's ETag changes. A file that is damaged later does not
 * take away what was known: the last good version stays and the log says so.
 */
export class SchoolDataReader implements SchoolData {
  readonly #parts: ReaderParts;
  readonly #texts = new Map<string, { version: string | undefined; value: Promise<unknown> }>();
  readonly #damaged = new Set<string>();
  #people: Promise<People> | undefined;
  /** The last people that could be read whole. */
  #lastPeople: People | undefined;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  async policy(): Promise<Policy> {
    return await this.#file(policyPath, (text) => policySchema.parse(JSON.parse(text)));
  }

  async calendar(): Promise<Calendar> {
    return await this.#file(calendarPath, (text) => Calendar.parse(JSON.parse(text)));
  }

  async book(): Promise<MarkBook> {
    const calendar = await this.calendar();
    const { date } = calendar.at(this.#parts.clock.now());
    return await this.#file(
      markBookPath(calendar, date),
      (text) => readMarkBook(text, calendar),
      () => emptyMarkBook(calendar),
    );
  }

  async pupils(): Promise<ReadonlyMap<string, Pupil>> {
    return (await this.#peopleNow()).pupils;
  }

  async contactsOf(pupil: string): Promise<readonly Contact[]> {
    return (await this.#peopleNow()).contacts.get(pupil) ?? [];
  }

  async staff(): Promise<ReadonlyMap<string, StaffMember>> {
    return (await this.#peopleNow()).staff;
  }

  damaged(): readonly string[] {
    return [...this.#damaged];
  }

  /** Without `what`: the files whose ETag changed, and people when they were read five minutes ago or longer. */
  async refresh(what?: 'files' | 'people' | 'everything'): Promise<boolean> {
    const changed = what !== 'people' && (await this.#dropChangedFiles());
    if (what === 'people' || what === 'everything') this.#people = undefined;
    else if (what === undefined && this.#people) {
      const { readAt } = await this.#people;
      if (this.#seconds() - readAt >= peopleKeptSeconds) this.#people = undefined;
    }
    return changed;
  }

  #seconds(): number {
    return Math.floor(this.#parts.clock.now().epochMilliseconds / 1000);
  }

  /** A file as what it means, read once for each ETag. `missing` is its meaning when there is none. */
  async #file<T>(path: string, parse: (text: string) => T, missing?: () => T): Promise<T> {
    const known = this.#texts.get(path);
    if (known) return (await known.value) as T;
    return await this.#read(path, parse, missing);
  }

  async #read<T>(path: string, parse: (text: string) => T, missing?: () => T): Promise<T> {
    const entry: { version: string | undefined; value: Promise<T> } = { version: undefined, value: undefined! };
    entry.value = (async () => {
      const file = await this.#parts.files.read(path);
      entry.version = file?.version;
      if (!file) {
        if (missing) return missing();
        throw new OutsideError('absent', `The site has no file ${path}`);
      }
      try {
        return parse(new TextDecoder('utf-8', { fatal: true }).decode(file.content));
      } catch (error) {
        throw new OutsideError('broken', `The file ${path} is damaged`, { cause: error });
      }
    })();
    this.#texts.set(path, entry);
    try {
      return await entry.value;
    } catch (error) {
      if (this.#texts.get(path) === entry) this.#texts.delete(path);
      throw error;
    }
  }

  async #dropChangedFiles(): Promise<boolean> {
    let changed = false;
    const folders = new Set([...this.#texts.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
    const versions = new Map<string, string>();
    const listed = await Promise.all([...folders].map(async (folder) => await this.#parts.files.list(folder)));
    for (const { path, version } of listed.flat()) versions.set(path, version);
    const calendar = this.#texts.get(calendarPath);
    const calendarChanged = calendar !== undefined && versions.get(calendarPath) !== calendar.version;
    for (const [path, { version, value }] of [...this.#texts]) {
      const inBook = path.startsWith(`${markBookFolder}/`);
      if (versions.get(path) === version && !(inBook && calendarChanged)) continue;
      changed = true;
      const good = await value;
      this.#texts.delete(path);
      this.#damaged.delete(path);
      await this.#orLastGood(path, version, good);
    }
    return changed;
  }

  /** Reads a changed file now; when it is damaged what was known stays, and the log says so. */
  async #orLastGood(path: string, version: string | undefined, good: unknown): Promise<void> {
    try {
      if (path === policyPath) await this.policy();
      else if (path === calendarPath) await this.calendar();
      else await this.book();
    } catch (error) {
      if (!(error instanceof OutsideError) || error.kind !== 'broken') throw error;
      this.#parts.log.error('file damaged, last good version kept', { file: path, kind: error.kind });
      this.#damaged.add(path);
      this.#texts.set(path, { version, value: Promise.resolve(good) });
    }
  }

  async #peopleNow(): Promise<People> {
    this.#people ??= this.#readPeople();
    try {
      const people = await this.#people;
      const last = this.#lastPeople;
      if (last && isSuddenlyFewer(people, last)) return this.#keepLast(last, 'fewer');
      this.#lastPeople = people;
      return people;
    } catch (error) {
      this.#people = undefined;
      if (!this.#lastPeople || !isOutside(error, 'absent', 'refused')) throw error;
      return this.#keepLast(this.#lastPeople, error.kind);
    }
  }

  /** A list or a column that a hand has taken away does not take away whom we knew; the checks say what is wrong. */
  #keepLast(last: People, kind: string): People {
    this.#parts.log.error('people cannot be read, last known kept', { kind, count: last.pupils.size });
    const kept = { ...last, readAt: this.#seconds() };
    this.#people = Promise.resolve(kept);
    return kept;
  }

  async #readPeople(): Promise<People> {
    const { records } = this.#parts;
    const readAt = this.#seconds();
    const [allPupils, allContacts, allStaff] = await Promise.all([
      records.find(pupils),
      records.find(contacts),
      records.find(staff),
    ]);
    const byPupil = new Map<string, Contact[]>();
    for (const { record } of allContacts) byPupil.set(record.pupil, [...(byPupil.get(record.pupil) ?? []), record]);
    for (const several of byPupil.values()) several.sort((a, b) => a.priority - b.priority);
    return {
      pupils: new Map(allPupils.map(({ record }) => [record.key, record])),
      contacts: byPupil,
      staff: new Map(allStaff.map(({ record }) => [record.key, record])),
      readAt,
    };
  }
}
