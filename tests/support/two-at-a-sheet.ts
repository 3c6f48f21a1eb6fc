import type { EditableField } from '../../shared/views/stages.ts';
import type { PlannedField, TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { nothingRemembered, type SheetMemory } from '../../shared/workbook/memory.ts';
import { givenBackKey } from '../../shared/workbook/plan.ts';
import type { SheetEdit } from '../../shared/workbook/sheet-edit.ts';
import type { CellValue, SheetValues } from '../../shared/workbook/sheet-values.ts';
import { planOf, typed } from './planned-sheet.ts';
import { sheetOf } from './sheet.ts';
import { ordinaryPupil, viewOf } from './tracker-view.ts';

/** What may happen at the sheet, by whom does not matter: both have the same sheet and the same records. */
export type Step =
  | {
      readonly do: 'type';
      readonly pupil: number;
      readonly column: 'Next action' | 'Notes' | '% Att';
      readonly value: string;
    }
  | { readonly do: 'sort' }
  | { readonly do: 'insert row'; readonly at: number }
  | { readonly do: 'insert column'; readonly at: number }
  | { readonly do: 'delete row'; readonly pupil: number }
  | { readonly do: 'press in Teams'; readonly pupil: number; readonly value: string }
  | { readonly do: 'marks change'; readonly pupil: number }
  | { readonly do: 'refresh' };

const field: EditableField = 'nextAction';
const surnames = ['Quill', 'Thimble', 'Bramble', 'Fennel'];

/**
 * A tracker that two people have open, the desk's records of next actions, and refreshes that may be interrupted between
 * reading, sending, asking and writing. The desk merges by field: what was seen must be what stands there.
 */
export class SharedSheet {
  sheet: SheetValues;
  memory: SheetMemory = nothingRemembered;
  readonly record = new Map<string, string | null>();
  readonly #attended = new Map<string, number>();
  /** What was typed and is not on record because somebody else was first: shown to its author. */
  readonly conflicts: SheetEdit[] = [];
  /** Everything that was on record once. */
  readonly everOnRecord = new Set<string>();

  constructor() {
    const pupils = surnames.map((_, at) => this.id(at));
    for (const pupil of pupils) this.#attended.set(pupil, 180);
    this.sheet = sheetOf([
      ['UPN', 'Name', '% Att', 'Next action', 'Notes'],
      ...pupils.map((pupil, at) => [pupil, `${surnames[at]}, Ada`, 90, '', '']),
    ]);
  }

  id(at: number): string {
    return `A99920001800${at}`;
  }

  view(): TrackerView {
    const none: PlannedField = { value: null, by: null, at: null };
    return {
      ...viewOf(
        surnames.map(
          (surname, at): TrackerPupil =>
            ordinaryPupil({
              pupil: this.id(at),
              admission: '',
              surname,
              forename: 'Ada',
              attended: this.#attended.get(this.id(at))!,
              plan: {
                nextAction: { ...none, value: this.record.get(this.id(at)) ?? null },
                nextActionDue: none,
                target: none,
              },
            }),
        ),
      ),
      may: { decide: true, plan: true, contact: true, meet: true },
    };
  }

  #columnOf(heading: string): number {
    return this.sheet.values[0]!.indexOf(heading);
  }

  #rowOf(pupil: number): number {
    return this.sheet.values.findIndex((row) => row[this.#columnOf('UPN')] === this.id(pupil));
  }

  cell(pupil: number, heading: string): CellValue | undefined {
    return this.sheet.values[this.#rowOf(pupil)]?.[this.#columnOf(heading)];
  }

  /** Rows or columns moved: values and formats together. */
  #reshape(of: <T>(rows: readonly (readonly T[])[], blank: T) => T[][]): void {
    this.sheet = {
      ...this.sheet,
      values: of<CellValue>(this.sheet.values, ''),
      formulas: of(this.sheet.formulas, false),
      formats: of(this.sheet.formats, 'General'),
    };
  }

  /** Does one step; a refresh is done by `refresh`. False: it could not be done (the row is gone). */
  take(step: Exclude<Step, { do: 'refresh' }>): boolean {
    switch (step.do) {
      case 'type': {
        const row = this.#rowOf(step.pupil);
        if (row < 0) return false;
        const values = this.sheet.values.map((one) => [...one]);
        values[row]![this.#columnOf(step.column)] =
          step.column === '% Att' ? Number(step.value.length) + 40 : step.value;
        this.sheet = { ...this.sheet, values };
        return true;
      }
      case 'sort':
        this.#reshape((rows) => [
          [...rows[0]!],
          ...rows
            .slice(1)
            .map((row) => [...row])
            .reverse(),
        ]);
        return true;
      case 'insert row':
        this.#reshape((rows, blank) =>
          rows
            .toSpliced(
              step.at,
              0,
              Array.from({ length: rows[0]!.length }, () => blank),
            )
            .map((row) => [...row]),
        );
        return true;
      case 'insert column':
        this.#reshape((rows, blank) => rows.map((row) => row.toSpliced(step.at, 0, blank)));
        return true;
      case 'delete row': {
        const row = this.#rowOf(step.pupil);
        if (row < 0) return false;
        this.#reshape((rows) => rows.toSpliced(row, 1).map((one) => [...one]));
        return true;
      }
      case 'press in Teams':
        this.#put(this.id(step.pupil), step.value);
        return true;
      case 'marks change':
        this.#attended.set(this.id(step.pupil), this.#attended.get(this.id(step.pupil))! - 7);
        return true;
    }
  }

  #put(pupil: string, value: string | null): void {
    this.record.set(pupil, value);
    if (value !== null) this.everOnRecord.add(`${pupil} ${value}`);
  }

  /** The desk's answer to an edit. */
  #send(edit: SheetEdit): 'saved' | 'conflict' {
    const now = this.record.get(edit.pupil) ?? null;
    if (now !== edit.seen && now !== edit.to) return 'conflict';
    this.#put(edit.pupil, edit.to);
    return 'saved';
  }

  /** Update, as the pane does it; it stops after each part, where the other person may do something. */
  *refresh(): Generator<void, void, void> {
    const { edits } = planOf(this.sheet, this.view(), { memory: this.memory });
    yield;
    const theirs: SheetEdit[] = edits.filter((edit) => this.#send(edit) === 'conflict');
    this.conflicts.push(...theirs);
    yield;
    const view = this.view();
    yield;
    // Read, plan and write are one request to Excel; what has come in between is planned with.
    // The author of a conflict takes what the other put there, unless something else was typed meanwhile.
    const taken = theirs.filter((edit) => this.#nextActionOf(edit.pupil) === edit.typed);
    const givenBack = new Set(taken.map(({ pupil }) => givenBackKey(field, pupil)));
    const plan = planOf(this.sheet, view, { memory: this.memory, givenBack });
    this.sheet = typed(this.sheet, Object.fromEntries(plan.changes.map(({ cell, to }) => [cell, to ?? ''])));
    this.memory = plan.memory;
  }

  #nextActionOf(pupil: string): CellValue | undefined {
    const row = this.sheet.values.find((one) => one[this.#columnOf('UPN')] === pupil);
    return row?.[this.#columnOf('Next action')];
  }
}
