import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { addressOf, holdsCell } from '../../../workbook/xlsx/address.ts';
import type { Box } from '../../../workbook/xlsx/types.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import type { BookPlace } from '../../web/book-api.ts';
import { CellEditor } from './cell-editor.tsx';
import { cellNotes } from './cell-notes.ts';
import { conditionalFormats } from './conditional-formats.ts';
import { dataBars } from './data-bars.ts';
import { editText } from './edit-text.ts';
import { moved } from './keyboard.ts';
import { OverCells, placeOf } from './over-cells.tsx';
import { type Drawn, PaneView, type Window } from './pane-view.tsx';
import { activeOf, between, farEndOf, type Spot, wider } from './selection.ts';
import { drawingsOf } from './sheet-drawings.ts';
import { ColumnHeads, RowHeads } from './sheet-heads.tsx';
import { layoutOf } from './sheet-layout.ts';
import { columnStrips, headColumn, headRow, rowStrips } from './sheet-strips.ts';
import { useKeptInSight, useScroller } from './use-scroller.ts';

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
  const { scroller, view } = useScroller(activeSheet);
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
      bars: dataBars(sheet),
      notes: cellNotes(xlsx, sheet),
      drawings: drawingsOf(xlsx, sheet, layout),
      changes,
    }),
    [xlsx, sheet, layout, changes],
  );
  const { frozen } = sheet;
  const active = activeOf(selection, anchor.current);
  useKeptInSight(scroller, layout, frozen, active);

  useEffect(() => {
    workbook.isBeingEdited = draft !== null;
  }, [workbook, draft]);

  const placeAt = (event: PointerEvent): Spot & { part: 'cell' | 'row' | 'column' | 'all' } => {
    const [frozenHeight, frozenWidth] = [layout.top(frozen.rows + 1), layout.left(frozen.columns + 1)];
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
    const next = { row: active.row + (move === 'down' ? 1 : 0), column: active.column + (move === 'right' ? 1 : 0) };
    anchor.current = next;
    workbook.select(between(next, next));
  };

  const key = (event: KeyboardEvent): void => {
    if (draft !== null) return;
    if (event.key === 'F2' || (event.key === 'Enter' && event.altKey))
      setDraft(editText(workbook, active.row, active.column));
    else if (event.key === 'Delete' || event.key === 'Backspace') type('');
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) setDraft(event.key);
    else {
      // The selection may have been moved from elsewhere: the name box, the pane.
      anchor.current = active;
      const isOneCell = !event.shiftKey || event.key === 'Tab' || event.key === 'Enter';
      const far = farEndOf(selection, active);
      const to = moved(event, isOneCell ? anchor.current : far, sheet, layout, Math.floor(view.height / 20));
      if (to === null) return;
      if (isOneCell) anchor.current = to;
      workbook.select(wider(between(anchor.current, to), sheet.merges));
    }
    event.preventDefault();
  };

  const activeBox = between(active, active);
  const here = sheet.cell(active.row, active.column);
  const address = addressOf(active.row, active.column);
  const rows = rowStrips(layout, frozen, view);
  const columns = columnStrips(layout, frozen, view);
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
      onDoubleClick={() => setDraft(editText(workbook, active.row, active.column))}
    >
      <div
        style={{
          width: layout.left(layout.columns + 1) + headColumn,
          height: layout.top(layout.rows + 1) + headRow,
        }}
      >
        <div className="sheet-window" style={{ width: view.width + headColumn, height: view.height + headRow }}>
          {rows.flatMap((down) =>
            columns.map((across) => {
              const seen: Window = {
                top: down.first,
                left: across.first,
                bottom: down.last,
                right: across.last,
                x: across.offset,
                y: down.offset,
              };
              return (
                <div
                  key={`${down.from} ${across.from}`}
                  className="sheet-pane"
                  style={{
                    left: headColumn + across.from,
                    top: headRow + down.from,
                    width: across.size,
                    height: down.size,
                  }}
                >
                  <PaneView drawn={drawn} window={seen} />
                  <OverCells
                    layout={layout}
                    window={seen}
                    selection={selection}
                    others={others.filter(({ sheet: theirs }) => theirs === sheet.name)}
                  />
                  {draft !== null && holdsCell(seen, active.row, active.column) && (
                    <CellEditor
                      name={address}
                      text={draft}
                      style={editorPlace(placeOf(layout, seen, activeBox))}
                      onType={setDraft}
                      onFinish={finish}
                      onGiveUp={() => {
                        setDraft(null);
                        scroller.current?.focus({ preventScroll: true });
                      }}
                    />
                  )}
                </div>
              );
            }),
          )}
          {columns.map((strip) => (
            <ColumnHeads key={strip.from} strip={strip} layout={layout} selection={selection} />
          ))}
          {rows.map((strip) => (
            <RowHeads key={strip.from} strip={strip} layout={layout} selection={selection} />
          ))}
          <span className="head corner" style={{ width: headColumn, height: headRow }} />
          {frozen.rows > 0 && (
            <i className="frozen across" style={{ top: headRow + layout.top(frozen.rows + 1) - 1 }} />
          )}
          {frozen.columns > 0 && (
            <i className="frozen down" style={{ left: headColumn + layout.left(frozen.columns + 1) - 1 }} />
          )}
        </div>
      </div>
      <div className="out-of-sight" aria-live="polite">
        {`${address} ${here.shown}`}
        {here.formula !== null && sheet.isStale(active.row, active.column) && ', recalculate in Excel'}
      </div>
    </div>
  );
};

/** The editor grows with what is typed, and covers the lines around its cell. */
const editorPlace = ({ left, top, width, height }: ReturnType<typeof placeOf>) => ({
  left,
  top,
  minWidth: width + 1,
  height: height + 1,
});
