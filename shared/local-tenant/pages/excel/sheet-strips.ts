import type { Sheet } from '../../../workbook/xlsx/types.ts';
import type { Layout } from './sheet-layout.ts';

/** How high the headings of columns are, and how wide those of rows. */
export const headRow = 24;
export const headColumn = 46;

/** The part of a sheet that one sees, beside its headings. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rows or columns that stand together on the screen: those that are frozen, or those one has scrolled to. */
export interface Strip {
  readonly first: number;
  readonly last: number;
  /** Where it begins beside the headings, and how high or wide it is. */
  readonly from: number;
  readonly size: number;
  /** Where it begins in the sheet. */
  readonly offset: number;
}

const strips = (
  frozen: number,
  edge: number,
  scrolled: number,
  room: number,
  at: (offset: number) => number,
): readonly Strip[] =>
  [
    { first: 1, last: frozen, from: 0, size: edge, offset: 0 },
    {
      first: at(scrolled + edge),
      last: at(scrolled + room),
      from: edge,
      size: Math.max(0, room - edge),
      offset: scrolled + edge,
    },
  ].filter(({ size }) => size > 0);

export const rowStrips = (layout: Layout, frozen: Sheet['frozen'], { y, height }: View): readonly Strip[] =>
  strips(frozen.rows, layout.top(frozen.rows + 1), y, height, layout.rowAt);

export const columnStrips = (layout: Layout, frozen: Sheet['frozen'], { x, width }: View): readonly Strip[] =>
  strips(frozen.columns, layout.left(frozen.columns + 1), x, width, layout.columnAt);
