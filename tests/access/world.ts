import { type AnyKind, anyKinds } from '../../shared/records/all.ts';
import type { Pupil } from '../../shared/records/pupil.ts';
import { type Person, type Role, roles } from '../../shared/vocabulary/role.ts';
import { canary, OrdinaryDesk, pupilWith, today } from '../support/desk.ts';

/** Where a record stands, seen from the people below: all of them are of 9A and of the year 9 team. */
export const places = ['own form', 'own year', 'elsewhere', 'own child'] as const;
export type Place = (typeof places)[number];

const pupilAt: Readonly<Record<Place, Pupil>> = {
  'own form': pupilWith('P9A1', '9A'),
  'own year': pupilWith('P9B1', '9B'),
  elsewhere: pupilWith('P8A1', '8A'),
  'own child': pupilWith('P9A2', '9A', { parentStaffCodes: ['PARENT'] }),
};

const personWith = (name: string, own: Partial<Person>): Person => ({
  id: `id-${name}`,
  name: `Sam ${name}`,
  email: `${name}@larkrise.example`,
  roles: [],
  years: [],
  forms: [],
  tutorOf: [],
  staffCode: 'PARENT',
  ...own,
});

/** Somebody with one role, of 9A and of year 9 as far as the role has a class, a form or a year. */
const withRole = (role: Role): Person =>
  personWith(role, {
    roles: [role],
    years: role === 'head-of-year' ? ['9'] : [],
    forms: role === 'teacher' || role === 'tutor' ? ['9A'] : [],
    tutorOf: role === 'tutor' ? ['9A'] : [],
  });

export interface Actor {
  readonly name: string;
  readonly person: Person | undefined;
  readonly roles: readonly Role[];
}

/** One of each role; and whoever has none: a pupil, a guest, a leaver and a stranger are nobody to the desk. */
export const actors: readonly Actor[] = [
  ...roles.map((role) => ({ name: role, person: withRole(role), roles: [role] })),
  { name: 'an account without a role', person: personWith('plain', {}), roles: [] },
  { name: 'nobody: pupil, guest, leaver', person: undefined, roles: [] },
];

/** A text that stands nowhere else, so that it is found wherever it leaks. */
export const markerOf = (kind: string, field: string, pupil: string): string => `${canary}.${kind}.${field}.${pupil}`;

const sequence = (kind: string, field: string): number =>
  [...`${kind}.${field}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7) + 7_000_000;

/** Fields that the views count with and so must make sense. */
const given: Readonly<Record<string, (pupil: Pupil) => Readonly<Record<string, unknown>>>> = {
  pupil: ({ year, form, parentStaffCodes }) => ({
    year,
    form,
    parentStaffCodes,
    from: '2025-09-03',
    to: undefined,
    born: '2012-05-04',
    flags: ['child-protection', 'medical-plan'],
  }),
  'first-day-task': ({ year, form }) => ({ date: today, half: 'AM', year, form, tier: 3, attempts: 0 }),
  'contact-log': ({ key }) => ({ date: today, task: `${today}/AM/${key}` }),
  'register-note': ({ year, form }) => ({ date: today, year, group: form }),
  'leave-request': () => ({
    from: '2026-03-23',
    to: '2026-03-25',
    received: today,
    decidedAt: '2026-03-10T09:00:00Z',
    sessions: 6,
  }),
  intervention: () => ({
    stage: '1',
    openedOn: '2026-02-24',
    reviewDue: '2026-03-24',
    reviewedOn: undefined,
    outcome: 'open',
    recommended: '{}',
  }),
  // A stage that is on hold today: what the sheet and the tab show of it is the record itself.
  'stage-hold': () => ({ stage: '1', heldOn: today, until: undefined, endedOn: undefined }),
  letter: () => ({ state: 'draft' }),
  post: () => ({ toKind: 'person' }),
  conversation: () => ({ kind: 'person' }),
};

const keyOf = (kind: AnyKind, pupil: Pupil): string =>
  kind.name === 'pupil'
    ? pupil.key
    : kind.name === 'first-day-task'
      ? `${today}/AM/${pupil.key}`
      : `${kind.name}-${pupil.key}`;

/** A record in which every field is filled: a marker where a text may stand. */
export const recordAt = (kind: AnyKind, place: Place, author = 'id-somebody'): { readonly key: string } => {
  const pupil = pupilAt[place];
  const filled = kind.columns.map(({ name, type, choices }): [string, unknown] => {
    if (name === 'pupil') return [name, pupil.key];
    if (name === 'pupils') return [name, [pupil.key]];
    if (name === kind.author) return [name, author];
    if (type === 'choice') return [name, choices![0]];
    if (type === 'boolean') return [name, true];
    if (type === 'number') return [name, sequence(kind.name, name)];
    const marker = markerOf(kind.name, name, pupil.key);
    return [name, lists.has(name) ? [marker] : marker];
  });
  const record = { ...Object.fromEntries(filled), ...(given[kind.name]?.(pupil) ?? {}), key: keyOf(kind, pupil) };
  return kind.schema.parse(record);
};

const lists: ReadonlySet<string> = new Set([
  'flags',
  'parentStaffCodes',
  'tutorOf',
  'sessions',
  'actions',
  'reviewDates',
  'reviewsHeld',
]);

/** A school in which every record stands once in every place. */
export const filledDesk = async (author?: string): Promise<OrdinaryDesk> => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:20');
  for (const place of places) {
    const pupil = recordAt(kindNamed('pupil'), place) as Pupil;
    ordinary.pupils.set(pupil.key, pupil);
    for (const kind of anyKinds) await ordinary.records.create(kind, recordAt(kind, place, author));
  }
  return ordinary;
};

export const kindNamed = (name: string): AnyKind => anyKinds.find((kind) => kind.name === name)!;
