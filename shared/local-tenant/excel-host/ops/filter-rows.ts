import type { Box } from '../../../workbook/xlsx/types.ts';
import { escapeXml, unescapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, partOf, type RowState, type SheetState, sheetOf, withPart, withSheet } from '../book/book.ts';
import { SheetFace, tablePartsOf } from '../book/sheet-face.ts';
import { withElement } from '../book/sheet-xml.ts';
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
import { rangeOf } from '../structure/move-formula.ts';
import type { OpOf } from './op.ts';

/** Rows shown by what a column shows, and the filter written into the sheet or its table, so that Excel goes on with it. */
export const filterRows = (book: Book, op: OpOf<'filter'>): Book => {
  const sheet = sheetOf(book, op.sheet);
  if (sheet === undefined) return book;
  const table = tablePartsOf(book, sheet).find(
    ({ table: { box } }) => box.top === op.box.top && box.left === op.box.left,
  );
  if (table !== undefined) {
    const tree = readTree(partOf(book, table.part)!);
    const [before] = within(tree.root, 'autoFilter');
    const colon = tree.root.name.indexOf(':');
    const next = filterNode(before, tree.root.name.slice(0, colon + 1), op);
    const others = tree.root.children.filter((one) => !isNode(one) || localOf(one) !== 'autoFilter');
    const root = { ...tree.root, children: [next, ...others] };
    const written = withPart(book, table.part, writeTree({ ...tree, root }));
    return withSheet(written, shownRows(written, sheet, op.box, next));
  }
  let filter: XmlNode | undefined;
  const written = withElement(sheet, 'autoFilter', (node) => {
    filter = filterNode(node, sheet.prefix, op);
    return filter;
  });
  return withSheet(book, shownRows(book, written, op.box, filter!));
};

const filterNode = (before: XmlNode | undefined, prefix: string, { box, column, values }: OpOf<'filter'>): XmlNode => {
  const name = (local: string): string => `${prefix}${local}`;
  const node: XmlNode = before ?? { name: name('autoFilter'), attributes: [['ref', rangeOf(box)]], children: [] };
  const colId = String(column - box.left);
  const others = node.children.filter((one) => !isNode(one) || attributeOf(one, 'colId') !== colId);
  if (values === null) return { ...node, children: others };
  const wanted = values.filter((value) => value !== '');
  const filters: XmlNode = {
    name: name('filters'),
    attributes: values.includes('') ? [['blank', '1']] : [],
    children: wanted.map((value) => ({
      name: name('filter'),
      attributes: [['val', escapeXml(value).replaceAll('"', '&quot;')]],
      children: [],
    })),
  };
  const own: XmlNode = { name: name('filterColumn'), attributes: [['colId', colId]], children: [filters] };
  return withAttributes({ ...node, children: [...others, own] }, { ref: attributeOf(node, 'ref') ?? rangeOf(box) });
};

/** What a column of a filter shows now; null: everything. */
export const filteredNow = (
  book: Book,
  sheet: SheetState,
  { box, column }: OpOf<'filter'>,
): readonly string[] | null => {
  const shown = filterOf(book, sheet, box)?.columns.get(column);
  return shown === undefined ? null : [...shown];
};

/** The filter over a box: of a table where one is there, else of the sheet. */
export const filterOf = (
  book: Book,
  sheet: SheetState,
  box: Box,
): { readonly columns: ReturnType<typeof filteredColumns> } | undefined => {
  const table = tablePartsOf(book, sheet).find(
    ({ table: own }) => own.box.top === box.top && own.box.left === box.left,
  );
  const root = readTree(table === undefined ? sheet.head + sheet.tail : partOf(book, table.part)!).root;
  const [filter] = within(root, 'autoFilter');
  return filter === undefined ? undefined : { columns: filteredColumns(filter, box.left) };
};

/** The columns a filter asks about, and what they may show. */
export const filteredColumns = (filter: XmlNode | undefined, left: number): ReadonlyMap<number, ReadonlySet<string>> =>
  new Map(
    within(filter, 'filterColumn').flatMap((node): (readonly [number, ReadonlySet<string>])[] => {
      const [filters] = within(node, 'filters');
      if (filters === undefined) return [];
      const shown = within(filters, 'filter').map((one) => unescapeXml(attributeOf(one, 'val') ?? ''));
      const blank = attributeOf(filters, 'blank') === '1' ? [''] : [];
      return [[left + Number(attributeOf(node, 'colId')), new Set([...shown, ...blank])]];
    }),
  );

const shownRows = (book: Book, sheet: SheetState, box: Box, filter: XmlNode): SheetState => {
  const columns = filteredColumns(filter, box.left);
  // Columns filtered in ways this page does not know (colours, ten best …) keep what they hide.
  const isAll = columns.size === within(filter, 'filterColumn').length;
  const face = new SheetFace(book, sheet);
  const rows = sheet.rows.slice();
  for (let row = box.top + 1; row <= box.bottom; row++) {
    const passes = [...columns].every(([column, values]) => values.has(face.cell(row, column).shown));
    const isHidden = !passes || (!isAll && face.rowLayout(row).hidden);
    if (isHidden !== face.rowLayout(row).hidden) rows[row] = withHidden(rows[row], isHidden);
  }
  return { ...sheet, rows };
};

const withHidden = (row: RowState | undefined, isHidden: boolean): RowState => {
  const attributes = (row?.attributes ?? '').replace(/\shidden\s*=\s*(?:"[^"]*"|'[^']*')/, '');
  return { attributes: isHidden ? `${attributes} hidden="1"` : attributes, cells: row?.cells ?? [] };
};
