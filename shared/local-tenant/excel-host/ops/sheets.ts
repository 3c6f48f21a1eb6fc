import { escapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, partOf, sheetOf, withPart } from '../book/book.ts';
import { readSheet } from '../book/open-book.ts';
import { addPart, freeName, removePart } from '../book/package-parts.ts';
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
import type { OpOf } from './op.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const worksheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';
const attribute = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

/** An empty sheet behind the others. */
export const addSheet = (book: Book, { sheet: name }: OpOf<'add-sheet'>): Book => {
  if (sheetOf(book, name) !== undefined) return book;
  const folder = book.main.slice(0, book.main.lastIndexOf('/') + 1);
  const part = freeName(book, `${folder}worksheets/sheet`, '.xml');
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}" xmlns:r="${relation}"><sheetData/></worksheet>`;
  const added = addPart(book, {
    name: part,
    text,
    contentType: worksheetType,
    from: book.main,
    relation: `${relation}/worksheet`,
  });
  const tree = readTree(partOf(added.book, book.main)!);
  const prefix = tree.root.name.slice(0, tree.root.name.indexOf(':') + 1);
  const [list] = within(tree.root, 'sheets');
  const known = within(list, 'sheet');
  // The prefix of relationships is the file's own choice.
  const idName = known[0]?.attributes.find(([key]) => key.endsWith(':id'))?.[0] ?? 'r:id';
  const entry: XmlNode = {
    name: `${prefix}sheet`,
    attributes: [
      ['name', attribute(name)],
      ['sheetId', String(Math.max(0, ...known.map((one) => Number(attributeOf(one, 'sheetId')))) + 1)],
      [idName, added.id],
    ],
    children: [],
  };
  const root = mapSheets(tree.root, (sheets) => [...sheets, entry]);
  const next = withPart(added.book, book.main, writeTree({ ...tree, root }));
  return { ...next, sheets: [...next.sheets, readSheet(name, part, false, text)] };
};

const mapSheets = (root: XmlNode, change: (sheets: readonly XmlNode[]) => readonly XmlNode[]): XmlNode => ({
  ...root,
  children: root.children.map((one) =>
    isNode(one) && localOf(one) === 'sheets' ? { ...one, children: change(within(one, 'sheet')) } : one,
  ),
});

/** Takes a sheet out with the names that were its own. The last one that is seen stays. */
export const deleteSheet = (book: Book, { sheet: name }: OpOf<'delete-sheet'>): Book => {
  const sheet = sheetOf(book, name);
  if (sheet === undefined || book.sheets.every((one) => one === sheet || one.isHidden)) return book;
  const tree = readTree(partOf(book, book.main)!);
  const [list] = within(tree.root, 'sheets');
  const at = within(list, 'sheet').findIndex((one) => attributeOf(one, 'name') === attribute(sheet.name));
  const shifted = (root: XmlNode): XmlNode => ({
    ...root,
    children: root.children.flatMap((one) => {
      if (!isNode(one)) return one;
      if (localOf(one) === 'definedNames') {
        const names = within(one, 'definedName').flatMap((each) => {
          const own = attributeOf(each, 'localSheetId');
          if (own === undefined || Number(own) < at) return each;
          return Number(own) === at ? [] : withAttributes(each, { localSheetId: String(Number(own) - 1) });
        });
        return names.length === 0 ? [] : { ...one, children: names };
      }
      return localOf(one) === 'bookViews' ? withFirstTab(one, at) : one;
    }),
  });
  const root = shifted(mapSheets(tree.root, (sheets) => sheets.filter((_one, index) => index !== at)));
  const next = removePart(withPart(book, book.main, writeTree({ ...tree, root })), sheet.part, book.main);
  return { ...next, sheets: next.sheets.filter((one) => one !== sheet) };
};

const withFirstTab = (views: XmlNode, gone: number): XmlNode => ({
  ...views,
  children: views.children.map((one) => {
    const tab = isNode(one) ? attributeOf(one, 'activeTab') : undefined;
    if (!isNode(one) || tab === undefined || Number(tab) < gone) return one;
    return withAttributes(one, { activeTab: String(Math.max(0, Number(tab) - 1)) });
  }),
});

export const setVisibility = (book: Book, { sheet: name, isHidden }: OpOf<'visibility'>): Book => {
  const sheet = sheetOf(book, name);
  if (sheet === undefined || sheet.isHidden === isHidden) return book;
  const tree = readTree(partOf(book, book.main)!);
  const root = mapSheets(tree.root, (sheets) =>
    sheets.map((one) =>
      attributeOf(one, 'name') === attribute(sheet.name)
        ? withAttributes(one, { state: isHidden ? 'hidden' : undefined })
        : one,
    ),
  );
  const next = withPart(book, book.main, writeTree({ ...tree, root }));
  return { ...next, sheets: next.sheets.map((one) => (one === sheet ? { ...sheet, isHidden } : one)) };
};
