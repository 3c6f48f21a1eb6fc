import type { Kind } from '../client-object.ts';
import { ExcelError } from '../excel-error.ts';
import { denied, invalid, noSuchThing, type RangeModel, type SheetModel, sheetIn } from './models.ts';
import { range } from './range-kind.ts';

interface TableModel extends SheetModel {
  readonly table: string;
}

const tableIn = (model: TableModel) => {
  const found = sheetIn(model).tables.find(({ name }) => name === model.table);
  if (found === undefined) throw noSuchThing();
  return found;
};

type Plain = string | number | boolean | null;

/** A column of values: rows of one each, the heading among them. */
const columnIn = (values: unknown, rows: number): readonly Plain[] | null => {
  if (values === undefined || values === null) return null;
  if (!Array.isArray(values) || values.length !== rows || values.some((row) => !Array.isArray(row) || row.length !== 1))
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  return (values as unknown[][]).map(([one]) => {
    if (one === null || ['string', 'number', 'boolean'].includes(typeof one)) return one as Plain;
    throw invalid('values');
  });
};

/** At the end, or between others: then the sheet gets a column there, and the table with it. */
const addColumn = (model: TableModel, index: unknown, values: unknown, name: unknown): TableModel => {
  const { workbook, name: sheet, table } = model;
  const { box, headerRows, totalsRows } = tableIn(model);
  if (sheetIn(model).isProtected) throw denied();
  const width = box.right - box.left + 1;
  const column = columnIn(values, box.bottom - box.top + 1 - totalsRows);
  const heading = name === undefined || name === null ? null : String(name);
  if (index === undefined || index === null || index === -1) {
    workbook.perform({ kind: 'table-column', sheet, table, at: null, name: heading, values: column });
    return model;
  }
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= width) throw invalid('index');
  const at = box.left + index;
  workbook.perform({ kind: 'insert', sheet, axis: 'column', at, count: 1 });
  const head = heading ?? column?.[0] ?? null;
  workbook.write(sheet, [
    ...(headerRows > 0 && head !== null ? [{ row: box.top, column: at, value: head }] : []),
    ...(column?.slice(headerRows) ?? []).map((value, down) => ({
      row: box.top + headerRows + down,
      column: at,
      value,
    })),
  ]);
  return model;
};

const tableColumn: Kind<TableModel> = { name: 'TableColumn' };

const tableColumns: Kind<TableModel> = {
  name: 'TableColumnCollection',
  methods: {
    add: (self, index, values, name) => self.child(tableColumn, (model) => addColumn(model, index, values, name)).face,
  },
};

const table: Kind<TableModel> = {
  name: 'Table',
  properties: { name: ({ table: name }) => name },
  navigations: { columns: { kind: () => tableColumns as Kind<unknown>, of: (model) => model } },
  methods: {
    getRange: (self) =>
      self.child(
        range,
        (model): RangeModel => ({ workbook: model.workbook, name: model.name, box: tableIn(model).box }),
      ).face,
  },
};

export const tables: Kind<SheetModel> = {
  name: 'TableCollection',
  items: {
    kind: () => table as Kind<unknown>,
    of: (model) => sheetIn(model).tables.map(({ name }): TableModel => ({ ...model, table: name })),
  },
};

export const tableKinds = [tables, table, tableColumns, tableColumn] as const;
