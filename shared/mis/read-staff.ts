import type { StaffMember } from '../records/staff-member.ts';
import { fieldRows } from './field-rows.ts';
import { FileTally } from './file-tally.ts';
import type { Field } from './headings.ts';
import type { MarksFile } from './read-marks.ts';

/** Reads the staff file: one row a member of staff, by staff code. */
export const readStaff = (
  file: MarksFile,
  headings?: Readonly<Record<string, Field>>,
): { readonly staff: StaffMember[]; readonly tally: FileTally } => {
  const tally = new FileTally(file.name, 'staff');
  const read = fieldRows(
    file,
    tally,
    ['staffCode'],
    [
      { oneOf: ['staffCode'], says: 'the staff code' },
      { oneOf: ['name', 'surname', 'teacher'], says: 'the name' },
      { oneOf: ['email'], says: 'the e-mail address' },
    ],
    headings,
  );
  const byCode = new Map<string, StaffMember>();
  for (const row of read?.rows ?? []) {
    const key = row.text('staffCode');
    const parts = [row.text('title'), row.text('forename'), row.text('surname')].filter(Boolean).join(' ');
    const name = row.text('name') || row.text('teacher') || parts;
    if (key === '') tally.refuse(row.line, row.heading('staffCode'), '', 'no staff code');
    else if (name === '') tally.refuse(row.line, row.heading('name') ?? row.heading('surname'), '', 'no name');
    else {
      const member: StaffMember = {
        key,
        name,
        email: row.text('email').toLowerCase(),
        ...(row.text('job') === '' ? {} : { jobTitle: row.text('job') }),
        tutorOf: (row.text('tutorOf') || row.text('form')).split(/[;,\s]+/).filter((form) => form !== ''),
      };
      const known = byCode.get(key);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(member))
        tally.refuse(row.line, row.heading('staffCode'), key, 'this staff code stands in the file twice');
      else {
        tally.accept();
        byCode.set(key, member);
      }
    }
  }
  return { staff: [...byCode.values()], tally };
};
