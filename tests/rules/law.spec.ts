import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { law } from '../../shared/rules/law.ts';
import type { Citation } from '../../shared/vocabulary/citation.ts';

const room = resolve(import.meta.dirname, '../../shared/rules');

const files = readdirSync(room, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(room, join(entry.parentPath, entry.name)));

const isCitation = (value: unknown): value is Citation =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  'place' in value &&
  'read' in value &&
  [value.source, value.place].every((text) => typeof text === 'string' && text !== '') &&
  /^\d{4}-\d{2}-\d{2}$/.test(String(value.read));

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const holdsNumber = (value: unknown): boolean =>
  typeof value === 'number' || (isTable(value) && Object.values(value).some(holdsNumber));

/** Rows of numbers without a source, by where they stand. */
const unsourced = (value: unknown, place: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((row, at) => unsourced(row, `${place}[${at}]`));
  if (!isTable(value) || isCitation(value)) return [];
  if (isCitation(value.law)) return [];
  return holdsNumber(value) ? [place] : [];
};

describe('every number of the law has its source, its place there and the day somebody read it', () => {
  test.each(Object.entries(law))('%s', (_name, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(isCitation(row.law), JSON.stringify(row)).toBe(true);
  });

  test('rows that hold from a day on stand in the order of their days', () => {
    for (const [name, rows] of Object.entries(law)) {
      const days = rows.flatMap((row) => ('from' in row && !('to' in row) ? [row.from as string] : []));
      expect(days, name).toEqual([...days].sort());
    }
  });

  test('no room of the rules exports a table of numbers without a source', async () => {
    expect(files.length).toBeGreaterThan(60);
    const found: string[] = [];
    // The fast figures keep their own bookkeeping in tables of numbers.
    for (const file of files.filter((one) => !one.startsWith('figures/fast/'))) {
      const exports = (await import(join(room, file))) as Readonly<Record<string, unknown>>;
      for (const [name, value] of Object.entries(exports)) found.push(...unsourced(value, `${file}: ${name}`));
    }
    expect(found).toEqual([]);
  });
});

/** Numbers that are neither law nor policy, and why they may stand in a rule. */
const arithmetic: Readonly<Record<string, string>> = {
  'calendar-index.ts': 'five weekdays of school',
  'compulsory-school-age.ts': 'the Friday of a week',
  'figure-behind.ts': 'six half terms; the four weeks of the field attendanceLast4Weeks',
  'history.ts': 'the form of dates and percentages',
  'periods.ts': 'days of a week; the weeks in the periods’ own names',
  'share.ts': 'decimals of a share',
  'codes/codes.ts': 'bytes',
  'figures/census-windows.ts': 'the form of a date',
  'figures/easter.ts': 'the reckoning of Easter',
  'figures/figures.ts': 'bytes, weekdays, the ten weeks of the figure unauthorisedMost10Weeks',
  'figures/groups.ts': 'the year groups of the group 7-11',
  'figures/points.ts': 'per cent',
  'figures/target.ts': 'per cent',
  'first-day/tier.ts': 'the tiers’ own numbers',
  'first-day/tier-clock.ts': 'the tiers’ own numbers',
  'ladder/net-absence.ts': 'bytes',
  'ladder/review-window.ts': 'days of a week',
  'school-weeks-end.ts': 'days of a week',
  'registers/anomalies/ra07-school-age.ts': 'year groups',
  'reports/impact-interval.ts': 'draws and tails of the interval',
  'reports/national-comparators.ts': 'years of the releases',
};

/** Numbers above two that are not the value of a table's field; comments, texts and the policy's defaults apart. */
const numbersIn = (file: string): string[] => {
  const text = readFileSync(join(room, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*/g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''")
    .replace(/\w+: \d+/g, '');
  return [...text.matchAll(/(?<![\w.$])\d[\d_]*(?![\w])/g)]
    .map(([number]) => number)
    .filter((number) => Number(number.replaceAll('_', '')) > 2);
};

describe('no threshold hides in a line of code', () => {
  const rules = files.filter((file) => !file.startsWith('policy/') && !file.startsWith('figures/fast/'));

  test('a number in a rule is in a table with its source, in the policy, or named below with what it is', () => {
    const hidden = rules.filter((file) => !(file in arithmetic)).map((file) => [file, numbersIn(file)]);
    expect(hidden.filter(([, numbers]) => numbers!.length > 0)).toEqual([]);
  });

  test('no exception stands there that nobody needs', () => {
    expect(Object.keys(arithmetic).filter((file) => numbersIn(file).length === 0)).toEqual([]);
  });

  test('every exception names a file that is there', () => {
    for (const file of Object.keys(arithmetic)) expect(files).toContain(file);
  });
});
