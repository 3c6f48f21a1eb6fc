import type { PageToken } from '../web/page-api.ts';
import type { RibbonFunctions } from './office.ts';
import type { OpenWorkbook } from './open-workbook.ts';

/** What the Excel page lends to the task pane in its iframe, as `window.excelForPane`. */
export interface ExcelForPane {
  readonly workbook: OpenWorkbook;
  readonly background: () => string;
  readonly token: () => Promise<PageToken>;
  /** Where the pane puts the functions behind the ribbon's buttons. */
  readonly ribbon: RibbonFunctions;
  readonly showPane: () => Promise<void>;
}

declare global {
  interface Window {
    excelForPane?: ExcelForPane;
  }
}
