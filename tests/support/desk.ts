import { createHmac } from 'node:crypto';
import { cards } from '../../bot/cards/cards.ts';
import { Later } from '../../bot/posts/later.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { CardJson } from '../../shared/ports/messenger.ts';
import type { Contact } from '../../shared/records/contact.ts';
import { emptyMarkBook, type ImportedMark, type SchoolMarkBook, withImport } from '../../shared/records/mark-book.ts';
import type { Pupil, PupilFlag } from '../../shared/records/pupil.ts';
import type { StaffMember } from '../../shared/records/staff-member.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { Code } from '../../shared/vocabulary/mark.ts';
import type { Register } from '../../shared/vocabulary/register.ts';
import type { Role } from '../../shared/vocabulary/role.ts';
import type { Half } from '../../shared/vocabulary/session.ts';
import { carryOutPress } from '../../shared/workflows/carry-out-press.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { type PressAnswer, pressCard } from '../../shared/workflows/press-card.ts';
import { InMemoryAuditLog } from './in-memory/in-memory-audit-log.ts';
import { InMemoryConversationBook } from './in-memory/in-memory-conversation-book.ts';
import { InMemoryDirectory } from './in-memory/in-memory-directory.ts';
import { InMemoryMessenger, type InMemoryPost } from './in-memory/in-memory-messenger.ts';
import { InMemoryPostLedger } from './in-memory/in-memory-post-ledger.ts';
import { InMemoryPressLog } from './in-memory/in-memory-press-log.ts';
import { InMemoryRecordStore } from './in-memory/in-memory-record-store.ts';
import { InMemorySiteFiles } from './in-memory/in-memory-site-files.ts';
import { policyWith } from './policy.ts';
import { year2025to26 } from './reference-calendar.ts';

/** The day of every story told here: a Tuesday in March. */
export const today = '2026-03-10';

/** Everything about a pupil or parent of the ordinary desk contains this, so that a leak can be searched for. */
export const canary = 'Zqx';

const groups = ['8A', '8B', '9A', '9B', '9C'] as const;
const yearOf = (group: string): string => group.slice(0, -1);

/** Who works at the ordinary desk's school. Ids are what Entra would give. */
export const staff = {
  manager: { id: 'id-manager', name: 'Mercy Okafor', code: 'MOK', roles: ['attendance-manager'] },
  officer: { id: 'id-officer', name: 'Paul Quill', code: 'PQU', roles: ['pastoral-administration-officer'] },
  deputy: { id: 'id-deputy', name: 'Dora Marsh', code: 'DMA', roles: ['deputy-head'] },
  head: { id: 'id-head', name: 'Hugh Vane', code: 'HVA', roles: ['head'] },
  dsl: { id: 'id-dsl', name: 'Sara Lind', code: 'SLI', roles: ['dsl'] },
  deputyDsl: { id: 'id-deputy-dsl', name: 'Tom Reed', code: 'TRE', roles: ['deputy-dsl'] },
  headOfYear8: { id: 'id-hoy8', name: 'Ivy Moss', code: 'IMO', roles: ['head-of-year'], years: ['8'] },
  headOfYear9: { id: 'id-hoy9', name: 'Noor Bell', code: 'NBE', roles: ['head-of-year'], years: ['9'] },
  governor: { id: 'id-governor', name: 'Gwen Hart', code: 'GHA', roles: ['governor'] },
  // The teachers take one register each; the one of 9A is its tutor too.
  teacher8A: { id: 'id-8a', name: 'Alan Birch', code: 'T8A', roles: ['teacher'], takes: '8A' },
  teacher8B: { id: 'id-8b', name: 'Bea Cole', code: 'T8B', roles: ['teacher'], takes: '8B' },
  teacher9A: { id: 'id-9a', name: 'Carl Dunn', code: 'T9A', roles: ['teacher', 'tutor'], takes: '9A', tutorOf: ['9A'] },
  teacher9B: { id: 'id-9b', name: 'Dee Esk', code: 'T9B', roles: ['teacher'], takes: '9B' },
  teacher9C: { id: 'id-9c', name: 'Eve Farr', code: 'T9C', roles: ['teacher'], takes: '9C' },
} as const satisfies Record<
  string,
  { id: string; name: string; code: string; roles: Role[]; years?: string[]; takes?: string; tutorOf?: string[] }
>;
export type StaffName = keyof typeof staff;

const emailOf = (code: string): string => `${code.toLowerCase()}@larkrise.example`;
const groupOfRole = (role: Role, year?: string): string => `group-${role}${year ? `-${year}` : ''}`;

/** A pupil like any other: on roll since September, without a flag. */
export const pupilWith = (key: string, form: string, own: Partial<Pupil> = {}): Pupil => ({
  key,
  admission: `00${key}`,
  surname: `Ash${canary}${key}`,
  forename: `Robin${canary}`,
  year: yearOf(form),
  form,
  from: '2025-09-03',
  flags: [],
  parentStaffCodes: [],
  ...own,
});

const perGroup = 6;
const ordinaryPupils = (): Pupil[] =>
  groups.flatMap((group) => Array.from({ length: perGroup }, (_, at) => pupilWith(`P${group}${at + 1}`, group)));

