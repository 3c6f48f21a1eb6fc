import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, isCode, type PupilMarks } from '../../vocabulary/mark.ts';
import { tallyOf } from '../figures/figures.ts';
import { hasFlag, type PupilHistory } from '../history.ts';
import type { Policy } from '../policy.ts';
import { onRoll, type Span } from '../span.ts';

/** A pupil as a celebration sees one. */
export interface CelebratedPupil {
  readonly marks: PupilMarks;
  /** Flags of the pupil's record; they never appear in a result. */
  readonly flags: PupilHistory['flags'];
  /** The pupil's own target in percent, where one was agreed. */
  readonly target?: string | undefined;
}

/** One pupil's sessions in a period, as far as a celebration looks at them. */
export interface CountedAbsence {
  readonly possible: number;
  readonly attended: number;
  /** Absent sessions that keep a pupil from recognition: all but those the school does not hold against anybody. */
  readonly absent: number;
  /** L: late before the register closed. */
  readonly late: number;
}

/** Codes that do not keep this pupil from recognition (§9.5). */
const excusedCodes = (pupil: CelebratedPupil, { celebration }: Policy): readonly string[] =>
  celebration.flagsThatExcuseIllness.some((flag) => hasFlag(pupil, flag))
    ? [...celebration.doesNotExclude, 'I']
    : celebration.doesNotExclude;

/**
 * Counts a pupil's sessions in a period. Religious observance and medical appointments, and illness with a disability,
 * a medical plan or a pregnancy, are no absence here, so that nobody is left out for what they cannot help (§9.5).
 */
export const countedAbsence = (
  pupil: CelebratedPupil,
  calendar: Calendar,
  span: Span,
  policy: Policy,
): CountedAbsence => {
  const excused = new Set(excusedCodes(pupil, policy).filter(isCode).map(byteOf));
  const { from, until } = onRoll(calendar, pupil.marks, span);
  let [possible, attended, absent, late] = [0, 0, 0, 0];
  for (let session = from; session < until; session++) {
    const tally = tallyOf(calendar, pupil.marks, session);
    const mark = pupil.marks.row[session]!;
    if (tally === 'present' || tally === 'aea') attended++;
    else if (tally !== 'authorised' && tally !== 'unauthorised') continue;
    else if (!excused.has(mark)) absent++;
    possible++;
    if (mark === byteOf('L')) late++;
  }
  return { possible, attended, absent, late };
};
