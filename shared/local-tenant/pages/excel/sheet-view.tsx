import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { addressOf, columnName } from '../../../workbook/xlsx/address.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import type { BookPlace } from '../../web/book-api.ts';
import { cellNotes } from './cell-notes.ts';
import { conditionalFormats } from './conditional-formats.ts';
import { moved } from './keyboard.ts';
import { type Drawn, PaneView, type Window } from './pane-view.tsx';
import { layoutOf } from './sheet-layout.ts';

const headRow = 24;
const headColumn = 46;

/** The sheet that is shown: frozen panes, headings, cells, the selection and the cell being typed in. */
export const SheetView = ({
  workbook,
  changes,
  others,
  type,
}: {
  workbook: OpenWorkbook;
  changes: number;
  /** Where others are. */
  others: readonly BookPlace[];
  /** Puts what was typed into the active cell; false when it was refused. */
  type: (text: string) => boolean;
}) => {
  const { xlsx, activeSheet } = workbook;
  const sheet = xlsx.sheet(activeSheet)!;
  const selection = wider(workbook.selection, sheet.merges);
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ x: 0, y: 0, width: 800, height: 500 });
  const [draft, drawDraft] = useState<string | null>(null);
  // Closing the editor takes the focus from it, which would finish it once more: what counts is here at once.
  const typing = useRef<string | null>(null);
  const setDraft = (text: string | null): void => {
    typing.current = text;
    drawDraft(text);
  };
  const anchor = useRef({ row: selection.top, column: selection.left });

  const layout = useMemo(() => layoutOf(sheet, xlsx.styles), [sheet, xlsx.styles]);
  const drawn = useMemo<Drawn>(
    () => ({
      xlsx,
      sheet,
      layout,
      rules: conditionalFormats(sheet, xlsx.styles),
      notes: cellNotes(xlsx, sheet),
      changes,
    }),
    [xlsx, sheet, layout, changes],
  );
  const frozen = { rows: sheet.frozen.rows, columns: sheet.frozen.columns };
  const frozenHeight = layout.top(frozen.rows + 1);
  const frozenWidth = layout.left(frozen.columns + 1);

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
  }, [activeSheet]);

  useEffect(() => {
    workbook.isBeingEdited = draft !== null;
  }, [workbook, draft]);

  // The active cell is kept in sight, whoever moved the selection.
  const { row: activeRow, column: activeColumn } = activeOf(selection, anchor.current);
  useLayoutEffect(() => {
    const box = scroller.current!;
    const height = box.clientHeight - headRow;
    const width = box.clientWidth - headColumn;
    if (activeRow > frozen.rows) {
      const top = layout.top(activeRow);
      if (top - frozenHeight < box.scrollTop) box.scrollTop = top - frozenHeight;
      else if (layout.top(activeRow + 1) > box.scrollTop + height) box.scrollTop = layout.top(activeRow + 1) - height;
    }
    if (activeColumn > frozen.columns) {
      const left = layout.left(activeColumn);
      if (left - frozenWidth < box.scrollLeft) box.scrollLeft = left - frozenWidth;
      else if (layout.left(activeColumn + 1) > box.scrollLeft + width)
        box.scrollLeft = layout.left(activeColumn + 1) - width;
    }
  }, [activeRow, activeColumn, layout, frozen.rows, frozen.columns, frozenHeight, frozenWidth]);

  const rowsSeen = [
    [1, frozen.rows, 0],
    [layout.rowAt(view.y + frozenHeight), layout.rowAt(view.y + view.height), view.y],
  ] as const;
  const columnsSeen = [
    [1, frozen.columns, 0],
    [layout.columnAt(view.x + frozenWidth), layout.columnAt(view.x + view.width), view.x],
  ] as const;
  const bounds = {
    vertical: [
      { from: 0, size: frozenHeight },
      { from: frozenHeight, size: Math.max(0, view.height - frozenHeight) },
    ],
    horizontal: [
      { from: 0, size: frozenWidth },
      { from: frozenWidth, size: Math.max(0, view.width - frozenWidth) },
    ],
  };

  const placeAt = (event: PointerEvent): { row: number; column: number; part: string } => {
    const box = scroller.current!.getBoundingClientRect();
    const x = event.clientX - box.left - headColumn;
    const y = event.clientY - box.top - headRow;
    return {
      row: layout.rowAt(y < frozenHeight ? Math.max(y, 0) : y + view.y),
      column: layout.columnAt(x < frozenWidth ? Math.max(x, 0) : x + view.x),
      part: y < 0 ? (x < 0 ? 'all' : 'column') : x < 0 ? 'row' : 'cell',
    };
  };
  const whole: Box = { top: 1, left: 1, bottom: layout.rows, right: layout.columns };
  const point = (event: PointerEvent, isDrag: boolean): void => {
    const { row, column, part } = placeAt(event);
    if (!isDrag && !event.shiftKey) anchor.current = { row, column };
    const cells = between(anchor.current, { row, column });
    if (part === 'all') workbook.select(whole);
    else if (part === 'row') workbook.select({ ...cells, left: 1, right: layout.columns });
    else if (part === 'column') workbook.select({ ...cells, top: 1, bottom: layout.rows });
    else workbook.select(wider(cells, sheet.merges));
  };

  const finish = (move: 'down' | 'right' | 'stay'): void => {
    const typed = typing.current;
    if (typed === null) return;
    setDraft(null);
    if (!type(typed)) {
      setDraft(typed);
      return;
    }
    scroller.current?.focus({ preventScroll: true });
    if (move === 'stay') return;
    const next = { row: activeRow + (move === 'down' ? 1 : 0), column: activeColumn + (move === 'right' ? 1 : 0) };
    anchor.current = next;
    workbook.select(between(next, next));
  };

  const key = (event: KeyboardEvent): void => {
    if (draft !== null) return;
    if (event.key === 'F2' || (event.key === 'Enter' && event.altKey))
      setDraft(editText(workbook, activeRow, activeColumn));
    else if (event.key === 'Delete' || event.key === 'Backspace') type('');
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) setDraft(event.key);
    else {
      // The selection may have been moved from elsewhere: the name box, the pane.
      anchor.current = { row: activeRow, column: activeColumn };
      const isOneCell = !event.shiftKey || event.key === 'Tab' || event.key === 'Enter';
      const far = activeOf(selection, anchor.current, true);
      const to = moved(event, isOneCell ? anchor.current : far, sheet, layout, Math.floor(view.height / 20));
      if (to === null) return;
      if (isOneCell) anchor.current = to;
      workbook.select(wider(between(anchor.current, to), sheet.merges));
    }
    event.preventDefault();
  };

  const active = sheet.cell(activeRow, activeColumn);
  return (
    <div
      ref={scroller}
      className="sheet"
      role="application"
      aria-label={`Sheet ${activeSheet}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keyboard
      tabIndex={0}
      onKeyDown={key}
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as Element).closest('.cell-editor') !== null) return;
        finish('stay');
        if (typing.current !== null) return;
        scroller.current!.focus({ preventScroll: true });
        const box = scroller.current!;
        // The scroll bars are the browser's.
        if (event.nativeEvent.offsetX > box.clientWidth && event.target === box) return;
        box.setPointerCapture(event.pointerId);
        point(event, false);
      }}
      onPointerMove={(event) => {
        if (scroller.current!.hasPointerCapture(event.pointerId) && event.buttons === 1) point(event, true);
      }}
      onDoubleClick={() => setDraft(editText(workbook, activeRow, activeColumn))}
    >
      <div
        style={{
          width: layout.left(layout.columns + 1) + headColumn,
          height: layout.top(layout.rows + 1) + headRow,
        }}
      >
        <div className="sheet-window" style={{ width: view.width + headColumn, height: view.height + headRow }}>
          {rowsSeen.flatMap(([top, bottom, y], down) =>
            columnsSeen.map(([left, right, x], across) => {
              const vertical = bounds.vertical[down]!;
              const horizontal = bounds.horizontal[across]!;
              if (vertical.size === 0 || horizontal.size === 0) return null;
              const seen: Window = {
                top,
                left,
                bottom,
                right,
                x: x + horizontal.from,
                y: y + vertical.from,
              };
              return (
                <div
                  key={`${vertical.from} ${horizontal.from}`}
                  className="sheet-pane"
                  style={{
                    left: headColumn + horizontal.from,
                    top: headRow + vertical.from,
                    width: horizontal.size,
                    height: vertical.size,
                  }}
                >
                  <PaneView drawn={drawn} window={seen} />
                  <div
                    className="selection"
                    style={{
                      left: layout.left(selection.left) - seen.x - 1,
                      top: layout.top(selection.top) - seen.y - 1,
                      width: layout.left(selection.right + 1) - layout.left(selection.left),
                      height: layout.top(selection.bottom + 1) - layout.top(selection.top),
                    }}
                  />
                  {others
                    .filter(({ sheet: theirs }) => theirs === sheet.name)
                    .map(({ client, name, row, column }) => (
                      <div
                        key={client}
                        className="someone"
                        style={{
                          left: layout.left(column) - seen.x - 1,
                          top: layout.top(row) - seen.y - 1,
                          width: layout.left(column + 1) - layout.left(column),
                          height: layout.top(row + 1) - layout.top(row),
                        }}
                      >
                        <span>{name}</span>
                      </div>
                    ))}
                  {draft !== null && holdsActive(seen, activeRow, activeColumn) && (
                    <input
                      className="cell-editor"
                      aria-label={`${addressOf(activeRow, activeColumn)}`}
                      // biome-ignore lint/a11y/noAutofocus: typing in a cell goes on in the cell
                      autoFocus
                      value={draft}
                      onChange={({ target }) => setDraft(target.value)}
                      onBlur={() => finish('stay')}
                      onKeyDown={(event) => {
                        event.stopPropagation();
                        if (event.key === 'Escape') {
                          setDraft(null);
                          scroller.current?.focus({ preventScroll: true });
                        } else if (event.key === 'Enter') finish('down');
                        else if (event.key === 'Tab') {
                          event.preventDefault();
                          finish('right');
                        }
                      }}
                      style={{
                        left: layout.left(activeColumn) - seen.x - 1,
                        top: layout.top(activeRow) - seen.y - 1,
                        minWidth: layout.left(activeColumn + 1) - layout.left(activeColumn) + 1,
                        height: layout.top(activeRow + 1) - layout.top(activeRow) + 1,
                      }}
                    />
                  )}
                </div>
              );
            }),
          )}
          {columnsSeen.map(([left, right, x], across) => {
            const { from, size } = bounds.horizontal[across]!;
            if (size === 0) return null;
            return (
              <div
                key={`c${from}`}
                className="heads"
                style={{ left: headColumn + from, top: 0, width: size, height: headRow }}
              >
                {span(left, right).map((column) => (
                  <span
                    key={column}
                    className={column >= selection.left && column <= selection.right ? 'head chosen' : 'head'}
                    style={{
                      left: layout.left(column) - x - from,
                      width: layout.left(column + 1) - layout.left(column),
                      height: headRow,
                    }}
                  >
                    {layout.left(column + 1) > layout.left(column) && columnName(column)}
                  </span>
                ))}
              </div>
            );
          })}
          {rowsSeen.map(([top, bottom, y], down) => {
            const { from, size } = bounds.vertical[down]!;
            if (size === 0) return null;
            return (
              <div
                key={`r${from}`}
                className="heads"
                style={{ left: 0, top: headRow + from, width: headColumn, height: size }}
              >
                {span(top, bottom).map((row) => (
                  <span
                    key={row}
                    className={row >= selection.top && row <= selection.bottom ? 'head chosen' : 'head'}
                    style={{
                      top: layout.top(row) - y - from,
                      width: headColumn,
                      height: layout.top(row + 1) - layout.top(row),
                    }}
                  >
                    {layout.top(row + 1) > layout.top(row) && row}
                  </span>
                ))}
              </div>
            );
          })}
          <span className="head corner" style={{ width: headColumn, height: headRow }} />
          {frozenHeight > 0 && <i className="frozen across" style={{ top: headRow + frozenHeight - 1 }} />}
          {frozenWidth > 0 && <i className="frozen down" style={{ left: headColumn + frozenWidth - 1 }} />}
        </div>
      </div>
      <div className="out-of-sight" aria-live="polite">
        {`${addressOf(activeRow, activeColumn)} ${active.shown}`}
        {active.formula !== null && xlsx.isStale(activeSheet, activeRow, activeColumn) && ', recalculate in Excel'}
      </div>
    </div>
  );
};

const holdsActive = ({ top, left, bottom, right }: Box, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

const span = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);

interface Spot {
  readonly row: number;
  readonly column: number;
}

const between = (a: Spot, b: Spot): Box => ({
  top: Math.min(a.row, b.row),
  bottom: Math.max(a.row, b.row),
  left: Math.min(a.column, b.column),
  right: Math.max(a.column, b.column),
});

/** A selection takes merged cells whole. */
const wider = (box: Box, merges: readonly Box[]): Box => {
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

/** The cell that typing goes to: where the selection began; `far`: its other end. */
const activeOf = ({ top, left, bottom, right }: Box, anchor: Spot, far = false): Spot => {
  const isInside = anchor.row >= top && anchor.row <= bottom && anchor.column >= left && anchor.column <= right;
  const from = isInside ? anchor : { row: top, column: left };
  if (!far) return from;
  return { row: from.row === top ? bottom : top, column: from.column === left ? right : left };
};

/** What a cell holds, as one would type it. */
export const editText = ({ xlsx, activeSheet }: OpenWorkbook, row: number, column: number): string => {
  const { formula, value, shown, kind } = xlsx.sheet(activeSheet)!.cell(row, column);
  if (formula !== null) return `=${formula}`;
  // A day or a percentage is typed as it is shown; any other number with all its digits.
  if (kind === 'number') return /[%/]/.test(shown) ? shown : String(value);
  return String(value ?? '');
};
