import type { Contact } from '../records/contact.ts';
import { fieldRows, isYes } from './field-rows.ts';
import { FileTally } from './file-tally.ts';
import type { Field } from './headings.ts';
import type { PupilIndex } from './pupil-index.ts';
import type { MarksFile } from './read-marks.ts';

/** Reads the contacts file: one row a contact of a pupil, in the order in which they are called where no priority stands. */
export const readContacts = (
  file: MarksFile,
  pupils: PupilIndex,
  headings?: Readonly<Record<string, Field>>,
): { readonly contacts: Contact[]; readonly tally: FileTally } => {
  const tally = new FileTally(file.name, 'contacts');
  const ids = ['upn', 'pupil', 'admission'] as const;
  const read = fieldRows(
    file,
    tally,
    ids,
    [
      { oneOf: ids, says: 'the pupil (UPN or admission number)' },
      { oneOf: ['name', 'surname'], says: "the contact's name" },
    ],
    headings,
  );
  const byKey = new Map<string, Contact>();
  const next = new Map<string, number>();
  for (const row of read?.rows ?? []) {
    const field = ids.find((candidate) => row.text(candidate) !== '') ?? ids.find((candidate) => row.has(candidate))!;
    const pupil = pupils.find(row.text(field));
    const name =
      row.text('name') || [row.text('title'), row.text('forename'), row.text('surname')].filter(Boolean).join(' ');
    const place = (next.get(pupil?.key ?? '') ?? 0) + 1;
    const priority = row.text('priority') === '' ? place : Number(row.text('priority'));
    if (pupil === undefined) tally.refuse(row.line, row.heading(field), row.text(field), 'not on roll');
    else if (name === '') tally.refuse(row.line, row.heading('name') ?? row.heading('surname'), '', 'no name');
    else if (!Number.isInteger(priority) || priority < 1 || priority > 99)
      tally.refuse(row.line, row.heading('priority'), row.text('priority'), 'no priority like 1');
    else {
      next.set(pupil.key, place);
      const contact: Contact = {
        key: `${pupil.key}/${priority}`,
        pupil: pupil.key,
        priority,
        name,
        relationship: row.text('relationship') || 'Contact',
        ...(row.text('phone') === '' ? {} : { phone: row.text('phone') }),
        ...(row.text('email') === '' ? {} : { email: row.text('email') }),
        parentalResponsibility: isYes(row.text('responsibility')),
      };
      const known = byKey.get(contact.key);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(contact))
        tally.refuse(row.line, row.heading('priority'), row.text('priority'), 'another contact has this priority');
      else {
        tally.accept();
        byKey.set(contact.key, contact);
      }
    }
  }
  return { contacts: [...byKey.values()], tally };
};
