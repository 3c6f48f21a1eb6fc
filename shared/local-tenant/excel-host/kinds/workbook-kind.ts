import { isIsoDate } from '../../../vocabulary/session.ts';
import { dayNumberOfIso } from '../../../workbook/xlsx/shown.ts';
import type { Kind } from '../client-object.ts';
import type { OpenWorkbook } from '../open-workbook.ts';
import { changedHandlers, runtimeOf, selectionHandlers } from './events.ts';
import { formatKinds } from './format-kind.ts';
import { invalid, type RangeModel } from './models.ts';
import { pageKinds } from './page-kind.ts';
import { areaRanges, areas, range } from './range-kind.ts';
import { sheetKinds, worksheets } from './sheet-kind.ts';
import { tableKinds } from './table-kind.ts';
import { customXmlParts, xmlKinds } from './xml-kind.ts';

/** Excel holds calculation and drawing back until the sync is done; a batch here is drawn and worked out once anyway. */
const application: Kind<OpenWorkbook> = {
  name: 'Application',
  methods: {
    suspendApiCalculationUntilNextSync: (self) => self.requests.add(() => undefined),
    suspendScreenUpdatingUntilNextSync: (self) => self.requests.add(() => undefined),
  },
};

const functionResult: Kind<{ readonly value: number }> = {
  name: 'FunctionResult',
  properties: { value: ({ value }) => value },
};

const two = (part: unknown): string => String(part).padStart(2, '0');

const functions: Kind<OpenWorkbook> = {
  name: 'Functions',
  methods: {
    date: (self, year, month, day) =>
      self.child(functionResult, ({ uncalculated }) => {
        const iso = `${String(year)}-${two(month)}-${two(day)}`;
        if (!isIsoDate(iso)) throw invalid('date');
        return { value: dayNumberOfIso(iso, uncalculated.date1904) };
      }).face,
  },
};

export const workbookKind: Kind<OpenWorkbook> = {
  name: 'Workbook',
  navigations: {
    worksheets: { kind: () => worksheets as Kind<unknown>, of: (model) => model },
    onSelectionChanged: { kind: () => selectionHandlers as Kind<unknown>, of: (model) => model },
    customXmlParts: { kind: () => customXmlParts as Kind<unknown>, of: (model) => model },
    application: { kind: () => application as Kind<unknown>, of: (model) => model },
    functions: { kind: () => functions as Kind<unknown>, of: (model) => model },
  },
  methods: {
    getSelectedRange: (self) =>
      self.child(
        range,
        (workbook): RangeModel => ({
          workbook,
          name: workbook.activeSheet,
          box: workbook.selection,
        }),
      ).face,
  },
};

export const runtimeKind: Kind<OpenWorkbook> = {
  name: 'Runtime',
  properties: { enableEvents: (workbook) => runtimeOf(workbook).enableEvents },
  settable: {
    enableEvents: (workbook, value) => {
      if (typeof value !== 'boolean') throw invalid('enableEvents');
      runtimeOf(workbook).enableEvents = value;
    },
  },
};

/** Every class and member this host knows, for the test that compares it with what the add-in names. */
export const knownMembers: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...[workbookKind, runtimeKind, application, functions, functionResult, selectionHandlers, changedHandlers],
    ...[range, areas, areaRanges, ...sheetKinds, ...formatKinds, ...pageKinds, ...tableKinds, ...xmlKinds],
  ].map((kind) => {
    const { name, properties, settable, navigations, methods, items } = kind as Kind<unknown>;
    const members = [properties, settable, navigations, methods].flatMap((some) => Object.keys(some ?? {}));
    return [name, [...new Set([...members, ...(items === undefined ? [] : ['items'])])]];
  }),
);
