import type { SheetClock } from '../../workbook/xlsx/calc/recalculated.ts';
import type { Box, Xlsx } from '../../workbook/xlsx/types.ts';
import type { Book } from './book/book.ts';
import { BookFace } from './book/book-face.ts';
import { bookOf } from './book/open-book.ts';
import type { CellInput, Op } from './ops/op.ts';
import { undoing } from './ops/undoing.ts';
import { asksForCalculation, calculator } from './together/calculated.ts';
import type { Unkept } from './together/entry.ts';
import { OpLog } from './together/op-log.ts';
import { type SendBatch, SharedBook } from './together/shared-book.ts';

/** What happened to the workbook, whoever did it: somebody at the sheet, or the task pane through Excel. */
export type WorkbookEvent = 'cells' | 'selection' | 'sheet';

/** A change of cells as it is told to add-ins. */
export interface Change {
  readonly op: Op;
  readonly source: 'Local' | 'Remote';
}

/** The workbook of several people: where its operations are put in order. */
export interface Together {
  readonly client: string;
  readonly by: string;
  readonly revision: number;
  readonly send: SendBatch;
  /** The school's time, for TODAY() and NOW(). */
  readonly clock: () => SheetClock;
  readonly unkept: (unkept: Unkept) => void;
  readonly failed: (error: unknown) => void;
}

/** A workbook that is open in front of somebody: what is in it, the sheet shown, the cells selected. */
export class OpenWorkbook {
  readonly shared: SharedBook;
  #face: BookFace;
  #raw: BookFace;
  #active: string;
  #selections = new Map<string, Box>();
  readonly #listeners = new Set<(event: WorkbookEvent) => void>();
  readonly #heard = new Set<(change: Change) => void>();
  /** True while somebody types in a cell: Excel then takes no request of an add-in. */
  isBeingEdited = false;

  constructor(file: Xlsx | Book, together: Together = alone()) {
    const opened = 'file' in file ? file : bookOf(file);
    const calculate = calculator(together.clock);
    const book = asksForCalculation(opened) ? calculate(opened, 'all') : opened;
    this.shared = new SharedBook({
      ...together,
      book,
      calculate,
      came: (op) => this.#changed(op, 'Remote'),
    });
    this.#face = new BookFace(book);
    this.#raw = this.#face;
    this.#active = (this.xlsx.sheets.find(({ hidden }) => !hidden) ?? this.xlsx.sheets[0]!).name;
  }

  /** The workbook as it is now. */
  get xlsx(): BookFace {
    const { book } = this.shared;
    if (this.#face.book !== book) this.#face = new BookFace(book, this.#face);
    return this.#face;
  }

  /** The same before formulas are worked out: for what does not ask what they say. */
  get uncalculated(): BookFace {
    const { raw } = this.shared;
    if (this.#raw.book !== raw) this.#raw = new BookFace(raw, this.#raw);
    return this.#raw;
  }

  get activeSheet(): string {
    const xlsx = this.uncalculated;
    // Somebody may have taken away the sheet that was shown.
    if (xlsx.sheet(this.#active) === undefined)
      this.#active = (xlsx.sheets.find(({ hidden }) => !hidden) ?? xlsx.sheets[0]!).name;
    return this.#active;
  }

  get selection(): Box {
    return this.#selections.get(this.activeSheet) ?? { top: 1, left: 1, bottom: 1, right: 1 };
  }

  activate(sheet: string): void {
    if (sheet === this.#active || this.uncalculated.sheet(sheet) === undefined) return;
    this.#active = sheet;
    this.#tell('sheet');
    this.#tell('selection');
  }

  select(box: Box): void {
    const { top, left, bottom, right } = this.selection;
    if (top === box.top && left === box.left && bottom === box.bottom && right === box.right) return;
    this.#selections.set(this.activeSheet, box);
    this.#tell('selection');
  }

  /** Changes the workbook here, and for everybody who has it open. */
  perform(op: Op): void {
    this.shared.perform(op, undoing(this.shared.raw, op));
    this.#changed(op, 'Local');
  }

  /** Values put into cells, whatever stood there. */
  write(sheet: string, cells: readonly CellInput[]): void {
    if (cells.length > 0) this.perform({ kind: 'cells', sheet, cells });
  }

  get mayUndo(): boolean {
    return this.shared.mayUndo;
  }

  undo(): void {
    for (const op of this.shared.undo()) this.#changed(op, 'Local');
  }

  /** Hears what happens until the answer is called. */
  listen(listener: (event: WorkbookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears every operation, with its places as they are here. */
  onChange(listener: (change: Change) => void): () => void {
    this.#heard.add(listener);
    return () => this.#heard.delete(listener);
  }

  #changed(op: Op, source: Change['source']): void {
    for (const listener of [...this.#heard]) listener({ op, source });
    this.#tell('cells');
    if (op.kind === 'add-sheet' || op.kind === 'delete-sheet' || op.kind === 'visibility') this.#tell('sheet');
  }

  #tell(event: WorkbookEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** A workbook that nobody else has open. */
const alone = (): Together => {
  const log = new OpLog();
  return {
    client: 'alone',
    by: '',
    revision: 0,
    clock: () => ({ on: '2026-03-10' }),
    send: async (batch) => log.receive(batch),
    unkept: () => undefined,
    failed: () => undefined,
  };
};
