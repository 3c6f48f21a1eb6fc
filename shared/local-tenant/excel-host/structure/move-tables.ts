import type { Box } from '../../../workbook/xlsx/types.ts';
import { escapeXml, unescapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, cellAt, partOf, type SheetState, sheetOf, withCells, withPart, withSheet } from '../book/book.ts';
import { cellOf, rawOf } from '../book/cell-state.ts';
import { tablePartsOf } from '../book/sheet-face.ts';
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
import { type AxisChange, boxAfter } from './axis-change.ts';
import { rangeOf } from './move-formula.ts';

/** Why Excel would not: a table keeps its headings and at least one row and column. Null when it would. */
export const whyNotTables = (book: Book, sheet: SheetState, change: AxisChange): string | null => {
  for (const { table } of tablePartsOf(book, sheet)) {
    const { box, name, headerRows } = table;
    const after = boxAfter(change, box);
    const isHeading =
      change.kind === 'delete' && change.axis === 'row' && change.at < box.top + headerRows && after !== null
        ? change.at + change.count > box.top
        : false;
    if (after === null || isHeading)
      return `the table ${name} would lose its headings; take them out in Excel, with the table`;
    if (change.axis === 'row' && after.bottom - after.top < headerRows)
      return `the table ${name} would have no row left`;
  }
  return null;
};

/** The tables of a sheet, moved with it; a column put into one has a heading of its own. Cells have been moved already. */
export const movedTables = (book: Book, sheet: SheetState, change: AxisChange): Book => {
  let next = book;
  for (const { part, table } of tablePartsOf(book, sheet)) {
    const after = boxAfter(change, table.box);
    if (after === null) continue;
    const tree = readTree(partOf(next, part)!);
    let root = withRange(tree.root, after, table.totalsRows);
    if (change.axis === 'column') {
      const columns = columnsAfter(tree.root, table.box, change);
      root = withColumns(root, columns);
      next = withHeadings(next, sheet.name, after, table.headerRows, columns);
    }
    next = withPart(next, part, writeTree({ ...tree, root }));
  }
  return next;
};

export const withRange = (root: XmlNode, box: Box, totalsRows: number): XmlNode => ({
  ...withAttributes(root, { ref: rangeOf(box) }),
  children: root.children.map((one) =>
    isNode(one) && localOf(one) === 'autoFilter'
      ? withAttributes(one, { ref: rangeOf({ ...box, bottom: box.bottom - totalsRows }) })
      : one,
  ),
});

interface TableColumn {
  readonly node: XmlNode;
  readonly isNew: boolean;
}

const columnsAfter = (root: XmlNode, box: Box, change: AxisChange): readonly TableColumn[] => {
  const [list] = within(root, 'tableColumns');
  const known = within(list, 'tableColumn').map((node): TableColumn => ({ node, isNew: false }));
  const at = change.at - box.left;
  if (change.kind === 'delete') return known.filter((_one, index) => index < at || index >= at + change.count);
  if (at <= 0 || at >= known.length) return known;
  const names = new Set(known.map(({ node }) => unescapeXml(attributeOf(node, 'name') ?? '').toLowerCase()));
  const ids = known.map(({ node }) => Number(attributeOf(node, 'id')));
  const added = Array.from({ length: change.count }, (_, index): TableColumn => {
    let number = 1;
    while (names.has(`column${number}`)) number += 1;
    names.add(`column${number}`);
    return { node: columnLike(known[0]!.node, `Column${number}`, Math.max(...ids) + 1 + index), isNew: true };
  });
  return known.toSpliced(at, 0, ...added);
};

/** A plain table column in the table's own prefix. */
export const columnLike = (like: XmlNode, name: string, id: number): XmlNode => ({
  name: like.name,
  attributes: [
    ['id', String(id)],
    ['name', escapeXml(name).replaceAll('"', '&quot;')],
  ],
  children: [],
});

export const withColumns = (root: XmlNode, columns: readonly TableColumn[]): XmlNode => ({
  ...root,
  children: root.children.map((one) =>
    isNode(one) && localOf(one) === 'tableColumns'
      ? { ...withAttributes(one, { count: String(columns.length) }), children: columns.map(({ node }) => node) }
      : one,
  ),
});

/** A heading of a table is a cell too, and both say the same. */
const withHeadings = (
  book: Book,
  sheetName: string,
  box: Box,
  headerRows: number,
  columns: readonly TableColumn[],
): Book => {
  if (headerRows === 0) return book;
  const sheet = sheetOf(book, sheetName)!;
  const cells = columns.flatMap(({ node, isNew }, index) => {
    const column = box.left + index;
    const there = cellAt(sheet, box.top, column);
    const style = there === undefined ? 0 : rawOf(there, sheet.prefix).style;
    const value = unescapeXml(attributeOf(node, 'name') ?? '');
    return isNew ? [[box.top, column, cellOf(sheet.prefix, style, { value })] as const] : [];
  });
  return cells.length === 0 ? book : withSheet(book, withCells(sheet, cells));
};
