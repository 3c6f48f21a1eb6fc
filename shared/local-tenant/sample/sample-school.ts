import type { Role } from '../../vocabulary/role.ts';
import type { Half, IsoDate } from '../../vocabulary/session.ts';
import { arborExport } from './export-arbor.ts';
import { simsExport } from './export-sims.ts';
import { makeGroups, makeTeams } from './microsoft365.ts';
import { SampleMis, type SchoolSize } from './mis.ts';
import { exportAt, halfTermOf, playDay, sessionFacts } from './morning.ts';
import { guidOf } from './random.ts';
import { storyForms } from './registers.ts';
import { calendarJson, storyDate } from './school.ts';
import { makeStaff, type StaffPlan, staffOf } from './staff.ts';
import { makeTracker } from './tracker.ts';
import { sampleTrackers } from './trackers/all.ts';
import { furtherSize, placeOf, seedOf } from './trust.ts';

/** One file as the school's MIS exports it; `name` is its name in the inbox: `marks-today.csv`. */
export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An Entra user of the school. */
export interface SampleAccount {
  /** The Entra object id: a GUID that depends on the seed alone. */
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  /** Mail and user principal name. */
  readonly email: string;
  readonly jobTitle: string;
  /** The code of the MIS; a governor has none. */
  readonly staffCode: string | undefined;
}

export interface SampleGroup {
  readonly id: string;
  readonly name: string;
  /** Account ids. */
  readonly members: readonly string[];
}

export interface SampleChannel {
  readonly id: string;
  readonly name: string;
  /** The year group the channel is for; undefined for General. */
  readonly year: string | undefined;
  /** Account ids. */
  readonly members: readonly string[];
}

export interface SampleTeam {
  readonly id: string;
  readonly name: string;
  /** Account ids of everybody in any of its channels. */
  readonly members: readonly string[];
  readonly channels: readonly SampleChannel[];
}

/** Who one may be in the local Teams; the people of the morning's story come first. */
export interface SamplePerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Year groups of a head of year. */
  readonly years: readonly string[];
  /** Register groups tutored. */
  readonly forms: readonly string[];
  /** What they do, in words: "Head of Year 9", "Tutor of 9C, English". */
  readonly says: string;
}

/** What happens at a minute of a school day; `time` is school time `HH:MM`, events come in order. */
export type SampleEvent =
  | {
      readonly time: string;
      readonly kind: 'export';
      /** Files to put in the inbox, each replacing the one of its name. */
      readonly files: readonly SampleFile[];
    }
  | {
      readonly time: string;
      readonly kind: 'request';
      /** The account that asks. */
      readonly as: string;
      readonly method: 'POST';
      /** A path of the desk: `/api/leave`. */
      readonly path: string;
      readonly body: unknown;
    };

/** What a test may know beforehand about a session of a day: times are school time `HH:MM`. */
export interface SampleSessionFacts {
  readonly date: IsoDate;
  readonly half: Half;
  /** Every register with the minute it is taken; undefined when it never is. */
  readonly registers: readonly {
    readonly group: string;
    readonly year: string;
    readonly teacherCode: string;
    readonly taken: string | undefined;
  }[];
  /** Registers not taken when the session's registers close. */
  readonly late: readonly string[];
  /** Pupils whose mark at the given minute is N, or is missing though their register was taken. */
  at(time: string): { readonly noReason: readonly string[]; readonly noMark: readonly string[] };
}

/** A register or marks put into the MIS by hand, as `POST /_control/mis` says them. */
export interface SampleEntry {
  readonly date: IsoDate;
  readonly half: Half;
  readonly group?: string | undefined;
  /** `HH:MM`: the register counts as taken then. */
  readonly taken?: string | undefined;
  /** Code by UPN; null takes a mark away. */
  readonly marks: Readonly<Record<string, string | null>>;
}

export interface SampleSchool {
  readonly seed: number;
  readonly canary: boolean;
  /** `saltmarsh` */
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** `saltmarsh.example` */
  readonly domain: string;
  readonly site: {
    /** `saltmarsh.sharepoint.example,<guid>,<guid>` */
    readonly id: string;
    readonly hostname: string;
    readonly path: string;
    readonly displayName: string;
    readonly driveId: string;
  };
  readonly accounts: readonly SampleAccount[];
  readonly groups: readonly SampleGroup[];
  readonly teams: readonly SampleTeam[];
  readonly people: readonly SamplePerson[];
  /** `Desk/policy.json`: passes `policySchema`. */
  readonly policy: unknown;
  /** `Desk/calendar.json`: passes `calendarSchema`. */
  readonly calendar: unknown;
  /** Which heading of which export file says what: `Desk/mapping.json`. */
  readonly mapping: unknown;
  readonly exports: {
    /** Everything the MIS knows on the evening before `on` (a school day, default 2026-03-10). */
    arbor(on?: IsoDate): SampleFile[];
    sims(on?: IsoDate): SampleFile[];
  };
  /** The attendance manager's own tracking workbook (.xlsx), about a week behind. */
  tracker(): Promise<Uint8Array>;
  /** Trackers of other habits, with pupils of this school: a file name each and what is special about it. */
  readonly trackers: readonly { readonly name: string; readonly says: string; make(): Promise<Uint8Array> }[];
  /** The events of a school day in order, the first at 08:30; throws RangeError when there is no school. */
  morning(date: IsoDate): SampleEvent[];
  /**
   * Puts something into the MIS by hand and answers with the files it exports at that minute of the day `on`; every
   * later export holds it too. RangeError says what is wrong. It lasts as long as this object: after a restart it is
   * entered again.
   */
  enter(entry: SampleEntry, on: IsoDate, time: string): SampleFile[];
  /** What will have happened in a session, for tests. */
  facts(date: IsoDate, half: Half): SampleSessionFacts;
}

