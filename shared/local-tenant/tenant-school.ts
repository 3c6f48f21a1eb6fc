import { SchoolEvents, type SchoolEventsParts } from './clock/school-events.ts';
import type { SchoolSize } from './sample/mis.ts';
import { makeSampleSchool, type SampleEntry, type SampleFile, type SampleSchool } from './sample/sample-school.ts';
import { furtherSize } from './sample/trust.ts';
import { fillLibrary } from './school.ts';
import type { TenantSchoolData } from './store/directory.ts';
import { type Kept, nameFor } from './store/kept.ts';
import { openSite, type Site } from './store/site.ts';
import type { Sql } from './store/sql.ts';
import { inbox } from './tenant.ts';

/** Which sample schools a folder holds: decided when it was new. */
export interface Made {
  readonly seed: number;
  readonly canary: boolean;
  readonly size?: SchoolSize | undefined;
  /** How many; absent: one. */
  readonly schools?: number;
}

interface KeptEntry {
  readonly entry: SampleEntry;
  readonly on: string;
  readonly time: string;
}

/** A school of the tenant: its site, its MIS, and what happens in it. */
export interface TenantSchool extends Site {
  /** From 1. */
  readonly number: number;
  readonly id: string;
  readonly events: SchoolEvents;
  /** Puts something into the MIS by hand; answers with the names of the files that it then exported. */
  readonly enterIntoMis: (entry: SampleEntry) => Promise<string[]>;
  /** Sample trackers of its pupils, made when they are asked for. */
  readonly trackers: () => SampleSchool['trackers'];
}

/** A sample school, made when it is first asked for; what was put into its MIS by hand is put in again. */
export class SchoolMaker {
  readonly number: number;
  readonly #made: Made;
  readonly #kept: Kept;
  readonly #entries: KeptEntry[];
  #school: SampleSchool | undefined;

  private constructor(number: number, made: Made, { kept, entries }: { kept: Kept; entries: KeptEntry[] }) {
    this.number = number;
    this.#made = made;
    this.#kept = kept;
    this.#entries = entries;
  }

  static async open(made: Made, kept: Kept, number: number): Promise<SchoolMaker> {
    const entries = (await kept.get<KeptEntry[]>(nameFor('mis-entries', number))) ?? [];
    return new SchoolMaker(number, made, { kept, entries });
  }

  get school(): SampleSchool {
    if (this.#school === undefined) {
      const { seed, canary, size } = this.#made;
      const own = this.number === 1 ? size : furtherSize;
      this.#school = makeSampleSchool({ seed, canary, size: own, number: this.number });
      for (const { entry, on, time } of this.#entries) this.#school.enter(entry, on, time);
    }
    return this.#school;
  }

  async enter(entry: SampleEntry, { date, time }: { date: string; time: string }): Promise<SampleFile[]> {
    const exported = this.school.enter(entry, date, time);
    this.#entries.push({ entry, on: date, time });
    await this.#kept.set(nameFor('mis-entries', this.number), this.#entries);
    return exported;
  }
}

export interface TenantSchoolParts {
  readonly sql: Sql;
  readonly kept: Kept;
  readonly now: () => string;
  readonly schoolTime: () => { date: string; time: string };
  /** The school is new: its library is filled. */
  readonly isNew: boolean;
  readonly ask: SchoolEventsParts['ask'];
  readonly filesChanged: () => void;
}

export const openTenantSchool = async (
  maker: SchoolMaker,
  { id, site: place }: TenantSchoolData,
  { sql, kept, now, schoolTime, isNew, ask, filesChanged }: TenantSchoolParts,
): Promise<TenantSchool> => {
  const { number } = maker;
  const site = await openSite({ sql, kept, now }, place, number);
  if (isNew) await fillLibrary(maker.school, site.files);
  const exportFiles = async (given: readonly SampleFile[]) => {
    for (const { name, bytes } of given) await site.files.put(`${inbox}/${name}`, bytes);
    filesChanged();
  };
  const events = await SchoolEvents.open({ number, school: () => maker.school, kept, export: exportFiles, ask });
  const enterIntoMis = async (entry: SampleEntry): Promise<string[]> => {
    const exported = await maker.enter(entry, schoolTime());
    await exportFiles(exported);
    return exported.map(({ name }) => name);
  };
  return { ...site, number, id, events, enterIntoMis, trackers: () => maker.school.trackers };
};
