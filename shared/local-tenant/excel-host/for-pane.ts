import type { PageToken } from '../web/page-api.ts';
import type { OpenWorkbook } from './open-workbook.ts';

/** What the Excel page lends to the task pane in its iframe, as `window.excelForPane`. */
export interface ExcelForPane {
  readonly workbook: OpenWorkbook;
  readonly background: () => string;
  readonly token: () => Promise<PageToken>;
}

declare global {
  interface Window {
    excelForPane?: ExcelForPane;
  }
}
