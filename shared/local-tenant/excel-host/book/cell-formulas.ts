import { boxOf } from '../../../workbook/xlsx/address.ts';
import { shiftFormula } from '../../../workbook/xlsx/formula.ts';
import type { RawCell } from '../../../workbook/xlsx/read-cell.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import { cellAt, type RowState, type SheetState } from './book.ts';
import { rawOf } from './cell-state.ts';

interface Shared {
  readonly text: string;
  readonly row: number;
  readonly column: number;
}

/** Where formulas that others share are held, and how far array formulas reach. */
interface Masters {
  readonly shared: ReadonlyMap<string, Shared>;
  readonly arrays: readonly Box[];
}

type Special = Pick<RawCell, 'formula'> & { readonly column: number };

const specials = new WeakMap<RowState, readonly Special[]>();

/** The formulas of a row that are shared or fill several cells; read once for as long as the row stays. */
const specialsOf = (line: RowState, prefix: string): readonly Special[] => {
  const known = specials.get(line);
  if (known !== undefined) return known;
  const found: Special[] = [];
  line.cells.forEach((cell, column) => {
    if (cell === undefined || !cell.xml.includes(`<${prefix}f `)) return;
    const { formula } = rawOf(cell, prefix);
    const kind = formula?.attributes.get('t');
    if (kind !== undefined && kind !== 'normal') found.push({ formula, column });
  });
  specials.set(line, found);
  return found;
};

const masters = new WeakMap<SheetState['rows'], Masters>();

export const mastersOf = (sheet: SheetState): Masters => {
  const known = masters.get(sheet.rows);
  if (known !== undefined) return known;
  const shared = new Map<string, Shared>();
  const arrays: Box[] = [];
  sheet.rows.forEach((line, row) => {
    for (const { formula, column } of line === undefined ? [] : specialsOf(line, sheet.prefix)) {
      const { attributes, text } = formula!;
      const ref = boxOf(attributes.get('ref') ?? '');
      if (attributes.get('t') !== 'shared') arrays.push(ref ?? { top: row, left: column, bottom: row, right: column });
      else if (text !== '') shared.set(attributes.get('si') ?? '', { text, row, column });
    }
  });
  const found = { shared, arrays };
  masters.set(sheet.rows, found);
  return found;
};

/** The formula of a cell where it stands, without `=`; null when it has none. */
export const formulaAt = (sheet: SheetState, row: number, column: number): string | null => {
  const cell = cellAt(sheet, row, column);
  if (cell === undefined || !cell.xml.includes(`<${sheet.prefix}f`)) return null;
  const { formula } = rawOf(cell, sheet.prefix);
  if (formula === undefined) return null;
  if (formula.text !== '' || formula.attributes.get('t') !== 'shared') return formula.text;
  const master = mastersOf(sheet).shared.get(formula.attributes.get('si') ?? '');
  return master === undefined ? '' : shiftFormula(master.text, row - master.row, column - master.column);
};
