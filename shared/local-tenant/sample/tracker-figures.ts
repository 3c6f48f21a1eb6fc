import type { IsoDate } from '../../vocabulary/session.ts';
import type { PupilYear } from './marks.ts';
import { eveningOf, type SampleMis, sessionsBetween } from './mis.ts';

/** What the attendance manager copied out of the MIS by hand, once. The desk's own figures are no part of this. */
export interface TypedFigures {
  readonly possible: number;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly lates: number;
}

const attending = new Set(['/', '\\', 'L', 'K', 'V', 'P', 'W', 'B']);
const unauthorised = new Set(['G', 'N', 'O', 'U']);
const notPossible = /^([DQXZ#]|Y\d)$/;

export const figuresOnPaper = (mis: SampleMis, year: PupilYear, from: IsoDate, to: IsoDate): TypedFigures => {
  const count = { possible: 0, attended: 0, authorised: 0, unauthorised: 0, lates: 0 };
  for (const number of sessionsBetween(from, to)) {
    const { code } = mis.mark(year, number, eveningOf(to));
    if (code === undefined || notPossible.test(code)) continue;
    count.possible++;
    if (code === 'L' || code === 'U') count.lates++;
    if (attending.has(code)) count.attended++;
    else if (unauthorised.has(code)) count.unauthorised++;
    else count.authorised++;
  }
  return count;
};
