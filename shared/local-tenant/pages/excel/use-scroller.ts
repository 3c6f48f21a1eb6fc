import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Sheet } from '../../../workbook/xlsx/types.ts';
import type { Spot } from './selection.ts';
import type { Layout } from './sheet-layout.ts';
import { headColumn, headRow, type View } from './sheet-strips.ts';

/** The box a sheet is scrolled in, and the part of the sheet that it shows. */
export const useScroller = (sheet: string): { scroller: RefObject<HTMLDivElement | null>; view: View } => {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View>({ x: 0, y: 0, width: 800, height: 500 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another sheet begins at its corner
  useLayoutEffect(() => {
    const box = scroller.current!;
    const look = () =>
      setView({
        x: box.scrollLeft,
        y: box.scrollTop,
        width: box.clientWidth - headColumn,
        height: box.clientHeight - headRow,
      });
    box.scrollTo(0, 0);
    look();
    box.addEventListener('scroll', look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      resized.disconnect();
    };
  }, [sheet]);
  return { scroller, view };
};

/** Keeps the active cell in sight, whoever moved the selection. */
export const useKeptInSight = (
  scroller: RefObject<HTMLDivElement | null>,
  layout: Layout,
  { rows, columns }: Sheet['frozen'],
  { row, column }: Spot,
): void => {
  useLayoutEffect(() => {
    const box = scroller.current!;
    if (row > rows) {
      const height = box.clientHeight - headRow;
      const above = layout.top(row) - layout.top(rows + 1);
      if (above < box.scrollTop) box.scrollTop = above;
      else if (layout.top(row + 1) > box.scrollTop + height) box.scrollTop = layout.top(row + 1) - height;
    }
    if (column > columns) {
      const width = box.clientWidth - headColumn;
      const before = layout.left(column) - layout.left(columns + 1);
      if (before < box.scrollLeft) box.scrollLeft = before;
      else if (layout.left(column + 1) > box.scrollLeft + width) box.scrollLeft = layout.left(column + 1) - width;
    }
  }, [scroller, layout, rows, columns, row, column]);
};
