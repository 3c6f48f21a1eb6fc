import type { Sheet } from '../../../workbook/xlsx/types.ts';
import type { Layout } from './sheet-layout.ts';

interface Spot {
  readonly row: number;
  readonly column: number;
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where a key of Excel's leads; null for a key that leads nowhere. */
export const moved = (
  { key, ctrlKey, metaKey, shiftKey }: Pressed,
  from: Spot,
  sheet: Sheet,
  layout: Layout,
  page: number,
): Spot | null => {
  const isFar = ctrlKey || metaKey;
  const step = steps[key];
  if (step !== undefined) return isFar ? edge(from, step, sheet, layout) : walk(from, step, layout);
  const used = sheet.usedRange;
  switch (key) {
    case 'Enter':
      return walk(from, [shiftKey ? -1 : 1, 0], layout);
    case 'Tab':
      return walk(from, [0, shiftKey ? -1 : 1], layout);
    case 'Home':
      return isFar ? { row: sheet.frozen.rows + 1, column: sheet.frozen.columns + 1 } : { ...from, column: 1 };
    case 'End':
      return isFar && used !== null ? { row: used.bottom, column: used.right } : null;
    case 'PageDown':
      return { ...from, row: Math.min(layout.rows, from.row + page) };
    case 'PageUp':
      return { ...from, row: Math.max(1, from.row - page) };
    default:
      return null;
  }
};

/** One cell on, past those that are hidden; stays where there is none. */
const walk = (from: Spot, [rows, columns]: readonly [number, number], layout: Layout): Spot => {
  let { row, column } = from;
  do {
    row += rows;
    column += columns;
    if (row < 1 || column < 1 || row > layout.rows || column > layout.columns) return from;
  } while (layout.top(row + 1) === layout.top(row) || layout.left(column + 1) === layout.left(column));
  return { row, column };
};

/** To the last cell before the filled ones end, or to the next that is filled. */
const edge = (from: Spot, step: readonly [number, number], sheet: Sheet, layout: Layout): Spot => {
  const isFilled = ({ row, column }: Spot): boolean => sheet.cell(row, column).value !== null;
  let here = walk(from, step, layout);
  const isRun = isFilled(from) && isFilled(here);
  for (;;) {
    const next = walk(here, step, layout);
    if (next === here) return here;
    if (isRun ? !isFilled(next) : isFilled(here)) return here;
    here = next;
  }
};
