import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { XlsxRefusal } from '../../shared/workbook/xlsx/refusal.ts';
import { isDateFormat, isoOfDayNumber } from '../../shared/workbook/xlsx/shown.ts';
import type { Cell, Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { InputRefused } from './input.ts';

const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const textOf = ({ styles, date1904 }: Xlsx, { kind, value, style, shown }: Cell): string => {
  if (kind === 'blank' || value === null) return '';
  if (kind !== 'number') return String(value);
  if (!isDateFormat(styles.cells[style]?.format ?? 'General')) return String(value);
  return (Number.isInteger(value) ? isoOfDayNumber(Number(value), date1904) : undefined) ?? shown;
};

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A file of rows as CSV: a CSV file as it is, a workbook's first sheet with a line for each row of the sheet, so that
 * line numbers are sheet rows. Days are written as ISO dates whatever the cell shows.
 */
export const asCsv = (file: string, bytes: Uint8Array): Uint8Array => {
  if (!isWorkbook(bytes)) return bytes;
  try {
    const xlsx = openXlsx(bytes);
    const sheet = xlsx.sheets.find(({ hidden }) => !hidden) ?? xlsx.sheets[0];
    if (sheet === undefined || sheet.usedRange === null) throw InputRefused.whole(file, 'its first sheet is empty');
    const { bottom, right } = sheet.usedRange;
    const lines: string[] = [];
    for (let row = 1; row <= bottom; row++) {
      const cells = new Array<string>(right).fill('');
      for (const cell of sheet.cellsOf(row)) if (cell.column <= right) cells[cell.column - 1] = textOf(xlsx, cell);
      lines.push(cells.map(quoted).join(','));
    }
    return new TextEncoder().encode(`${lines.join('\n')}\n`);
  } catch (error) {
    if (error instanceof XlsxRefusal) throw InputRefused.whole(file, error.message);
    throw error;
  }
};
