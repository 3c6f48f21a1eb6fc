import { citationText } from '../vocabulary/citation.ts';
import { codeOfByte } from '../vocabulary/mark.ts';
import { sessionName } from '../vocabulary/session.ts';
import type { Tally } from './codes/codes.ts';
import { type Figures, figuresOf, tallyOf } from './figures/figures.ts';
import { targetOf } from './figures/target.ts';
import type { PupilCase } from './history.ts';
import { recommendStage } from './ladder/stage.ts';
import { penaltyPosition } from './penalty-notices/position.ts';
import type { Reason } from './reason.ts';
import { openNs } from './registers/n-clock.ts';
import { absenceMethodology, schoolPolicy, workingTogether } from './sources.ts';
import { halfTermSpans, lastWeeksSpan, onRoll, type Span, spanTo } from './span.ts';

/** A number about one pupil as a card, the tab or the sheet shows it, and everything behind it. */
export interface FigureBehind {
  readonly field: string;
  readonly value: string | number | boolean | null;
  readonly policyVersion: number;
  /** Why it is what it is; several where several rules speak, as with a stage. */
  readonly reasons: readonly Reason[];
}

const absences: readonly Tally[] = ['authorised', 'unauthorised'];
const attended: readonly Tally[] = ['present', 'aea'];
const possible: readonly Tally[] = [...attended, ...absences];

type Source = (pupil: PupilCase) => string;
const methodology: Source = () => citationText(absenceMethodology);
const guidance: Source = () => citationText(workingTogether);
const policyOf =
  (place: string): Source =>
  ({ policy }) =>
    schoolPolicy(place, policy.version);

interface SpanFigure {
  readonly value: (figures: Figures) => string | number | boolean | null;
  /** The id of the sentence and of the rule: the section of the reference, and what it is about. */
  readonly rule: string;
  /** Which sessions stand behind it: by what they count as, or by their code. */
  readonly sessions: readonly Tally[] | { readonly codes: readonly string[] };
  readonly source: Source;
}

const ofAbsence = (value: SpanFigure['value'], rule: string, source: Source = methodology): SpanFigure => ({
  value,
  rule,
  sessions: absences,
  source,
});

/** Figures of a stretch of sessions. */
const spanFigures = {
  possible: { value: (of) => of.possible, rule: 'figures.possible', sessions: possible, source: guidance },
  attended: { value: (of) => of.attended, rule: 'figures.attended', sessions: attended, source: guidance },
  authorised: { value: (of) => of.authorised, rule: 'figures.authorised', sessions: ['authorised'], source: guidance },
  unauthorised: {
    value: (of) => of.unauthorised,
    rule: 'figures.unauthorised',
    sessions: ['unauthorised'],
    source: guidance,
  },
  missing: { value: (of) => of.missing, rule: 'figures.missing', sessions: ['missing'], source: guidance },
  attendance: ofAbsence((of) => of.attendance, 'figures.attendance'),
  absence: ofAbsence((of) => of.absence, 'figures.absence'),
  floor: { value: (of) => of.floor, rule: 'figures.floor', sessions: ['missing'], source: methodology },
  persistent: ofAbsence((of) => of.persistent, 'figures.persistent'),
  severe: ofAbsence((of) => of.severe, 'figures.severe'),
  band: ofAbsence((of) => of.band, 'figures.band', policyOf('bands')),
  sessionsToPersistent: ofAbsence((of) => of.sessionsToPersistent, 'figures.to-persistent'),
  sessionsToLeavePersistent: ofAbsence((of) => of.sessionsToLeavePersistent, 'figures.to-leave-persistent'),
  lateBefore: { value: (of) => of.lateBefore, rule: 'figures.late', sessions: { codes: ['L'] }, source: guidance },
  lateAfter: { value: (of) => of.lateAfter, rule: 'figures.late', sessions: { codes: ['U'] }, source: guidance },
  late: {
    value: (of) => of.lateBefore + of.lateAfter,
    rule: 'figures.late',
    sessions: { codes: ['L', 'U'] },
    source: guidance,
  },
  punctuality: {
    value: (of) => of.punctuality,
    rule: 'figures.punctuality',
    sessions: { codes: ['L', 'U'] },
    source: policyOf('local measure'),
  },
  lateRate: {
    value: (of) => of.lateRate,
    rule: 'figures.late-rate',
    sessions: { codes: ['L', 'U'] },
    source: policyOf('local measure'),
  },
  illnessSessions: {
    value: (of) => of.illnessSessions,
    rule: 'figures.illness',
    sessions: { codes: ['I'] },
    source: guidance,
  },
} as const satisfies Readonly<Record<string, SpanFigure>>;

/** Figures of another stretch than the school year to date: the attendance of a half term, of the last weeks. */
const otherSpans: Readonly<Record<string, (pupil: PupilCase) => Span | undefined>> = {
  attendanceHalfTerm: ({ calendar, on, until }) => halfTermSpans(calendar, on, until).at(-1),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((number) => [
      `attendanceHT${number}`,
      ({ calendar, on, until }: PupilCase) => halfTermSpans(calendar, on, until).find((one) => one.number === number),
    ]),
  ),
  attendanceLast4Weeks: ({ calendar, until }) => lastWeeksSpan(calendar, 4, until),
};

