import type { TrackerPupil, TrackerView } from '../views/tracker.ts';
import {
  type CellNow,
  type ColumnForm,
  columnFormOf,
  fits,
  inForm,
  isAhead,
  isSame,
  saysNothing,
} from './cell-form.ts';
import { type Field, isDecision, isFilled, isIdentity, kindOf } from './fields.ts';
import { figureOfField } from './figure-of-field.ts';
import { findColumns, type SheetColumn } from './find-columns.ts';
import { PupilFinder, type RowIdentity } from './pupil-finder.ts';
import { isPupilRow } from './pupil-row.ts';
import type { Block, CellValue, SheetValues } from './sheet-values.ts';
import { addressOf, columnName } from './xlsx/address.ts';
import { shownText } from './xlsx/shown.ts';

export interface PlannedChange {
  /** `D5` */
  readonly cell: string;
  readonly row: number;
  readonly column: number;
  readonly field: Field;
  /** The cell's own values; null is blank. */
  readonly from: CellValue | null;
  readonly to: CellValue | null;
  /** As the sheet will show it. */
  readonly shown: string;
}

export interface ColumnLeft {
  readonly column: string;
  readonly heading: string;
  readonly field?: Field;
  readonly why?: string;
}

/** What an update would do to one sheet: planned from values alone, carried out by the pane and by `desk track`. */
export interface TrackerPlan {
  readonly sheet: string;
  readonly headingRow: number;
  readonly columns: {
    readonly found: readonly { readonly column: string; readonly heading: string; readonly field: Field }[];
    readonly left: readonly ColumnLeft[];
  };
  readonly rows: {
    readonly matched: number;
    readonly unmatched: readonly { readonly row: number; readonly value: string; readonly why: string }[];
    /** Rows of pupils who have left: they stay as they are. */
    readonly leavers: readonly number[];
    /** Ids of pupils on roll without a row. */
    readonly notInSheet: readonly string[];
  };
  readonly changes: readonly PlannedChange[];
  /** Cells of found columns that are hers: a formula, a lock, her own words, a decision ahead of the desk's. */
  readonly kept: readonly { readonly cell: string; readonly why: string }[];
  /** The pupil of each matched row. */
  readonly pupils: ReadonlyMap<number, string>;
  /** Why nothing can be filled here; absent when something can. */
  readonly refused?: string;
}

export interface PlanRefusal {
  readonly sheet: string;
  readonly refused: string;
}

export const isRefusal = (answer: TrackerPlan | PlanRefusal): answer is PlanRefusal => !('changes' in answer);

interface PupilRow {
  readonly row: number;
  readonly pupil: TrackerPupil;
}

interface Rows {
  readonly matched: readonly PupilRow[];
  readonly unmatched: TrackerPlan['rows']['unmatched'];
  readonly leavers: readonly number[];
}

const identityOf = (sheet: SheetValues, row: number, columns: ReadonlyMap<Field, number>): RowIdentity => {
  const at = (field: Field): CellValue | undefined => {
    const column = columns.get(field);
    return column === undefined ? undefined : sheet.values[row - sheet.top]?.[column - sheet.left];
  };
  return {
    pupil: at('pupil'),
    admission: at('admission'),
    name: at('name'),
    surname: at('surname'),
    forename: at('forename'),
    year: at('year'),
    form: at('form'),
  };
};

const shownIdentity = ({ pupil, admission, name, surname, forename }: RowIdentity): string => {
  const named =
    name !== undefined && name !== ''
      ? String(name)
      : [surname, forename].filter((one) => one !== undefined && one !== '').join(', ');
  return named !== '' ? named : String(pupil !== undefined && pupil !== '' ? pupil : (admission ?? ''));
};

