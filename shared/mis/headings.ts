import type { Half } from '../vocabulary/session.ts';
import { sessionTextOf } from './half-cell.ts';

/**
 * What a column may be called (attendance reference §12.1). Spellings are compared without case, spaces, punctuation
 * and plural, so `UPN`, `Admission number`, `Admission Numbers` and `admission_number` need one entry each.
 */
export const spellings = {
  upn: ['upn', 'unique pupil number'],
  admission: ['adno', 'admission number', 'admission no', 'adm no', 'admission'],
  pupil: ['pupil', 'pupil id', 'student id', 'student', 'mis id'],
  surname: ['surname', 'legal surname', 'last name', 'family name', 'preferred surname'],
  forename: ['forename', 'legal forename', 'first name', 'legal first name', 'given name', 'preferred forename'],
  name: ['name', 'pupil name', 'student name', 'full name', 'contact name', 'staff name'],
  title: ['title'],
  year: ['year', 'year group', 'nc year', 'current nc year', 'yr'],
  form: ['reg', 'reg group', 'registration group', 'form', 'form group', 'tutor group', 'registration form'],
  sex: ['sex', 'gender', 'legal sex'],
  born: ['born', 'dob', 'date of birth', 'birth date'],
  from: ['from', 'admission date', 'date of admission', 'doa', 'start date', 'enrolment start date', 'joined'],
  to: ['to', 'leaving date', 'date of leaving', 'dol', 'end date', 'enrolment end date', 'left'],
  date: ['date', 'session date', 'attendance date', 'mark date', 'register date'],
  half: ['session', 'am/pm', 'half', 'session type', 'session name'],
  am: ['am'],
  pm: ['pm'],
  code: ['mark', 'code', 'attendance code', 'attendance mark', 'session mark', 'register mark', 'roll call mark'],
  minutes: ['minutes late', 'mins late', 'late minutes', 'minute'],
  updated: ['updated at', 'updated', 'last modified', 'modified', 'changed at', 'amended at', 'last updated'],
  flags: ['flag', 'vulnerability flag'],
  fsm: ['fsm', 'free school meal', 'fsm eligible', 'eligible for fsm'],
  pupilPremium: ['pp', 'pupil premium', 'pupil premium indicator'],
  sen: ['sen', 'sen status', 'sen provision', 'send'],
  eal: ['eal', 'english as additional language', 'english as an additional language'],
  lookedAfter: ['lac', 'in care', 'looked after', 'in lea care', 'in la care', 'cla'],
  placement: ['placement', 'education elsewhere', 'other provision'],
  parentStaff: ['parent staff code', 'parent on staff', 'staff parent'],
  priority: ['priority', 'contact priority', 'call order', 'order'],
  relationship: ['relationship', 'relation', 'relationship to student', 'relationship to pupil'],
  phone: ['phone', 'telephone', 'mobile', 'phone number', 'main telephone', 'mobile number'],
  email: ['email', 'e-mail', 'work email', 'email address', 'main email'],
  responsibility: ['parental responsibility', 'pr', 'legal guardian'],
  staffCode: ['staff code', 'teacher code', 'initial', 'staff id', 'teacher initial'],
  job: ['job title', 'role', 'post'],
  tutorOf: ['tutor of', 'tutor for'],
  register: ['register', 'register group', 'group', 'class', 'register name'],
  teacher: ['teacher', 'teacher name', 'register teacher', 'staff'],
  room: ['room', 'location'],
  opened: ['opened', 'opened at', 'register opened', 'time opened'],
  taken: ['taken', 'taken at', 'register taken', 'time taken'],
} as const;

export type Field = keyof typeof spellings;
export const fieldNames = Object.keys(spellings) as [Field, ...Field[]];

/** A heading without case, punctuation, spaces and plural: `Late Minutes` and `minutes_late` stay two. */
const bare = (heading: string): string =>
  heading
    .toLowerCase()
    .split(/[^a-z0-9%]+/)
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
    .join('');

const fieldsByName = new Map<string, Field>();
for (const field of fieldNames)
  for (const spelling of spellings[field])
    if (!fieldsByName.has(bare(spelling))) fieldsByName.set(bare(spelling), field);

/** One column of a file: its heading as written, and what is known about it. */
export interface Column {
  readonly heading: string;
  readonly at: number;
  readonly field: Field | undefined;
  /** The session a wide file's column is for, its date as written. */
  readonly session: { readonly date: string; readonly half: Half } | undefined;
}

/** What each cell of a heading row means; `own` are the school's spellings from its mapping. */
export const columnsOf = (cells: readonly string[], own: Readonly<Record<string, Field>> = {}): Column[] => {
  const ours = new Map(Object.entries(own).map(([heading, field]) => [bare(heading), field]));
  return cells.map((cell, at) => {
    const heading = cell.trim();
    const field = ours.get(bare(heading)) ?? fieldsByName.get(bare(heading));
    return { heading, at, field, session: field === undefined ? sessionTextOf(heading) : undefined };
  });
};

/** How many columns of a row mean something: the heading row is the first with at least two. */
export const understood = (columns: readonly Column[]): number =>
  columns.filter(({ field, session }) => field !== undefined || session !== undefined).length;
