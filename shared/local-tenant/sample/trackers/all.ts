import { bareListTracker } from './bare-list.ts';
import { chartsTracker } from './charts.ts';
import { halfTermsTracker } from './half-terms.ts';
import { libreOfficeTracker } from './libre-office.ts';
import { lostZerosTracker } from './lost-zeros.ts';
import { otherProgramTracker } from './other-program.ts';
import { protectedTracker } from './protected.ts';
import type { SampleTracker } from './sample-tracker.ts';
import { tableTracker } from './table.ts';
import { workedOut } from './worked-out.ts';
import { yearSheetsTracker } from './year-sheets.ts';

/** Trackers of other schools' habits, none like another; `tracker.ts` is the attendance manager's own. */
export const sampleTrackers: readonly SampleTracker[] = [
  halfTermsTracker,
  tableTracker,
  otherProgramTracker,
  lostZerosTracker,
  yearSheetsTracker,
  protectedTracker,
  libreOfficeTracker,
  chartsTracker,
  bareListTracker,
].map((tracker) => ({ ...tracker, make: async (mis) => workedOut(await tracker.make(mis)) }));
