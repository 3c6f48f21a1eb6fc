import { addressOf } from '../../../workbook/xlsx/address.ts';
import type { Unkept } from '../../excel-host/together/entry.ts';

/** What is said to somebody whose typing does not stand in the workbook. What was typed is in it, to be typed again. */
export const unkeptWords = ({ sheet, cell, why, by }: Unkept): string => {
  const typed = cell.formula === undefined ? String(cell.value ?? '') : `=${cell.formula}`;
  const place = `${sheet}, ${addressOf(cell.row, cell.column)}`;
  const what = typed === '' ? `You emptied ${place}` : `You typed “${typed}” in ${place}`;
  const who = by === '' ? 'Somebody else' : by;
  return why === 'gone'
    ? `${what}; ${who} took that cell away at the same time. Type it again where it belongs.`
    : `${what}; ${who} typed something else there at the same time, and that stands.`;
};
