import { setTimeout as sleep } from 'node:timers/promises';
import type { Outside, SchoolOutside } from '../../bot/outside.ts';
import type { SchoolSettings } from '../../bot/schools-config.ts';
import { checkLetterOf } from '../../shared/mis/upn.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { Role } from '../../shared/vocabulary/role.ts';
import { buttonsOf } from './desk.ts';
import { InMemoryDirectory } from './in-memory/in-memory-directory.ts';
import { InMemoryMessenger, type InMemoryPost } from './in-memory/in-memory-messenger.ts';
import { InMemoryRecordStore } from './in-memory/in-memory-record-store.ts';
import { InMemorySiteFiles } from './in-memory/in-memory-site-files.ts';

const today = '2026-03-10';
/** Half a term: a day's work is the same, and a hundred calendars are read in no time. */
const halfTerm = { timeZone: 'Europe/London', year: '2025/26', terms: [{ from: '2026-02-23', to: '2026-03-27' }] };
const calendar = Calendar.parse(halfTerm);
const forms = ['9A', '9B', '9C', '9D', '9E', '9F', '9G', '9H'] as const;
/** Nobody takes this one's register, and so it is what the morning is about. */
const forgotten = '9H';

const roleGroups: readonly { readonly role: Role; readonly who: string }[] = [
  { role: 'attendance-manager', who: 'manager' },
  { role: 'deputy-head', who: 'deputy' },
  { role: 'dsl', who: 'dsl' },
];

interface Site {
  readonly records: InMemoryRecordStore;
  readonly files: InMemorySiteFiles;
}

export interface TrustOptions {
  /** How long each call to the outside takes, so that what runs side by side really meets. */
  readonly delayMs?: number;
}

/**
 * The outside of a trust of small schools, in memory: a site each, one directory, one Teams. Every desk that is opened
 * over it sees the same, as several processes would. Each school has eight forms of two pupils; the register of 9H is
 * not taken.
 */
export class SmallTrust {
  readonly schools: readonly SchoolSettings[];
  readonly teams = new InMemoryMessenger();
  readonly directory = new InMemoryDirectory();
  readonly #sites = new Map<string, Site>();
  readonly #delayMs: number;
  #now = calendar.instantOf(today, '08:45');
  /** Sites that cannot be reached. */
  readonly away = new Set<string>();
  /** What was asked of each site so far. */
  readonly asked = new Map<string, number>();

  constructor(count: number, { delayMs = 0 }: TrustOptions = {}) {
    this.#delayMs = delayMs;
    this.schools = Array.from({ length: count }, (_none, at) => {
      const id = `school-${String(at + 1).padStart(3, '0')}`;
      return { id, name: `School ${at + 1}`, site: `site-of-${id}`, places: {} };
    });
    for (const [at, { id }] of this.schools.entries()) this.#found(id, at);
  }

