import type { Box, Sheet } from '../../workbook/xlsx/types.ts';
import { type Client, clientResult, type Kind } from './client-object.ts';
import { ExcelError, notHere } from './excel-error.ts';
import type { OpenWorkbook } from './open-workbook.ts';
import { typedValue } from './typed-value.ts';

interface SheetModel {
  readonly workbook: OpenWorkbook;
  readonly sheet: Sheet;
}

interface RangeModel extends SheetModel {
  readonly box: Box;
}

interface AreasModel extends SheetModel {
  readonly boxes: readonly Box[];
}

const sheetIn = (workbook: OpenWorkbook, name: string): SheetModel => {
  const sheet = workbook.xlsx.sheet(name);
  if (sheet === undefined) throw new ExcelError('ItemNotFound', "The requested resource doesn't exist.");
  return { workbook, sheet };
};

/** The cells of a range as rows. */
const grid = <T>({ box }: RangeModel, cell: (row: number, column: number) => T): T[][] =>
  Array.from({ length: box.bottom - box.top + 1 }, (_, down) =>
    Array.from({ length: box.right - box.left + 1 }, (_, across) => cell(box.top + down, box.left + across)),
  );

const formatAt = ({ workbook, sheet }: SheetModel, row: number, column: number): string =>
  workbook.xlsx.styles.cells[sheet.cell(row, column).style]?.format ?? 'General';

const writeValues = (range: RangeModel, values: unknown): void => {
  const { workbook, sheet, box } = range;
  const height = box.bottom - box.top + 1;
  const width = box.right - box.left + 1;
  if (
    !Array.isArray(values) ||
    values.length !== height ||
    values.some((row) => !Array.isArray(row) || row.length !== width)
  )
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  const edits = (values as unknown[][]).flatMap((row, down) =>
    row.flatMap((one, across) => {
      const place = { row: box.top + down, column: box.left + across };
      const value = typedValue(one, formatAt(range, place.row, place.column), workbook.xlsx.date1904);
      return value === undefined || !isWritten(sheet, place) ? [] : [{ ...place, value }];
    }),
  );
  workbook.write(sheet.name, edits);
};

/** Throws where Excel would throw; false where Excel takes the value and drops it. */
const isWritten = (sheet: Sheet, { row, column }: { row: number; column: number }): boolean => {
  const why = sheet.whyNot(row, column);
  if (why === null) return true;
  if (why === 'part of a merged cell') return false;
  if (why === 'locked on a protected sheet')
    throw new ExcelError(
      'AccessDenied',
      "You don't have permission to perform this operation: the sheet is protected.",
    );
  if (why === 'part of an array formula')
    throw new ExcelError('InvalidOperation', "You can't change part of an array.");
  throw notHere(`Writing over ${why}`);
};

const whole = (name: string, value: unknown, least: number): number => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least)
    throw new ExcelError('InvalidArgument', `The argument is invalid or missing or has an incorrect format: ${name}`);
  return value;
};

const protection: Kind<SheetModel> = {
  name: 'WorksheetProtection',
  properties: { protected: ({ sheet }) => sheet.isProtected },
};

const range: Kind<RangeModel> = {
  name: 'Range',
  properties: {
    values: (self) => grid(self, (row, column) => self.sheet.cell(row, column).value ?? ''),
    formulas: (self) =>
      grid(self, (row, column) => {
        const { formula, value } = self.sheet.cell(row, column);
        return formula === null ? (value ?? '') : `=${formula}`;
      }),
    numberFormat: (self) => grid(self, (row, column) => formatAt(self, row, column)),
    rowIndex: ({ box }) => box.top - 1,
    columnIndex: ({ box }) => box.left - 1,
    rowCount: ({ box }) => box.bottom - box.top + 1,
    columnCount: ({ box }) => box.right - box.left + 1,
  },
  settable: { values: writeValues },
  navigations: { worksheet: { kind: () => worksheet as Kind<unknown>, of: (model) => model } },
  methods: {
    getMergedAreasOrNullObject: (self) =>
      self.child(
        areas,
        ({ workbook, sheet, box }): AreasModel | null => {
          const boxes = sheet.merges.filter((one) => touches(one, box));
          return boxes.length === 0 ? null : { workbook, sheet, boxes };
        },
        true,
      ).face,
    getCellProperties: (self, wanted) => {
      if (JSON.stringify(wanted) !== '{"format":{"protection":true}}')
        throw notHere(`getCellProperties(${JSON.stringify(wanted)})`);
      return clientResult(self.requests, () => {
        const model = self.found();
        return grid(model, (row, column) => ({
          format: { protection: { locked: model.sheet.cell(row, column).locked, formulaHidden: false } },
        }));
      });
    },
  },
};

