import { zipSync } from 'fflate';
import { addressOf, boxOf } from '../../../workbook/xlsx/address.ts';
import { openXlsx } from '../../../workbook/xlsx/open.ts';
import { XlsxRefusal } from '../../../workbook/xlsx/refusal.ts';
import { Zip } from '../../../workbook/xlsx/zip.ts';
import { type Book, partNames, partOf, type RowState, type SheetState } from './book.ts';
import { cellXmlAt } from './cell-state.ts';
import { localOf, readTree, withAttributes, writeTree, type XmlNode } from './xml-tree.ts';

const encoder = new TextEncoder();
/** A zip carries the clock of whoever packed it; this one does not. */
const mtime = '2026-02-27T15:40:00';

/** The workbook as a file. Parts that nobody changed have the bytes they had. Opened again before it is given away. */
export const saveBook = (book: Book): Uint8Array => {
  const changed = new Map<string, Uint8Array>();
  for (const name of partNames(book)) {
    const sheet = book.sheets.find(({ part }) => part === name);
    const isSame = sheet !== undefined && book.opened.includes(sheet);
    const text = sheet === undefined || isSame ? changedText(book, name) : sheetText(sheet);
    if (text !== undefined && text !== book.file.part(name)) changed.set(name, encoder.encode(text));
  }
  if (changed.size === 0 && partNames(book).length === book.file.parts.length) return book.file.save();
  const bytes = packed(book, changed);
  const again = openXlsx(bytes);
  for (const { name } of book.sheets)
    if (again.sheet(name) === undefined) throw new XlsxRefusal(`the sheet ${name} would be lost; nothing was saved`);
  return bytes;
};

/** Where no part came or went, the packed bytes of the others stay in their places. */
const packed = (book: Book, changed: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const names = partNames(book);
  if (names.length === book.file.parts.length && names.every((name) => book.file.parts.includes(name)))
    return Zip.open(book.file.save()).with(changed);
  const files = names.map((name) => [name, changed.get(name) ?? book.file.bytes(name)!] as const);
  return zipSync(Object.fromEntries(files), { level: 6, mtime });
};

/** Undefined for a part that is as it was opened. */
const changedText = (book: Book, name: string): string | undefined => {
  const text = book.parts.get(name) ?? undefined;
  if (name !== book.main || !hasOldValues(book)) return text;
  return withFullCalculation(partOf(book, name)!);
};

export const hasOldValues = ({ sheets }: Book): boolean =>
  sheets.some(({ rows }) => rows.some((row) => row?.cells.some((cell) => cell?.isOld === true)));

export const sheetText = (sheet: SheetState): string => {
  const pieces = [sheet.head];
  sheet.rows.forEach((row, number) => {
    if (row !== undefined) pieces.push(rowText(row, number, sheet.prefix));
  });
  pieces.push(sheet.tail);
  return withDimension(pieces.join(''), sheet);
};

const rowText = ({ attributes, cells }: RowState, number: number, prefix: string): string => {
  const own = attributes.replace(/(?:^|\s)r\s*=\s*(?:"[^"]*"|'[^']*')/, '');
  const head = `<${prefix}row r="${number}"${own.trimEnd()}`;
  let inside = '';
  cells.forEach((cell, column) => {
    if (cell !== undefined) inside += cellXmlAt(cell, prefix, number, column);
  });
  return inside === '' ? `${head}/>` : `${head}>${inside}</${prefix}row>`;
};

/** `<dimension>` says where cells lie: it is widened to hold them all. */
const withDimension = (text: string, { prefix, head, rows }: SheetState): string => {
  const found = new RegExp(`<${prefix}dimension\\s+ref=["']([^"']+)["']`).exec(head);
  const box = found === null ? undefined : boxOf(found[1]!);
  if (found === null || box === undefined) return text;
  let { top, left, bottom, right } = box;
  rows.forEach((line, row) => {
    line?.cells.forEach((cell, column) => {
      if (cell === undefined) return;
      top = Math.min(top, row);
      left = Math.min(left, column);
      bottom = Math.max(bottom, row);
      right = Math.max(right, column);
    });
  });
  if (top === box.top && left === box.left && bottom === box.bottom && right === box.right) return text;
  const at = found.index + found[0].indexOf(found[1]!);
  return `${text.slice(0, at)}${addressOf(top, left)}:${addressOf(bottom, right)}${text.slice(at + found[1]!.length)}`;
};

/** Asks Excel to work out every formula when it opens the file: some of their values are from before a change. */
const withFullCalculation = (text: string): string => {
  const tree = readTree(text);
  const colon = tree.root.name.indexOf(':');
  const name = `${tree.root.name.slice(0, colon + 1)}calcPr`;
  const isKnown = tree.root.children.some((one) => typeof one !== 'string' && one.name === name);
  const flagged = (one: XmlNode): XmlNode => withAttributes(one, { fullCalcOnLoad: '1' });
  // CT_Workbook is a sequence: calcPr follows these and precedes all others.
  const before = ['definedNames', 'externalReferences', 'functionGroups', 'sheets'];
  const at = tree.root.children.findLastIndex((one) => typeof one !== 'string' && before.includes(localOf(one)));
  const children = isKnown
    ? tree.root.children.map((one) => (typeof one !== 'string' && one.name === name ? flagged(one) : one))
    : tree.root.children.toSpliced(at + 1, 0, flagged({ name, attributes: [], children: [] }));
  return writeTree({ ...tree, root: { ...tree.root, children } });
};
