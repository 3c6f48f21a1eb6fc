import type { Pupil } from '../records/pupil.ts';
import { figuresAt } from '../rules/figures/fast/school-figures.ts';
import { attendanceOf, type Figures } from '../rules/figures/figures.ts';
import { bestFinish, targetOf } from '../rules/figures/target.ts';
import { tierOf } from '../rules/first-day/tier.ts';
import { unexplainedRun } from '../rules/first-day/unexplained-run.ts';
import type { PupilCase } from '../rules/history.ts';
import { recommendedStage } from '../rules/ladder/stage.ts';
import { type PenaltyPosition, penaltyPosition } from '../rules/penalty-notices/position.ts';
import { openNs } from '../rules/registers/n-clock.ts';
import { halfTermSpans, lastWeeksSpan, onRoll, type Span } from '../rules/span.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import { byteOf, type PupilMarks } from '../vocabulary/mark.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { isOnRoll } from './registers-now.ts';
import { besideOf, type RecordsBeside } from './tracker-beside.ts';
import { asTheyStood, type CaseFacts, countCases, lastWeekEnd, trackerCases } from './tracker-cases.ts';
import { stagePart, type Told } from './tracker-stage.ts';

export interface TrackerFacts extends CaseFacts, RecordsBeside {
  /** What the reader may know of a pupil beside the figures; without it everything is told. */
  readonly told?: Told | undefined;
}

const [l, u] = [byteOf('L'), byteOf('U')];

const minutesLate = (book: MarkBook, calendar: Calendar, pupil: PupilMarks, span: Span): number => {
  const { from, until } = onRoll(calendar, pupil, span);
  let minutes = 0;
  for (let session = from; session < until; session++) {
    const mark = pupil.row[session];
    if (mark !== l && mark !== u) continue;
    const { date, half } = calendar.sessions[session]!;
    minutes += book.minutesLate(pupil.pupil, date, half) ?? 0;
  }
  return minutes;
};

const targetPart = (own: PupilCase): TrackerPupil['target'] => {
  const target = targetOf(own);
  const best = bestFinish(own);
  return {
    percent: target?.target ?? null,
    sessionsToReach: target?.sessionsToReach ?? null,
    bestPossible: best.of === 0 ? null : { attended: best.part, possible: best.of },
    affordableAbsences: target?.affordableAbsences ?? null,
  };
};

const penaltyPart = ({ confirmed, includingN, met }: PenaltyPosition): TrackerPupil['penalty'] => ({
  confirmed,
  includingN,
  met,
});

/** The tier that the first-day list would give (§4.2): how soon, never why. Null: nobody is called for. */
const tierPart = (pupil: Pupil, { marks, calendar, policy, on, until }: PupilCase, figures: Figures): string | null => {
  if (!isOnRoll(pupil, on)) return null;
  const { persistent, severe } = figures;
  const unexplainedDays = unexplainedRun(marks, calendar, until).days;
  const placement = pupil.placement !== undefined;
  return `${tierOf({ flags: pupil.flags, unexplainedDays, persistent, severe, placement }, policy.firstDay.tierFlags)}`;
};

/** What stood there at the end of the last school week, by the pupil's place; undefined in the first week of a year. */
const lastWeekOf = (
  { book, calendar, policy }: TrackerFacts,
  now: ReturnType<typeof trackerCases>,
  ended: string | null,
): ((at: number) => TrackerPupil['lastWeek']) => {
  if (ended === null) return () => null;
  const then = asTheyStood(now, book, ended);
  const school = countCases(calendar, then);
  return (at) => {
    if (!isOnRoll(then.pupils[at]!, ended)) return null;
    const { attended, possible, band, persistent } = figuresAt(school, at, policy.bands);
    const own = then.cases[at]!;
    const recommended = recommendedStage(own, penaltyPosition(own));
    return { attended, possible, band, persistent, recommended };
  };
};

/** One row a pupil for the tracking spreadsheet, leavers included, in the order of the pupils given. Pure. */
export const trackerRows = (facts: TrackerFacts): TrackerPupil[] => {
  const { book, calendar, policy, on, told } = facts;
  const now = trackerCases(facts);
  const { span } = now;
  const halfTerms = halfTermSpans(calendar, on, span.until);
  const halfTerm = calendar.halfTermOf(on)?.number ?? null;
  const last4Weeks = lastWeeksSpan(calendar, 4, span.until);
  const counts = (marks: PupilMarks, of: Span) => {
    const { part, of: possible } = attendanceOf(marks, calendar, of);
    return { attended: part, possible };
  };
  const school = countCases(calendar, now);
  const lastWeek = lastWeekOf(facts, now, lastWeekEnd(calendar, on));
  const beside = besideOf(facts);
  return now.pupils.map((pupil, at) => {
    const own = now.cases[at]!;
    const { marks } = own;
    const figures = figuresAt(school, at, policy.bands);
    const position = penaltyPosition(own);
    const current = isOnRoll(pupil, on);
    const seesPenalty = told?.penalty(pupil) !== false;
    return {
      pupil: pupil.key,
      admission: pupil.admission,
      surname: pupil.surname,
      forename: pupil.forename,
      year: pupil.year,
      form: pupil.form,
      current,
      possible: figures.possible,
      attended: figures.attended,
      authorised: figures.authorised,
      unauthorised: figures.unauthorised,
      missing: figures.missing,
      halfTerms: halfTerms.map((halfTerm) => ({ number: halfTerm.number, ...counts(marks, halfTerm) })),
      halfTerm,
      last4Weeks: counts(marks, last4Weeks),
      lateBefore: figures.lateBefore,
      lateAfter: figures.lateAfter,
      minutesLate: minutesLate(book, calendar, marks, span),
      illnessSessions: figures.illnessSessions,
      persistent: figures.persistent,
      severe: figures.severe,
      band: figures.band,
      sessionsToPersistent: figures.sessionsToPersistent,
      sessionsToLeavePersistent: figures.sessionsToLeavePersistent,
      openN: openNs(marks, calendar, span.until, on).length,
      stage: stagePart(pupil, own, position, told),
      dual: pupil.placement?.startsWith('dual') ?? false,
      alternativeProvision: pupil.placement?.startsWith('ap') ?? false,
      target: targetPart(own),
      ...(seesPenalty ? { penalty: penaltyPart(position) } : {}),
      ...(told?.tier(pupil) === false ? {} : { tier: tierPart(pupil, own, figures) }),
      ...beside({ pupil: pupil.key, band: current ? figures.band : null, seesPenalty }),
      lastWeek: lastWeek(at),
    };
  });
};
