import type { Xlsx } from '../../workbook/xlsx/types.ts';
import { Client } from './client-object.ts';
import { ExcelError } from './excel-error.ts';
import { runtimeKind, workbookKind } from './kinds/workbook-kind.ts';
import { type OfficeSurroundings, officeOf } from './office.ts';
import { OpenWorkbook } from './open-workbook.ts';
import { Requests } from './request-context.ts';
import { strict } from './strict.ts';

export interface ExcelHost {
  /** To stand where Office.js puts its own: `globalThis.Excel = host.Excel`. Only what the add-in names is there. */
  readonly Excel: { run<T>(...args: RunArguments<T>): Promise<T> };
  readonly Office: object;
  readonly workbook: OpenWorkbook;
  /** How many times Excel was asked since the host was made. */
  syncs(): number;
}

type Batch<T> = (context: never) => Promise<T>;
type RunArguments<T> = readonly [Batch<T>] | readonly [about: object, Batch<T>];

/**
 * A host that behaves as `Excel.run` does over a real file: nothing is known before it is loaded and synced, values
 * are rows of columns of the range's own shape, and it throws where Excel throws.
 */
export const makeExcelHost = (file: Xlsx | OpenWorkbook, around: Partial<OfficeSurroundings> = {}): ExcelHost => {
  const workbook = isOpen(file) ? file : new OpenWorkbook(file);
  let syncs = 0;

  const newContext = (): object => {
    const requests = new Requests(
      () => {
        if (workbook.isBeingEdited)
          throw new ExcelError(
            'InvalidOperationInCellEditMode',
            'Excel is in cell-editing mode. Press Enter and try again.',
          );
      },
      () => {
        syncs++;
      },
    );
    const context: { workbook: object | undefined; runtime: object | undefined; sync: () => Promise<void> } = {
      workbook: undefined,
      runtime: undefined,
      sync: () => requests.sync(),
    };
    const seen = strict('RequestContext', context);
    context.workbook = new Client(workbookKind, requests, seen, () => workbook).face;
    context.runtime = new Client(runtimeKind, requests, seen, () => workbook).face;
    return seen;
  };

  const run = async <T>(...args: RunArguments<T>): Promise<T> => {
    const batch = args.at(-1);
    if (typeof batch !== 'function') throw new ExcelError('InvalidArgument', 'Excel.run needs a function');
    const context = (args.length > 1 ? contextIn(args[0] as object) : undefined) ?? newContext();
    const result = await (batch as (context: object) => Promise<T>)(context);
    await (context as { sync: () => Promise<void> }).sync();
    return result;
  };

  return {
    Excel: strict('Excel', { run }),
    Office: officeOf(around),
    workbook,
    syncs: () => syncs,
  };
};

/** Excel.run may be handed an object of an earlier run, to go on with its context. */
const contextIn = (about: object): object | undefined =>
  'sync' in about ? about : ((about as { context?: object }).context ?? undefined);

/** By what it has: the page's own workbook is of another window's classes. */
const isOpen = (file: Xlsx | OpenWorkbook): file is OpenWorkbook => 'xlsx' in file;
