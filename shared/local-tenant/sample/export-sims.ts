import { halves, type IsoDate, weekdayOf } from '../../vocabulary/session.ts';
import { plainCsv, windows1252 } from './csv.ts';
import { flagText, halfTermsUntil } from './export-arbor.ts';
import { dayBefore, eveningOf, type SampleMis, sessionsBetween } from './mis.ts';
import type { PupilPlan } from './pupils.ts';
import type { SampleFile } from './sample-school.ts';
import { calendar, timeOf } from './school.ts';

/**
 * The SIMS-like export of the same school: Windows-1252, quotes only where needed, dates like 03 Sep 2025, pupils by
 * admission number, marks wide (a column a session, `-` for no mark), the minutes of lates in a report of their own.
 */

const file = (name: string, rows: readonly (readonly string[])[]): SampleFile => ({
  name,
  bytes: windows1252(plainCsv(rows)),
});

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
/** `2025-09-03` as `03 Sep 2025`. */
const wordDate = (date: IsoDate): string =>
  `${date.slice(8)} ${months[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

const has = (pupil: PupilPlan, flag: PupilPlan['flags'][number]): string => (pupil.flags.includes(flag) ? 'T' : 'F');
const senOf = ({ flags }: PupilPlan): string =>
  flags.includes('ehcp') ? 'E' : flags.includes('sen-support') ? 'K' : 'N';

export const simsExport = (mis: SampleMis, on: IsoDate): SampleFile[] => {
  const last = dayBefore(on);
  const pupils = mis.pupils(on);
  const recently = calendar.days.filter((day) => day < on).at(-5) ?? on;
  const files = [
    file('Pupils.csv', [
      [
        'Adno',
        'UPN',
        'Surname',
        'Forename',
        'Year',
        'Reg',
        'Gender',
        'DOB',
        'DOA',
        'DOL',
        'FSM eligible',
        'PP',
        'SEN',
        'EAL',
        'LAC',
        'Vulnerability flags',
        'Education elsewhere',
        'Staff parent',
      ],
      ...pupils.map((pupil) => [
        pupil.admission,
        pupil.upn,
        pupil.surname,
        pupil.forename,
        pupil.year,
        pupil.form,
        pupil.sex,
        wordDate(pupil.born),
        wordDate(pupil.from),
        pupil.to === undefined ? '' : wordDate(pupil.to),
        has(pupil, 'fsm'),
        has(pupil, 'pupil-premium'),
        senOf(pupil),
        has(pupil, 'eal'),
        has(pupil, 'looked-after'),
        flagText(pupil),
        pupil.placement ?? '',
        pupil.parentStaffCode ?? '',
      ]),
    ]),
    file('Contacts.csv', [
      ['Adno', 'Priority', 'Title', 'Contact Name', 'Relationship', 'Telephone', 'Main email', 'PR'],
      ...pupils.flatMap((pupil) =>
        pupil.contacts.map(({ title, forename, surname, relationship, phone, email, responsible }, at) => [
          pupil.admission,
          String(at + 1),
          title,
          `${forename} ${surname}`,
          relationship,
          phone,
          email,
          responsible ? 'T' : 'F',
        ]),
      ),
    ]),
    file('Staff.csv', [
      ['Initials', 'Title', 'Name', 'E-mail', 'Post', 'Tutor for'],
      ...mis.staff.flatMap(({ staffCode, title, name, email, jobTitle, forms }) =>
        staffCode === undefined ? [] : [[staffCode, title, name, email, jobTitle, forms.join('; ')]],
      ),
    ]),
    file('Registers.csv', [
      ['Group', 'Yr', 'Staff', 'Teacher initials', 'Location', 'Register date', 'AM/PM', 'Time opened', 'Time taken'],
      ...calendar.days
        .filter((day) => day >= recently && day <= on)
        .flatMap((day) =>
          halves.flatMap((half) =>
            mis.registers(day, half).map(({ group, year, teacher, room, opened, taken }) => {
              const shown = (at: number | undefined) => (at === undefined || day === on ? '' : timeOf(at));
              return [
                group,
                year,
                teacher.name,
                teacher.staffCode!,
                room,
                wordDate(day),
                half,
                shown(opened),
                shown(taken),
              ];
            }),
          ),
        ),
    ]),
  ];
  if (last === undefined) return files;
  const moment = eveningOf(last);
  const lates: string[][] = [['Adno', 'Date', 'Session', 'Mark', 'Mins late']];
  halfTermsUntil(last).forEach(({ from, to }, term) => {
    const numbers = sessionsBetween(from, to);
    const rows = [
      [mis.school],
      [`Session marks from ${wordDate(from)} to ${wordDate(to)}`],
      [],
      [
        'Adno',
        'Surname',
        'Forename',
        'Reg',
        ...numbers.map((number) => {
          const { date, half } = calendar.sessions[number]!;
          return `${weekdayOf(date)} ${wordDate(date)} ${half}`;
        }),
      ],
    ];
    for (const year of mis.years) {
      const { plan } = year;
      if (plan.from > to || (plan.to !== undefined && plan.to < from)) continue;
      const row = [plan.admission, plan.surname, plan.forename, plan.form];
      for (const number of numbers) {
        const { code, minutes } = mis.mark(year, number, moment);
        row.push(code ?? '-');
        if (minutes === undefined) continue;
        const { date, half } = calendar.sessions[number]!;
        lates.push([plan.admission, wordDate(date), half, code!, String(minutes)]);
      }
      rows.push(row);
    }
    files.push(file(`Session marks ${term + 1}.csv`, rows));
  });
  return [...files, file('Lates.csv', lates)];
};