const contactsOf = (pupil: string): Contact[] => [
  {
    key: `${pupil}/1`,
    pupil,
    priority: 1,
    name: `Pat ${canary} of ${pupil}`,
    relationship: 'Mother',
    phone: '07700 900001',
    parentalResponsibility: true,
  },
];

/** What the school's system says next: registers taken at a time, and marks that are not a plain present. */
export interface NewExport {
  readonly taken?: Readonly<Record<string, string>>;
  readonly marks?: Readonly<Record<string, Code | null>>;
  readonly half?: Half;
}

/** Every text that a card shows. */
export const wordsOf = (card: CardJson): string[] => {
  const words: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      const part = value as Record<string, unknown>;
      if (part.type === 'TextRun' || part.type === 'TextBlock') words.push(String(part.text));
      for (const [name, inner] of Object.entries(part)) if (name !== 'fallback') walk(inner);
    }
  };
  walk(card);
  return words;
};

interface Button {
  readonly title: string;
  readonly data: Record<string, unknown>;
}

/** The buttons of a card that the desk answers, wherever they stand. */
export const buttonsOf = (card: CardJson): Button[] => {
  const buttons: Button[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    else if (typeof value === 'object' && value !== null) {
      const part = value as Record<string, unknown>;
      if (part.type === 'Action.Execute') buttons.push(part as unknown as Button);
      for (const [name, inner] of Object.entries(part)) if (name !== 'fallback' && name !== 'data') walk(inner);
    }
  };
  walk(card);
  return buttons;
};

/** One school's desk in memory, at 08:30 on an ordinary Tuesday: nothing has been taken, the export is a minute old. */
export class OrdinaryDesk {
  readonly desk: Desk;
  readonly messenger = new InMemoryMessenger();
  readonly directory = new InMemoryDirectory();
  readonly presses = new InMemoryPressLog();
  readonly ledger = new InMemoryPostLedger();
  readonly records = new InMemoryRecordStore();
  readonly logged: { readonly event: string; readonly fields: LogFields | undefined }[] = [];
  readonly pupils: Map<string, Pupil>;
  policy = policyWith({
    school: 'Larkrise Academy',
    roleGroups: [
      ...(
        [
          'attendance-manager',
          'pastoral-administration-officer',
          'deputy-head',
          'head',
          'dsl',
          'deputy-dsl',
          'governor',
          'teacher',
        ] as const
      ).map((role) => ({ role, group: groupOfRole(role) })),
      ...['8', '9'].map((year) => ({ role: 'head-of-year', group: groupOfRole('head-of-year', year), years: [year] })),
    ],
    channels: ['8', '9'].map((year) => ({
      year,
      team: 'team-pastoral',
      channel: `channel-${year}`,
      name: `Year ${year}`,
    })),
  });
  calendar = Calendar.parse(year2025to26);
  book: SchoolMarkBook;
  /** Files that are damaged where they stand. */
  damaged: readonly string[] = [];
  /** How often the desk looked again for newer data. */
  refreshes = 0;
  readonly #later: Later;
  #now: ReturnType<Calendar['instantOf']>;

  constructor(pupils: readonly Pupil[] = ordinaryPupils()) {
    this.pupils = new Map(pupils.map((pupil) => [pupil.key, pupil]));
    this.#now = this.calendar.instantOf(today, '08:30');
    this.book = emptyMarkBook(this.calendar);
    this.#addStaff();
    this.#yearSoFar();
    this.export({});
    const write = (event: string, fields?: LogFields): void => {
      this.logged.push({ event, fields });
    };
    const log = { info: write, warn: write, error: write };
    this.#later = new Later(log, 'larkrise');
    const clock = { now: () => this.#now };
    this.desk = {
      school: 'larkrise',
      clock,
      log,
      cards,
      data: {
        policy: async () => this.policy,
        calendar: async () => this.calendar,
        book: async () => this.book,
        pupils: async () => this.pupils,
        contactsOf: async (pupil) => contactsOf(pupil),
        staff: async () => this.#staff(),
        damaged: () => this.damaged,
        refresh: async () => {
          this.refreshes++;
          return true;
        },
      },
      records: this.records,
      files: new InMemorySiteFiles(),
      directory: this.directory,
      messenger: this.messenger,
      presses: this.presses,
      ledger: this.ledger,
      conversations: new InMemoryConversationBook(),
      auditLog: new InMemoryAuditLog(this.records),
      mirror: async (alongside) => await alongside?.(),
      sign: (text) => createHmac('sha256', 'a key for tests alone').update(text).digest('base64url'),
      tabLink: ({ page, year, id }) => `https://teams.example/tab/${page}/${year ?? id ?? ''}`,
      later: this.#later.run,
    };
  }

  #staff(): Map<string, StaffMember> {
    return new Map(
      Object.values(staff).map((member) => [
        member.code,
        {
          key: member.code,
          name: member.name,
          email: emailOf(member.code),
          ...(member.code === staff.manager.code ? { jobTitle: 'Attendance Manager' } : {}),
          tutorOf: 'tutorOf' in member ? [...member.tutorOf] : [],
        },
      ]),
    );
  }

