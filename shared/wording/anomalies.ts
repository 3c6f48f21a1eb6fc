import type { Recorded } from '../rules/registers/anomalies/anomaly.ts';
import type { Anomaly, Mend } from '../rules/registers/anomalies.ts';
import { counted } from './counts.ts';
import { dateInWords } from './dates.ts';

const onMark = (code: string | null): string => (code === null ? 'No mark' : code);

type Says = (anomaly: Anomaly, names: Readonly<Record<string, string>>) => string;

const byPart =
  (parts: Readonly<Record<string, Says>>): Says =>
  (anomaly, names) => {
    const says = parts[names.why ?? ''];
    if (says === undefined) throw new Error(`${anomaly.rule} has no sentence for "${names.why}"`);
    return says(anomaly, names);
  };

/** One sentence a rule, or a part of it. None names a pupil. */
const sentences: Readonly<Record<Anomaly['rule'], Says>> = {
  RA1: () => 'No mark, and the register has closed.',
  RA2: ({ reason }, { due }) =>
    `N was to be replaced by ${dateInWords(due!)}, ${counted(reason.numbers.schoolDays!, 'school day')} after the session, and still stands.`,
  RA3: byPart({
    removed: ({ code }) => `${code} is no code any more for this session; it counts nowhere.`,
    unknown: ({ code }) =>
      code === null
        ? 'What stands here could not be read as a code; it counts nowhere.'
        : `${code} is no attendance code; it counts nowhere.`,
  }),
  RA4: ({ code }) =>
    `${code} stands in the ${code === '/' ? 'afternoon' : 'morning'}, where ${code === '/' ? '\\' : '/'} belongs; it counts as present.`,
  RA5: byPart({
    'no-school': ({ code }, { closure }) =>
      `${code} on a day without school${closure === '' ? '' : ` (${closure})`}; it counts nowhere.`,
    'before-joining': ({ code }) => `${code ?? 'A mark'} before the first day on roll; it counts nowhere.`,
    'after-leaving': ({ code }) => `${code ?? 'A mark'} after the last day on roll; it counts nowhere.`,
  }),
  RA6: () => '# is for the whole school, and others have marks for this session.',
  RA7: byPart({
    'of-school-age': ({ code }) => `${code} is for pupils over compulsory school age.`,
    'not-year-11': ({ code }) => `${code} before Year 11: study leave is for public examinations.`,
    'after-last-exam': ({ code }, { lastExam }) =>
      `${code} after the last public examination on ${dateInWords(lastExam!)}.`,
    'alert-outside-school-age': (_anomaly, { ends }) =>
      `A penalty-notice alert rests on this session; compulsory school age ended on ${dateInWords(ends!)}.`,
  }),
  RA8: byPart({
    none: ({ code }) => `${code} without a decision on record.`,
    outside: ({ code }) => `${code} outside the days of the decision on record.`,
  }),
  RA9: byPart({
    nature: ({ code }) => `${code} without a note of what it was.`,
    duty: ({ code }) => `${code} without a note of the local authority’s duty to arrange travel.`,
  }),
  RA10: byPart({
    'not-confirmed': ({ code }) => `${code}, and the provider had not confirmed attendance by the end of the day.`,
    'not-there': ({ code }) => `${code}, and the provider says that the pupil was not there.`,
  }),
  RA11: byPart({
    'not-due-there': () => 'D on a session that is not in the dual timetable.',
    'due-there': ({ code }) => `${onMark(code)} where the dual timetable has the other school.`,
  }),
  RA12: byPart({
    'no-time': ({ code }) => `${code} without a time of arrival.`,
    'other-code': ({ code }, { arrived, closes }) => `${code}, arrived ${arrived}; the register closes at ${closes}.`,
  }),
  RA13: byPart({
    'missed-lessons': ({ code, reason }, { lessons }) =>
      `${code} for the session, absent from ${counted(reason.numbers.lessons!, 'lesson')} (${lessons}).`,
    'seen-in-lessons': ({ code, reason }, { lessons }) =>
      `${code} for the session, present in ${counted(reason.numbers.lessons!, 'lesson')} (${lessons}).`,
  }),
  RA14: byPart({
    'no-reason': (_anomaly, { from, to }) => `Changed from ${mark(from)} to ${mark(to)} without a reason.`,
    bulk: ({ reason }, { from, to }) =>
      `Changed from ${mark(from)} to ${mark(to)} with ${counted(reason.numbers.marks!, 'mark')} at once, more than ${reason.numbers.above}.`,
    'near-decision': ({ reason }, { from, to, decided }) =>
      `Changed from ${mark(from)} to ${mark(to)} within ${counted(reason.numbers.schoolDays!, 'school day')} of the decision of ${dateInWords(decided!)}.`,
  }),
  RA15: byPart({
    attendance: ({ reason }) =>
      `${counted(reason.numbers.sessions!, 'possible session')} in a row unauthorised, and no attendance return is recorded.`,
    sickness: ({ reason }) =>
      `${counted(reason.numbers.sessions!, 'session')} of illness this school year, and no sickness return is recorded.`,
  }),
  RA16: ({ code }, { why }) =>
    `${code}, marked present, while the ${why} roster says that the pupil ${why === 'exclusion' ? 'may not be in school' : 'is elsewhere'}.`,
  RA17: ({ code }) => `${code}, and no approved activity matches the session.`,
};

const mark = (code: string | undefined): string => (code === '' || code === undefined ? 'no mark' : code);

/** What is odd, in one sentence that names no pupil: `L, arrived 09:14; the register closes at 09:10.` */
export const anomalySays = (anomaly: Anomaly): string => sentences[anomaly.rule](anomaly, anomaly.reason.names ?? {});

const records: Readonly<Record<Recorded, string>> = {
  decision: 'Link the decision',
  nature: 'Write down what it was',
  'duty note': 'Add the note of the authority’s duty',
  confirmation: 'Get the provider’s confirmation',
  'arrival time': 'Enter the time of arrival',
  'amendment reason': 'Write down the reason',
  'attendance return': 'Send the attendance return and record it',
  'sickness return': 'Ask whether it is one illness or many small ones, then send the sickness return and record it',
  activity: 'Have the activity approved and listed',
};

const lookAgain: Readonly<Record<Extract<Mend, { do: 'look again' }>['at'], string>> = {
  amendment: 'Look at the amendment again and write down why it stands.',
  lessons: 'Ask where the pupil was during those lessons.',
  alert: 'Take the session out of the alert.',
};

const either = (codes: readonly string[]): string =>
  codes.length < 2 ? codes.join('') : `${codes.slice(0, -1).join(', ')} or ${codes.at(-1)}`;

/** What would mend it, in one sentence: `Replace it with C or G, whichever is true.` A person does it, in the MIS. */
export const mendSays = ({ mend }: Pick<Anomaly, 'mend'>): string => {
  switch (mend.do) {
    case 'ask for the mark':
      return 'Ask who took the register, and enter the true mark.';
    case 'remove the mark':
      return 'Take the mark out, or correct the roll or the calendar.';
    case 'replace':
      if (mend.codes.length === 0) return 'Replace it with the code of the true reason.';
      return mend.codes.length === 1
        ? `Replace it with ${mend.codes[0]}, if that is true.`
        : `Replace it with ${either(mend.codes)}, whichever is true.`;
    case 'record':
      return mend.orCodes.length === 0
        ? `${records[mend.what]}.`
        : `${records[mend.what]}; if there is none, ${either(mend.orCodes)} in its place.`;
    case 'look again':
      return lookAgain[mend.at];
  }
};
