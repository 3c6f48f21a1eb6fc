import { addressOf, columnName } from '../../../workbook/xlsx/address.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import type { SheetFace } from '../book/sheet-face.ts';
import { type Client, clientResult, type Kind } from '../client-object.ts';
import { ExcelError, notHere } from '../excel-error.ts';
import type { CellInput } from '../ops/op.ts';
import { whyNotAxis } from '../structure/change-axis.ts';
import { typedContent } from '../typed-value.ts';
import { rangeFormat } from './format-kind.ts';
import {
  type AreasModel,
  denied,
  invalid,
  lastColumn,
  lastRow,
  type RangeModel,
  sheetIn,
  touches,
  word,
} from './models.ts';
import { worksheet } from './sheet-kind.ts';

/** The cells of a range as rows. */
const grid = <T>({ box }: RangeModel, cell: (row: number, column: number) => T): T[][] => {
  const [height, width] = [box.bottom - box.top + 1, box.right - box.left + 1];
  if (height * width > 5_000_000)
    throw new ExcelError('ResponsePayloadSizeLimitExceeded', 'The response payload size has exceeded the limit.');
  return Array.from({ length: height }, (_, down) =>
    Array.from({ length: width }, (_cell, across) => cell(box.top + down, box.left + across)),
  );
};

const formatAt = ({ workbook }: RangeModel, sheet: SheetFace, row: number, column: number): string =>
  workbook.uncalculated.styles.cells[sheet.cell(row, column).style]?.format ?? 'General';

/** Every cell of a two-dimensional argument with its place; throws when it is not of the range's own shape. */
const placed = ({ box }: RangeModel, rows: unknown): { row: number; column: number; one: unknown }[] => {
  const [height, width] = [box.bottom - box.top + 1, box.right - box.left + 1];
  if (!Array.isArray(rows) || rows.length !== height || rows.some((row) => !Array.isArray(row) || row.length !== width))
    throw new ExcelError(
      'InvalidArgument',
      "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
    );
  return (rows as unknown[][]).flatMap((row, down) =>
    row.map((one, across) => ({ row: box.top + down, column: box.left + across, one })),
  );
};

const writeValues = (range: RangeModel, values: unknown): void => {
  const sheet = sheetIn(range);
  const { date1904 } = range.workbook.uncalculated;
  const cells = placed(range, values).flatMap(({ row, column, one }): CellInput[] => {
    const content = typedContent(one, formatAt(range, sheet, row, column), date1904);
    return content === undefined || !isWritten(sheet, row, column) ? [] : [{ row, column, ...content }];
  });
  range.workbook.write(range.name, cells);
};

const writeFormats = (range: RangeModel, formats: unknown): void => {
  const sheet = sheetIn(range);
  if (sheet.isProtected) throw denied();
  const cells = placed(range, formats).flatMap(({ row, column, one }): CellInput[] => {
    if (one === null) return [];
    if (typeof one !== 'string') throw invalid('numberFormat');
    const numberFormat = one === '' ? 'General' : one;
    return numberFormat === formatAt(range, sheet, row, column) ? [] : [{ row, column, numberFormat }];
  });
  range.workbook.write(range.name, cells);
};

/** Throws where Excel would throw; false where Excel takes the value and drops it. */
const isWritten = (sheet: SheetFace, row: number, column: number): boolean => {
  const why = sheet.whyNot(row, column);
  if (why === 'part of a merged cell') return false;
  if (why === 'part of an array formula')
    throw new ExcelError('InvalidOperation', "You can't change part of an array.");
  if (sheet.isProtected && sheet.cell(row, column).locked) throw denied();
  return true;
};

const addressIn = ({ name, box: { top, left, bottom, right } }: RangeModel): string => {
  const sheet = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
  if (bottom - top + 1 === lastRow) return `${sheet}!${columnName(left)}:${columnName(right)}`;
  if (right - left + 1 === lastColumn) return `${sheet}!${top}:${bottom}`;
  const first = addressOf(top, left);
  return `${sheet}!${top === bottom && left === right ? first : `${first}:${addressOf(bottom, right)}`}`;
};

