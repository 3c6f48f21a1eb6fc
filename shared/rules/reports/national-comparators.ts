import { type Citation, cite } from '../../vocabulary/citation.ts';
import type { Dated } from '../../vocabulary/dated.ts';
import type { IsoDate } from '../../vocabulary/session.ts';

/** A national figure to compare with: like with like, the same phase, period and kind of count (§9.3). */
export interface NationalFigure extends Dated {
  /** The period it was measured in. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly period: string;
  /** The school census, or the daily data, which is an estimate and revised; their PA rates differ. */
  readonly series: 'census' | 'daily';
  readonly phase: 'all state-funded' | 'secondary';
  readonly measure: 'absence' | 'attendance' | 'persistent absence';
  readonly group: string;
  /** Percent, as published. */
  readonly percent: string;
  readonly law: Citation;
}

const census = cite(
  'Pupil absence in schools in England: autumn term 2024/25 (DfE)',
  'overall absence; absence by school type',
  '2026-11-25',
);
const daily = cite('Pupil attendance in schools: 2025 week 4 (DfE)', 'autumn term 2024/25', '2026-11-25');
const analysts = cite(
  'Education Policy Institute',
  'absence in autumn 2022/23, as restated from the census',
  '2026-11-25',
);
const press = cite(
  'DfE daily attendance data',
  'secondary schools, autumn 2023/24, as restated by the press',
  '2026-11-25',
);

const autumn = (year: number) => ({
  from: `${year}-09-01`,
  to: `${year}-12-31`,
  period: `autumn ${year}/${(year + 1) % 100}`,
});

const inCensus = { series: 'census', measure: 'absence', group: 'all', law: census } as const;
const inDaily2024 = {
  from: '2024-09-09',
  to: '2024-12-21',
  period: 'autumn 2024/25',
  series: 'daily',
  phase: 'all state-funded',
  measure: 'absence',
  group: 'all',
  law: daily,
} as const;
const persistentInDaily2024 = { ...inDaily2024, measure: 'persistent absence' } as const;
const secondary2023 = { ...autumn(2023), series: 'daily', phase: 'secondary', group: 'all', law: press } as const;

/** What is known nationally, by period; refreshed with each release. */
export const nationalFigures = [
  { ...autumn(2022), ...inCensus, phase: 'all state-funded', percent: '7.5', law: analysts },
  { ...autumn(2023), ...inCensus, phase: 'all state-funded', percent: '6.69' },
  { ...autumn(2023), ...inCensus, phase: 'secondary', percent: '8.15' },
  { ...secondary2023, measure: 'attendance', percent: '91.6' },
  { ...secondary2023, measure: 'persistent absence', percent: '24.6' },
  { ...autumn(2024), ...inCensus, phase: 'all state-funded', percent: '6.38' },
  { ...autumn(2024), ...inCensus, phase: 'secondary', percent: '7.66' },
  { ...inDaily2024, percent: '6.5' },
  { ...inDaily2024, group: 'FSM', percent: '10.0' },
  { ...inDaily2024, group: 'not FSM', percent: '5.2' },
  { ...inDaily2024, group: 'EHCP', percent: '13.1' },
  { ...inDaily2024, group: 'SEN support', percent: '10.1' },
  { ...inDaily2024, group: 'no SEN', percent: '5.8' },
  { ...inDaily2024, group: 'girls', percent: '6.6' },
  { ...inDaily2024, group: 'boys', percent: '6.5' },
  { ...persistentInDaily2024, percent: '19.2' },
  { ...persistentInDaily2024, group: 'FSM', percent: '31.7' },
  { ...persistentInDaily2024, group: 'not FSM', percent: '14.4' },
  { ...inDaily2024, to: '2024-09-13', period: 'first week of autumn 2024/25', percent: '4.7' },
  {
    ...inDaily2024,
    from: '2024-10-21',
    to: '2024-10-25',
    period: 'week before half term, autumn 2024/25',
    percent: '7.0',
  },
  { ...inDaily2024, from: '2024-12-16', to: '2024-12-20', period: 'final week of autumn 2024/25', percent: '9.4' },
] as const satisfies readonly NationalFigure[];

/** What a comparison must have in common with the school's own figure; what is left out is not asked for. */
export type LikeWithLike = Partial<Pick<NationalFigure, 'period' | 'series' | 'phase' | 'measure' | 'group'>>;

/** The national figures that agree in all that is asked for, newest last; none is better than an unlike one. */
export const nationalFiguresLike = (like: LikeWithLike): readonly NationalFigure[] =>
  (nationalFigures as readonly NationalFigure[]).filter((row) =>
    Object.entries(like).every(([field, value]) => row[field as keyof LikeWithLike] === value),
  );
