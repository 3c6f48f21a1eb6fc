import type { Calendar } from '../vocabulary/calendar.ts';
import { byteOf, isCode, missingByte, type PupilMarks } from '../vocabulary/mark.ts';
import type { Correction } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { unreadByte } from './codes/codes.ts';
import type { BegunStage, NoticeToImprove, PupilCase, PupilHistory } from './history.ts';
import { spanOfDates } from './span.ts';

/** The byte of a code as a correction writes it; one that is no code counts nowhere, like any mark nobody can read. */
const byteOfText = (code: string | null): number =>
  code === null ? missingByte : isCode(code) ? byteOf(code) : unreadByte;

/** Newest first, by the instant and not by how it is written; of one instant the later in the list is the newer. */
const newestFirst = (corrections: readonly Correction[]): readonly Correction[] =>
  corrections
    .toSorted((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)))
    .reverse();

/**
 * The marks as they stood at the end of a day: each correction made later (in school time) is undone, the newest first,
 * so that several corrections of one mark unwind as a chain. A mark that came late and for the first time is no
 * correction and stays: the book does not keep when it came.
 */
export const marksAsKnownOn = (
  marks: PupilMarks,
  calendar: Calendar,
  day: IsoDate,
  corrections: readonly Correction[],
): PupilMarks => {
  const later = corrections.filter(
    ({ pupil, at }) => pupil === marks.pupil && calendar.at(Temporal.Instant.from(at)).date > day,
  );
  const row = marks.row.slice();
  for (const { date, half, from } of newestFirst(later)) {
    const session = calendar.numberOf(date, half);
    if (session !== undefined) row[session] = byteOfText(from);
  }
  return { ...marks, row };
};

/** A stage whose review lay ahead: its day is when the review is due, and its outcome is not known. */
const stageAsKnownOn = (stage: BegunStage, day: IsoDate): BegunStage => {
  const { reviewed, outcome: _unknown, ...begun } = stage;
  return reviewed === undefined || reviewed <= day ? stage : { ...begun, reviewDue: begun.reviewDue ?? reviewed };
};

const noticeToImproveAsKnownOn = (notice: NoticeToImprove, day: IsoDate): NoticeToImprove =>
  notice.to > day ? { ...notice, outcome: 'running' } : notice;

/** What was on record at the end of a day. What carries no date (flags, target, forecast) counts as known all along. */
const historyAsKnownOn = (history: PupilHistory, day: IsoDate): PupilHistory => ({
  ...history,
  notices: history.notices.filter(({ issued }) => issued <= day),
  stages: history.stages.filter(({ on }) => on <= day).map((stage) => stageAsKnownOn(stage, day)),
  ...(history.decisions && { decisions: history.decisions.filter(({ on }) => on === undefined || on <= day) }),
  nti: history.nti.filter(({ from }) => from <= day).map((notice) => noticeToImproveAsKnownOn(notice, day)),
  returns: history.returns.filter(({ on }) => on <= day),
});

/**
 * A pupil's case as it stood at the end of a past day, from the case of today and every correction since: marks as they
 * were, nothing decided, issued or reviewed later, and no session after that day. Every rule asked about it says what it
 * would have said then. A day after the case's own changes nothing of its date.
 */
export const asKnownOn = (pupil: PupilCase, day: IsoDate, corrections: readonly Correction[]): PupilCase => ({
  ...pupil,
  marks: marksAsKnownOn(pupil.marks, pupil.calendar, day, corrections),
  history: historyAsKnownOn(pupil.history, day),
  on: day < pupil.on ? day : pupil.on,
  until: Math.min(pupil.until, spanOfDates(pupil.calendar, day, day).until),
});