const touches = (a: Box, b: Box): boolean =>
  a.top <= b.bottom && a.bottom >= b.top && a.left <= b.right && a.right >= b.left;

const areas: Kind<AreasModel> = {
  name: 'RangeAreas',
  navigations: { areas: { kind: () => areaRanges as Kind<unknown>, of: (model) => model } },
};

const areaRanges: Kind<AreasModel> = {
  name: 'RangeCollection',
  items: {
    kind: () => range as Kind<unknown>,
    of: ({ workbook, sheet, boxes }) => boxes.map((box): RangeModel => ({ workbook, sheet, box })),
  },
};

const worksheet: Kind<SheetModel> = {
  name: 'Worksheet',
  properties: { name: ({ sheet }) => sheet.name },
  navigations: { protection: { kind: () => protection as Kind<unknown>, of: (model) => model } },
  methods: {
    getUsedRangeOrNullObject: (self, valuesOnly) => {
      if (valuesOnly !== true) throw notHere('getUsedRangeOrNullObject with formatted blank cells');
      return self.child(range, ({ workbook, sheet }): RangeModel | null =>
        sheet.usedRange === null ? null : { workbook, sheet, box: sheet.usedRange },
      ).face;
    },
    getRangeByIndexes: (self, row, column, rows, columns) =>
      self.child(range, ({ workbook, sheet }) => {
        const top = whole('startRow', row, 0) + 1;
        const left = whole('startColumn', column, 0) + 1;
        const bottom = top + whole('rowCount', rows, 1) - 1;
        const right = left + whole('columnCount', columns, 1) - 1;
        if (bottom > 1_048_576 || right > 16_384)
          throw new ExcelError('InvalidArgument', 'The range lies outside the sheet.');
        return { workbook, sheet, box: { top, left, bottom, right } };
      }).face,
  },
};

const worksheets: Kind<OpenWorkbook> = {
  name: 'WorksheetCollection',
  methods: {
    getItem: (self, name) => self.child(worksheet, (workbook) => sheetIn(workbook, String(name))).face,
    getActiveWorksheet: (self) => self.child(worksheet, (workbook) => sheetIn(workbook, workbook.activeSheet)).face,
  },
};

const selectionChanged: Kind<OpenWorkbook> = {
  name: 'EventHandlers',
  methods: { add: (self, handler) => addHandler(self, handler) },
};

/** As in Office.js, the handler belongs to the context that added it: `remove` waits for that context's next sync. */
const addHandler = (self: Client<OpenWorkbook>, handler: unknown): object => {
  if (typeof handler !== 'function') throw new ExcelError('InvalidArgument', 'An event handler is a function');
  let stop: () => void = () => undefined;
  self.requests.add(() => {
    stop = self.found().listen((event) => {
      if (event !== 'selection') return;
      // Excel tells its handlers when it is done with what caused the event, and waits for none.
      queueMicrotask(() => void (handler as (event: object) => unknown)({ type: 'SelectionChanged' }));
    });
  });
  return { context: self.context, remove: () => self.requests.add(() => stop()) };
};

export const workbookKind: Kind<OpenWorkbook> = {
  name: 'Workbook',
  navigations: {
    worksheets: { kind: () => worksheets as Kind<unknown>, of: (model) => model },
    onSelectionChanged: { kind: () => selectionChanged as Kind<unknown>, of: (model) => model },
  },
  methods: {
    getSelectedRange: (self) =>
      self.child(range, (workbook) => ({ ...sheetIn(workbook, workbook.activeSheet), box: workbook.selection })).face,
  },
};

/** Every class and member this host knows, for the test that compares it with what the add-in names. */
export const knownMembers: ReadonlyMap<string, readonly string[]> = new Map(
  [workbookKind, worksheets, worksheet, protection, range, areas, areaRanges, selectionChanged].map((kind) => {
    const { name, properties, settable, navigations, methods, items } = kind as Kind<unknown>;
    const members = [properties, settable, navigations, methods].flatMap((some) => Object.keys(some ?? {}));
    return [name, [...new Set([...members, ...(items === undefined ? [] : ['items'])])]];
  }),
);
