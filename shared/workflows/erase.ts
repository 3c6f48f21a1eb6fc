import { isOutside } from '../ports/outside-error.ts';
import { contactLog } from '../records/contact-log.ts';
import { firstDayTasks } from '../records/first-day-task.ts';
import { leaveRequests } from '../records/leave-request.ts';
import type { Pupil } from '../records/pupil.ts';
import { periodOf, periods } from '../records/retention.ts';
import { citationText } from '../vocabulary/citation.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { everyMarkBook } from './every-mark-book.ts';
import { leaveCardKey } from './leave-cards.ts';
import { marksOfOne } from './marks-of-one.ts';
import { type KindOfPupil, recordsOfPupil } from './records-of-pupil.ts';
import { isOnRoll } from './registers-now.ts';
import { deleteFileOf } from './retention.ts';
import { copyFolder, everyCopy, keepRows } from './tracker-copy.ts';
import { peopleWith } from './who-is.ts';

export interface Erasure {
  readonly pupil: string;
  readonly on: string;
  readonly dryRun: boolean;
  /** Records deleted (a dry run: that would be), by list; rows, by the folder of the copies of trackers. */
  readonly deleted: readonly { readonly list: string; readonly count: number }[];
  /** Files deleted: letters, packs, and exports in the inbox that name the pupil. */
  readonly files: readonly string[];
  /** Messages in personal chats that were taken back. */
  readonly messages: number;
  /** What is kept all the same, how much of it, and why. It names the pupil by id alone. */
  readonly kept: readonly {
    readonly what: string;
    readonly count: number;
    readonly why: string;
    readonly source: string;
  }[];
  /** What the desk cannot reach, and who must see to it. */
  readonly beyond: readonly string[];
}

const beyond = [
  'SharePoint keeps deleted items and files in the site’s recycle bin for up to 93 days: a site owner empties it.',
  'Teams keeps messages that were taken back as long as the tenant’s own retention policy says.',
  'The tracking workbook is its owner’s: delete the pupil’s row there, and copies of it.',
  'The information system, e-mail and paper are not the desk’s.',
] as const;

const decoder = new TextDecoder();

/** Exports in the inbox that name the pupil: copies, which the next export replaces. */
const importsNaming = async (desk: Desk, { key, surname, forename }: Pupil) => {
  const naming: { readonly path: string; readonly version: string }[] = [];
  for (const { path } of await desk.files.list('Inbox')) {
    const file = await desk.files.read(path);
    if (!file) continue;
    const text = decoder.decode(file.content);
    if (text.includes(key) || (text.includes(surname) && text.includes(forename))) naming.push(file);
  }
  return naming;
};

/** Messages in personal chats that may show the pupil: the lists of the days on which one was to be accounted for, and cards about leave. */
const messagesNaming = async (desk: Desk, { year }: Pupil, kinds: readonly KindOfPupil[]) => {
  const recordsOf = (name: string) => kinds.find(({ kind }) => kind.name === name)?.stored ?? [];
  const days = new Set(
    [...recordsOf(firstDayTasks.name), ...recordsOf(contactLog.name)].flatMap(({ record }) =>
      'date' in record && typeof record.date === 'string' ? [record.date] : [],
    ),
  );
  const lists = (await Promise.all([...days].map((day) => desk.ledger.onDate(day))))
    .flat()
    .filter(({ key, kind }) => kind === 'list' && key.split('/')[3] === year);
  const { leaveDeciders } = await desk.data.policy();
  const deciders = await peopleWith(desk, ...leaveDeciders);
  const cards = await Promise.all(
    recordsOf(leaveRequests.name).flatMap(({ record }) =>
      deciders.map(({ id }) => desk.ledger.byKey(leaveCardKey(record.key, id))),
    ),
  );
  return [...lists, ...cards.filter((post) => post !== undefined)].flatMap(({ key, state, sent }) =>
    state === 'sent' && sent ? [{ key, sent }] : [],
  );
};

/** Copies of a tracker that have a row of the pupil. */
const copiesNaming = async (desk: Desk, { key }: Pupil) =>
  (await everyCopy(desk)).filter(({ copy }) => copy.rows.some(({ pupil }) => pupil === key));

