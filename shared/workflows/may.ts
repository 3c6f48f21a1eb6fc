import { type DataRow, type Reach, type Right, rightTo } from '../records/access.ts';
import type { Pupil } from '../records/pupil.ts';
import type { RecordColumn, RecordKind } from '../records/record.ts';
import { periodOf } from '../records/retention.ts';
import { holds, type Person, type Role } from '../vocabulary/role.ts';

/** Everything a person may ask of the desk in this product; one row each in the table below. */
export const verbs = [
  'see-registers',
  'chase-register',
  'see-attendance',
  'see-first-day',
  'log-contact',
  'raise-concern',
  'acknowledge-concern',
  'see-leave',
  'see-leave-dates',
  'enter-leave',
  'decide-leave',
  'see-tracker',
  'see-penalty',
  'see-tier',
  'accept-stage',
  'choose-stage',
  'hold-stage',
  'end-hold',
  'contact-family',
  'edit-tracker',
  'share-tracker-copy',
  'see-meeting',
  'hold-meeting',
  'release-held',
] as const;
export type Verb = (typeof verbs)[number];

/** What is needed of a pupil to tell who may see one. */
export type PupilScope = Pick<Pupil, 'year' | 'form' | 'parentStaffCodes'>;

/** What it is about. Without a year the question is "anywhere at all?". */
export interface Scope {
  readonly year?: string | undefined;
  readonly group?: string | undefined;
  /** The pupil concerned; a pupil is hidden from a parent who works here. */
  readonly pupil?: PupilScope | undefined;
  /** The policy's `leaveDeciders`. */
  readonly leaveDeciders?: readonly Role[] | undefined;
}

/** A verb that reads or writes a row of the access matrix, sees its totals, or is granted by role. */
type Grant =
  | { readonly reads: DataRow }
  | { readonly writes: DataRow }
  | { readonly totals: DataRow }
  | { readonly everywhere: readonly Role[]; readonly ownYears?: readonly Role[] };

const office = ['attendance-manager', 'pastoral-administration-officer'] as const;
const leaders = ['deputy-head', 'head'] as const;
const safeguarding = ['dsl', 'deputy-dsl'] as const;

/** Which right each verb asks for. Deciding leave is not here: the policy names who decides. */
const grants: Readonly<Record<Exclude<Verb, 'decide-leave'>, Grant>> = {
  'see-registers': { reads: 'register-state' },
  'chase-register': { writes: 'register-chase' },
  'see-attendance': { totals: 'attendance' },
  // The list says what a parent gave as the reason.
  'see-first-day': { reads: 'contact-log.health' },
  'log-contact': { writes: 'contact-log' },
  // Anybody who works through a first-day list may say that they are worried (§4.3).
  'raise-concern': { everywhere: [...office, ...leaders, ...safeguarding], ownYears: ['head-of-year'] },
  'acknowledge-concern': { everywhere: [...safeguarding, 'head'] },
  'see-leave': { reads: 'leave' },
  'see-leave-dates': { reads: 'leave.dates' },
  'enter-leave': { writes: 'leave' },
  'see-tracker': { reads: 'interventions' },
  'see-penalty': { reads: 'penalty-court' },
  'see-tier': { reads: 'flags.tier' },
  'accept-stage': { writes: 'interventions' },
  'choose-stage': { writes: 'interventions' },
  'hold-stage': { writes: 'interventions' },
  'end-hold': { writes: 'interventions' },
  'contact-family': { writes: 'contact-log' },
  'edit-tracker': { writes: 'interventions' },
  // Her own columns may hold anything: for those who keep the whole school's sheet.
  'share-tracker-copy': { everywhere: ['attendance-manager', 'deputy-head'] },
  'see-meeting': { reads: 'meetings' },
  'hold-meeting': { writes: 'meetings' },
  // The second person whom the breaker asks (reliability §3).
  'release-held': { everywhere: ['attendance-manager', ...leaders] },
};

/** Where something stands: what a reach is measured against. */
interface Place {
  readonly year?: string | undefined;
  readonly group?: string | undefined;
  readonly author?: string | undefined;
  readonly isOfPupil?: boolean;
}

const among = (own: readonly string[], asked: string | undefined, isAnywhere: boolean): boolean =>
  asked === undefined ? isAnywhere && own.length > 0 : own.includes(asked);

const within = (person: Person, reach: Reach, { year, group, author, isOfPupil }: Place): boolean => {
  const isAnywhere = year === undefined && group === undefined;
  switch (reach) {
    case 'school':
      return true;
    case 'years':
      return among(person.years, year, isAnywhere);
    case 'class':
      return among(person.forms, group, isAnywhere);
    case 'form':
      return among(person.tutorOf ?? [], group, isAnywhere);
    case 'entries':
      return author === person.id;
    case 'pupils':
      return isOfPupil === true;
  }
};

const isOwnChild = (person: Person, pupil: PupilScope | undefined): boolean =>
  pupil !== undefined && person.staffCode !== undefined && pupil.parentStaffCodes.includes(person.staffCode);

const reaches = (person: Person, row: DataRow, of: (right: Right) => Reach | undefined, place: Place): boolean =>
  person.roles.some((role) => {
    const reach = of(rightTo(row, role));
    return reach !== undefined && within(person, reach, place);
  });

/** Totals of a year group: whoever sees all its records, and those who see totals alone. */
const seesTotals = (person: Person, row: DataRow, place: Place): boolean =>
  person.roles.some((role) => {
    const { read, totals } = rightTo(row, role);
    if (read === 'class' || read === 'form') return false;
    return totals && (read === undefined || within(person, read, place));
  });

