import type { Calendar } from '../../vocabulary/calendar.ts';
import type { PupilMarks } from '../../vocabulary/mark.ts';
import { type Period, periodNames, periodOn } from '../periods.ts';
import type { Policy } from '../policy.ts';
import { type Figures, figuresOf } from './figures.ts';

/** Figures that carry the name of their period: PA is shown with the period it was tested in (§2.3). */
export interface PeriodFigures {
  readonly period: Period;
  readonly figures: Figures;
}

/**
 * One pupil's figures in each period that has begun by the day, each from its own possible sessions: a pupil can be
 * persistently absent in a half term and not in the year (§2.3). `until` is the first session that does not count yet.
 */
export const figuresByPeriod = (
  pupil: PupilMarks,
  calendar: Calendar,
  on: string,
  until: number,
  bands?: Policy['bands'],
): readonly PeriodFigures[] =>
  periodNames
    .map((name) => periodOn(calendar, name, on, until))
    .filter((period) => period !== null)
    .map((period) => ({ period, figures: figuresOf(pupil, calendar, period.span, bands) }));