const findRows = (
  sheet: SheetValues,
  headingRow: number,
  columns: readonly SheetColumn[],
  finder: PupilFinder,
): Rows => {
  const identities = new Map<Field, number>();
  for (const { field, column } of columns)
    if (field !== undefined && isIdentity(field) && !identities.has(field)) identities.set(field, column);
  const upn = identities.get('pupil');
  // A column of UPNs none of which we know (the school's files go by another number) says nothing about who a row is.
  if (upn !== undefined && !sheet.values.some((cells) => finder.hasId(cells[upn - sheet.left] ?? '')))
    identities.delete('pupil');
  const matched: PupilRow[] = [];
  const unmatched: { row: number; value: string; why: string }[] = [];
  const leavers: number[] = [];
  const taken = new Map<string, number>();
  const whole = (column: number | undefined): boolean =>
    column !== undefined && sheet.values.some((cells) => /,/.test(String(cells[column - sheet.left] ?? '')));
  const withComma = whole(identities.get('name'));
  for (let at = headingRow - sheet.top + 1; at < sheet.values.length; at++) {
    const row = sheet.top + at;
    const identity = identityOf(sheet, row, identities);
    const found = finder.find(identity);
    if ('pupil' in found) {
      const before = taken.get(found.pupil.pupil);
      if (!found.pupil.current) leavers.push(row);
      else if (before !== undefined)
        unmatched.push({ row, value: shownIdentity(identity), why: `the same pupil as row ${before}` });
      else {
        taken.set(found.pupil.pupil, row);
        matched.push({ row, pupil: found.pupil });
      }
    } else if (isPupilRow(sheet, at, identity, columns, withComma)) {
      unmatched.push({ row, value: shownIdentity(identity), why: found.why });
    }
  }
  return { matched, unmatched, leavers };
};

interface FilledColumn {
  readonly column: SheetColumn & { readonly field: Field };
  readonly form: ColumnForm;
}

/** Which of the columns can be filled, and in what form; the others with the reason. */
const judgeColumns = (
  sheet: SheetValues,
  columns: readonly SheetColumn[],
  rows: readonly PupilRow[],
  view: TrackerView,
): { filled: FilledColumn[]; left: ColumnLeft[] } => {
  const bandNames = Object.values(view.bandNames ?? {});
  const filled: FilledColumn[] = [];
  const left: ColumnLeft[] = [];
  const taken = new Map<Field, string>();
  for (const column of columns) {
    const { field, heading } = column;
    const name = columnName(column.column);
    if (field === undefined) {
      left.push({ column: name, heading });
      continue;
    }
    if (isIdentity(field)) continue;
    const leave = (why: string): void => {
      left.push({ column: name, heading, field, why });
    };
    if (!isFilled(field)) {
      leave('the desk has no figure for this');
      continue;
    }
    const at = column.column - sheet.left;
    const inside = rows.filter(({ row }) => {
      const value = sheet.values[row - sheet.top]?.[at];
      return sheet.formulas[row - sheet.top]?.[at] !== true && value !== undefined;
    });
    if (
      rows.length > 0 &&
      inside.every(({ row }) => saysNothing(sheet.values[row - sheet.top]![at]!)) &&
      inside.length * 2 <= rows.length
    ) {
      leave('her formula');
      continue;
    }
    const before = taken.get(field);
    if (before !== undefined) {
      leave(`column ${before} says the same`);
      continue;
    }
    const cells: CellNow[] = inside.map(({ row }) => ({
      value: sheet.values[row - sheet.top]![at]!,
      format: sheet.formats[row - sheet.top]?.[at] ?? 'General',
    }));
    const values = cells.filter(({ value }) => !saysNothing(value));
    const asCounts = looksLikeCounts(field, column, inside, sheet, view);
    const judged: Field = asCounts === true && field === 'absence' ? 'possible' : field;
    const fitting = values.filter(({ value }) => fits(judged, value, bandNames)).length;
    if (values.length > 0 && fitting * 2 < values.length) {
      leave(`what stands there is not ${kindWords[kindOf(field)]}`);
      continue;
    }
    taken.set(field, name);
    filled.push({
      column: { ...column, field },
      form: columnFormOf(field, column.measure, cells, bandNames, asCounts ?? field !== 'absence'),
    });
  }
  return { filled, left };
};

