import type { CellValue } from '../../shared/workbook/sheet-values.ts';

/**
 * What to hand to `range.values` so that Excel keeps it as it is. Excel reads a written string as if it were typed:
 * "91.2%" would become 0.912, "=1" a formula. An apostrophe in front says text; a cell formatted as text needs none.
 */
export const asTyped = (value: CellValue, format: string | undefined): CellValue => {
  if (typeof value !== 'string' || value === '' || format === '@') return value;
  return /^[\s=+\-@＝＋－＠'\d.(£$€#]|^(?:true|false)$|^[a-z]{3,9}[ /-]?\d/i.test(value) ? `'${value}` : value;
};
