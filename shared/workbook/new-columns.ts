import { type Field, kindOf } from './fields.ts';

/** A column that the desk adds at her wish: its heading says whose it is. */
export interface NewColumn {
  readonly field: Field;
  readonly heading: string;
  /** The number format of its cells. */
  readonly format: string;
  /** In characters. */
  readonly width: number;
}

/** What stands at the end of a heading that the desk added. */
export const addedMark = ' (desk)';

const headings: Readonly<Record<Field, string>> = {
  pupil: 'UPN',
  admission: 'Admission number',
  name: 'Name',
  surname: 'Surname',
  forename: 'Forename',
  year: 'Year',
  form: 'Form',
  attendance: 'Attendance %',
  absence: 'Absence %',
  possible: 'Possible sessions',
  attended: 'Attended',
  authorised: 'Authorised',
  unauthorised: 'Unauthorised',
  missing: 'Missing marks',
  attendanceHalfTerm: 'Attendance % this half term',
  attendanceHT1: 'Attendance % HT1',
  attendanceHT2: 'Attendance % HT2',
  attendanceHT3: 'Attendance % HT3',
  attendanceHT4: 'Attendance % HT4',
  attendanceHT5: 'Attendance % HT5',
  attendanceHT6: 'Attendance % HT6',
  attendanceLast4Weeks: 'Attendance % last 4 weeks',
  attendanceChange: 'Change',
  late: 'Lates',
  lateBefore: 'Late (L)',
  lateAfter: 'Late (U)',
  minutesLate: 'Minutes late',
  illnessSessions: 'Illness',
  persistent: 'PA',
  severe: 'SA',
  band: 'Band',
  sessionsToPersistent: 'Sessions to PA',
  sessionsToLeavePersistent: 'Sessions to leave PA',
  target: 'Target %',
  sessionsToReach: 'To reach target',
  bestPossible: 'Best possible %',
  affordableAbsences: 'Affordable absences',
  penaltyConfirmed: 'PN confirmed',
  penaltyIncludingN: 'PN including N',
  openN: 'Open N',
  stageRecommended: 'Recommended stage',
  stageReason: 'Reason for stage',
  stageDecided: 'Stage decided',
  stageSince: 'Stage since',
  reviewDue: 'Review due',
  letter: 'Last letter',
  tier: 'Tier',
  lastContact: 'Last contact',
  redContactThisWeek: 'Red contact this week',
  nextAction: 'Next action',
  nextActionDue: 'Next action due',
  dual: 'Dual registered',
  alternativeProvision: 'Alternative provision',
};

const formatOf = (field: Field): string => {
  switch (kindOf(field)) {
    case 'percent':
      return '0.0%';
    case 'points':
      return '+0.0;-0.0;0.0';
    case 'count':
      return '0';
    case 'date':
      return 'dd/mm/yyyy';
    case 'identity':
    case 'text':
      return '@';
    default:
      return 'General';
  }
};

export const newColumn = (field: Field): NewColumn => ({
  field,
  heading: `${headings[field]}${addedMark}`,
  format: formatOf(field),
  width: kindOf(field) === 'text' ? 30 : Math.max(9, Math.ceil(headings[field].length / 2) + 4),
});