const kindWords = {
  identity: 'a pupil',
  percent: 'a percentage',
  points: 'a difference',
  count: 'a count',
  flag: 'a yes or no',
  band: 'a band',
  stage: 'a stage',
  text: 'a text',
  date: 'a date',
} as const;

/**
 * "Absence" and "Unauth" may be sessions or per cent. Where the heading does not say, a percent sign or a broken number
 * does; of whole numbers "Unauth" means sessions, "Absence" what lies nearer to its figures.
 */
const looksLikeCounts = (
  field: Field,
  { measure, column }: SheetColumn,
  rows: readonly PupilRow[],
  sheet: SheetValues,
  view: TrackerView,
): boolean | undefined => {
  if (field !== 'absence' && field !== 'authorised' && field !== 'unauthorised') return undefined;
  if (measure !== undefined) return measure === 'count';
  let toCount = 0;
  let toPercent = 0;
  let seen = 0;
  for (const { row, pupil } of rows) {
    const value = sheet.values[row - sheet.top]?.[column - sheet.left];
    const format = sheet.formats[row - sheet.top]?.[column - sheet.left] ?? 'General';
    if (format.includes('%') || (typeof value === 'string' && value.includes('%'))) return false;
    const number =
      typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
    if (Number.isNaN(number) || pupil.possible === 0) continue;
    if (!Number.isInteger(number)) return false;
    const figure = figureOfField(field, pupil, view);
    const count = figure?.is === 'count' ? figure.count : figure?.is === 'rate' ? figure.rate.part : 0;
    seen += 1;
    toCount += Math.abs(number - count);
    toPercent += Math.abs(number - (count * 100) / pupil.possible);
  }
  if (seen === 0) return undefined;
  return field === 'absence' ? toCount < toPercent : true;
};

const changeOf = (
  sheet: SheetValues,
  { column: { column, field }, form }: FilledColumn,
  { row, pupil }: PupilRow,
  view: TrackerView,
): PlannedChange | { readonly cell: string; readonly why: string } | undefined => {
  const [down, across] = [row - sheet.top, column - sheet.left];
  const cell = addressOf(row, column);
  if (sheet.formulas[down]?.[across] === true) return { cell, why: 'her formula' };
  const now: CellNow = {
    value: sheet.values[down]?.[across] ?? '',
    format: sheet.formats[down]?.[across] ?? 'General',
  };
  let figure = figureOfField(field, pupil, view);
  if (figure === undefined) return undefined;
  if (figure?.is === 'rate' && field === 'absence' && form.counts) figure = { is: 'count', count: figure.rate.part };
  if (figure === null && saysNothing(now.value)) return undefined;
  const isHers =
    !saysNothing(now.value) &&
    kindOf(field) !== 'text' &&
    !fits(figure?.is === 'count' ? 'possible' : field, now.value, Object.values(view.bandNames ?? {}));
  if (isHers) return { cell, why: 'her own words' };
  const next = inForm(figure, now, form, view.bandNames ?? {}, sheet.date1904);
  if (isSame(field, now, next)) return undefined;
  if (isDecision(field) && !saysNothing(now.value) && isAhead(field, now.value, next, sheet.date1904))
    return { cell, why: 'her decision' };
  const closed = sheet.closed(row, column);
  if (closed !== null) return { cell, why: closed };
  const format = now.format;
  return {
    cell,
    row,
    column,
    field,
    from: now.value === '' ? null : now.value,
    to: next === '' ? null : next,
    shown: shownText(next === '' ? null : next, format, sheet.date1904),
  };
};

/**
 * Plans the update of one sheet: changes only where a value differs, each in its cell's own form; formulas, locked
 * cells and her own words stay. The same plan on the updated sheet has no change.
 */
