import { columnName } from '../../../workbook/xlsx/address.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import type { Layout } from './sheet-layout.ts';
import { headColumn, headRow, type Strip } from './sheet-strips.ts';

const span = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

interface HeadsProps {
  readonly strip: Strip;
  readonly layout: Layout;
  readonly selection: Box;
}

/** The letters above columns; those of the selection stand out. */
export const ColumnHeads = ({ strip: { first, last, from, size, offset }, layout, selection }: HeadsProps) => (
  <div className="heads" style={{ left: headColumn + from, top: 0, width: size, height: headRow }}>
    {span(first, last).map((column) => (
      <span
        key={column}
        className={column >= selection.left && column <= selection.right ? 'head chosen' : 'head'}
        style={{
          left: layout.left(column) - offset,
          width: layout.left(column + 1) - layout.left(column),
          height: headRow,
        }}
      >
        {layout.left(column + 1) > layout.left(column) && columnName(column)}
      </span>
    ))}
  </div>
);

/** The numbers beside rows. */
export const RowHeads = ({ strip: { first, last, from, size, offset }, layout, selection }: HeadsProps) => (
  <div className="heads" style={{ left: 0, top: headRow + from, width: headColumn, height: size }}>
    {span(first, last).map((row) => (
      <span
        key={row}
        className={row >= selection.top && row <= selection.bottom ? 'head chosen' : 'head'}
        style={{
          top: layout.top(row) - offset,
          width: headColumn,
          height: layout.top(row + 1) - layout.top(row),
        }}
      >
        {layout.top(row + 1) > layout.top(row) && row}
      </span>
    ))}
  </div>
);