export interface SampleOptions {
  readonly seed: number;
  /** Every name of a pupil or a parent contains `Zqx`, so that a leak can be searched for. */
  readonly canary: boolean;
  /** Undefined: all 50 forms with their 1,200 pupils. */
  readonly size?: SchoolSize | undefined;
  /** Which school of the trust, from 1. A further one has the staff that its size needs. */
  readonly number?: number;
}

/** Ten forms of six, and whoever plays a part in them: a school of which a morning is over in a moment. */
export const smallSize: SchoolSize = {
  forms: furtherSize.forms,
  pupilsAForm: 6,
  marksSince: '2026-02-23',
};

/**
 * The invented school: the same seed gives the same bytes, with and without `canary` the same marks. It takes about a
 * second; the files of a day are made when they are asked for.
 */
export const makeSampleSchool = ({ seed: ofTrust, canary, size, number = 1 }: SampleOptions): SampleSchool => {
  const seed = seedOf(ofTrust, number);
  const place = placeOf(number);
  const all = makeStaff(seed, place.domain);
  const staff = number === 1 || size === undefined ? all : staffOf(all, size);
  const mis = new SampleMis(seed, canary, staff, { size, school: place.name, establishment: place.establishment });
  const groups = makeGroups(seed, staff);
  const teams = makeTeams(seed, staff, number === 1 ? '' : `${place.id}-`);
  const pastoral = teams[0]!;
  const attendanceManager = staff.find(({ roles }) => roles.includes('attendance-manager'))!;
  const hostname = `${placeOf(1).domain.replace('.', '.sharepoint.')}`;
  return {
    seed,
    canary,
    id: place.id,
    name: place.name,
    tenantId: guidOf(ofTrust, 'tenant'),
    domain: place.domain,
    site: {
      id: `${hostname},${guidOf(seed, 'site collection')},${guidOf(seed, 'site')}`,
      hostname,
      path: place.path,
      displayName: 'Attendance Desk',
      driveId: `b!${guidOf(seed, 'drive').replaceAll('-', '')}`,
    },
    accounts: staff.map(({ id, name, givenName, surname, email, jobTitle, staffCode }) => ({
      id,
      name,
      givenName,
      surname,
      email,
      jobTitle,
      staffCode,
    })),
    groups: groups.map(({ id, name, members }) => ({ id, name, members })),
    teams,
    people: inOrderOfTheStory(staff).map(({ id, name, roles, years, forms, says }) => ({
      id,
      name,
      roles,
      years,
      forms,
      says,
    })),
    policy: {
      version: 1,
      date: '2025-09-01',
      school: place.name,
      roleGroups: groups.map(({ id, role, years }) => ({ role, group: id, years })),
      channels: pastoral.channels.flatMap(({ id, name, year }) =>
        year === undefined ? [] : [{ year, team: pastoral.id, channel: id, name }],
      ),
    },
    calendar: calendarJson,
    mapping: { source: 'arbor', files: { registers: { name: 'registers.csv', headings: {} } } },
    exports: {
      arbor: (on = storyDate) => arborExport(mis, on),
      sims: (on = storyDate) => simsExport(mis, on),
    },
    tracker: () => makeTracker(seed, mis),
    trackers: sampleTrackers.map(({ name, says, make }) => ({ name, says, make: () => make(mis) })),
    morning: (date) => playDay(mis, date, attendanceManager),
    enter: (entry, on, time) => {
      mis.enter(entry);
      return [...exportAt(mis, on, time), ...(entry.date < on ? halfTermOf(mis, entry.date, on, time) : [])];
    },
    facts: (date, half) => sessionFacts(mis, date, half),
  };
};

/** Leaders first, then the tutors whose registers the story tells, then everybody else. */
const inOrderOfTheStory = (staff: readonly StaffPlan[]): StaffPlan[] => {
  const placeOf = ({ roles, forms: [form] }: StaffPlan): number => {
    if (form === undefined) return roles.every((role) => role === 'teacher' || role === 'governor') ? 3 : 0;
    return storyForms.includes(form) ? 1 : 2;
  };
  return [...staff].sort((a, b) => placeOf(a) - placeOf(b));
};
