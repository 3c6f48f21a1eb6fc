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

/** Rows without a height of their own are as high as their largest letters; below these they are all alike. */
const looked = 60;

export const layoutOf = (sheet: Sheet, styles: Styles): Layout => {
  const rows = Math.max((sheet.usedRange?.bottom ?? 0) + roomRows, 60);
  const columns = Math.max((sheet.usedRange?.right ?? 0) + roomColumns, 26);
  const tops = offsets(rows, (row) => {
    const { height, hidden } = sheet.rowLayout(row);
    const own = height ?? (row <= looked ? letterHeight(sheet, styles, row) : 0);
    return hidden ? 0 : Math.round(((height ?? Math.max(own, sheet.defaultRowHeight)) * 4) / 3);
  });
  const lefts = offsets(columns, (column) => {
    const layout = sheet.columns.find(({ from, to }) => column >= from && column <= to);
    return layout?.hidden ? 0 : pixels(layout?.width ?? sheet.defaultColumnWidth);
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

const letterHeight = (sheet: Sheet, styles: Styles, row: number): number => {
  const sizes = sheet
    .cellsOf(row)
    .map(({ style, shown }) => (shown === '' ? 0 : (styles.cells[style]?.font.size ?? 0)));
  const largest = Math.max(0, ...sizes);
  return largest > 11 ? largest * 1.31 : 0;
};

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
