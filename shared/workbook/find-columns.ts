import type { TrackerView } from '../views/tracker.ts';
import { type Field, isIdentity } from './fields.ts';
import { type HeadingWords, headingWords, type Meaning, meaningOf } from './heading-words.ts';
import type { PupilFinder } from './pupil-finder.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';
import { holdsCell } from './xlsx/address.ts';

/** A column of the sheet and what it was taken for. `column` is its number, from 1. */
export interface SheetColumn {
  readonly column: number;
  /** As written in the heading row; what stands above it where the cell itself is blank. */
  readonly heading: string;
  readonly field?: Field;
  readonly measure?: 'percent' | 'count' | undefined;
}

export interface FoundColumns {
  /** The row whose cells name the columns, from 1: of a heading in two lines the lower. */
  readonly headingRow: number;
  /** Every column with a heading, left to right. */
  readonly columns: readonly SheetColumn[];
}

/** How far down a heading row is looked for. */
const deepest = 40;

const isText = (value: CellValue | undefined): value is string => typeof value === 'string' && value.trim() !== '';
const blank = (value: CellValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** Enough rows to tell what a sheet or a column holds, from the top to the bottom. */
const enough = 200;
const someOf = <T>(rows: readonly T[]): readonly T[] => {
  const step = Math.ceil(rows.length / enough);
  return step < 2 ? rows : rows.filter((_, at) => at % step === 0);
};

/** The rows (counted from 0) in which a number names a pupil; where most have none, a name does too, alone or in two cells. */
export const rowsWithPupils = ({ values }: SheetValues, finder: PupilFinder): number[] => {
  const hasId = (cells: readonly CellValue[]): boolean => cells.some((value) => !blank(value) && finder.hasId(value));
  const hasName = (cells: readonly CellValue[]): boolean =>
    cells.some((value, at) => {
      if (typeof value !== 'string' || blank(value) || value.length > 80) return false;
      const next = cells[at + 1];
      return finder.hasName(value) || (isText(next) && finder.hasName(`${value} ${next}`));
    });
  const some = someOf(values);
  const isByNumber = some.filter(hasId).length * 2 > some.length;
  return values.flatMap((cells, row) => (hasId(cells) || (!isByNumber && hasName(cells)) ? row : []));
};

/** The first of at least two rows with pupils that lie close together: a banner may name one too. */
const firstPupilRow = (rows: readonly number[]): number | undefined =>
  rows.find((row, at) => (rows[at + 1] ?? Number.POSITIVE_INFINITY) - row <= 10) ?? rows[0];

/** Words of a heading above that say nothing about what stands below them. */
const neutral = new Set([
  'figures',
  'figure',
  'details',
  'detail',
  'pupil',
  'data',
  'info',
  'information',
  'att',
  'desk',
  'term',
  'stages',
  'stage',
  'punctuality',
]);

/** What a heading in one or two lines means. A group's line above must agree with the line below it. */
const readHeading = (upper: string, lower: string, isGroup: boolean, year: number): Meaning | undefined => {
  const alone = lower === '' ? undefined : meaningOf(headingWords(lower, year));
  if (upper === '') return alone;
  const joined = meaningOf(headingWords(`${upper} ${lower}`.trim(), year));
  if (joined !== undefined && (isGroup || alone === undefined)) return joined;
  if (!isGroup) return alone;
  const above = headingWords(upper, year);
  return alone !== undefined && mayStandUnder(alone.field, above, meaningOf(above)) ? alone : undefined;
};

/** A lower line counts alone only where the line above agrees with it: "HT1" under "Lates" is no attendance. */
const mayStandUnder = (field: Field, above: HeadingWords, meaning: Meaning | undefined): boolean =>
  above.words.every((word) => neutral.has(word)) ||
  (isOfTheYear(field) && above.words.join(' ') === 'this year') ||
  meaning?.field === field ||
  (isIdentity(field) && meaning === undefined) ||
  (above.words.every((word) => neutral.has(word) || word === 'abs' || word === 'persistent') &&
    [
      'persistent',
      'severe',
      'band',
      'sessionsToPersistent',
      'sessionsToLeavePersistent',
      'authorised',
      'unauthorised',
    ].includes(field));

/** Figures of the year to date; those of a half term or of four weeks do not stand under "This year". */
const isOfTheYear = (field: Field): boolean => !/^attendance.+/.test(field) && !isIdentity(field);

/** The text over each cell of a row: its own, or that of the merged cell it lies in; with whether it is a group's. */
const linesAbove = (sheet: SheetValues, row: number): { readonly text: string; readonly isGroup: boolean }[] => {
  const width = sheet.values[0]?.length ?? 0;
  const cells = sheet.values[row - 1];
  if (row < 1 || cells === undefined) return Array.from({ length: width }, () => ({ text: '', isGroup: false }));
  const texts = cells.filter(isText).length;
  // One or two texts over a whole table are a title, not a line of its heading.
  const isHeadingLine = texts >= 3;
  const first = sheet.left + cells.findIndex((value, at) => !blank(value) || !blank(sheet.values[row]?.[at] ?? ''));
  return cells.map((value, at) => {
    const [y, x] = [sheet.top + row - 1, sheet.left + at];
    const merge = sheet.merges.find((box) => y >= box.top && y <= box.bottom && x >= box.left && x <= box.right);
    if (merge === undefined)
      return { text: isText(value) ? value.trim() : '', isGroup: isHeadingLine && isText(value) };
    const across = merge.right - merge.left + 1;
    const isTitle = across > 1 && !isHeadingLine && merge.left <= first;
    const isBanner = across > Math.max(6, width * 0.6) || isTitle;
    const text = sheet.values[merge.top - sheet.top]?.[merge.left - sheet.left];
    return isBanner || !isText(text) ? { text: '', isGroup: false } : { text: text.trim(), isGroup: true };
  });
};

const readRow = (sheet: SheetValues, row: number, year: number): SheetColumn[] => {
  const above = linesAbove(sheet, row);
  const cells = sheet.values[row] ?? [];
  // A heading merged downwards has its text in the row above; a line of groups spreads over the blank cells beside it.
  let group = '';
  return cells.flatMap((value, at) => {
    const lower = isText(value) ? value.trim().replace(/\s+/g, ' ') : '';
    const own = above[at]!;
    if (own.text !== '') group = own.isGroup ? own.text : '';
    const [y, x] = [sheet.top + row, sheet.left + at];
    // A number below a text is a value, no second line of a heading.
    if (lower === '' && !blank(value)) return [];
    if (lower === '') {
      const merge = sheet.merges.find((box) => holdsCell(box, y - 1, x));
      const reachesDown = merge !== undefined && holdsCell(merge, y, x) && merge.left === x;
      if (!own.isGroup || !(merge === undefined || reachesDown || merge.left === merge.right)) return [];
    }
    let upper = own.text.replace(/\s+/g, ' ');
    let isGroup = own.isGroup;
    const alone = lower === '' ? undefined : meaningOf(headingWords(lower, year));
    if (upper === '' && group !== '' && alone !== undefined && /^attendanceHT\d$|^attendance$/.test(alone.field)) {
      upper = group;
      isGroup = true;
    }
    if (upper === lower) upper = '';
    const meaning = readHeading(upper, lower, isGroup, year);
    const heading = lower === '' ? upper : lower;
    return [
      {
        column: sheet.left + at,
        heading,
        ...(meaning === undefined ? {} : { field: meaning.field, measure: meaning.measure }),
      },
    ];
  });
};

const worth = (columns: readonly SheetColumn[]): number => {
  const seen = new Set<Field>();
  let sum = 0;
  for (const { field } of columns)
    if (field !== undefined && !seen.has(field)) {
      seen.add(field);
      sum += isIdentity(field) ? 2 : 1;
    }
  return sum;
};

const share = (count: number, of: number): number => (of === 0 ? 0 : count / of);

const isSeveralWords = (value: CellValue): boolean => /\S[\s,]+\S/.test(String(value));

/** Looks at the values where a heading alone does not tell who a row is. */
const withIdentities = (
  sheet: SheetValues,
  rows: readonly number[],
  columns: readonly SheetColumn[],
  finder: PupilFinder,
): SheetColumn[] => {
  const some = someOf(rows);
  const valuesOf = ({ column }: SheetColumn, of: readonly number[]): CellValue[] =>
    of.flatMap((row) => {
      const value = sheet.values[row]?.[column - sheet.left];
      return value === undefined || blank(value) ? [] : [value];
    });
  const seen = new Set<Field>();
  const hasSurname = columns.some(({ field }) => field === 'surname');
  const hasIds = columns.some(
    (column) => column.field === 'pupil' && valuesOf(column, rows).some((value) => finder.hasId(value)),
  );
  return columns.map((column) => {
    const { field, ...plain } = column;
    let values: readonly CellValue[] | undefined;
    const shareOf = (test: (value: CellValue) => boolean): number => {
      values ??= valuesOf(column, some);
      return share(values.filter(test).length, values.length);
    };
    let taken = field;
    if (field === undefined || field === 'name') {
      if (!hasIds && shareOf((value) => finder.hasId(value)) > 0.5) taken = 'pupil';
      else if (
        field === undefined &&
        /\b(?:id|ref|no|number)\b/i.test(column.heading) &&
        shareOf((value) => finder.hasAdmission(value)) > 0.8
      )
        taken = 'admission';
    }
    if (field === 'surname' && shareOf((value) => isSeveralWords(value) && finder.hasName(String(value))) > 0.5)
      taken = 'name';
    if (field === 'name' && hasSurname && shareOf((value) => finder.hasName(String(value))) < 0.2) taken = 'forename';
    if (taken === undefined) return plain;
    // The same meaning twice: who a row is, is read from the first; for figures the plan decides.
    if (isIdentity(taken) && seen.has(taken)) return plain;
    seen.add(taken);
    return { ...column, field: taken };
  });
};

/** "Term 4" is a half term only where terms are counted to six; "Why" belongs to the recommended stage beside it. */
const byNeighbours = (columns: readonly SheetColumn[]): SheetColumn[] => {
  const term = (heading: string): number | undefined => {
    const found = /^(?:%?\s*att(?:endance)?\s*%?\s*)?term\s*([1-6])\s*%?$/i.exec(heading.trim())?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const countsToSix = columns.some(({ heading }) => (term(heading) ?? 0) >= 4);
  return columns.map((column, at) => {
    if (column.field !== undefined) return column;
    const number = term(column.heading);
    if (countsToSix && number !== undefined)
      return { ...column, field: `attendanceHT${number}` as Field, measure: 'percent' as const };
    const before = columns[at - 1];
    if (before?.field === 'stageRecommended' && /^(?:why|reasons?|because)\s*\??$/i.test(column.heading))
      return { ...column, field: 'stageReason' as const };
    return column;
  });
};

/**
 * Finds the heading row and what each column means, by its heading and its values; banner rows, headings in two lines
 * and merged cells included. Undefined when no row names both a pupil and something else.
 */
export const findColumns = (sheet: SheetValues, view: TrackerView, finder: PupilFinder): FoundColumns | undefined => {
  const year = Number(view.period.from.slice(0, 4)) - (Number(view.period.from.slice(5, 7)) < 8 ? 1 : 0);
  const pupilRows = rowsWithPupils(sheet, finder);
  const end = Math.min(firstPupilRow(pupilRows) ?? deepest, sheet.values.length, deepest + 20);
  let best: { row: number; columns: SheetColumn[]; worth: number } | undefined;
  for (let row = 0; row < end; row++) {
    const columns = readRow(sheet, row, year);
    const found = worth(columns);
    // The lower of two equal rows: its cells stand nearer to the pupils.
    if (found > 0 && found >= (best?.worth ?? 0)) best = { row, columns, worth: found };
  }
  if (best === undefined) return undefined;
  const columns = byNeighbours(
    withIdentities(
      sheet,
      pupilRows.filter((row) => row > best.row),
      best.columns,
      finder,
    ),
  );
  const fieldsFound = new Set(columns.map(({ field }) => field));
  const knowsWho =
    ['pupil', 'admission', 'name'].some((field) => fieldsFound.has(field as Field)) ||
    (fieldsFound.has('surname') && fieldsFound.has('forename'));
  return knowsWho ? { headingRow: sheet.top + best.row, columns } : undefined;
};
