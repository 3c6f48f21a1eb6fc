import { halves, type IsoDate } from '../../vocabulary/session.ts';
import { quotedCsv, utf8WithMark } from './csv.ts';
import type { Moment } from './marks.ts';
import { dayBefore, eveningOf, type SampleMis, sessionsBetween } from './mis.ts';
import type { PupilFlag, PupilPlan } from './pupils.ts';
import type { SampleFile } from './sample-school.ts';
import { calendar, timeOf, ukDate } from './school.ts';

/** The Arbor-like export: UTF-8 with a byte order mark, CRLF, everything quoted, dd/mm/yyyy, one mark a line. */

const file = (name: string, rows: readonly (readonly string[])[]): SampleFile => ({
  name,
  bytes: utf8WithMark(quotedCsv(rows)),
});

const yes = (pupil: PupilPlan, flag: PupilFlag): string => (pupil.flags.includes(flag) ? 'Yes' : 'No');
const senOf = (pupil: PupilPlan): string =>
  pupil.flags.includes('ehcp') ? 'EHCP' : pupil.flags.includes('sen-support') ? 'SEN support' : 'No SEN';
const inOwnColumn = new Set<PupilFlag>(['fsm', 'pupil-premium', 'eal', 'looked-after', 'ehcp', 'sen-support']);
export const flagText = (pupil: PupilPlan): string => pupil.flags.filter((flag) => !inOwnColumn.has(flag)).join('; ');

const arborStudents = (mis: SampleMis, on: IsoDate): SampleFile =>
  file('students.csv', [
    [
      'UPN',
      'Admission number',
      'Legal surname',
      'Legal forename',
      'Year group',
      'Form',
      'Sex',
      'Date of birth',
      'Enrolment start date',
      'Enrolment end date',
      'FSM',
      'Pupil Premium',
      'SEN status',
      'EAL',
      'In care',
      'Flags',
      'Placement',
      'Parent staff code',
    ],
    ...mis
      .pupils(on)
      .map((pupil) => [
        pupil.upn,
        pupil.admission,
        pupil.surname,
        pupil.forename,
        `Year ${pupil.year}`,
        pupil.form,
        pupil.sex === 'F' ? 'Female' : 'Male',
        ukDate(pupil.born),
        ukDate(pupil.from),
        pupil.to === undefined ? '' : ukDate(pupil.to),
        yes(pupil, 'fsm'),
        yes(pupil, 'pupil-premium'),
        senOf(pupil),
        yes(pupil, 'eal'),
        yes(pupil, 'looked-after'),
        flagText(pupil),
        pupil.placement ?? '',
        pupil.parentStaffCode ?? '',
      ]),
  ]);

const arborContacts = (mis: SampleMis, on: IsoDate): SampleFile =>
  file('contacts.csv', [
    [
      'UPN',
      'Contact priority',
      'Title',
      'Contact name',
      'Relationship to student',
      'Mobile',
      'Email',
      'Parental responsibility',
    ],
    ...mis
      .pupils(on)
      .flatMap((pupil) =>
        pupil.contacts.map(({ title, forename, surname, relationship, phone, email, responsible }, at) => [
          pupil.upn,
          String(at + 1),
          title,
          `${forename} ${surname}`,
          relationship,
          phone,
          email,
          responsible ? 'Yes' : 'No',
        ]),
      ),
  ]);

const arborStaff = (mis: SampleMis): SampleFile =>
  file('staff.csv', [
    ['Staff code', 'Title', 'Staff name', 'Work email', 'Job title', 'Tutor of'],
    ...mis.staff.flatMap(({ staffCode, title, name, email, jobTitle, forms }) =>
      staffCode === undefined ? [] : [[staffCode, title, name, email, jobTitle, forms.join('; ')]],
    ),
  ]);

/** Registers of the days from `from` to the moment's, as they stand at the moment. */
export const arborRegisters = (mis: SampleMis, from: IsoDate, { date: on, minute }: Moment): SampleFile =>
  file('registers.csv', [
    ['Register', 'Year group', 'Teacher', 'Teacher code', 'Room', 'Date', 'Session', 'Opened', 'Taken'],
    ...calendar.days
      .filter((day) => day >= from && day <= on)
      .flatMap((day) =>
        halves.flatMap((half) =>
          mis.registers(day, half).map(({ group, year, teacher, room, opened, taken }) => {
            const shown = (at: number | undefined) =>
              at === undefined || (day === on && at > minute) ? '' : timeOf(at);
            return [
              group,
              `Year ${year}`,
              teacher.name,
              teacher.staffCode!,
              room,
              ukDate(day),
              half,
              shown(opened),
              shown(taken),
            ];
          }),
        ),
      ),
  ]);

const headings = ['UPN', 'Admission number', 'Date', 'Session', 'Mark', 'Minutes late', 'Comments'];

const commentOf = (code: string | undefined, pupil: PupilPlan): string =>
  code === 'B'
    ? (pupil.placement ?? '').replace('ap: ', 'Attends ')
    : code === 'Y1'
      ? 'School coach did not run'
      : code === 'Y4'
        ? 'Snow, whole site closed'
        : '';

/** Marks of some sessions, pupil by pupil; a line without a mark where the MIS has none for a pupil on roll. */
export const arborMarks = (mis: SampleMis, name: string, numbers: readonly number[], moment: Moment): SampleFile => {
  const lines = [`"${headings.join('","')}"\r\n`];
  const dates = numbers.map(
    (number) => `${ukDate(calendar.sessions[number]!.date)}","${calendar.sessions[number]!.half}`,
  );
  for (const year of mis.years) {
    const { plan } = year;
    const head = `"${plan.upn}","${plan.admission}","`;
    numbers.forEach((number, at) => {
      const { date } = calendar.sessions[number]!;
      if (date < plan.from || (plan.to !== undefined && date > plan.to)) return;
      const { code, minutes } = mis.mark(year, number, moment);
      lines.push(`${head}${dates[at]}","${code ?? ''}","${minutes ?? ''}","${commentOf(code, plan)}"\r\n`);
    });
  }
  return { name, bytes: utf8WithMark(lines.join('')) };
};

/** The file that holds the marks of each half term: `marks-autumn-1.csv`. */
const halfTermNames = ['autumn-1', 'autumn-2', 'spring-1', 'spring-2', 'summer-1', 'summer-2'] as const;

/** The marks of each half term up to and including a day, one file each. */
export const halfTermsUntil = (last: IsoDate): { name: string; from: IsoDate; to: IsoDate }[] =>
  calendar.years[0]!.terms.flatMap(({ from, to }, at) =>
    from <= last ? [{ name: halfTermNames[at]!, from, to: to < last ? to : last }] : [],
  );

/** Everything the MIS knows on the evening before a school day, and that day's registers with nothing taken. */
export const arborExport = (mis: SampleMis, on: IsoDate): SampleFile[] => {
  const last = dayBefore(on);
  const recently = calendar.days.filter((day) => day < on).at(-5) ?? on;
  return [
    arborStudents(mis, on),
    arborContacts(mis, on),
    arborStaff(mis),
    arborRegisters(mis, recently, { date: on, minute: 0 }),
    ...(last === undefined
      ? []
      : halfTermsUntil(last)
          .filter(({ to }) => mis.marksSince === undefined || to >= mis.marksSince)
          .map(({ name, from, to }) =>
            arborMarks(mis, `marks-${name}.csv`, sessionsBetween(from, to), eveningOf(last)),
          )),
  ];
};
