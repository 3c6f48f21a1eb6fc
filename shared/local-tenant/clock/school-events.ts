import { Temporal } from '../../vocabulary/temporal.ts';
import type { SampleEvent, SampleFile, SampleSchool } from '../sample/sample-school.ts';
import { type Kept, nameFor } from '../store/kept.ts';

type RequestEvent = Extract<SampleEvent, { kind: 'request' }>;

export interface SchoolEventsParts {
  /** Which school of the tenant, from 1. */
  readonly number: number;
  /** Made when it is first needed: a restart in the afternoon may never ask. */
  readonly school: () => SampleSchool;
  readonly kept: Kept;
  /** The school's MIS writes files into its inbox. */
  readonly export: (files: readonly SampleFile[]) => Promise<void>;
  /** Somebody of the school asks the desk something. False: not now, it comes again. */
  readonly ask: (event: RequestEvent) => Promise<boolean>;
}

/** How many events of which day have happened; those of earlier days have. */
interface Played {
  readonly date: string;
  readonly count: number;
}

/** What happens in one school, each event at its minute and once. */
export class SchoolEvents {
  readonly #parts: SchoolEventsParts;
  readonly #name: string;
  #played: Played | undefined;
  #events: { date: string; list: readonly SampleEvent[] } | undefined;

  private constructor(parts: SchoolEventsParts, name: string, played: Played | undefined) {
    this.#parts = parts;
    this.#name = name;
    this.#played = played;
  }

  static async open(parts: SchoolEventsParts): Promise<SchoolEvents> {
    const name = nameFor('played', parts.number);
    return new SchoolEvents(parts, name, await parts.kept.get<Played>(name));
  }

  /** Everything up to now that has not happened yet; of files that were written several times, only the last. */
  async playDue({ date, time }: { date: string; time: string }): Promise<void> {
    if (this.#played === undefined && this.#eventsOf(date).length === 0) await this.#beginWithoutSchool(date);
    const before = this.#played?.date === date ? this.#played.count : 0;
    let count = before;
    const due = this.#eventsOf(date).slice(count);
    const ready = due.findIndex((event) => event.time > time);
    let waiting = new Map<string, SampleFile>();
    const write = async () => {
      if (waiting.size > 0) await this.#parts.export([...waiting.values()]);
      waiting = new Map();
      await this.#keepPlayed({ date, count });
    };
    for (const event of ready < 0 ? due : due.slice(0, ready)) {
      if (event.kind === 'export') for (const file of event.files) waiting.set(file.name, file);
      else {
        await write();
        if (!(await this.#parts.ask(event))) break;
      }
      count += 1;
    }
    if (count !== before) await write();
  }

  #eventsOf(date: string): readonly SampleEvent[] {
    if (this.#events?.date !== date) this.#events = { date, list: eventsOrNone(this.#parts.school(), date) };
    return this.#events.list;
  }

  /** A tenant that is born in a holiday still knows its pupils and the year so far. */
  async #beginWithoutSchool(date: string): Promise<void> {
    const school = this.#parts.school();
    for (let days = 1; days <= 60; days += 1) {
      const next = Temporal.PlainDate.from(date).add({ days }).toString();
      if (eventsOrNone(school, next).length === 0) continue;
      await this.#parts.export(school.exports.arbor(next));
      break;
    }
    await this.#keepPlayed({ date, count: 0 });
  }

  async #keepPlayed(played: Played): Promise<void> {
    this.#played = played;
    await this.#parts.kept.set(this.#name, played);
  }
}

const eventsOrNone = (school: SampleSchool, date: string): readonly SampleEvent[] => {
  try {
    return school.morning(date);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};
