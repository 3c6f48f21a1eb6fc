import { expect, test } from 'vitest';
import { nationalFigures, nationalFiguresLike } from '../../../shared/rules/reports/national-comparators.ts';

const percents = (...like: Parameters<typeof nationalFiguresLike>) =>
  nationalFiguresLike(...like).map(({ percent }) => percent);

test('like with like: the census and the daily data of one autumn are different figures (§9.3)', () => {
  const all = {
    period: 'autumn 2024/25',
    phase: 'all state-funded',
    measure: 'absence',
    group: 'all',
  } as const;
  expect(percents({ ...all, series: 'census' })).toEqual(['6.38']);
  expect(percents({ ...all, series: 'daily' })).toEqual(['6.5']);
});

test('three autumns of the census, oldest first', () => {
  expect(
    nationalFiguresLike({ series: 'census', phase: 'all state-funded' }).map(({ period, percent }) => [
      period,
      percent,
    ]),
  ).toEqual([
    ['autumn 2022/23', '7.5'],
    ['autumn 2023/24', '6.69'],
    ['autumn 2024/25', '6.38'],
  ]);
});

test('a secondary school is compared with secondary schools', () => {
  expect(percents({ phase: 'secondary', measure: 'absence', series: 'census' })).toEqual(['8.15', '7.66']);
  expect(percents({ phase: 'secondary', measure: 'persistent absence' })).toEqual(['24.6']);
  expect(percents({ phase: 'secondary', measure: 'attendance' })).toEqual(['91.6']);
});

test('free school meals, and without them', () => {
  expect(percents({ group: 'FSM' })).toEqual(['10.0', '31.7']);
  expect(percents({ group: 'not FSM' })).toEqual(['5.2', '14.4']);
});

test('nothing is compared with an unlike figure', () => {
  expect(percents({ phase: 'secondary', period: 'autumn 2024/25', series: 'daily' })).toEqual([]);
});

test('every figure has its dates, its source and the day it was read', () => {
  for (const { from, to, law } of nationalFigures) {
    expect(from).toMatch(/^202\d-\d\d-\d\d$/);
    expect(from < to).toBe(true);
    expect(law.source && law.place && law.read).toMatch(/^2026-/);
  }
});

test('a week before a holiday is compared with a week before a holiday', () => {
  expect(nationalFiguresLike({ period: 'week before half term, autumn 2024/25' })).toMatchObject([
    { from: '2024-10-21', to: '2024-10-25', percent: '7.0' },
  ]);
});
