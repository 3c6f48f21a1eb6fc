import type { ReadExport } from '../mis/read-export.ts';
import { isOutside } from '../ports/outside-error.ts';
import { type Contact, contacts } from '../records/contact.ts';
import { pupils } from '../records/pupil.ts';
import type { RecordKind } from '../records/record.ts';
import { staff } from '../records/staff-member.ts';
import type { Desk } from './desk.ts';

/**
 * Brings pupils, contacts and staff of an export to their lists: new ones are created, changed ones updated, and only
 * in what changed. Nobody is taken away: a pupil leaves by the leaving date in the file, never by a short file.
 * Answers how many records were written.
 */
export const bringPeople = async (desk: Desk, read: ReadExport): Promise<number> => {
  let written = 0;
  if (read.pupils !== undefined)
    written += await bring(desk, pupils, read.pupils, (property) => read.pupilKnows.has(property));
  if (read.contacts.length > 0)
    written += await bring(desk, contacts, read.contacts, (property) => !enteredHere.has(property));
  if (read.staff.length > 0) written += await bring(desk, staff, read.staff, () => true);
  return written;
};

/** What people enter about a contact, and no export gives: an import leaves it as it is. */
const enteredHere: ReadonlySet<keyof Contact> = new Set([
  'address',
  'livesWith',
  'language',
  'born',
  'responsibilityProof',
] as const);

const attempts = 3;

const bring = async <T extends { readonly key: string }>(
  desk: Desk,
  kind: RecordKind<T>,
  wanted: readonly T[],
  knows: (property: keyof T) => boolean,
): Promise<number> => {
  let written = 0;
  for (let attempt = 1; ; attempt++) {
    const kept = new Map((await desk.records.find(kind)).map((stored) => [stored.record.key, stored]));
    const fresh = wanted.filter(({ key }) => !kept.has(key));
    const changes = wanted.flatMap((record) => {
      const seen = kept.get(record.key);
      const change = seen && changeOf(kind, seen.record, record, knows);
      return seen === undefined || change === undefined ? [] : [{ seen, change }];
    });
    if (fresh.length > 0) written += (await desk.records.createAll(kind, fresh, { overSpoilt: true })).length;
    if (changes.length === 0) return written;
    try {
      return written + (await desk.records.updateAll(kind, changes)).length;
    } catch (error) {
      if (!isOutside(error, 'stale') || attempt === attempts) throw error;
    }
  }
};

/** The properties that differ, of those that the export gives; undefined when all is the same. */
const changeOf = <T extends { readonly key: string }>(
  kind: RecordKind<T>,
  kept: T,
  wanted: T,
  knows: (property: keyof T) => boolean,
): Partial<Omit<T, 'key'>> | undefined => {
  const change: Partial<T> = {};
  for (const { name } of kind.columns) {
    const property = name as keyof T;
    if (name === 'key' || !knows(property)) continue;
    if (JSON.stringify(kept[property]) !== JSON.stringify(wanted[property])) change[property] = wanted[property];
  }
  return Object.keys(change).length === 0 ? undefined : change;
};
