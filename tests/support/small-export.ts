import { checkLetterOf } from '../../shared/mis/upn.ts';

/** Twelve invented pupils of two forms, as a small school's MIS would export them. */
export const smallPupils = Array.from({ length: 12 }, (_none, at) => {
  const digits = `9999999${String(16001 + at)}`;
  return {
    upn: checkLetterOf(digits)! + digits,
    admission: `00${at + 10}`,
    surname: `Zqx${'abcdefghijkl'[at]}wick`,
    forename: 'Pebble',
    form: at < 6 ? '9A' : '9B',
  };
});

export const upnAt = (at: number): string => smallPupils[at]!.upn;

/** A students file; `change` alters a row's leaving date or form. */
export const studentsCsv = (
  pupils: readonly (typeof smallPupils)[number][] = smallPupils,
  to: Readonly<Record<string, string>> = {},
): string =>
  [
    'UPN,Admission number,Legal surname,Legal forename,Year group,Form,Enrolment start date,Enrolment end date',
    ...pupils.map(
      ({ upn, admission, surname, forename, form }) =>
        `${upn},${admission},${surname},${forename},Year 9,${form},03/09/2025,${to[upn] ?? ''}`,
    ),
    '',
  ].join('\n');

/** A long marks file: a line for each `pupil number, date, session, mark`. */
export const marksCsv = (
  ...rows: readonly (readonly [at: number, date: string, half: string, mark: string])[]
): string =>
  ['UPN,Date,Session,Mark', ...rows.map(([at, date, half, mark]) => `${upnAt(at)},${date},${half},${mark}`), ''].join(
    '\n',
  );

/** The same mark for everybody on a day. */
export const everybody = (date: string, half: string, mark: string) =>
  smallPupils.map((_pupil, at) => [at, date, half, mark] as const);

export const contactsCsv = (phone: string): string =>
  `UPN,Contact priority,Contact name,Relationship,Mobile,Parental responsibility\n${upnAt(0)},1,Zqx Parent,Mother,${phone},Yes\n`;

export const staffCsv =
  'Staff code,Staff name,Work email,Job title,Tutor of\nDRD,Dew Drizzlebottom,d.drizzlebottom@saltmarsh.example,Tutor,9A\n';

/** Registers of a morning: group and when it was taken, '' for not. */
export const registersCsv = (date: string, ...taken: readonly (readonly [group: string, taken: string])[]): string =>
  [
    'Register,Year group,Teacher,Teacher code,Room,Date,Session,Opened,Taken',
    ...taken.map(([group, at]) => `${group},Year 9,Dew Drizzlebottom,DRD,G24,${date},AM,08:40,${at}`),
    '',
  ].join('\n');
