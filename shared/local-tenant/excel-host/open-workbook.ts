import type { Box, CellEdit, Xlsx } from '../../workbook/xlsx/types.ts';

/** What happened to the workbook, whoever did it: somebody at the sheet, or the task pane through Excel. */
export type WorkbookEvent = 'cells' | 'selection' | 'sheet';

/** A workbook that is open in front of somebody: the file, the sheet shown, the cells selected. */
export class OpenWorkbook {
  readonly xlsx: Xlsx;
  #active: string;
  #selections = new Map<string, Box>();
  readonly #listeners = new Set<(event: WorkbookEvent) => void>();
  /** True while somebody types in a cell: Excel then takes no request of an add-in. */
  isBeingEdited = false;

  constructor(xlsx: Xlsx) {
    this.xlsx = xlsx;
    this.#active = (xlsx.sheets.find(({ hidden }) => !hidden) ?? xlsx.sheets[0]!).name;
  }

  get activeSheet(): string {
    return this.#active;
  }

  get selection(): Box {
    return this.#selections.get(this.#active) ?? { top: 1, left: 1, bottom: 1, right: 1 };
  }

  activate(sheet: string): void {
    if (sheet === this.#active || this.xlsx.sheet(sheet) === undefined) return;
    this.#active = sheet;
    this.#tell('sheet');
    this.#tell('selection');
  }

  select(box: Box): void {
    const { top, left, bottom, right } = this.selection;
    if (top === box.top && left === box.left && bottom === box.bottom && right === box.right) return;
    this.#selections.set(this.#active, box);
    this.#tell('selection');
  }

  /** All or none; throws XlsxRefusal as `Xlsx.setCells` does. */
  write(sheet: string, edits: readonly CellEdit[]): void {
    if (edits.length === 0) return;
    this.xlsx.setCells(sheet, edits);
    this.#tell('cells');
  }

  /** Hears what happens until the answer is called. */
  listen(listener: (event: WorkbookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event: WorkbookEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
