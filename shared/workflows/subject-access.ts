import type { AnyKind } from '../records/all.ts';
import { type Pupil, safeguardingFlags } from '../records/pupil.ts';
import { plannedFields } from '../records/pupil-plan.ts';
import { periodOf, periods } from '../records/retention.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { everyMarkBook } from './every-mark-book.ts';
import { type MarkOfOne, marksOfOne } from './marks-of-one.ts';
import { recordsOfPupil } from './records-of-pupil.ts';
import { redactor } from './redact.ts';
import { copyFolder, everyCopy } from './tracker-copy.ts';

type Keyed = { readonly key: string };
type Fields = Readonly<Record<string, unknown>>;

/** What is left out of a record, and why, in words that the reader gets. */
const withheld = {
  accounts: 'Account ids of staff: a name and a role is given where somebody acted.',
  others: 'Names and ids of other pupils and of their parents.',
  contacts:
    'Telephone numbers, addresses and dates of birth of parents and other contacts: each may ask for their own.',
  safeguarding:
    'References held by the safeguarding lead, and flags set by them: the safeguarding lead decides on their release, whether there are any or not.',
  chain: 'The numbers and hashes that chain the audit.',
} as const;

/** Columns that say who acted by an account's id. Their names stand beside them. */
const accountColumns: ReadonlySet<string> = new Set([
  'by',
  'openedBy',
  'endedBy',
  'endedPress',
  'decidedBy',
  'signedOffBy',
  'acknowledgedBy',
  ...plannedFields.map((field) => `${field}By`),
]);
/** What stands in a record about others: another pupil's letter, a parent's data, the chain of the audit. */
const withheldColumns: Readonly<Record<string, readonly string[]>> = {
  contact: ['phone', 'email', 'address', 'born', 'responsibilityProof'],
  letter: ['household'],
  pupil: ['parentStaffCodes'],
  'meeting-pack': ['pupils', 'file', 'hash'],
  'audit-event': ['number', 'previous', 'hash', 'record'],
};

export interface SubjectAccess {
  readonly pupil: string;
  readonly on: string;
  readonly dryRun: boolean;
  /** Records by kind; a dry run has counts alone. */
  readonly records: Readonly<Record<string, readonly Fields[]>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly marks: readonly MarkOfOne[];
  readonly withheld: readonly string[];
  /** Why each kind is kept, and how long. */
  readonly kept: readonly { readonly record: string; readonly why: string }[];
}

const releasedFlags = (flags: unknown): unknown =>
  Array.isArray(flags) ? flags.filter((flag) => !safeguardingFlags.has(flag)) : flags;

const redactedIn = (value: unknown, redact: (text: string) => string): unknown =>
  typeof value === 'string' ? redact(value) : value;

/** Whoever acted is said by name and role. */
const rolesByName = async (desk: Desk): Promise<ReadonlyMap<string, string>> =>
  new Map(
    [...(await desk.data.staff()).values()].flatMap(({ name, jobTitle }) =>
      jobTitle === undefined ? [] : [[name, `${name}, ${jobTitle}`]],
    ),
  );

const released = (
  kind: AnyKind,
  record: Keyed,
  redact: (text: string) => string,
  roles: ReadonlyMap<string, string>,
): Fields => {
  const safeguarding = new Set(kind.columns.filter(({ of }) => of === 'safeguarding').map(({ name }) => name));
  const hidden = new Set(withheldColumns[kind.name]);
  const fields = Object.entries(record).filter(
    ([name]) =>
      !safeguarding.has(name) &&
      !hidden.has(name) &&
      !accountColumns.has(name) &&
      (name !== 'key' || kind.name === 'pupil'),
  );
  return Object.fromEntries(
    fields.map(([name, value]) => {
      if (kind.name === 'pupil' && name === 'flags') return [name, releasedFlags(value)];
      if (Array.isArray(value)) return [name, value.map((each: unknown) => redactedIn(each, redact))];
      return [name, roles.get(String(value)) ?? redactedIn(value, redact)];
    }),
  );
};

/** The pupil's own row in each copy of a tracker, by its headings. */
const rowsIn = async (desk: Desk, { key }: Pupil): Promise<readonly Fields[]> =>
  (await everyCopy(desk)).flatMap(({ copy: { sheet, columns, rows } }) =>
    rows
      .filter(({ pupil }) => pupil === key)
      .map(({ cells }) => {
        const fields = new Map<string, unknown>([['sheet', sheet]]);
        for (const [at, { heading }] of columns.entries())
          fields.set(fields.has(heading) || heading === '' ? `${heading} (column ${at + 1})` : heading, cells[at]);
        return Object.fromEntries(fields);
      }),
  );

const redactedRow = (row: Fields, redact: (text: string) => string): Fields =>
  Object.fromEntries(Object.entries(row).map(([heading, value]) => [redact(heading), redactedIn(value, redact)]));

/**
 * Everything the desk holds about one pupil, for the pupil or a parent who asks (§11): from the lists, the mark book and
 * the audit. Third parties are redacted: other pupils and their parents, contact details, staff beyond name and role;
 * whatever is the safeguarding lead's is not released without them. The export itself is an event. A dry run counts.
 */
export const subjectAccess = async (
  desk: Desk,
  pupil: Pupil,
  { dryRun, by }: { readonly dryRun: boolean; readonly by: { readonly id: string; readonly name: string } },
): Promise<SubjectAccess> => {
  const [calendar, books, kinds, redact, roles, copies] = await Promise.all([
    desk.data.calendar(),
    everyMarkBook(desk),
    recordsOfPupil(desk, pupil.key),
    redactor(desk, pupil),
    rolesByName(desk),
    rowsIn(desk, pupil),
  ]);
  const { date: on } = calendar.at(desk.clock.now());
  const held = kinds.filter(({ stored }) => stored.length > 0);
  const marks = books
    .flatMap((book) => marksOfOne(book, book.calendar, pupil.key))
    .map((mark) => ({
      ...mark,
      amended: mark.amended.map((change) => ({
        ...change,
        why: redact(change.why),
        evidence: change.evidence === null ? null : redact(change.evidence),
      })),
    }));
  if (!dryRun)
    await audit(desk, {
      key: `subject-access/${pupil.key}/${desk.clock.now().epochMilliseconds}`,
      by,
      verb: 'subject-access',
      record: 'subject-access',
      pupil: pupil.key,
      detail: { records: held.reduce((sum, { stored }) => sum + stored.length, 0) },
    });
  return {
    pupil: pupil.key,
    on,
    dryRun,
    records: dryRun
      ? {}
      : {
          ...Object.fromEntries(
            held.map(({ kind, stored }) => [
              kind.list,
              stored.map(({ record }) => released(kind, record, redact, roles)),
            ]),
          ),
          ...(copies.length === 0 ? {} : { [copyFolder]: copies.map((row) => redactedRow(row, redact)) }),
        },
    counts: {
      ...Object.fromEntries(held.map(({ kind, stored }) => [kind.list, stored.length])),
      ...(copies.length === 0 ? {} : { [copyFolder]: copies.length }),
      Marks: marks.length,
    },
    marks: dryRun ? [] : marks,
    withheld: Object.values(withheld),
    kept: [
      ...held.map(({ kind }) => ({ record: kind.list, why: periodOf(kind.retention).why })),
      ...(copies.length === 0 ? [] : [{ record: copyFolder, why: periods.copies.why }]),
    ],
  };
};
