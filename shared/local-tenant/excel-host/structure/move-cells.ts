import { type RowState, type SheetState, withoutSpans } from '../book/book.ts';
import { formulaAt, mastersOf } from '../book/cell-formulas.ts';
import { type CellState, rawOf, unshared, withFormulaText } from '../book/cell-state.ts';
import { type AxisChange, isSameSheet } from './axis-change.ts';
import { movedFormula, movedRanges } from './move-formula.ts';

/** Every formula that others share as one of its own: a group's parts are about to lie apart. */
export const withoutShared = (sheet: SheetState): SheetState => {
  if (mastersOf(sheet).shared.size === 0) return sheet;
  return mapFormulas(sheet, (cell, row, column) =>
    rawOf(cell, sheet.prefix).formula?.attributes.get('t') === 'shared'
      ? unshared(cell, sheet.prefix, formulaAt(sheet, row, column) ?? '')
      : cell,
  );
};

/** The sheet with its formulas turned over; rows without a change stay the same objects. */
export const mapFormulas = (
  sheet: SheetState,
  change: (cell: CellState, row: number, column: number) => CellState,
): SheetState => {
  const mark = `<${sheet.prefix}f`;
  let isChanged = false;
  const rows = sheet.rows.map((line, row) => {
    if (line === undefined) return undefined;
    let own: (CellState | undefined)[] | undefined;
    line.cells.forEach((cell, column) => {
      if (cell === undefined || !cell.xml.includes(mark)) return;
      const next = change(cell, row, column);
      if (next === cell) return;
      own ??= line.cells.slice();
      own[column] = next;
    });
    if (own === undefined) return line;
    isChanged = true;
    return { ...line, cells: own };
  });
  return isChanged ? { ...sheet, rows } : sheet;
};

/** The formulas of a sheet after rows or columns were put in or taken out, here or elsewhere. */
export const movedFormulas = (sheet: SheetState, change: AxisChange): SheetState => {
  const isHere = isSameSheet(sheet.name, change.sheet);
  const { prefix } = sheet;
  const read = (one: SheetState): SheetState =>
    mapFormulas(one, (cell, row, column) => {
      const text = formulaAt(one, row, column);
      if (text === null) return cell;
      const next = movedFormula(text, sheet.name, change);
      const moved = next === text ? cell : withFormulaText(cell, prefix, next);
      return isHere ? withArrayRange(moved, prefix, change) : moved;
    });
  if (read(sheet) === sheet) return sheet;
  return read(withoutShared(sheet));
};

/** An array formula says over which cells it spreads. */
const withArrayRange = (cell: CellState, prefix: string, change: AxisChange): CellState => {
  const range = rawOf(cell, prefix).formula?.attributes.get('ref');
  if (range === undefined) return cell;
  const after = movedRanges(range, change);
  if (after === range) return cell;
  const own = new RegExp(`(<${prefix}f\\s[^>]*?\\bref\\s*=\\s*["'])[^"']*`);
  return { ...cell, xml: cell.xml.replace(own, `$1${after}`) };
};

/** The rows of the sheet itself, moved. New ones look like the row or column before them. */
export const movedRows = (sheet: SheetState, { axis, kind, at, count }: AxisChange): SheetState => {
  if (axis === 'row') {
    if (kind === 'delete') return { ...sheet, rows: sheet.rows.toSpliced(at, count) };
    if (at >= sheet.rows.length) return sheet;
    const like = plainRow(sheet, sheet.rows[at - 1]);
    const rows = sheet.rows.slice();
    rows.splice(at, 0, ...Array.from({ length: count }, () => like));
    return { ...sheet, rows };
  }
  const rows = sheet.rows.map((line): RowState | undefined => {
    if (line === undefined || line.cells.length <= at - (kind === 'insert' ? 1 : 0)) return line;
    const cells = line.cells.slice();
    if (kind === 'delete') cells.splice(at, count);
    else {
      const before = cells[at - 1];
      const like = before === undefined ? undefined : bare(before, sheet.prefix);
      if (cells.length < at) return line;
      cells.splice(at, 0, ...Array.from({ length: count }, () => like));
    }
    return { attributes: withoutSpans(line.attributes), cells };
  });
  return { ...sheet, rows };
};

const plainRow = ({ prefix }: SheetState, like: RowState | undefined): RowState | undefined =>
  like === undefined
    ? undefined
    : {
        attributes: withoutSpans(like.attributes).replace(
          /(?:^|\s)(?:r|ht|customHeight|hidden|collapsed|outlineLevel|[\w]+:dyDescent)\s*=\s*(?:"[^"]*"|'[^']*')/g,
          '',
        ),
        cells: like.cells.map((cell) => (cell === undefined ? undefined : bare(cell, prefix))),
      };

/** A cell that only looks like another. */
const bare = (cell: CellState, prefix: string): CellState => {
  const { style } = rawOf(cell, prefix);
  return { xml: `<${prefix}c${style === 0 ? '' : ` s="${style}"`}/>` };
};
