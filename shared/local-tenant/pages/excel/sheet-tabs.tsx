import { hasOldValues } from '../../excel-host/book/save-book.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';

/** The sheets one sees, and a word when formulas show values from before. */
export const SheetTabs = ({ workbook }: { workbook: OpenWorkbook }) => (
  <nav className="sheet-tabs" aria-label="Sheets">
    {workbook.xlsx.sheets
      .filter(({ hidden }) => !hidden)
      .map((sheet) => (
        <button
          type="button"
          key={sheet.name}
          className="sheet-tab"
          aria-current={sheet.name === workbook.activeSheet ? 'true' : undefined}
          onClick={() => workbook.activate(sheet.name)}
        >
          {sheet.name}
        </button>
      ))}
    {hasOldValues(workbook.xlsx.book) && (
      <span className="sheet-waits">Formulas show older values: recalculate in Excel</span>
    )}
  </nav>
);
