import type { Calendar } from '../../vocabulary/calendar.ts';
import { byteOf, isCode, type PupilMarks } from '../../vocabulary/mark.ts';
import { type Rate, rate } from '../../vocabulary/rate.ts';
import { calendarIndex } from '../calendar-index.ts';
import { codeTable, tallies, tallyBefore2024, tallySince2024 } from '../codes/codes.ts';
import { onRoll, type Span } from '../span.ts';

export interface NetAbsence {
  /** Net-absent of possible sessions. */
  readonly rate: Rate;
  /** Absent sessions left out of it by their code. */
  readonly leftOut: number;
  /** The numbers of the net-absent sessions, in order. */
  readonly sessions: readonly number[];
  /** Runs of net-absent possible sessions; a session that is not possible, or has no mark, does not split one (§14). */
  readonly spells: number;
}

const present = tallies.indexOf('present');
const authorised = tallies.indexOf('authorised');
const unauthorised = tallies.indexOf('unauthorised');

/**
 * Absence without the sessions of the codes the ladder leaves out (C1, C2, E, S, T by default; I with a medical plan),
 * over the same possible sessions, while on roll (§5.2). For the ladder only: bands, PA and SA count every absence.
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
  const sessions: number[] = [];
  let possible = 0;
  let leftOut = 0;
  let spells = 0;
  let inSpell = false;
  for (let session = from; session < until; session++) {
    const mark = pupil.row[session] ?? 0;
    const tally = (session < codesOf2024 ? tallyBefore2024 : tallySince2024)[mark]!;
    if (tally < present || tally > unauthorised) continue;
    possible++;
    const isAbsent = tally >= authorised;
    const isNet = isAbsent && leaveOut[mark] === 0;
    if (isNet) sessions.push(session);
    else if (isAbsent) leftOut++;
    if (isNet && !inSpell) spells++;
    inSpell = isNet;
  }
  return { rate: rate(sessions.length, possible), leftOut, sessions, spells };
};

const unauthorisedBytes: ReadonlySet<number> = new Set(
  codeTable.filter(({ penalty }) => penalty === 'counts').map(({ code }) => byteOf(code)),
);

/** The numbers of the sessions coded G, O or U while on roll: what the ladder's unauthorised alternatives count (§14). */
export const unauthorisedSessions = (pupil: PupilMarks, calendar: Calendar, span: Span): readonly number[] => {
  const { from, until } = onRoll(calendar, pupil, span);
  const sessions: number[] = [];
  for (let session = from; session < until; session++)
    if (unauthorisedBytes.has(pupil.row[session] ?? 0)) sessions.push(session);
  return sessions;
};
