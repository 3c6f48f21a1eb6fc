import { memo, type ReactNode } from 'react';
import { addressOf } from '../../../workbook/xlsx/address.ts';
import type { Box, Sheet } from '../../../workbook/xlsx/types.ts';
import type { BookFace } from '../../excel-host/book/book-face.ts';
import { cellLook, runsOn } from './cell-look.ts';
import { conditionalLook } from './conditional-formats.ts';
import { barIn, type DataBar } from './data-bars.ts';
import type { Drawing } from './sheet-drawings.ts';
import type { Layout } from './sheet-layout.ts';

export interface Drawn {
  readonly xlsx: BookFace;
  readonly sheet: Sheet;
  readonly layout: Layout;
  readonly rules: Parameters<typeof conditionalLook>[0];
  readonly bars: readonly DataBar[];
  readonly notes: ReadonlyMap<string, string>;
  readonly drawings: readonly Drawing[];
  /** Counts the changes, so that what is drawn is drawn again. */
  readonly changes: number;
}

/** The rows and columns that one pane shows, and where the pane's corner lies in the sheet. */
export interface Window extends Box {
  readonly x: number;
  readonly y: number;
}

/** One pane: grid lines, then cells that hold or look like something, merged ones last, and what lies over them. */
export const PaneView = memo(({ drawn, window }: { drawn: Drawn; window: Window }) => {
  const { sheet, layout } = drawn;
  const pieces: ReactNode[] = [];
  const { top, left, bottom, right, x, y } = window;
  for (let row = top; row <= bottom; row++)
    pieces.push(<i key={`r${row}`} className="line across" style={{ top: layout.top(row + 1) - y - 1 }} />);
  for (let column = left; column <= right; column++)
    pieces.push(<i key={`c${column}`} className="line down" style={{ left: layout.left(column + 1) - x - 1 }} />);
  const merges = sheet.merges.filter(
    (box) => box.top <= bottom && box.bottom >= top && box.left <= right && box.right >= left,
  );
  const isMerged = (row: number, column: number): boolean =>
    merges.some((box) => row >= box.top && row <= box.bottom && column >= box.left && column <= box.right);
  for (let row = top; row <= bottom; row++) {
    if (layout.top(row + 1) === layout.top(row)) continue;
    for (let column = left; column <= right; column++)
      if (layout.left(column + 1) > layout.left(column) && !isMerged(row, column))
        pieces.push(cellPiece(drawn, window, { top: row, bottom: row, left: column, right: column }));
  }
  for (const box of merges) pieces.push(cellPiece(drawn, window, box));
  return [...pieces, ...drawn.drawings.map((drawing, at) => drawingPiece(drawing, at, window))];
});

/** Charts and pictures stay in the file; here one sees where they lie. */
const drawingPiece = ({ kind, name, left, top, width, height }: Drawing, at: number, { x, y }: Window): ReactNode => (
  <div key={`drawing ${at}`} className="drawing" title={name} style={{ left: left - x, top: top - y, width, height }}>
    {kind}: kept, not drawn here
  </div>
);

const cellPiece = ({ xlsx, sheet, layout, rules, bars, notes }: Drawn, { x, y }: Window, box: Box): ReactNode => {
  const { top: row, left: column } = box;
  const cell = sheet.cell(row, column);
  const style = xlsx.styles.cells[cell.style];
  const isMerge = box.bottom > row || box.right > column;
  const note = notes.get(`${row},${column}`);
  const look = cellLook(cell, style, conditionalLook(rules, sheet, row, column));
  const isPlain = look.background === undefined && !Object.keys(look).some((name) => name.startsWith('border'));
  if (cell.shown === '' && isPlain && note === undefined && !isMerge) return null;
  const isStale = cell.formula !== null && xlsx.isStale(sheet.name, row, column);
  const address = addressOf(row, column);
  const bar = barIn(bars, sheet, row, column);
  const width = layout.left(box.right + 1) - layout.left(column);
  const says = [isStale && `${address}: recalculate in Excel. This value is from before the change.`, note].filter(
    Boolean,
  );
  return (
    <div
      key={address}
      className={`cell${isStale ? ' stale' : ''}${note === undefined ? '' : ' noted'}${isMerge ? ' merged' : ''}`}
      data-cell={address}
      title={says.length === 0 ? undefined : says.join('\n')}
      style={{
        ...look,
        left: layout.left(column) - x,
        top: layout.top(row) - y,
        width: isPlain ? width - 1 : width,
        height: layout.top(box.bottom + 1) - layout.top(row) - (isPlain ? 1 : 0),
        paddingBottom: isPlain ? 0 : 1,
      }}
    >
      {bar !== undefined && <i className="data-bar" style={{ background: bar.colour, width: `${bar.share * 100}%` }} />}
      <span
        className="cell-text"
        style={{
          maxWidth: isMerge || !runsOn(cell, style) ? undefined : width + roomRight(sheet, layout, row, column),
        }}
      >
        {cell.kind === 'number' && cell.shown.length * 5.5 > width ? hashes(cell.shown, width) : cell.shown}
      </span>
      {isStale && <span className="out-of-sight">recalculate in Excel</span>}
    </div>
  );
};

/** A number that does not fit is not cut: Excel shows hashes. */
const hashes = (shown: string, width: number): string =>
  shown.length * 6.5 > width ? '#'.repeat(Math.floor(width / 8)) : shown;

/** How far text may run on: over empty cells. */
const roomRight = (sheet: Sheet, layout: Layout, row: number, column: number): number => {
  let next = column + 1;
  while (next <= column + 12 && next <= layout.columns && sheet.cell(row, next).value === null) next++;
  return layout.left(next) - layout.left(column + 1);
};