/**
 * May this person do this, there, now? The one place that answers it, for cards, tab, pane and command line alike.
 * Give `leaveDeciders` for `decide-leave`; without them nobody decides.
 */
export const may = (person: Person, verb: Verb, scope: Scope = {}): boolean => {
  if (isOwnChild(person, scope.pupil)) return false;
  if (verb === 'decide-leave') return holds(person, ...(scope.leaveDeciders ?? []));
  const place = { year: scope.year ?? scope.pupil?.year, group: scope.group ?? scope.pupil?.form };
  const grant = grants[verb];
  if ('reads' in grant) return reaches(person, grant.reads, ({ read }) => read, place);
  if ('writes' in grant) return reaches(person, grant.writes, ({ write }) => write, place);
  if ('totals' in grant) return seesTotals(person, grant.totals, place);
  return (
    holds(person, ...grant.everywhere) ||
    (holds(person, ...(grant.ownYears ?? [])) && within(person, 'years', { year: place.year }))
  );
};

/** Whom one record is about: its pupils as the roll knows them, its register group, who wrote it. */
export interface About {
  readonly pupils?: readonly PupilScope[];
  readonly year?: string | undefined;
  readonly group?: string | undefined;
  readonly author?: string | undefined;
}

const placesOf = ({ pupils, year, group, author }: About): readonly Place[] =>
  pupils === undefined || pupils.length === 0
    ? [{ year, group, author }]
    : pupils.map((pupil) => ({ year: pupil.year, group: pupil.form, author, isOfPupil: true }));

const rightsOn = (
  person: Person | undefined,
  columns: readonly Pick<RecordColumn, 'name' | 'of'>[],
  about: About | undefined,
  of: (right: Right) => Reach | undefined,
): ReadonlySet<string> => {
  if (!person || !about || about.pupils?.some((pupil) => isOwnChild(person, pupil))) return new Set();
  const places = placesOf(about);
  return new Set(
    columns
      .filter(({ of: row }) => row !== 'key' && places.every((place) => reaches(person, row, of, place)))
      .map(({ name }) => name),
  );
};

interface Keyed {
  readonly key: string;
}

/** What may be looked at: the columns of a record, and what the desk makes of them for some who may not see them. */
const seeable = <T extends Keyed>({ columns, derived = [] }: RecordKind<T>) => [...columns, ...derived];

/**
 * The fields of a record that a person may read: none for somebody without a role, about one's own child, or when it is
 * not known whom the record is about (`about` undefined). Where nothing but the key would be left it is nothing.
 */
export const maySee = <T extends Keyed>(
  person: Person | undefined,
  kind: RecordKind<T>,
  about: About | undefined,
): ReadonlySet<string> => {
  const fields = rightsOn(person, seeable(kind), about, ({ read }) => read);
  if (fields.size === 0) return fields;
  return new Set([...kind.columns.filter(({ of }) => of === 'key').map(({ name }) => name), ...fields]);
};

/** The fields that a person may write, through a workflow. The key and the pupil are no field: the action brings them. */
export const mayWrite = <T extends Keyed>(
  person: Person | undefined,
  kind: RecordKind<T>,
  about: About | undefined,
): ReadonlySet<string> => rightsOn(person, kind.columns, about, ({ write }) => write);

const textAt = (record: object, name: string): string | undefined => {
  const value: unknown = (record as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
};

/** The ids of the pupils that a record is about: its own key, its `pupil`, or its `pupils`. */
export const pupilsOf = <T extends Keyed>(
  kind: Pick<RecordKind<T>, 'name' | 'about'>,
  record: T,
): readonly string[] => {
  if (kind.about !== 'pupil') return [];
  if (kind.name === 'pupil') return [record.key];
  const several: unknown = (record as unknown as Readonly<Record<string, unknown>>).pupils;
  if (Array.isArray(several)) return several.map(String);
  const one = textAt(record, 'pupil');
  return one === undefined ? [] : [one];
};

/**
 * Whom a record is about. Undefined when it names a pupil whom the roll does not know: nobody is shown it then, except
 * for what outlives an erasure and names ids alone.
 */
export const aboutOf = <T extends Keyed>(
  kind: RecordKind<T>,
  record: T,
  pupils: ReadonlyMap<string, PupilScope>,
): About | undefined => {
  const ids = pupilsOf(kind, record);
  const known = ids.flatMap((id) => pupils.get(id) ?? []);
  if (known.length < ids.length && !periodOf(kind.retention).outlivesErasure) return undefined;
  const isOfRegister = kind.about === 'register';
  return {
    pupils: known,
    year: isOfRegister ? textAt(record, 'year') : undefined,
    group: isOfRegister ? textAt(record, 'group') : undefined,
    author: kind.author === undefined ? undefined : textAt(record, kind.author),
  };
};

/** The record with the fields that the person may read; undefined when there is none. The one projection of every way out. */
export const seenBy = <T extends Keyed>(
  person: Person | undefined,
  kind: RecordKind<T>,
  record: T,
  pupils: ReadonlyMap<string, PupilScope>,
): Partial<T> | undefined => {
  const about = aboutOf(kind, record, pupils);
  const fields = maySee(person, kind, about);
  if (fields.size === 0) return undefined;
  const { guarded } = kind;
  const isGuarded =
    guarded?.when(record) === true &&
    rightsOn(person, [{ name: 'words', of: guarded.of }], about, ({ read }) => read).size === 0;
  const hidden = new Set(isGuarded ? guarded.columns : []);
  const derived = (kind.derived ?? []).map(({ name, from }) => [name, from(record)] as const);
  return Object.fromEntries(
    [...Object.entries(record), ...derived].filter(([name]) => fields.has(name) && !hidden.has(name)),
  ) as unknown as Partial<T>;
};
