import { isPercentFormat } from '../../../workbook/xlsx/shown.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';

/** What a cell holds, as one would type it. */
export const editText = ({ xlsx, activeSheet }: OpenWorkbook, row: number, column: number): string => {
  const { formula, value, shown, kind } = xlsx.sheet(activeSheet)!.cell(row, column);
  if (formula !== null) return `=${formula}`;
  // A day or a percentage is typed as it is shown; any other number with all its digits.
  if (kind === 'number') return /[%/]/.test(shown) ? shown : String(value);
  return String(value ?? '');
};

/** What somebody means who types 95 into a cell of percentages: Excel takes a number from 1 upwards as per cent. */
export const entered = (text: string, format: string): string =>
  isPercentFormat(format) && /^\s*\d+(?:\.\d+)?\s*$/.test(text) && Number(text) >= 1 ? `${text.trim()}%` : text;
