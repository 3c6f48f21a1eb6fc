import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, isCode, type PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { calendarIndex } from '../calendar-index.ts';
import { tallies, tallyBefore2024, tallySince2024 } from '../codes/codes.ts';
import { onRoll, type Span } from '../span.ts';

export interface NetAbsence {
  /** Net-absent of possible sessions. */
  readonly rate: Rate;
  /** Absent sessions left out of it by their code. */
  readonly leftOut: number;
}

const present = tallies.indexOf('present');
const authorised = tallies.indexOf('authorised');
const unauthorised = tallies.indexOf('unauthorised');

/**
 * Absence without the sessions of the codes the ladder leaves out (C1, C2, E, S, T by default; I with a medical plan),
 * over the same possible sessions (§5.2). For the ladder only: bands, PA and SA count every absence.
 */
export const netAbsenceOf = (
  pupil: PupilMarks,
  calendar: Calendar,
  span: Span,
  netOf: readonly string[],
): NetAbsence => {
  const leaveOut = new Uint8Array(256);
  for (const code of netOf) if (isCode(code)) leaveOut[byteOf(code)] = 1;
  const { codesOf2024 } = calendarIndex(calendar);
  const { from, until } = onRoll(calendar, pupil, span);
  let possible = 0;
  let absent = 0;
  let leftOut = 0;
  for (let session = from; session < until; session++) {
    const mark = pupil.row[session] ?? 0;
    const tally = (session < codesOf2024 ? tallyBefore2024 : tallySince2024)[mark]!;
    if (tally < present || tally > unauthorised) continue;
    possible++;
    if (tally < authorised) continue;
    if (leaveOut[mark] === 1) leftOut++;
    else absent++;
  }
  return { rate: rate(absent, possible), leftOut };
};