const sessionsBehind = ({ marks, calendar }: PupilCase, span: Span, { sessions }: SpanFigure): string[] => {
  const { from, until } = onRoll(calendar, marks, span);
  const names: string[] = [];
  for (let session = from; session < until; session++) {
    const isBehind =
      'codes' in sessions
        ? sessions.codes.includes(codeOfByte(marks.row[session] ?? 0) ?? '')
        : sessions.includes(tallyOf(calendar, marks, session));
    if (isBehind) names.push(sessionName(calendar.sessions[session]!));
  }
  return names;
};

const overSpan = (pupil: PupilCase, field: string, figure: SpanFigure, span: Span): FigureBehind => {
  const { marks, calendar, policy } = pupil;
  const figures = figuresOf(marks, calendar, span, policy.bands);
  const [first, last] = [calendar.sessions[span.from], calendar.sessions[span.until - 1]];
  return {
    field,
    value: figure.value(figures),
    policyVersion: policy.version,
    reasons: [
      {
        rule: figure.rule,
        numbers: {
          possible: figures.possible,
          attended: figures.attended,
          authorised: figures.authorised,
          unauthorised: figures.unauthorised,
          missing: figures.missing,
          lateBefore: figures.lateBefore,
          lateAfter: figures.lateAfter,
          illness: figures.illnessSessions,
          onTime: (figures.codes['/'] ?? 0) + (figures.codes['\\'] ?? 0),
          toPersistent: figures.sessionsToPersistent ?? 0,
          toLeavePersistent: figures.sessionsToLeavePersistent ?? 0,
        },
        names: {
          ...(span.until > span.from ? { from: first!.date, to: last!.date } : {}),
          ...(figures.band === null ? {} : { band: figures.band }),
        },
        source: figure.source(pupil),
        sessions: sessionsBehind(pupil, span, figure),
      },
    ],
  };
};

/** Figures that other rules answer for. */
const otherFigures: Readonly<Record<string, (pupil: PupilCase) => Omit<FigureBehind, 'field' | 'policyVersion'>>> = {
  openN: (pupil) => {
    const open = openNs(pupil.marks, pupil.calendar, pupil.until, pupil.on);
    const reason: Reason = {
      rule: 'figures.open-n',
      numbers: { open: open.length, overdue: open.filter(({ overdue }) => overdue).length },
      source: citationText(workingTogether),
      sessions: open.map(sessionName),
    };
    return { value: open.length, reasons: [reason] };
  },
  penaltyConfirmed: (pupil) => {
    const position = penaltyPosition(pupil);
    return { value: position.confirmed, reasons: position.reasons };
  },
  penaltyIncludingN: (pupil) => {
    const position = penaltyPosition(pupil);
    return { value: position.includingN, reasons: position.reasons };
  },
  stageRecommended: (pupil) => {
    const advice = recommendStage(pupil, penaltyPosition(pupil));
    return { value: advice.recommended, reasons: advice.reasons };
  },
  ...Object.fromEntries(
    (['target', 'sessionsToReach', 'bestPossible', 'affordableAbsences'] as const).map((field) => [
      field,
      (pupil: PupilCase) => {
        const target = targetOf(pupil);
        const reason: Reason = {
          rule: 'figures.target',
          numbers: target === null ? {} : { remaining: target.remaining },
          source: schoolPolicy('target of the pupil', pupil.policy.version),
          sessions: [],
        };
        return { value: target?.[field] ?? null, reasons: target === null ? [] : [reason] };
      },
    ]),
  ),
};

/** Every number that one can ask about, by the field's name in the sheet (interfaces, `desk track`). */
export const figureFields: readonly string[] = [
  ...Object.keys(spanFigures),
  ...Object.keys(otherSpans),
  ...Object.keys(otherFigures),
];

/**
 * What stands behind a number: its value, the sessions, the rule with its numbers and its source, and the version of the
 * policy. The school year to the day asked about, save for half terms and rolling weeks. Undefined for a field that
 * nobody knows.
 */
export const figureBehind = (pupil: PupilCase, field: string): FigureBehind | undefined => {
  const { calendar, on, until, policy } = pupil;
  if (Object.hasOwn(spanFigures, field)) {
    const span = { from: Math.min(spanTo(calendar, on).from, until), until };
    return overSpan(pupil, field, (spanFigures as Readonly<Record<string, SpanFigure>>)[field]!, span);
  }
  if (Object.hasOwn(otherSpans, field)) {
    const span = otherSpans[field]!(pupil);
    return span === undefined
      ? { field, value: null, policyVersion: policy.version, reasons: [] }
      : overSpan(pupil, field, spanFigures.attendance, span);
  }
  if (!Object.hasOwn(otherFigures, field)) return undefined;
  return { field, policyVersion: policy.version, ...otherFigures[field]!(pupil) };
};
