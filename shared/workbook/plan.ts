import type { TrackerView } from '../views/tracker.ts';
import { carriedMemory } from './carried-memory.ts';
import { type Field, isDecision, isIdentity, isPersons, kindOf, standardSet } from './fields.ts';
import { figureOfField } from './figure-of-field.ts';
import { findColumns } from './find-columns.ts';
import { type FoundRows, findRows, type MatchedRow } from './find-rows.ts';
import { type ColumnLeft, type FilledColumn, judgeColumns } from './judge-columns.ts';
import { type KnownColumn, knownColumns } from './known-columns.ts';
import { nothingRemembered, type SheetMemory } from './memory.ts';
import { type CellPlan, cellPlanner, type KeptCell, type PlannedChange } from './plan-cell.ts';
import { PupilFinder } from './pupil-finder.ts';
import { type ColumnQuestion, questionsOf } from './questions.ts';
import { remembered } from './remembered.ts';
import type { SheetEdit } from './sheet-edit.ts';
import type { SheetValues } from './sheet-values.ts';
import { columnName } from './xlsx/address.ts';

/** What an update would do to one sheet: planned from values alone, carried out by the pane and by `desk track`. */
export interface TrackerPlan {
  readonly sheet: string;
  readonly headingRow: number;
  readonly columns: {
    readonly found: readonly { readonly column: string; readonly heading: string; readonly field: Field }[];
    readonly left: readonly ColumnLeft[];
    /** Every column with a heading, and what was said of it: heading and `nth` name it in the memory. */
    readonly all: readonly KnownColumn[];
  };
  readonly rows: {
    readonly matched: number;
    readonly unmatched: FoundRows['unmatched'];
    /** Rows of pupils who have left: they stay as they are. */
    readonly leavers: readonly number[];
    /** Ids of pupils on roll without a row. */
    readonly notInSheet: readonly string[];
  };
  readonly changes: readonly PlannedChange[];
  /** Cells of found columns that are hers: a formula, a lock, her own words, a decision ahead of the desk's, typed over. */
  readonly kept: readonly KeptCell[];
  /** Typed into columns that people write, and not on record yet: for the desk to take. Such cells are not written. */
  readonly edits: readonly SheetEdit[];
  /** What the desk is unsure of. */
  readonly questions: readonly ColumnQuestion[];
  /** Fields of the standard set that the desk could fill and the sheet has no column for. */
  readonly missing: readonly Field[];
  /** What the workbook is to remember once the changes are written. */
  readonly memory: SheetMemory;
  /** The pupil of each matched row. */
  readonly pupils: ReadonlyMap<number, string>;
  /** Why nothing can be filled here; absent when something can. */
  readonly refused?: string;
}

export interface PlanRefusal {
  readonly sheet: string;
  readonly refused: string;
}

export interface PlanWith {
  readonly memory?: SheetMemory;
  /** What is remembered of sheets that the workbook has no more (`goneFrom`): this one may be such a sheet, renamed. */
  readonly gone?: readonly SheetMemory[];
  /** Cells that she gives back, so that the desk's value goes there: `field pupil`. */
  readonly givenBack?: ReadonlySet<string>;
  /** Only the cells of these pupils; what is remembered of others stays. */
  readonly only?: ReadonlySet<string>;
}

export const isRefusal = (answer: TrackerPlan | PlanRefusal): answer is PlanRefusal => !('changes' in answer);

export const givenBackKey = (field: Field, pupil: string): string => `${field} ${pupil}`;

const missingOf = (columns: readonly KnownColumn[], rows: readonly MatchedRow[], view: TrackerView): Field[] => {
  const there = new Set(columns.map(({ field }) => field));
  return standardSet.filter(
    (field) => !there.has(field) && rows.some(({ pupil }) => figureOfField(field, pupil, view) !== undefined),
  );
};

const isShut = (sheet: SheetValues, rows: readonly MatchedRow[], filled: readonly FilledColumn[]): boolean =>
  sheet.isProtected &&
  rows.length > 0 &&
  rows.every(({ row }) => filled.every(({ column }) => sheet.closed(row, column.column) !== null));

