import { boxOf } from '../../../workbook/xlsx/address.ts';
import { escapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, cellAt, partOf, type SheetState, sheetOf, withCells, withPart, withSheet } from '../book/book.ts';
import { type CellState, cellOf, withStyle } from '../book/cell-state.ts';
import { LookBook } from '../book/looks.ts';
import { styleOfCell } from '../book/sheet-face.ts';
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
import type { OpOf, PageSetup } from './op.ts';

const attribute = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

/** How the cells of a box look. */
export const setLook = (book: Book, { sheet: name, box, look }: OpOf<'look'>): Book => {
  const sheet = sheetOf(book, name);
  if (sheet === undefined) return book;
  const looks = new LookBook(book);
  const cells: [number, number, CellState][] = [];
  for (let row = box.top; row <= box.bottom; row++)
    for (let column = box.left; column <= box.right; column++) {
      const there = cellAt(sheet, row, column);
      const style = looks.styled(styleOfCell(sheet, row, column), look);
      const cell =
        there === undefined ? cellOf(sheet.prefix, style, { value: null }) : withStyle(there, sheet.prefix, style);
      cells.push([row, column, cell]);
    }
  return withSheet(looks.book, withCells(sheet, cells));
};

/** Cells merged: the first keeps what it holds, the others lose theirs, as in Excel. */
export const mergeCells = (book: Book, { sheet: name, box, across }: OpOf<'merge'>): Book => {
  const found = sheetOf(book, name);
  if (found === undefined) return book;
  const boxes = across
    ? Array.from({ length: box.bottom - box.top + 1 }, (_, at) => ({ ...box, top: box.top + at, bottom: box.top + at }))
    : [box];
  const emptied: [number, number, CellState][] = [];
  for (const one of boxes)
    for (let row = one.top; row <= one.bottom; row++)
      for (let column = one.left; column <= one.right; column++)
        if ((row !== one.top || column !== one.left) && cellAt(found, row, column) !== undefined)
          emptied.push([row, column, cellOf(found.prefix, styleOfCell(found, row, column), { value: null })]);
  const sheet = emptied.length === 0 ? found : withCells(found, emptied);
  return withSheet(
    book,
    withElement(sheet, 'mergeCells', (node, named) => {
      const kept = within(node, 'mergeCell').filter((one) => {
        const there = boxOf(attributeOf(one, 'ref') ?? '');
        return (
          there === undefined ||
          there.bottom < box.top ||
          there.top > box.bottom ||
          there.right < box.left ||
          there.left > box.right
        );
      });
      const added = boxes
        .filter(({ top, left, bottom, right }) => top !== bottom || left !== right)
        .map((one): XmlNode => ({ name: named('mergeCell'), attributes: [['ref', rangeOf(one)]], children: [] }));
      const children = [...kept, ...added];
      return children.length === 0
        ? null
        : { name: named('mergeCells'), attributes: [['count', String(children.length)]], children };
    }),
  );
};

