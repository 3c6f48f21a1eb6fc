import { addressOf, columnName } from '../../../workbook/xlsx/address.ts';
import type { Client, Kind } from '../client-object.ts';
import { ExcelError } from '../excel-error.ts';
import type { Change, OpenWorkbook } from '../open-workbook.ts';
import type { Op, OpOf } from '../ops/op.ts';
import { strict } from '../strict.ts';
import { runsOf } from '../structure/runs.ts';
import type { SheetModel } from './models.ts';

/** Add-ins of one pane may switch their events off. */
export const runtimes = new WeakMap<OpenWorkbook, { enableEvents: boolean }>();

export const runtimeOf = (workbook: OpenWorkbook): { enableEvents: boolean } => {
  const known = runtimes.get(workbook) ?? { enableEvents: true };
  runtimes.set(workbook, known);
  return known;
};

/**
 * As in Office.js, the handler belongs to the context that added it: `remove` waits for that context's next sync. Excel
 * tells its handlers when it is done with what caused the event, and waits for none.
 */
const addHandler = <M>(
  self: Client<M>,
  handler: unknown,
  begin: (model: M, tell: (event: object) => void) => () => void,
  workbookOf: (model: M) => OpenWorkbook,
): object => {
  if (typeof handler !== 'function') throw new ExcelError('InvalidArgument', 'An event handler is a function');
  let stop: () => void = () => undefined;
  self.requests.add(() => {
    const model = self.found();
    stop = begin(model, (event) => {
      if (runtimeOf(workbookOf(model)).enableEvents)
        queueMicrotask(() => void (handler as (event: object) => unknown)(event));
    });
  });
  return { context: self.context, remove: () => self.requests.add(() => stop()) };
};

export const selectionHandlers: Kind<OpenWorkbook> = {
  name: 'EventHandlers',
  methods: {
    add: (self, handler) =>
      addHandler(
        self,
        handler,
        (workbook, tell) =>
          workbook.listen((event) => {
            if (event === 'selection') tell(strict('SelectionChangedEventArgs', { type: 'SelectionChanged' }));
          }),
        (workbook) => workbook,
      ),
  },
};

type Heard = readonly { readonly type: string }[];

/** Handlers of what happens on a sheet: `eventsOf` says which events an operation there is. */
const sheetHandlers = (name: string, eventsOf: (op: Op) => Heard): Kind<SheetModel> => ({
  name: 'EventHandlers',
  methods: {
    add: (self, handler) =>
      addHandler(
        self,
        handler,
        ({ workbook, name: sheet }, tell) =>
          workbook.onChange(({ op, source }: Change) => {
            if (!('sheet' in op) || op.sheet.toLowerCase() !== sheet.toLowerCase()) return;
            const worksheetId = workbook.uncalculated.sheet(sheet)?.part ?? sheet;
            for (const event of eventsOf(op)) tell(strict(name, { ...event, source, worksheetId }));
          }),
        ({ workbook }) => workbook,
      ),
  },
});

export const changedHandlers = sheetHandlers('WorksheetChangedEventArgs', (op) =>
  placesOf(op).map((place) => ({ type: 'WorksheetChanged', ...place })),
);

export const rowSortedHandlers = sheetHandlers('WorksheetRowSortedEventArgs', (op) =>
  op.kind === 'sort' ? [{ type: 'WorksheetRowSorted', address: sortedAddress(op) }] : [],
);

interface Told {
  readonly address: string;
  readonly changeType: string;
}

/** Where data changed. What cells look like, how wide and how filtered they are is other events' business. */
const placesOf = (op: Op): readonly Told[] => {
  switch (op.kind) {
    case 'cells': {
      const filled = op.cells.filter(({ value, formula }) => value !== undefined || formula !== undefined);
      if (filled.length === 0) return [];
      const rows = filled.map(({ row }) => row);
      const columns = filled.map(({ column }) => column);
      const edge = (pick: (a: number, b: number) => number, list: readonly number[]) =>
        list.reduce((a, b) => pick(a, b));
      const [top, bottom] = [edge(Math.min, rows), edge(Math.max, rows)];
      const [left, right] = [edge(Math.min, columns), edge(Math.max, columns)];
      return [{ address: between(top, left, bottom, right), changeType: 'RangeEdited' }];
    }
    case 'insert': {
      const { axis, at, count } = op;
      return [{ address: lines(axis, at, count), changeType: axis === 'row' ? 'RowInserted' : 'ColumnInserted' }];
    }
    case 'delete':
      return runsOf(op.at).map(({ at, count }) => ({
        address: lines(op.axis, at, count),
        changeType: op.axis === 'row' ? 'RowDeleted' : 'ColumnDeleted',
      }));
    case 'sort':
      return [{ address: sortedAddress(op), changeType: 'RangeEdited' }];
    default:
      return [];
  }
};

const sortedAddress = ({ rows, left, right }: OpOf<'sort'>): string =>
  between(Math.min(...rows), left, Math.max(...rows), right);

const between = (top: number, left: number, bottom: number, right: number): string =>
  top === bottom && left === right ? addressOf(top, left) : `${addressOf(top, left)}:${addressOf(bottom, right)}`;

const lines = (axis: 'row' | 'column', at: number, count: number): string =>
  axis === 'row' ? `${at}:${at + count - 1}` : `${columnName(at)}:${columnName(at + count - 1)}`;
