import type { IsoDate } from '../../../vocabulary/session.ts';
import { Temporal } from '../../../vocabulary/temporal.ts';
import type { SampleMis } from '../mis.ts';
import type { PupilPlan } from '../pupils.ts';
import { figuresOnPaper, type TypedFigures } from '../tracker-figures.ts';

/** A tracking workbook as another attendance manager might have made it, with pupils of the sample school. */
export interface SampleTracker {
  /** Its file name. */
  readonly name: string;
  /** What is special about it, in a few words. */
  readonly says: string;
  make(mis: SampleMis): Promise<Uint8Array>;
}

/** One pupil's line: figures of a Friday a week ago, and of the half terms so far. */
export interface TrackerLine {
  readonly plan: PupilPlan;
  readonly figures: TypedFigures;
  readonly halfTerms: readonly TypedFigures[];
}

export const yearBegan: IsoDate = '2025-09-03';
export const figuresTo: IsoDate = '2026-02-27';
const halfTerms: readonly (readonly [IsoDate, IsoDate])[] = [
  ['2025-09-03', '2025-10-24'],
  ['2025-11-03', '2025-12-19'],
  ['2026-01-06', '2026-02-13'],
  ['2026-02-23', figuresTo],
];

/** Pupils of some forms who were there all year, so many a form, in the order of the register. */
export const linesOf = (mis: SampleMis, forms: readonly string[], pupilsAForm: number): TrackerLine[] =>
  forms.flatMap((form) =>
    mis.years
      .filter(({ plan }) => plan.form === form && plan.from <= yearBegan && plan.to === undefined)
      .slice(0, pupilsAForm)
      .map((year) => ({
        plan: year.plan,
        figures: figuresOnPaper(mis, year, yearBegan, figuresTo),
        halfTerms: halfTerms.map(([from, to]) => figuresOnPaper(mis, year, from, to)),
      })),
  );

/** A share to three places, as she typed it; blank where there was no session. */
export const share = ({ attended, possible }: TypedFigures): number | null =>
  possible === 0 ? null : Math.round((attended * 1000) / possible) / 1000;

export const percentText = (figures: TypedFigures): string => `${((share(figures) ?? 0) * 100).toFixed(1)}%`;

export const absences = ({ possible, attended }: TypedFigures): number => possible - attended;

/** Excel's number of a day. */
export const serial = (date: IsoDate): number => Temporal.PlainDate.from('1899-12-30').until(date).days;
