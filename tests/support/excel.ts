import { type ExcelHost, makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import { OpenWorkbook } from '../../shared/local-tenant/excel-host/open-workbook.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { richWorkbook } from './rich-workbook.ts';
import { smallTracker } from './small-tracker.ts';

export type Run = <T>(batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>;

export interface InExcel {
  readonly host: ExcelHost;
  readonly workbook: OpenWorkbook;
  readonly run: Run;
}

const inExcel = (workbook: OpenWorkbook): InExcel => {
  const host = makeExcelHost(workbook);
  return { host, workbook, run: (batch) => host.Excel.run(batch as never) };
};

/** The small tracker, open in the stand-in for Excel; `Run` has Microsoft's own types. */
export const smallInExcel = async (): Promise<InExcel> => inExcel(new OpenWorkbook(await smallTracker()));

/** The rich one: a table on `Summary`, a protected sheet, a hidden one. */
export const richInExcel = async (): Promise<InExcel> => inExcel(new OpenWorkbook(openXlsx(await richWorkbook())));

/** Microsoft's page that a promise is from. */
export const learn = (page: string): string => `https://learn.microsoft.com/${page}`;
