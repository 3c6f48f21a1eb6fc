import { holdsCell } from '../../../workbook/xlsx/address.ts';
import { escapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, cellAt, partOf, type SheetState, sheetOf, withCells, withPart, withSheet } from '../book/book.ts';
import { mastersOf } from '../book/cell-formulas.ts';
import { type CellState, cellOf, rawOf, withStyle } from '../book/cell-state.ts';
import { LookBook } from '../book/looks.ts';
import { withoutCalcChain } from '../book/package-parts.ts';
import { styleOfCell, tablePartsOf } from '../book/sheet-face.ts';
import {
  attributeOf,
  isNode,
  localOf,
  readTree,
  withAttributes,
  within,
  writeTree,
  type XmlNode,
} from '../book/xml-tree.ts';
import { withoutShared } from '../structure/move-cells.ts';
import type { CellInput, OpOf } from './op.ts';

/** Cells typed or written: values, formulas, number formats. */
export const putCells = (book: Book, { sheet: name, cells }: OpOf<'cells'>): Book => {
  const found = sheetOf(book, name);
  if (found === undefined) return book;
  const { arrays } = mastersOf(found);
  const taken = cells.filter(({ row, column }) => !arrays.some((box) => holdsCell(box, row, column)));
  if (taken.length === 0) return book;
  const sheet = taken.some((input) => isShared(found, input)) ? withoutShared(found) : found;
  const looks = taken.some(({ numberFormat }) => numberFormat !== undefined) ? new LookBook(book) : undefined;
  const put = taken.map((input): readonly [number, number, CellState] => {
    const style = input.style ?? styleOfCell(sheet, input.row, input.column);
    const { numberFormat } = input;
    const own = numberFormat === undefined ? style : looks!.styled(style, { numberFormat });
    return [input.row, input.column, filled(sheet, input, own)];
  });
  const next = withSheet(looks?.book ?? book, withCells(sheet, put));
  const named = withTableHeadings(next, sheet, taken);
  const isFormula = taken.some(
    (input) => input.formula !== undefined || cellAt(sheet, input.row, input.column)?.xml.includes(`<${sheet.prefix}f`),
  );
  return isFormula ? withoutCalcChain(named) : named;
};

const filled = (sheet: SheetState, { row, column, value, formula }: CellInput, style: number): CellState => {
  if (formula !== undefined) return cellOf(sheet.prefix, style, { formula });
  if (value !== undefined) return cellOf(sheet.prefix, style, { value });
  const there = cellAt(sheet, row, column);
  return there === undefined ? cellOf(sheet.prefix, style, { value: null }) : withStyle(there, sheet.prefix, style);
};

const isShared = (sheet: SheetState, { row, column }: CellInput): boolean => {
  const cell = cellAt(sheet, row, column);
  return cell?.xml.includes('shared') === true && rawOf(cell, sheet.prefix).formula?.attributes.get('t') === 'shared';
};

/** The heading of a table's column is a cell, and the column's name besides. */
const withTableHeadings = (book: Book, sheet: SheetState, cells: readonly CellInput[]): Book => {
  let next = book;
  for (const { part, table } of tablePartsOf(book, sheet)) {
    const { box, headerRows } = table;
    const heads = cells.filter(
      ({ row, column, value }) =>
        headerRows === 1 && row === box.top && column >= box.left && column <= box.right && value !== undefined,
    );
    if (heads.length === 0) continue;
    const names = new Map(heads.map(({ column, value }) => [column - box.left, String(value ?? '')]));
    const tree = readTree(partOf(next, part)!);
    next = withPart(next, part, writeTree({ ...tree, root: renamed(tree.root, names) }));
  }
  return next;
};

const renamed = (root: XmlNode, names: ReadonlyMap<number, string>): XmlNode => ({
  ...root,
  children: root.children.map((one) => {
    if (!isNode(one) || localOf(one) !== 'tableColumns') return one;
    const columns = within(one, 'tableColumn').map((column, at) => {
      const name = names.get(at);
      if (name === undefined || name === '') return column;
      return attributeOf(column, 'name') === name
        ? column
        : withAttributes(column, { name: escapeXml(name).replaceAll('"', '&quot;') });
    });
    return { ...one, children: columns };
  }),
});
