import type {} from './for-pane.ts';
import { makeExcelHost } from './host.ts';
import { nestedAppAuthBridge } from './nested-app-auth.ts';

// Stands where the pane expects Office.js: a classic script before the pane's own code. Opened outside the Excel page
// it defines nothing, and the pane says that Office did not load.
const lent = window.parent === window ? undefined : window.parent.excelForPane;
if (lent !== undefined) {
  const host = makeExcelHost(lent.workbook, {
    background: lent.background,
    ribbon: lent.ribbon,
    showPane: lent.showPane,
  });
  Object.assign(window, {
    Excel: host.Excel,
    Office: host.Office,
    nestedAppAuthBridge: nestedAppAuthBridge(lent.token),
  });
}
