import { daysBetweenSystems, isFrom1904 } from './date-system.ts';
import { run } from './excel-run.ts';
import type { DraftArea, SheetDraft } from './sheet-draft.ts';
import { asTyped } from './typed-text.ts';

/** `&` begins a code in a header or footer. */
const footer = (text: string): string => text.replaceAll('&', '&&');

const look = (sheet: Excel.Worksheet, area: DraftArea): void => {
  const range = sheet.getRangeByIndexes(area.top - 1, area.left - 1, area.rows, area.columns);
  const format = range.format;
  if (area.isMerged === true) range.merge(false);
  if (area.bold === true) format.font.bold = true;
  if (area.italic === true) format.font.italic = true;
  if (area.size !== undefined) format.font.size = area.size;
  if (area.colour !== undefined) format.font.color = area.colour;
  if (area.fill !== undefined) format.fill.color = area.fill;
  if (area.wrap === true) {
    format.wrapText = true;
    format.verticalAlignment = 'Top';
  }
  if (area.align !== undefined) format.horizontalAlignment = area.align;
  if (area.underline !== undefined) {
    const edge = format.borders.getItem('EdgeBottom');
    edge.style = 'Continuous';
    edge.color = area.underline;
  }
};

/** The number format of each cell, so that a value is written into a cell that is ready for it. */
const formatsOf = ({ rows, areas }: SheetDraft): string[][] => {
  const formats = rows.map((row) => row.map(() => 'General'));
  for (const { format, top, left, rows: height, columns } of areas)
    if (format !== undefined)
      for (const row of formats.slice(top - 1, top - 1 + height)) row.fill(format, left - 1, left - 1 + columns);
  return formats;
};

const print = (sheet: Excel.Worksheet, wanted: NonNullable<SheetDraft['print']>): void => {
  const pageLayout = sheet.pageLayout;
  pageLayout.orientation = wanted.orientation;
  pageLayout.paperSize = 'A4';
  pageLayout.zoom = { horizontalFitToPages: 1 };
  pageLayout.centerHorizontally = true;
  pageLayout.setPrintTitleRows(wanted.titleRows);
  const feet = pageLayout.headersFooters.defaultForAllPages;
  feet.leftFooter = footer(wanted.left);
  feet.centerFooter = 'Page &P of &N';
  feet.rightFooter = footer(wanted.right);
};

/** Makes the sheet in two syncs and shows it; false: one of that name is there and shall stay. */
export const makeSheet = (draft: SheetDraft, replace: boolean): Promise<boolean> =>
  run(async (context) => {
    const before = context.workbook.worksheets.getItemOrNullObject(draft.name);
    const century = context.workbook.functions.date(2000, 1, 1);
    century.load('value');
    before.load('name');
    await context.sync();
    if (!before.isNullObject && !replace) return false;
    context.workbook.application.suspendScreenUpdatingUntilNextSync();
    if (!before.isNullObject) before.delete();
    const sheet = context.workbook.worksheets.add(draft.name);
    const formats = formatsOf(draft);
    const range = sheet.getRangeByIndexes(0, 0, draft.rows.length, draft.widths.length);
    range.numberFormat = formats;
    const later = isFrom1904(century.value) ? daysBetweenSystems : 0;
    range.values = draft.rows.map((row, down) =>
      row.map((cell, across) => (typeof cell === 'object' ? cell.day - later : asTyped(cell, formats[down]![across]))),
    );
    for (const [column, width] of draft.widths.entries())
      sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width;
    for (const area of draft.areas) look(sheet, area);
    if (draft.frozenRows > 0) sheet.freezePanes.freezeRows(draft.frozenRows);
    if (draft.print !== undefined) print(sheet, draft.print);
    sheet.activate();
    await context.sync();
    return true;
  });
