import type { Box } from '../../../workbook/xlsx/types.ts';
import type { BookPlace } from '../../web/book-api.ts';
import type { Window } from './pane-view.tsx';
import type { Layout } from './sheet-layout.ts';

/** Where a box of cells lies in a pane. */
export const placeOf = (layout: Layout, { x, y }: Window, { top, left, bottom, right }: Box) => ({
  left: layout.left(left) - x - 1,
  top: layout.top(top) - y - 1,
  width: layout.left(right + 1) - layout.left(left),
  height: layout.top(bottom + 1) - layout.top(top),
});

/** What lies over the cells of a pane: the selection, and where others are. */
export const OverCells = ({
  layout,
  window,
  selection,
  others,
}: {
  layout: Layout;
  window: Window;
  selection: Box;
  others: readonly BookPlace[];
}) => (
  <>
    <div className="selection" style={placeOf(layout, window, selection)} />
    {others.map(({ client, name, row, column }) => (
      <div
        key={client}
        className="someone"
        style={placeOf(layout, window, { top: row, left: column, bottom: row, right: column })}
      >
        <span>{name}</span>
      </div>
    ))}
  </>
);