/** How wide columns are (in characters) or how high rows (in points). */
export const setSize = (book: Book, { sheet: name, axis, from, to, size }: OpOf<'size'>): Book => {
  const sheet = sheetOf(book, name);
  if (sheet === undefined) return book;
  if (axis === 'row') {
    const rows = sheet.rows.slice();
    for (let row = from; row <= to; row++) {
      const own = (rows[row]?.attributes ?? '').replace(/\s(?:ht|customHeight)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
      rows[row] = { attributes: `${own} ht="${size}" customHeight="1"`, cells: rows[row]?.cells ?? [] };
    }
    return withSheet(book, { ...sheet, rows });
  }
  return withSheet(
    book,
    withElement(sheet, 'cols', (node, named) => {
      const kept = within(node, 'col').flatMap((col) => outside(col, from, to));
      const before = within(node, 'col');
      const own: XmlNode[] = [];
      for (let column = from; column <= to; column++) {
        const there = before.find(
          (col) => column >= Number(attributeOf(col, 'min')) && column <= Number(attributeOf(col, 'max')),
        );
        const col = there ?? {
          name: named('col'),
          attributes: [
            ['min', '0'],
            ['max', '0'],
          ],
          children: [],
        };
        own.push(
          withAttributes(col, { min: String(column), max: String(column), width: String(size), customWidth: '1' }),
        );
      }
      const children = [...kept, ...own].sort((a, b) => Number(attributeOf(a, 'min')) - Number(attributeOf(b, 'min')));
      return { name: named('cols'), attributes: node?.attributes ?? [], children };
    }),
  );
};

/** What is left of a `<col>` outside some columns. */
const outside = (col: XmlNode, from: number, to: number): readonly XmlNode[] => {
  const min = Number(attributeOf(col, 'min'));
  const max = Number(attributeOf(col, 'max'));
  if (max < from || min > to) return [col];
  return [
    ...(min < from ? [withAttributes(col, { max: String(from - 1) })] : []),
    ...(max > to ? [withAttributes(col, { min: String(to + 1) })] : []),
  ];
};

/** The first rows stay in place; 0 lets all go. */
export const freezeRows = (book: Book, { sheet: name, rows }: OpOf<'freeze'>): Book => {
  const sheet = sheetOf(book, name);
  if (sheet === undefined) return book;
  return withSheet(
    book,
    withElement(sheet, 'sheetViews', (node, named) => {
      const [known] = within(node, 'sheetView');
      const view: XmlNode = known ?? { name: named('sheetView'), attributes: [['workbookViewId', '0']], children: [] };
      const others = view.children.filter((one) => !isNode(one) || !['pane', 'selection'].includes(localOf(one)));
      const pane: XmlNode = {
        name: named('pane'),
        attributes: [
          ['ySplit', String(rows)],
          ['topLeftCell', `A${rows + 1}`],
          ['activePane', 'bottomLeft'],
          ['state', 'frozen'],
        ],
        children: [],
      };
      const next = { ...view, children: rows === 0 ? others : [pane, ...others] };
      const rest = (node?.children ?? []).filter((one) => one !== known);
      return { name: named('sheetViews'), attributes: node?.attributes ?? [], children: [next, ...rest] };
    }),
  );
};

const headerText = ({ left, centre, right }: NonNullable<PageSetup['header']>): string =>
  [left && `&L${left}`, centre && `&C${centre}`, right && `&R${right}`].filter(Boolean).join('');

/** Paper, direction, scale, titles on each page, header and footer. */
export const setPage = (book: Book, { sheet: name, setup }: OpOf<'page'>): Book => {
  let sheet = sheetOf(book, name);
  if (sheet === undefined) return book;
  const { orientation, paperSize, fitToWidth, fitToHeight, scale, centredAcross, titleRows, header, footer } = setup;
  const sets = (values: Record<string, number | string | undefined>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    );
  const own = sets({ paperSize, scale, fitToWidth, fitToHeight, orientation });
  if (Object.keys(own).length > 0)
    sheet = withElement(sheet, 'pageSetup', (node, named) => withAttributes(node ?? plain(named('pageSetup')), own));
  if (fitToWidth !== undefined || fitToHeight !== undefined) sheet = withFit(sheet);
  if (centredAcross !== undefined)
    sheet = withElement(sheet, 'printOptions', (node, named) =>
      withAttributes(node ?? plain(named('printOptions')), { horizontalCentered: centredAcross ? '1' : undefined }),
    );
  if (header !== undefined || footer !== undefined)
    sheet = withElement(sheet, 'headerFooter', (node, named) => {
      const texts = new Map(
        within(node, 'oddHeader')
          .concat(within(node, 'oddFooter'))
          .map((one) => [localOf(one), one]),
      );
      const put = (local: string, parts: PageSetup['header']): void => {
        if (parts !== undefined)
          texts.set(local, { name: named(local), attributes: [], children: [escapeXml(headerText(parts))] });
      };
      put('oddHeader', header);
      put('oddFooter', footer);
      const children = ['oddHeader', 'oddFooter'].flatMap((local) => texts.get(local) ?? []);
      return { name: named('headerFooter'), attributes: node?.attributes ?? [], children };
    });
  const next = withSheet(book, sheet);
  return titleRows === undefined ? next : withTitleRows(next, sheet, titleRows);
};

const plain = (name: string): XmlNode => ({ name, attributes: [], children: [] });

/** Fitting to pages has effect when the sheet says so. */
const withFit = (sheet: SheetState): SheetState =>
  withElement(sheet, 'sheetPr', (node, named) => {
    const before = node ?? plain(named('sheetPr'));
    const others = before.children.filter((one) => !isNode(one) || localOf(one) !== 'pageSetUpPr');
    const fit: XmlNode = { name: named('pageSetUpPr'), attributes: [['fitToPage', '1']], children: [] };
    return { ...before, children: [...others, fit] };
  });

/** Rows that stand on top of each printed page are a name of the workbook. */
const withTitleRows = (book: Book, sheet: SheetState, [from, to]: readonly [number, number]): Book => {
  const tree = readTree(partOf(book, book.main)!);
  const [sheets] = within(tree.root, 'sheets');
  const index = within(sheets, 'sheet').findIndex((one) => attributeOf(one, 'name') === attribute(sheet.name));
  const prefix = tree.root.name.slice(0, tree.root.name.indexOf(':') + 1);
  const quoted = `'${sheet.name.replaceAll("'", "''")}'`;
  const name: XmlNode = {
    name: `${prefix}definedName`,
    attributes: [
      ['name', '_xlnm.Print_Titles'],
      ['localSheetId', String(index)],
    ],
    children: [escapeXml(`${quoted}!$${from}:$${to}`)],
  };
  const [list] = within(tree.root, 'definedNames');
  const isIt = (one: XmlNode): boolean =>
    attributeOf(one, 'name') === '_xlnm.Print_Titles' && attributeOf(one, 'localSheetId') === String(index);
  const names = [...within(list, 'definedName').filter((one) => !isIt(one)), name];
  const children = withNames(tree.root, { name: `${prefix}definedNames`, attributes: [], children: names });
  return withPart(book, book.main, writeTree({ ...tree, root: { ...tree.root, children } }));
};

/** CT_Workbook is a sequence: names follow the sheets and references to other workbooks. */
const withNames = (root: XmlNode, names: XmlNode): XmlNode['children'] => {
  const known = root.children.findIndex((one) => isNode(one) && localOf(one) === 'definedNames');
  if (known >= 0) return root.children.toSpliced(known, 1, names);
  const at = root.children.findLastIndex(
    (one) => isNode(one) && ['sheets', 'functionGroups', 'externalReferences'].includes(localOf(one)),
  );
  return root.children.toSpliced(at + 1, 0, names);
};

export const rowsIn = (rows: string): readonly [number, number] | undefined => {
  const match = /^\$?(\d+):\$?(\d+)$/.exec(rows);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
};