  #addStaff(): void {
    for (const { group } of this.policy.roleGroups) this.directory.join(group);
    for (const member of Object.values(staff)) {
      const { id, name, code, roles } = member;
      this.directory.put({ id, name, email: emailOf(code), enabled: true });
      const years: readonly (string | undefined)[] = 'years' in member ? member.years : [undefined];
      for (const role of roles)
        if (role !== 'tutor') for (const year of years) this.directory.join(groupOfRole(role, year), id);
    }
    for (const year of ['8', '9'])
      this.messenger.setMembers(`channel-${year}`, [staff.manager.id, staff.officer.id, staff.headOfYear9.id]);
  }

  /** Everybody was here every day until yesterday. */
  #yearSoFar(): void {
    const sessions = this.calendar.sessions.filter(({ date }) => date < today);
    const marks = [...this.pupils.keys()].flatMap((pupil) =>
      sessions.map(({ date, half }): ImportedMark => ({ pupil, date, half, code: half === 'AM' ? '/' : '\\' })),
    );
    this.book = withImport(this.book, { marks, at: '2026-03-09T18:00:00Z', by: 'MIS', why: 'import' }).book;
  }

  /** A newer export of the school's system, written this minute. */
  export({ taken = {}, marks = {}, half = 'AM' }: NewExport): void {
    const registers = groups.map((group): Register => {
      const teacher = Object.values(staff).find((member) => 'takes' in member && member.takes === group)!;
      const before = this.book.registers(today, half).find((register) => register.group === group);
      const now = taken[group] ?? before?.taken;
      return {
        group,
        year: yearOf(group),
        date: today,
        half,
        teacher: teacher.name,
        teacherCode: teacher.code,
        room: `R${group}`,
        ...(now === undefined ? {} : { taken: now }),
      };
    });
    const present = Object.keys(taken).flatMap((group) =>
      [...this.pupils.values()].filter(({ form }) => form === group).map(({ key }) => key),
    );
    const given: ImportedMark[] = [
      ...present
        .filter((pupil) => !(pupil in marks))
        .map((pupil) => ({ pupil, code: half === 'AM' ? '/' : '\\' }) as const),
      ...Object.entries(marks).map(([pupil, code]) => ({ pupil, code })),
    ].map(({ pupil, code }) => ({ pupil, code, date: today, half }));
    this.book = withImport(this.book, {
      marks: given,
      registers,
      exportedAt: this.#now.toString(),
      at: this.#now.toString(),
      by: 'MIS',
      why: 'import',
    }).book;
  }

  /** Lets the school's time go on, in school time: `09:10`, or another day `2026-03-11T08:45`. */
  at(time: string): void {
    const [date, hour] = time.includes('T') ? (time.split('T') as [string, string]) : [today, time];
    this.#now = this.calendar.instantOf(date, hour);
  }

  /** Changes a pupil: a flag, a parent who works here. */
  pupilIs(key: string, own: Partial<Pupil>): void {
    this.pupils.set(key, { ...this.pupils.get(key)!, ...own });
  }

  flag(key: string, ...flags: PupilFlag[]): void {
    this.pupilIs(key, { flags });
  }

  /** The newest post to a channel (`Year 9`) or a person, as it stands now. */
  postTo(whom: 'Year 8' | 'Year 9' | StaffName, summary?: string): InMemoryPost {
    const post = this.messenger.posts.findLast(
      ({ to, versions }) =>
        (to.kind === 'channel'
          ? to.channel === whom.replace('Year ', 'channel-')
          : whom in staff && to.person === staff[whom as StaffName].id) &&
        (summary === undefined || versions[0]!.summary === summary),
    );
    if (!post) throw new Error(`nothing was posted to ${whom}`);
    return post;
  }

  wordsTo(whom: Parameters<OrdinaryDesk['postTo']>[0], summary?: string): string[] {
    return wordsOf(this.postTo(whom, summary).versions.at(-1)!.card);
  }

  /** Somebody presses a button of a post as it stands, or of an older version that they still see. */
  async press(
    post: InMemoryPost,
    who: StaffName | string,
    title: string,
    inputs: Record<string, string> = {},
    version = -1,
  ): Promise<PressAnswer> {
    const button = buttonsOf(post.versions.at(version)!.card).find((one) => one.title === title);
    if (!button) throw new Error(`there is no button ${title}`);
    const person = who in staff ? staff[who as StaffName].id : who;
    return pressCard(this.desk, { person, data: { ...button.data, ...inputs }, at: post.sent });
  }

  /** Everything that goes on after an answer is done; presses that wait are carried to their lists. */
  async settle(): Promise<void> {
    await this.#later.idle();
    for (const press of await this.presses.unsettled()) await carryOutPress(this.desk, press);
    await this.#later.idle();
  }
}

/** What a press was answered with, in words. */
export const answerWords = (answer: PressAnswer): string =>
  answer.kind === 'says' ? answer.says : wordsOf(answer.message.card).join(' | ');
