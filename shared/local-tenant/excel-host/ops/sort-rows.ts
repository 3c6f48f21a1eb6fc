import { addressOf, boxOf } from '../../../workbook/xlsx/address.ts';
import { shiftFormula } from '../../../workbook/xlsx/formula.ts';
import {
  type Book,
  partOf,
  type RowState,
  relationsOf,
  sheetOf,
  withoutSpans,
  withPart,
  withSheet,
} from '../book/book.ts';
import { formulaAt } from '../book/cell-formulas.ts';
import { type CellState, withFormulaText } from '../book/cell-state.ts';
import { withoutCalcChain } from '../book/package-parts.ts';
import { attributeOf, localOf, withAttributes, type XmlNode } from '../book/xml-tree.ts';
import { mapAround } from '../structure/move-around.ts';
import { withoutShared } from '../structure/move-cells.ts';
import { withTree } from '../structure/move-parts.ts';
import type { OpOf } from './op.ts';

/** Where each of the sorted rows goes. */
export const placesOf = ({ rows }: Pick<OpOf<'sort'>, 'rows'>): ReadonlyMap<number, number> => {
  const targets = rows.toSorted((a, b) => a - b);
  return new Map(rows.map((row, at) => [row, targets[at]!]));
};

/** Rows put in another order, as Excel sorts: cells with their looks, notes and links; heights and rules stay. */
export const sortRows = (book: Book, op: OpOf<'sort'>): Book => {
  const found = sheetOf(book, op.sheet);
  if (found === undefined || op.rows.length === 0) return book;
  const sheet = withoutShared(found);
  const places = placesOf(op);
  const rows = sheet.rows.slice();
  for (const [from, to] of places) {
    const source = sheet.rows[from]?.cells ?? [];
    const cells = (sheet.rows[to]?.cells ?? []).slice();
    for (let column = op.left; column <= op.right; column++) {
      const cell = source[column];
      const text = cell === undefined || from === to ? null : formulaAt(sheet, from, column);
      cells[column] = text === null ? cell : moved(cell!, sheet.prefix, text, to - from);
    }
    const line: RowState = { attributes: withoutSpans(sheet.rows[to]?.attributes ?? ''), cells };
    rows[to] = cells.some((cell) => cell !== undefined) || line.attributes !== '' ? line : undefined;
  }
  const withLinks = mapAround({ ...sheet, rows }, (node) =>
    localOf(node) === 'hyperlink' ? placed(node, op, places) : node,
  );
  return withoutCalcChain(withNotes(withSheet(book, withLinks), sheet.part, op, places));
};

const moved = (cell: CellState, prefix: string, formula: string, rows: number): CellState =>
  withFormulaText(cell, prefix, shiftFormula(formula, rows, 0));

type Places = ReadonlyMap<number, number>;

/** A note or link goes with its cell. */
const placed = (node: XmlNode, { left, right }: OpOf<'sort'>, places: Places): XmlNode => {
  const box = boxOf(attributeOf(node, 'ref') ?? '');
  const row = box === undefined ? undefined : places.get(box.top);
  if (box === undefined || row === undefined || box.top !== box.bottom || box.left < left || box.right > right)
    return node;
  return withAttributes(node, { ref: addressOf(row, box.left) });
};

const withNotes = (book: Book, part: string, op: OpOf<'sort'>, places: Places): Book => {
  let next = book;
  for (const { type, target } of relationsOf(book, part)) {
    if (/\/(?:comments|threadedComment)$/.test(type))
      next = withTree(next, target, (node) =>
        ['comment', 'threadedComment'].includes(localOf(node)) ? placed(node, op, places) : node,
      );
    if (type.endsWith('/vmlDrawing')) {
      const text = partOf(next, target) ?? '';
      next = withPart(
        next,
        target,
        text.replace(/<v:shape\b[\s\S]*?<\/v:shape>/g, (shape) => box(shape, op, places)),
      );
    }
  }
  return next;
};

/** The box of a note, as old Excel draws it. */
const box = (shape: string, { left, right }: OpOf<'sort'>, places: Places): string => {
  const row = Number(/<x:Row>\s*(\d+)/.exec(shape)?.[1] ?? -1) + 1;
  const column = Number(/<x:Column>\s*(\d+)/.exec(shape)?.[1] ?? -1) + 1;
  const to = places.get(row);
  if (to === undefined || column < left || column > right) return shape;
  return shape
    .replace(/(<x:Row>)\s*\d+/, `$1${to - 1}`)
    .replace(/(<x:Anchor>)([^<]*)/, (_whole, head, text: string) => {
      const numbers = text.split(',').map(Number);
      for (const at of [2, 6]) numbers[at] = Math.max(0, numbers[at]! + to - row);
      return `${head}${numbers.join(', ')}`;
    });
};