const once = <T>(work: () => T): (() => T) => {
  let done: { readonly value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
};

/**
 * Plans the update of one sheet: changes only where a value differs, each in its cell's own form; formulas, locked
 * cells, her own words and what she typed over stay. The same plan on the updated sheet has no change.
 */
export const planUpdate = (
  sheet: SheetValues,
  view: TrackerView,
  { memory: own = nothingRemembered, gone = [], givenBack = new Set(), only }: PlanWith = {},
): TrackerPlan | PlanRefusal => {
  const finder = new PupilFinder(view.pupils);
  const found = findColumns(sheet, view, finder);
  if (found === undefined) return { sheet: sheet.name, refused: 'no row of headings with a pupil column was found' };
  const { headingRow } = found;
  const ownColumns = knownColumns(found.columns, own);
  const ownRows = findRows(sheet, headingRow, ownColumns, finder);
  const memory =
    gone.length === 0 ? own : carriedMemory(own, gone, { sheet, columns: found.columns, rows: ownRows.matched });
  const columns = memory === own ? ownColumns : knownColumns(found.columns, memory);
  const rows = memory === own ? ownRows : findRows(sheet, headingRow, columns, finder);
  const { filled, left } = judgeColumns(sheet, columns, rows.matched, view);
  const wanted = only === undefined ? rows.matched : rows.matched.filter(({ pupil }) => only.has(pupil.pupil));
  const eachCell = (tellsAgreed: boolean, take: (row: MatchedRow, field: Field, plan: CellPlan) => void): void => {
    const columnsOf = filled.map((column) => ({
      field: column.column.field,
      planOf: cellPlanner({ sheet, column, view, memory, tellsAgreed }),
    }));
    const planRow = (row: MatchedRow): void => {
      for (const { field, planOf } of columnsOf) {
        const isGivenBack = givenBack.size > 0 && givenBack.has(givenBackKey(field, row.pupil.pupil));
        const plan = planOf(row, isGivenBack);
        if (plan !== undefined) take(row, field, plan);
      }
    };
    wanted.forEach(planRow);
  };
  const [changes, kept, edits]: [PlannedChange[], KeptCell[], SheetEdit[]] = [[], [], []];
  eachCell(false, (_row, _field, plan) => {
    if (plan.is === 'change') changes.push(plan.change);
    else if (plan.is === 'kept') kept.push(plan.kept);
    else if (plan.is === 'edit') edits.push(plan.edit);
  });
  const questions = once(() => questionsOf({ sheet, columns, left, rows: rows.matched, view }));
  const missing = once(() => missingOf(columns, rows.matched, view));
  const remembers = once(() => remembered(memory, filled, (take) => eachCell(true, take), view));
  const there = new Set(rows.matched.map(({ pupil }) => pupil.pupil));
  const filledColumns = new Set(filled.map(({ column }) => column.column));
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
      all: columns,
    },
    rows: {
      matched: rows.matched.length,
      unmatched: rows.unmatched,
      leavers: rows.leavers,
      notInSheet: view.pupils.flatMap(({ pupil, current }) => (current && !there.has(pupil) ? pupil : [])),
    },
    changes,
    kept,
    edits,
    // Worked out when they are asked for: a file is filled without them.
    get questions() {
      return questions();
    },
    get missing() {
      return missing();
    },
    get memory() {
      return remembers();
    },
    pupils: new Map(rows.matched.map(({ row, pupil }) => [row, pupil.pupil])),
    ...(isShut(sheet, rows.matched, filled)
      ? { refused: 'the sheet is protected and every cell to fill is locked' }
      : {}),
  };
};

/** Figures that make a sheet a tracker; a list of letters with stages and dates is none. */
const isCore = (field: Field): boolean =>
  !isIdentity(field) &&
  !isDecision(field) &&
  !isPersons(field) &&
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
