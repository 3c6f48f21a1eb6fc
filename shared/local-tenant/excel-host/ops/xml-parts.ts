import { type Book, partOf, relationsOf, withPart } from '../book/book.ts';
import { addPart, removePart } from '../book/package-parts.ts';
import { attributeOf, readTree } from '../book/xml-tree.ts';
import type { OpOf } from './op.ts';

const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml';

/** Custom XML parts of the workbook: their names, in order. */
export const xmlPartsOf = (book: Book): readonly string[] =>
  relationsOf(book, book.main)
    .filter(({ type, target }) => type === relation && partOf(book, target) !== undefined)
    .map(({ target }) => target);

export const namespaceOf = (xml: string): string => {
  const { root } = readTree(xml);
  const prefix = root.name.includes(':') ? `xmlns:${root.name.slice(0, root.name.indexOf(':'))}` : 'xmlns';
  return attributeOf(root, prefix) ?? '';
};

/** A part added, written over or taken away. */
export const putXmlPart = (book: Book, { part, xml }: OpOf<'xml-part'>): Book => {
  const isThere = partOf(book, part) !== undefined;
  if (xml === null) return isThere ? removePart(book, part, book.main) : book;
  if (isThere) return withPart(book, part, xml);
  return addPart(book, { name: part, text: xml, contentType: undefined, from: book.main, relation }).book;
};
