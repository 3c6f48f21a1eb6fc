import { unescapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, partOf, sheetOf, withPart } from '../book/book.ts';
import { tablePartsOf } from '../book/sheet-face.ts';
import { attributeOf, readTree, within, writeTree } from '../book/xml-tree.ts';
import { columnLike, withColumns, withRange } from '../structure/move-tables.ts';
import type { OpOf } from './op.ts';
import { putCells } from './put-cells.ts';

/** A column put last into a table, beside it; one put between others is an inserted column of the sheet. */
export const addTableColumn = (book: Book, op: OpOf<'table-column'>): Book => {
  const sheet = sheetOf(book, op.sheet);
  const found = sheet && tablePartsOf(book, sheet).find(({ table }) => table.name === op.table);
  if (sheet === undefined || found === undefined) return book;
  const { part, table } = found;
  const { box } = table;
  const tree = readTree(partOf(book, part)!);
  const columns = within(within(tree.root, 'tableColumns')[0], 'tableColumn').map((node) => ({ node, isNew: false }));
  const heading = freeHeading(
    op.name ?? String(op.values?.[0] ?? `Column${columns.length + 1}`),
    columns.map(({ node }) => unescapeXml(attributeOf(node, 'name') ?? '')),
  );
  const id = Math.max(...columns.map(({ node }) => Number(attributeOf(node, 'id')))) + 1;
  const wide = withRange(tree.root, { ...box, right: box.right + 1 }, table.totalsRows);
  const root = withColumns(wide, [...columns, { node: columnLike(columns[0]!.node, heading, id), isNew: true }]);
  const grown = withPart(book, part, writeTree({ ...tree, root }));
  const values = op.values?.slice(table.headerRows) ?? [];
  const cells = [
    ...(table.headerRows > 0 ? [{ row: box.top, column: box.right + 1, value: heading }] : []),
    ...values.map((value, at) => ({ row: box.top + table.headerRows + at, column: box.right + 1, value })),
  ];
  return putCells(grown, { kind: 'cells', sheet: op.sheet, cells });
};

/** Headings of a table differ. */
const freeHeading = (wanted: string, taken: readonly string[]): string => {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  if (!known.has(wanted.toLowerCase())) return wanted;
  let number = 2;
  while (known.has(`${wanted}${number}`.toLowerCase())) number += 1;
  return `${wanted}${number}`;
};