/** Whole columns go right, whole rows down; everything behind them moves with all that points at it. */
const insertAt = (range: RangeModel, shift: unknown): RangeModel => {
  const { workbook, name, box } = range;
  const axis = word('shift', shift, { Right: 'column', Down: 'row' } as const);
  const isWhole = axis === 'column' ? box.bottom - box.top + 1 === lastRow : box.right - box.left + 1 === lastColumn;
  if (!isWhole) throw notHere('Inserting cells in part of a row or column');
  const [at, count] = axis === 'column' ? [box.left, box.right - box.left + 1] : [box.top, box.bottom - box.top + 1];
  const why = whyNotAxis(workbook.uncalculated.book, { sheet: name, axis, kind: 'insert', at, count });
  if (why === 'the sheet is protected') throw denied();
  if (why !== null) throw new ExcelError('InvalidOperation', why);
  workbook.perform({ kind: 'insert', sheet: name, axis, at, count });
  return range;
};

export const range: Kind<RangeModel> = {
  name: 'Range',
  properties: {
    values: (self) => {
      sheetIn(self);
      const sheet = self.workbook.xlsx.sheet(self.name)!;
      return grid(self, (row, column) => sheet.cell(row, column).value ?? '');
    },
    formulas: (self) => {
      sheetIn(self);
      const sheet = self.workbook.xlsx.sheet(self.name)!;
      return grid(self, (row, column) => {
        const { formula, value } = sheet.cell(row, column);
        return formula === null ? (value ?? '') : `=${formula}`;
      });
    },
    numberFormat: (self) => {
      const sheet = sheetIn(self);
      return grid(self, (row, column) => formatAt(self, sheet, row, column));
    },
    rowIndex: ({ box }) => box.top - 1,
    columnIndex: ({ box }) => box.left - 1,
    rowCount: ({ box }) => box.bottom - box.top + 1,
    columnCount: ({ box }) => box.right - box.left + 1,
    address: addressIn,
  },
  settable: { values: writeValues, formulas: writeValues, numberFormat: writeFormats },
  navigations: {
    worksheet: { kind: () => worksheet as Kind<unknown>, of: (model) => model },
    format: { kind: () => rangeFormat as Kind<unknown>, of: (model) => model },
  },
  methods: {
    getMergedAreasOrNullObject: (self) =>
      self.child(
        areas,
        (model): AreasModel | null => {
          const boxes = sheetIn(model).merges.filter((one) => touches(one, model.box));
          if (boxes.length > 512)
            throw new ExcelError('InvalidOperation', 'There are more than 512 merged areas in this range.');
          return boxes.length === 0 ? null : { workbook: model.workbook, name: model.name, boxes };
        },
        true,
      ).face,
    getCellProperties: (self, wanted) => {
      if (JSON.stringify(wanted) !== '{"format":{"protection":true}}')
        throw notHere(`getCellProperties(${JSON.stringify(wanted)})`);
      return clientResult(self.requests, () => {
        const model = self.found();
        const sheet = sheetIn(model);
        return grid(model, (row, column) => ({
          format: { protection: { locked: sheet.cell(row, column).locked, formulaHidden: false } },
        }));
      });
    },
    getEntireColumn: (self) => within(self, ({ left, right }) => ({ top: 1, bottom: lastRow, left, right })),
    getEntireRow: (self) => within(self, ({ top, bottom }) => ({ top, bottom, left: 1, right: lastColumn })),
    insert: (self, shift) => self.child(range, (model) => insertAt(model, shift)).face,
    merge: (self, across = false) => {
      self.requests.add(() => {
        const { workbook, name, box } = self.found();
        if (sheetIn(self.found()).isProtected) throw denied();
        workbook.perform({ kind: 'merge', sheet: name, box, across: across === true });
      });
    },
    select: (self) => {
      self.requests.add(() => {
        const { workbook, name, box } = self.found();
        if (sheetIn(self.found()).hidden)
          throw new ExcelError('InvalidOperation', 'A range of a hidden sheet cannot be selected.');
        workbook.activate(name);
        workbook.select(box);
      });
    },
  },
};

const within = (self: Client<RangeModel>, box: (box: Box) => Box): object =>
  self.child(range, (model): RangeModel => ({ ...model, box: box(model.box) })).face;

export const areas: Kind<AreasModel> = {
  name: 'RangeAreas',
  navigations: { areas: { kind: () => areaRanges as Kind<unknown>, of: (model) => model } },
};

export const areaRanges: Kind<AreasModel> = {
  name: 'RangeCollection',
  items: {
    kind: () => range as Kind<unknown>,
    of: ({ workbook, name, boxes }) => boxes.map((box): RangeModel => ({ workbook, name, box })),
  },
};