const takeBack = async (desk: Desk, messages: Awaited<ReturnType<typeof messagesNaming>>): Promise<void> => {
  for (const { key, sent } of messages) {
    try {
      await desk.messenger.withdraw(sent);
    } catch (error) {
      // Gone from the chat already: there is nothing left to take back.
      if (!isOutside(error, 'absent')) throw error;
    }
    await desk.ledger.mark(key, 'withdrawn');
  }
};

/** Pupils, the last list: until they go a run that broke off finds whose the rest is. */
const inOrder = (kinds: readonly KindOfPupil[]): readonly KindOfPupil[] => [
  ...kinds.filter(({ kind }) => kind.name !== 'pupil'),
  ...kinds.filter(({ kind }) => kind.name === 'pupil'),
];

/**
 * Takes a pupil out of everything the desk holds, save what must stay: the register and its amendments for six years by
 * statute, and the audit, which names ids alone. Says what is kept and why, and what lies beyond its reach. It can be run
 * again after it broke off. A dry run counts and deletes nothing. Undefined while a press about the pupil is on its way to
 * its list: a concern, above all, must reach its people first.
 */
export const erase = async (
  desk: Desk,
  pupil: Pupil,
  { dryRun, by }: { readonly dryRun: boolean; readonly by: { readonly id: string; readonly name: string } },
): Promise<Erasure | undefined> => {
  const waiting = await desk.presses.unsettled();
  if (waiting.some(({ data }) => JSON.stringify(data).includes(pupil.key))) return undefined;
  const [calendar, books, kinds] = await Promise.all([
    desk.data.calendar(),
    everyMarkBook(desk),
    recordsOfPupil(desk, pupil.key),
  ]);
  const { date: on } = calendar.at(desk.clock.now());
  const going = inOrder(
    kinds.filter(({ kind, stored }) => stored.length > 0 && !periodOf(kind.retention).outlivesErasure),
  );
  const staying = kinds.filter(({ kind }) => periodOf(kind.retention).outlivesErasure);
  const [imports, messages, copies] = await Promise.all([
    importsNaming(desk, pupil),
    messagesNaming(desk, pupil, kinds),
    copiesNaming(desk, pupil),
  ]);
  const files = imports.map(({ path }) => path);
  if (!dryRun) {
    await audit(desk, {
      key: `erase/${pupil.key}/${desk.clock.now().epochMilliseconds}`,
      by,
      verb: 'erase',
      record: 'pupil',
      pupil: pupil.key,
      detail: { records: going.reduce((sum, { stored }) => sum + stored.length, 0) },
    });
    await takeBack(desk, messages);
    for (const { path, version } of imports) await desk.files.delete(path, version);
    for (const { path } of copies) await keepRows(desk, path, (id) => id !== pupil.key);
    for (const { kind, stored } of going) {
      for (const { record } of stored) {
        const deleted = await deleteFileOf(desk, record);
        if (deleted !== undefined) files.push(deleted);
      }
      await desk.records.deleteAll(kind, stored);
    }
    await desk.data.refresh('everything');
  }
  const marks = books.flatMap((book) => marksOfOne(book, book.calendar, pupil.key)).length;
  const { why, law } = periods.register;
  return {
    pupil: pupil.key,
    on,
    dryRun,
    deleted: [
      ...going.map(({ kind, stored }) => ({ list: kind.list, count: stored.length })),
      ...(copies.length === 0 ? [] : [{ list: copyFolder, count: copies.length }]),
    ],
    files,
    messages: messages.length,
    kept: [
      { what: 'Marks in the mark books', count: marks, why, source: citationText(law) },
      ...staying.map(({ kind, stored }) => ({
        what: kind.list,
        count: stored.length + (kind.name === 'audit-event' && !dryRun ? 1 : 0),
        why: periodOf(kind.retention).why,
        source: citationText(periodOf(kind.retention).law),
      })),
    ],
    beyond: [
      ...(isOnRoll(pupil, on)
        ? [
            'The pupil is still on roll: the next export brings them back. Take them off in the information system first.',
          ]
        : []),
      ...beyond,
    ],
  };
};