  readonly clock = { now: () => this.#now };

  at(time: string): void {
    this.#now = calendar.instantOf(today, time);
  }

  site(school: string): Site {
    const site = this.#sites.get(school);
    if (!site) throw new Error(`there is no school ${school}`);
    return site;
  }

  /** The id of somebody of a school: `manager`, `deputy`, `dsl`, or the teacher of a form. */
  person(school: string, who: string): string {
    return `${school}-${who}`;
  }

  channel(school: string): string {
    return `19:year-9-of-${school}`;
  }

  readonly outside: Outside = ({ id }): SchoolOutside => {
    const { records, files } = this.site(id);
    const through = <T extends object>(port: T): T =>
      new Proxy(port, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            await this.#pass(id);
            return await (value.apply(target, args) as Promise<unknown>);
          };
        },
      });
    return {
      lists: through({
        lists: async () => new Map<string, string>(),
        columns: async () => [],
        createList: async () => undefined,
        createColumn: async () => undefined,
        indexColumn: async () => undefined,
      } as unknown as SchoolOutside['lists']),
      records: through(records),
      look: async () => undefined,
      files: through(files),
      directory: through(this.directory),
      messenger: () => ({
        send: async (to, message) => {
          await sleep(this.#delayMs);
          return await this.teams.send(to, message);
        },
        update: async (sent, message) => await this.teams.update(sent, message),
        withdraw: async (sent) => await this.teams.withdraw(sent),
        members: async (team, channel) => await this.teams.members(team, channel),
      }),
    };
  };

  async #pass(school: string): Promise<void> {
    this.asked.set(school, (this.asked.get(school) ?? 0) + 1);
    await sleep(this.#delayMs);
    if (this.away.has(school)) throw new OutsideError('busy', 'The site does not answer');
  }

  /** The MIS writes its export again at this minute: whoever waits for newer data has it. */
  export(school: string): void {
    const { files } = this.site(school);
    const at = this.schools.findIndex(({ id }) => id === school);
    const modified = this.#now.toString();
    const day = '10/03/2026';
    const registers = forms.map(
      (form) => `${form},Year 9,Teacher of ${form},T${form},R1,${day},AM,08:40,${form === forgotten ? '' : '08:44'}`,
    );
    const heading = 'Register,Year group,Teacher,Teacher code,Room,Date,Session,Opened,Taken';
    files.put('Inbox/registers.csv', [heading, ...registers, ''].join('\n'), modified);
    const marks = pupilsOf(at)
      .filter(({ form }) => form !== forgotten)
      .map(({ upn }) => `${upn},${day},AM,/`);
    files.put('Inbox/marks.csv', ['UPN,Date,Session,Mark', ...marks, ''].join('\n'), modified);
  }

  #found(id: string, at: number): void {
    const files = new InMemorySiteFiles(() => this.#now.toString());
    this.#sites.set(id, { records: new InMemoryRecordStore(), files });
    files.put('Desk/calendar.json', JSON.stringify(halfTerm));
    files.put(
      'Desk/policy.json',
      JSON.stringify({
        version: 1,
        date: '2025-09-01',
        school: `School ${at + 1}`,
        roleGroups: roleGroups.map(({ role }) => ({ role, group: `${role}-of-${id}` })),
        channels: [{ year: '9', team: `team-of-${id}`, channel: this.channel(id), name: 'Year 9' }],
      }),
    );
    const students = pupilsOf(at).map(
      ({ upn, form }, number) => `${upn},00${number},Zqxwick,Pebble,Year 9,${form},23/02/2026,`,
    );
    const heading =
      'UPN,Admission number,Legal surname,Legal forename,Year group,Form,Enrolment start date,Enrolment end date';
    files.put('Inbox/students.csv', [heading, ...students, ''].join('\n'));
    const staff = forms.map((form) => `T${form},Teacher of ${form},t${form.toLowerCase()}@${id}.example,Teacher,`);
    files.put('Inbox/staff.csv', ['Staff code,Staff name,Work email,Job title,Tutor of', ...staff, ''].join('\n'));
    this.export(id);
    for (const form of forms) this.#hire(id, form, `t${form.toLowerCase()}@${id}.example`);
    for (const { role, who } of roleGroups) {
      this.#hire(id, who, `${who}@${id}.example`);
      this.directory.join(`${role}-of-${id}`, this.person(id, who));
    }
    this.teams.setMembers(this.channel(id), [this.person(id, 'manager')]);
  }

  #hire(school: string, who: string, email: string): void {
    const id = this.person(school, who);
    this.directory.put({ id, name: `Person ${who}`, email, enabled: true });
  }

  /** Every post of the morning by what it is: `school-001 unmarked`, and how often it was sent. */
  posted(): ReadonlyMap<string, number> {
    const counted = new Map<string, number>();
    for (const post of this.teams.posts) {
      const key = keyOf(post);
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    return counted;
  }

  postTo(place: string, summary?: string): InMemoryPost | undefined {
    return this.teams.posts.findLast(
      ({ to, versions }) =>
        (to.kind === 'channel' ? to.channel : to.person) === place &&
        (summary === undefined || versions[0]!.summary === summary),
    );
  }
}

/** Where it went, what kind of message it is, and the post that its buttons name. */
const keyOf = ({ to, versions: [first] }: InMemoryPost): string => {
  const place = to.kind === 'channel' ? to.channel : to.person;
  const button = buttonsOf(first!.card)[0]?.data.post;
  return `${place} ${first!.summary} ${typeof button === 'string' ? button : JSON.stringify(first!.card)}`;
};

const pupilsOf = (school: number) =>
  forms.flatMap((form, formAt) =>
    [0, 1].map((pupil) => {
      const digits = `99${String(900 + school).padStart(5, '0')}${String(16001 + formAt * 2 + pupil)}`;
      return { upn: checkLetterOf(digits)! + digits, form };
    }),
  );
