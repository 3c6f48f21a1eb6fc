import type { SheetDraft } from '../../../excel-addin/office/sheet-draft.ts';
import type { ColumnsToAdd, SeenSheet, Selection, WorkbookDoor } from '../../../excel-addin/office/workbook-door.ts';
import { sheetValuesOf } from '../../../shared/workbook/xlsx/sheet-values.ts';
import type { Xlsx } from '../../../shared/workbook/xlsx/types.ts';

/** The pane's door to a workbook over a file in memory: what the pane does to it, without Excel between. */
export class FileDoor implements WorkbookDoor {
  readonly xlsx: Xlsx;
  active: string;
  memory: string | undefined;
  readonly made: SheetDraft[] = [];
  readonly added: ColumnsToAdd<unknown>[] = [];
  readonly went: Selection[] = [];
  #selected = { row: 1, column: 1 };
  readonly #selection = new Set<(selection: Selection) => void>();
  readonly #changes = new Set<() => void>();

  constructor(xlsx: Xlsx) {
    this.xlsx = xlsx;
    this.active = xlsx.sheets[0]!.name;
  }

  #seen(name: string): SeenSheet {
    const sheets = this.xlsx.sheets.map((sheet) => sheet.name);
    return { name, sheets, values: sheetValuesOf(this.xlsx, name), memory: this.memory };
  }

  /** Somebody selects a cell. */
  select(row: number, column = 1): void {
    this.#selected = { row, column };
    for (const listener of this.#selection) listener({ sheet: this.active, row, column });
  }

  /** Somebody types. */
  type(row: number, column: number, value: string | number | null): void {
    this.xlsx.setCells(this.active, [{ row, column, value }]);
    for (const listener of this.#changes) listener();
  }

  read: WorkbookDoor['read'] = async (name = this.active) => this.#seen(name);
  change: WorkbookDoor['change'] = async (name, decide) => {
    const { blocks, memory, result } = decide(this.#seen(name));
    for (const { top, left, values } of blocks)
      this.xlsx.setCells(
        name,
        values.flatMap((row, down) =>
          row.map((value, across) => ({ row: top + down, column: left + across, value: value === '' ? null : value })),
        ),
      );
    this.memory = memory ?? this.memory;
    return result;
  };
  addColumns: WorkbookDoor['addColumns'] = async (name, decide) => {
    const wanted = decide(this.#seen(name));
    this.added.push(wanted);
    const { headingRow, after, columns, memory, result } = wanted;
    this.xlsx.setCells(
      name,
      columns.map(({ heading }, at) => ({ row: headingRow, column: after + 1 + at, value: heading })),
    );
    this.memory = memory;
    return result;
  };
  goTo: WorkbookDoor['goTo'] = async (sheet, find) => {
    const place = find(this.#seen(sheet));
    if (place === undefined) return false;
    this.went.push({ sheet, ...place });
    return true;
  };
  make: WorkbookDoor['make'] = async (draft, replace) => {
    if (this.made.some(({ name }) => name === draft.name) && !replace) return false;
    this.made.push(draft);
    return true;
  };
  hasSheet: WorkbookDoor['hasSheet'] = async (name) => this.made.some((one) => one.name === name);
  activeSheet = async () => this.active;
  selection: WorkbookDoor['selection'] = async () => ({ sheet: this.active, ...this.#selected });
  onSelection: WorkbookDoor['onSelection'] = async (listener) => {
    this.#selection.add(listener);
    return async () => void this.#selection.delete(listener);
  };
  onChange: WorkbookDoor['onChange'] = async (_sheet, listener) => {
    this.#changes.add(listener);
    return async () => void this.#changes.delete(listener);
  };
}
