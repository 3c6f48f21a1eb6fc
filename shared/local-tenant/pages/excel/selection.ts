import type { Box } from '../../../workbook/xlsx/types.ts';

export interface Spot {
  readonly row: number;
  readonly column: number;
}

export const between = (a: Spot, b: Spot): Box => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
});

/** A selection takes merged cells whole. */
export const wider = (box: Box, merges: readonly Box[]): Box => {
  let { top, left, bottom, right } = box;
  for (const merge of merges)
    if (merge.top <= bottom && merge.bottom >= top && merge.left <= right && merge.right >= left) {
      top = Math.min(top, merge.top);
      left = Math.min(left, merge.left);
      bottom = Math.max(bottom, merge.bottom);
      right = Math.max(right, merge.right);
    }
  return { top, left, bottom, right };
};

/** The cell that typing goes to: where the selection began. */
export const activeOf = ({ top, left, bottom, right }: Box, anchor: Spot): Spot => {
  const isInside = anchor.row >= top && anchor.row <= bottom && anchor.column >= left && anchor.column <= right;
  return isInside ? anchor : { row: top, column: left };
};

/** The other end of the selection: what Shift and the arrows move. */
export const farEndOf = (box: Box, anchor: Spot): Spot => {
  const from = activeOf(box, anchor);
  return {
    row: from.row === box.top ? box.bottom : box.top,
    column: from.column === box.left ? box.right : box.left,
  };
};
