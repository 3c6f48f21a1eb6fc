import { holdsCell } from '../../../workbook/xlsx/address.ts';
import type { Styles } from '../../../workbook/xlsx/styles.ts';
import type { Sheet } from '../../../workbook/xlsx/types.ts';

/** Where rows and columns lie, in CSS pixels from the sheet's own corner. Hidden ones are 0 high or wide. */
export interface Layout {
  readonly rows: number;
  readonly columns: number;
  top(row: number): number;
  left(column: number): number;
  rowAt(y: number): number;
  columnAt(x: number): number;
}

/** Room beyond what is used, as an open sheet has. */
const roomRows = 40;
const roomColumns = 12;

/** Rows without a height of their own are as high as what they hold; of a sheet with many cells only the first are looked at. */
const looked = 60;
const fewCells = 16_000;

export const layoutOf = (sheet: Sheet, styles: Styles): Layout => {
  const rows = Math.max((sheet.usedRange?.bottom ?? 0) + roomRows, 60);
  const columns = Math.max((sheet.usedRange?.right ?? 0) + roomColumns, 26);
  const lefts = offsets(columns, (column) => {
    const layout = sheet.columns.find(({ from, to }) => column >= from && column <= to);
    return layout?.hidden ? 0 : pixels(layout?.width ?? sheet.defaultColumnWidth);
  });
  const lastLooked = rows * (sheet.usedRange?.right ?? 0) <= fewCells ? rows : looked;
  const tops = offsets(rows, (row) => {
    const { height, hidden } = sheet.rowLayout(row);
    const own = height ?? (row <= lastLooked ? heldHeight(sheet, styles, row, (at) => lefts[at]! - lefts[at - 1]!) : 0);
    return hidden ? 0 : Math.round(((height ?? Math.max(own, sheet.defaultRowHeight)) * 4) / 3);
  });
  return {
    rows,
    columns,
    top: (row) => tops[Math.min(row, rows + 1) - 1]!,
    left: (column) => lefts[Math.min(column, columns + 1) - 1]!,
    rowAt: (y) => at(tops, y),
    columnAt: (x) => at(lefts, x),
  };
};

/** About how wide a letter is and how high a line, as parts of the font's size: the page's own font, looked at in the browser. */
const letterWidth = { plain: 0.6, bold: 0.64 } as const;
const lineHeight = 1.31;

/** In points: the largest letters of a row, on as many lines as wrapping takes. 0: as high as any other. */
const heldHeight = (sheet: Sheet, styles: Styles, row: number, width: (column: number) => number): number => {
  const isMerged = (column: number): boolean => sheet.merges.some((box) => holdsCell(box, row, column));
  const heights = sheet.cellsOf(row).map(({ style, shown, column }) => {
    const look = styles.cells[style];
    if (shown === '' || look === undefined) return 0;
    const { size, bold } = look.font;
    const isWrapped = look.alignment.wrap && !isMerged(column);
    const lines = isWrapped ? linesIn(shown, (width(column) - 6) / (size * letterWidth[bold ? 'bold' : 'plain'])) : 1;
    return lines === 1 && size <= 11 ? 0 : lines * size * lineHeight;
  });
  return Math.max(0, ...heights);
};

/** How many lines a text takes where so many letters fit into one. */
const linesIn = (text: string, letters: number): number =>
  text.split('\n').reduce((sum, paragraph) => {
    let [lines, used] = [1, 0];
    for (const { length } of paragraph.split(' ')) {
      if (used > 0 && used + 1 + length > letters) [lines, used] = [lines + 1, 0];
      used += (used > 0 ? 1 : 0) + length;
    }
    return sum + lines;
  }, 0);

/** ECMA-376 part 1, 18.3.1.13: characters of a font 7 pixels wide, and 5 pixels of padding. */
const pixels = (characters: number): number => Math.trunc(((256 * characters + Math.trunc(128 / 7)) / 256) * 7) + 5;

const offsets = (count: number, size: (index: number) => number): Float64Array => {
  const sums = new Float64Array(count + 1);
  for (let index = 1; index <= count; index++) sums[index] = sums[index - 1]! + size(index);
  return sums;
};

/** The 1-based index of what lies at an offset. */
const at = (sums: Float64Array, offset: number): number => {
  let low = 0;
  let high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sums[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
};
