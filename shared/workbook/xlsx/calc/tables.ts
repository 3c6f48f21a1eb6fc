import { holdsCell } from '../address.ts';
import type { Box, Table } from '../types.ts';
import type { AreaRead } from './tree.ts';

interface SheetWithTables {
  readonly tables: readonly Table[];
  held(row: number, column: number): { readonly value: unknown };
}

/** `[#This Row],[% Att]` as its parts; `'` stands before a bracket that is meant. */
const partsOf = (inside: string): string[] => {
  if (!inside.startsWith('[')) return inside === '' ? [] : [inside];
  return [...inside.matchAll(/(:?)\s*\[((?:[^'[\]]|'.)*)\]/g)].map(([, colon, part]) => `${colon}${part}`);
};

const plain = (name: string): string => name.replace(/'(.)/g, '$1').trim().toLowerCase();

/** The cells that `Table[…]` stands for, asked from a cell. Undefined: no such table, column or row. */
export const tableArea = (
  sheets: readonly SheetWithTables[],
  name: string,
  inside: string,
  at: { readonly sheet: number; readonly row: number; readonly column: number },
): AreaRead | undefined => {
  let sheet = at.sheet;
  let table: Table | undefined;
  if (name === '') table = sheets[sheet]?.tables.find(({ box }) => holdsCell(box, at.row, at.column));
  else
    for (const [number, one] of sheets.entries()) {
      const found = one.tables.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
      if (found !== undefined) [sheet, table] = [number, found];
    }
  if (table === undefined) return undefined;
  const { box, headerRows, totalsRows } = table;
  const columnOf = (heading: string): number | undefined => {
    for (let column = box.left; column <= box.right; column++)
      if (headerRows > 0 && String(sheets[sheet]!.held(box.top, column).value ?? '').toLowerCase() === plain(heading))
        return column;
    return undefined;
  };
  const data = { top: box.top + headerRows, bottom: box.bottom - totalsRows };
  let rows: Pick<Box, 'top' | 'bottom'> | undefined;
  let [left, right]: [number | undefined, number | undefined] = [box.left, box.right];
  const take = (part: Pick<Box, 'top' | 'bottom'>): void => {
    rows =
      rows === undefined ? part : { top: Math.min(rows.top, part.top), bottom: Math.max(rows.bottom, part.bottom) };
  };
  for (const part of partsOf(inside)) {
    const special = part.trim().toLowerCase();
    if (special === '#all') take(box);
    else if (special === '#data') take(data);
    else if (special === '#headers') take({ top: box.top, bottom: data.top - 1 });
    else if (special === '#totals') take({ top: data.bottom + 1, bottom: box.bottom });
    else if (special === '#this row' || part.startsWith('@')) {
      take({ top: at.row, bottom: at.row });
      const column = part.startsWith('@') ? part.slice(1).replace(/^\[|\]$/g, '') : '';
      if (column !== '') left = right = columnOf(column);
    } else if (part.startsWith(':')) right = columnOf(part.slice(1));
    else left = right = columnOf(part);
  }
  const { top, bottom } = rows ?? data;
  if (left === undefined || right === undefined || bottom < top) return undefined;
  return { sheet, box: { top, bottom, left: Math.min(left, right), right: Math.max(left, right) } };
};
