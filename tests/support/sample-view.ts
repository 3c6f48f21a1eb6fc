import type { SampleMis } from '../../shared/local-tenant/sample/mis.ts';
import { figuresOnPaper } from '../../shared/local-tenant/sample/tracker-figures.ts';
import { yearBegan } from '../../shared/local-tenant/sample/trackers/sample-tracker.ts';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { ordinaryPupil, viewOf } from './tracker-view.ts';

const on = '2026-03-10';
const halfTerms = [
  [yearBegan, '2025-10-24'],
  ['2025-11-03', '2025-12-19'],
  ['2026-01-06', '2026-02-13'],
  ['2026-02-23', on],
] as const;

/** The sample school's pupils on the day of the story, some days after their figures were typed into the sample trackers. */
export const sampleView = (mis: SampleMis): TrackerView =>
  viewOf(
    mis.years.map((year) => {
      const { plan } = year;
      const figures = figuresOnPaper(mis, year, yearBegan, on);
      const absent = figures.possible - figures.attended;
      return ordinaryPupil({
        pupil: plan.upn,
        admission: plan.admission,
        surname: plan.surname,
        forename: plan.forename,
        year: plan.year,
        form: plan.form,
        current: plan.to === undefined || plan.to > on,
        possible: figures.possible,
        attended: figures.attended,
        authorised: figures.authorised,
        unauthorised: figures.unauthorised,
        halfTerms: halfTerms.map(([from, to], at) => ({ number: at + 1, ...figuresOnPaper(mis, year, from, to) })),
        halfTerm: 4,
        lateBefore: figures.lates,
        lateAfter: 0,
        illnessSessions: figures.authorised,
        persistent: absent * 10 >= figures.possible,
        severe: absent * 2 >= figures.possible,
        band: String(1 + Math.min(5, Math.floor((absent * 40) / Math.max(1, figures.possible)))),
      });
    }),
  );
