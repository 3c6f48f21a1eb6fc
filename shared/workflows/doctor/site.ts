import { OutsideError } from '../../ports/outside-error.ts';
import { readMarkBook } from '../../records/mark-book-text.ts';
import { policySchema } from '../../rules/policy.ts';
import { Calendar } from '../../vocabulary/calendar.ts';
import { Temporal } from '../../vocabulary/temporal.ts';
import { provision } from '../provision.ts';
import { calendarPath, markBookPath, policyPath } from '../school-data-reader.ts';
import type { Check, Patient, Seen, Trouble } from './check.ts';

/** Lists, columns and indexes, as `desk provision` would find them. */
export const lists: Check = {
  name: 'lists',
  daily: true,
  look: async ({ lists: site, kinds }) => {
    const { lists: missing, drift } = await provision(site, kinds, { dryRun: true });
    const named = new Set(drift.map(({ where }) => where));
    return {
      saw: `${kinds.length} lists with their columns and indexes`,
      troubles: [
        ...missing
          .filter((list) => !named.has(list))
          .map((list) => ({ about: list, why: 'not made yet', mend: 'Run desk provision.' })),
        ...drift.map(({ where, says, mend = 'Run desk provision.' }) => ({ about: where, why: says, mend })),
      ],
    };
  },
};

/** SharePoint's list view threshold is 5,000; by then every question must go by an index. */
const manyItems = 4000;

/** Every item can be read as a record; lists that grow are named in time. */
export const items: Check = {
  name: 'items',
  daily: true,
  look: async ({ tenant, kinds }) => {
    const seen = await Promise.all(
      kinds.map(async (kind) => {
        try {
          return { list: kind.list, ...(await tenant.itemsOf(kind)) };
        } catch (error) {
          // A list or a column that is gone is told by the check of the lists.
          if (error instanceof OutsideError && (error.kind === 'absent' || error.kind === 'refused'))
            return { list: kind.list, count: 0, unreadable: [] };
          throw error;
        }
      }),
    );
    return {
      saw: `${seen.reduce((sum, { count }) => sum + count, 0)} items can be read`,
      troubles: seen.flatMap(({ list, unreadable }) =>
        unreadable.map(({ item, column }) => ({
          about: `${list}, item ${item}`,
          why: `column ${column} holds what the desk cannot read; the item is left out everywhere`,
          mend: 'Open the item in SharePoint; under Version history restore the version before, or put the field right.',
        })),
      ),
      notes: seen
        .filter(({ count }) => count >= manyItems)
        .map(({ list, count }) => ({
          about: list,
          why: `${count} items; from 5,000 on SharePoint answers by indexed columns alone, as the desk asks`,
          mend: 'Run desk retention: what need not be kept goes.',
        })),
    };
  },
};

const parsed = (content: Uint8Array): unknown => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));

const restoreVersion = 'In the site’s library open its Version history and restore the last good version.';

interface Reading {
  readonly path: string;
  readonly missing: Trouble | undefined;
  /** What it says of itself; throws when it is damaged. */
  readonly read: (content: Uint8Array) => string;
  readonly mend: string;
}

const look = async ({ files }: Patient, { path, missing, read, mend }: Reading): Promise<Seen> => {
  const file = await files.read(path);
  if (!file) return missing ? { saw: path, troubles: [missing] } : { saw: 'none yet' };
  try {
    return { saw: read(file.content) };
  } catch {
    return {
      saw: path,
      troubles: [{ about: path, why: 'the file is damaged; the desk goes by the last good version it read', mend }],
    };
  }
};

const notThere = (path: string): Trouble => ({
  about: path,
  why: 'the site has no such file',
  mend: 'Put it into the folder Desk of the site’s library; the README says what it holds.',
});

export const policyFile: Check = {
  name: 'policy',
  daily: true,
  look: async (patient) =>
    await look(patient, {
      path: policyPath,
      missing: notThere(policyPath),
      read: (content) => {
        const { version, date } = policySchema.parse(parsed(content));
        return `version ${version}${date === '' ? '' : ` of ${date}`}`;
      },
      mend: `desk policy check FILE names each line that is wrong. ${restoreVersion}`,
    }),
};

export const calendarFile: Check = {
  name: 'calendar',
  daily: true,
  look: async (patient) => {
    const seen = await look(patient, {
      path: calendarPath,
      missing: notThere(calendarPath),
      read: (content) =>
        Calendar.parse(parsed(content))
          .years.map(({ year }) => year)
          .join(', '),
      mend: restoreVersion,
    });
    if (seen.troubles) return seen;
    const calendar = await patient.data.calendar();
    const { date } = calendar.at(patient.clock.now());
    if (calendar.yearOf(date)) return seen;
    const why = `it holds no school year for ${date}: no day is a school day`;
    return { ...seen, troubles: [{ about: calendarPath, why, mend: 'Add the terms of this school year.' }] };
  },
};

/** The one file of marks, and whether it is whole. */
export const markBook: Check = {
  name: 'mark book',
  daily: true,
  look: async (patient) => {
    const calendar = await patient.data.calendar();
    const path = markBookPath(calendar, calendar.at(patient.clock.now()).date);
    const folder = path.slice(0, path.lastIndexOf('/'));
    const aside = (await patient.files.list(folder)).filter((file) => file.path.includes(' damaged '));
    const seen = await look(patient, {
      path,
      missing: undefined,
      read: (content) => {
        readMarkBook(new TextDecoder('utf-8', { fatal: true }).decode(content), calendar);
        return path;
      },
      mend: restoreVersion,
    });
    const notes = aside.map((file) => ({
      about: file.path,
      why: 'a mark book that was damaged and put aside; the last good one was written in its place',
      mend: 'Look who or what writes into this folder; delete the file when nobody needs it any more.',
    }));
    return { ...seen, notes };
  },
};

const longestSilenceDays = 7;

/** The export of the school's system: old data accuses nobody, but then nobody is chased either. */
export const inbox: Check = {
  name: 'export',
  daily: true,
  look: async ({ files, data, clock }) => {
    const newest = (await files.list('Inbox'))
      .map(({ modified }) => modified)
      .sort()
      .at(-1);
    const mend =
      'Look whether the school’s system still writes its exports into the folder Inbox of the site’s library.';
    if (newest === undefined) return { saw: 'none', troubles: [{ why: 'no export has ever arrived', mend }] };
    const [policy, calendar] = [await data.policy(), await data.calendar()];
    const now = clock.now();
    const minutes = Math.floor((now.epochMilliseconds - Temporal.Instant.from(newest).epochMilliseconds) / 60_000);
    const { date, time } = calendar.at(now);
    const isOpen =
      (['AM', 'PM'] as const).some((half) => calendar.numberOf(date, half) !== undefined) &&
      time >= policy.registers.AM.opens &&
      time <= policy.registers.PM.closes;
    const most = isOpen ? policy.breaker.exportOlderThanMinutes : longestSilenceDays * 24 * 60;
    const saw = `the newest is ${minutes} minutes old`;
    return minutes > most ? { saw, troubles: [{ why: `${saw}; nobody is chased on old data`, mend }] } : { saw };
  },
};
