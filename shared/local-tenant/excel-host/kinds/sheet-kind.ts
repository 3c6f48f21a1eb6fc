import type { Kind } from '../client-object.ts';
import { ExcelError, notHere } from '../excel-error.ts';
import type { OpenWorkbook } from '../open-workbook.ts';
import { changedHandlers, rowSortedHandlers } from './events.ts';
import {
  invalid,
  lastColumn,
  lastRow,
  noSuchThing,
  type RangeModel,
  type SheetModel,
  sheetIn,
  whole,
  word,
} from './models.ts';
import { pageLayout } from './page-kind.ts';
import { range } from './range-kind.ts';
import { tables } from './table-kind.ts';

const protection: Kind<SheetModel> = {
  name: 'WorksheetProtection',
  properties: { protected: (model) => sheetIn(model).isProtected },
};

const freezePanes: Kind<SheetModel> = {
  name: 'WorksheetFreezePanes',
  methods: {
    freezeRows: (self, count = 0) =>
      self.requests.add(() => {
        const model = self.found();
        sheetIn(model);
        model.workbook.perform({ kind: 'freeze', sheet: model.name, rows: whole('count', count, 0) });
      }),
  },
};

const remove = (model: SheetModel): void => {
  const sheet = sheetIn(model);
  const { sheets } = model.workbook.uncalculated;
  if (sheets.every((one) => one === sheet || one.hidden))
    throw new ExcelError('InvalidOperation', 'A workbook must contain at least one visible worksheet.');
  model.workbook.perform({ kind: 'delete-sheet', sheet: model.name });
};

export const worksheet: Kind<SheetModel> = {
  name: 'Worksheet',
  properties: {
    name: (model) => sheetIn(model).name,
    visibility: (model) => (sheetIn(model).hidden ? 'Hidden' : 'Visible'),
  },
  settable: {
    visibility: (model, value) => {
      sheetIn(model);
      const isHidden = word('visibility', value, { Visible: false, Hidden: true });
      model.workbook.perform({ kind: 'visibility', sheet: model.name, isHidden });
    },
  },
  navigations: {
    protection: { kind: () => protection as Kind<unknown>, of: (model) => model },
    freezePanes: { kind: () => freezePanes as Kind<unknown>, of: (model) => model },
    pageLayout: { kind: () => pageLayout as Kind<unknown>, of: (model) => model },
    tables: { kind: () => tables as Kind<unknown>, of: (model) => model },
    onChanged: { kind: () => changedHandlers as Kind<unknown>, of: (model) => model },
    onRowSorted: { kind: () => rowSortedHandlers as Kind<unknown>, of: (model) => model },
  },
  methods: {
    getUsedRangeOrNullObject: (self, valuesOnly) => {
      if (valuesOnly !== true) throw notHere('getUsedRangeOrNullObject with formatted blank cells');
      return self.child(
        range,
        (model): RangeModel | null => {
          const { usedRange } = sheetIn(model);
          return usedRange === null ? null : { ...model, box: usedRange };
        },
        true,
      ).face;
    },
    getRangeByIndexes: (self, row, column, rows, columns) =>
      self.child(range, (model): RangeModel => {
        const top = whole('startRow', row, 0) + 1;
        const left = whole('startColumn', column, 0) + 1;
        const bottom = top + whole('rowCount', rows, 1) - 1;
        const right = left + whole('columnCount', columns, 1) - 1;
        if (bottom > lastRow || right > lastColumn)
          throw new ExcelError('InvalidArgument', 'The range lies outside the sheet.');
        return { ...model, box: { top, left, bottom, right } };
      }).face,
    activate: (self) =>
      self.requests.add(() => {
        const model = self.found();
        if (sheetIn(model).hidden) throw new ExcelError('InvalidOperation', 'A hidden worksheet cannot be activated.');
        model.workbook.activate(model.name);
      }),
    delete: (self) => self.requests.add(() => remove(self.found())),
  },
};

/** Excel's own rules for the name of a sheet. */
const newName = (workbook: OpenWorkbook, name: unknown): string => {
  if (name === undefined || name === null) {
    let number = 1;
    while (workbook.uncalculated.sheet(`Sheet${number}`) !== undefined) number += 1;
    return `Sheet${number}`;
  }
  if (typeof name !== 'string' || name.trim() === '' || name.length > 31 || /[\\/?*[\]:]|^'|'$|^history$/i.test(name))
    throw invalid('name');
  if (workbook.uncalculated.sheet(name) !== undefined)
    throw new ExcelError('ItemAlreadyExists', 'A resource with the same name or identifier already exists.');
  return name;
};

export const worksheets: Kind<OpenWorkbook> = {
  name: 'WorksheetCollection',
  items: {
    kind: () => worksheet as Kind<unknown>,
    of: (workbook) => workbook.uncalculated.sheets.map(({ name }): SheetModel => ({ workbook, name })),
  },
  methods: {
    getItem: (self, name) =>
      self.child(worksheet, (workbook): SheetModel => {
        const sheet = workbook.uncalculated.sheet(String(name));
        if (sheet === undefined) throw noSuchThing();
        return { workbook, name: sheet.name };
      }).face,
    getItemOrNullObject: (self, name) =>
      self.child(worksheet, (workbook): SheetModel | null => {
        const sheet = workbook.uncalculated.sheet(String(name));
        return sheet === undefined ? null : { workbook, name: sheet.name };
      }).face,
    getActiveWorksheet: (self) =>
      self.child(worksheet, (workbook): SheetModel => ({ workbook, name: workbook.activeSheet })).face,
    add: (self, name) =>
      self.child(worksheet, (workbook): SheetModel => {
        const sheet = newName(workbook, name);
        workbook.perform({ kind: 'add-sheet', sheet });
        return { workbook, name: sheet };
      }).face,
  },
};

export const sheetKinds = [worksheets, worksheet, protection, freezePanes] as const;