export const planUpdate = (sheet: SheetValues, view: TrackerView): TrackerPlan | PlanRefusal => {
  const finder = new PupilFinder(view.pupils);
  const found = findColumns(sheet, view, finder);
  if (found === undefined) return { sheet: sheet.name, refused: 'no row of headings with a pupil column was found' };
  const { headingRow, columns } = found;
  const rows = findRows(sheet, headingRow, columns, finder);
  const { filled, left } = judgeColumns(sheet, columns, rows.matched, view);
  const changes: PlannedChange[] = [];
  const kept: { cell: string; why: string }[] = [];
  for (const row of rows.matched)
    for (const column of filled) {
      const answer = changeOf(sheet, column, row, view);
      if (answer === undefined) continue;
      if ('why' in answer) kept.push(answer);
      else changes.push(answer);
    }
  const there = new Set(rows.matched.map(({ pupil }) => pupil.pupil));
  const filledColumns = new Set(filled.map(({ column }) => column.column));
  const isShut =
    sheet.isProtected &&
    rows.matched.length > 0 &&
    rows.matched.every(({ row }) => filled.every(({ column }) => sheet.closed(row, column.column) !== null));
  return {
    sheet: sheet.name,
    headingRow,
    columns: {
      found: columns.flatMap(({ column, heading, field }) =>
        field !== undefined && (isIdentity(field) || filledColumns.has(column))
          ? { column: columnName(column), heading, field }
          : [],
      ),
      left,
    },
    rows: {
      matched: rows.matched.length,
      unmatched: rows.unmatched,
      leavers: rows.leavers,
      notInSheet: view.pupils.flatMap(({ pupil, current }) => (current && !there.has(pupil) ? pupil : [])),
    },
    changes,
    kept,
    pupils: new Map(rows.matched.map(({ row, pupil }) => [row, pupil.pupil])),
    ...(isShut ? { refused: 'the sheet is protected and every cell to fill is locked' } : {}),
  };
};

/** Figures that make a sheet a tracker; a list of letters with stages and dates is none. */
const isCore = (field: Field): boolean =>
  isFilled(field) &&
  !isDecision(field) &&
  kindOf(field) !== 'text' &&
  field !== 'dual' &&
  field !== 'alternativeProvision';

/** True for a sheet with a row a pupil and at least one of the desk's figures; logs and letter lists are left out. */
export const isTracker = (plan: TrackerPlan | PlanRefusal): plan is TrackerPlan => {
  if (isRefusal(plan) || /letter|\blog\b|archive|backup|\bold\b/i.test(plan.sheet)) return false;
  const repeated = plan.rows.unmatched.filter(({ why }) => why.startsWith('the same pupil')).length;
  return (
    plan.columns.found.some(({ field }) => isCore(field)) && plan.rows.matched > 0 && repeated * 4 <= plan.rows.matched
  );
};

/** The changes as rectangles to write: runs down a column, side by side where they begin and end in the same rows. */
export const blocksOf = (changes: readonly PlannedChange[]): Block[] => {
  const columns = Map.groupBy(changes, ({ column }) => column);
  const runs: { top: number; left: number; values: CellValue[][] }[] = [];
  for (const [left, cells] of [...columns].sort(([a], [b]) => a - b)) {
    let run: { top: number; left: number; values: CellValue[][] } | undefined;
    for (const { row, to } of cells.toSorted((a, b) => a.row - b.row)) {
      if (run !== undefined && run.top + run.values.length === row) run.values.push([to ?? '']);
      else {
        run = { top: row, left, values: [[to ?? '']] };
        runs.push(run);
      }
    }
  }
  const blocks: typeof runs = [];
  const open = new Map<string, (typeof runs)[number]>();
  for (const run of runs) {
    const key = `${run.top} ${run.values.length}`;
    const beside = open.get(key);
    if (beside !== undefined && beside.left + beside.values[0]!.length === run.left) {
      for (const [at, [value]] of run.values.entries()) beside.values[at]!.push(value!);
      continue;
    }
    blocks.push(run);
    open.set(key, run);
  }
  return blocks;
};
