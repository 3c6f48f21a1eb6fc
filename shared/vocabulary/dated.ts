import type { Citation } from './citation.ts';
import type { IsoDate } from './session.ts';

/** A row of law: what holds from a day on, and where that stands. Last year's session keeps last year's row. */
export interface Dated {
  readonly from: IsoDate;
  readonly law: Citation;
}

/** The row that holds on a day: the newest that has begun; undefined before the first. Rows are in order. */
export const rowOn = <Row extends Dated>(rows: readonly Row[], day: IsoDate): Row | undefined =>
  rows.findLast(({ from }) => from <= day);
