import { escapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, partNames, partOf, relationsOf, relationsPartOf, withPart } from './book.ts';
import { attributeOf, isNode, localOf, readTree, writeTree } from './xml-tree.ts';

const types = '[Content_Types].xml';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';
const attribute = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

export interface NewPart {
  readonly name: string;
  readonly text: string;
  /** Undefined: `.xml` as the package says for that ending. */
  readonly contentType: string | undefined;
  /** The part that refers to it, and how. */
  readonly from: string;
  readonly relation: string;
}

/** A part that the file did not have, with all the package must say of it; and the id of its relationship. */
export const addPart = (
  book: Book,
  { name, text, contentType, from, relation }: NewPart,
): { book: Book; id: string } => {
  const taken = new Set(relationsOf(book, from).map(({ id }) => id));
  const known = partOf(book, relationsPartOf(from)) ?? `<Relationships xmlns="${relationships}"></Relationships>`;
  let number = taken.size + 1;
  while (taken.has(`rId${number}`) || known.includes(`"rId${number}"`)) number += 1;
  const id = `rId${number}`;
  const entry = `<Relationship Id="${id}" Type="${attribute(relation)}" Target="/${attribute(name)}"/>`;
  let next = withPart(withPart(book, name, text), relationsPartOf(from), withLast(known, 'Relationships', entry));
  if (contentType !== undefined) {
    const override = `<Override PartName="/${attribute(name)}" ContentType="${attribute(contentType)}"/>`;
    next = withPart(next, types, withLast(partOf(next, types)!, 'Types', override));
  } else if (!/<(?:\w+:)?Default\s[^>]*Extension\s*=\s*["']xml["']/i.test(partOf(next, types)!)) {
    const byEnding = '<Default Extension="xml" ContentType="application/xml"/>';
    next = withPart(next, types, withFirst(partOf(next, types)!, 'Types', byEnding));
  }
  return { book: next, id };
};

/** Takes a part out, with all the package says of it. */
export const removePart = (book: Book, name: string, from: string): Book => {
  const without = (part: string, isIt: (attributes: (name: string) => string | undefined) => boolean) => {
    const text = partOf(book, part);
    if (text === undefined) return null;
    const tree = readTree(text);
    const children = tree.root.children.filter(
      (one) => !isNode(one) || !isIt((attributeName) => attributeOf(one, attributeName)),
    );
    return writeTree({ ...tree, root: { ...tree.root, children } });
  };
  const gone = new Set(
    relationsOf(book, from)
      .filter(({ target }) => target.toLowerCase() === name.toLowerCase())
      .map(({ id }) => id),
  );
  const relations = without(relationsPartOf(from), (of) => gone.has(of('Id') ?? ''));
  const contents = without(types, (of) => of('PartName')?.toLowerCase() === `/${name.toLowerCase()}`);
  const parts = new Map(book.parts).set(name, null).set(relationsPartOf(from), relations).set(types, contents);
  return { ...book, parts };
};

/** `xl/worksheets/sheet7.xml`: the first name of its kind that no part has. */
export const freeName = (book: Book, before: string, after: string): string => {
  const taken = new Set(partNames(book).map((name) => name.toLowerCase()));
  let number = 1;
  while (taken.has(`${before}${number}${after}`.toLowerCase())) number += 1;
  return `${before}${number}${after}`;
};

/** The text of a part with an element put last into its outermost one. */
const withLast = (text: string, element: string, added: string): string => {
  const tree = readTree(text);
  if (localOf(tree.root) !== element) throw new Error(`A part without ${element}`);
  const colon = tree.root.name.indexOf(':');
  const prefixed = colon < 0 ? added : added.replace('<', `<${tree.root.name.slice(0, colon + 1)}`);
  return writeTree({ ...tree, root: { ...tree.root, children: [...tree.root.children, prefixed] } });
};

const withFirst = (text: string, element: string, added: string): string => {
  const tree = readTree(text);
  if (localOf(tree.root) !== element) throw new Error(`A part without ${element}`);
  return writeTree({ ...tree, root: { ...tree.root, children: [added, ...tree.root.children] } });
};

/** Excel makes its chain of calculation again by itself; one that names a cell without a formula damages the file. */
export const withoutCalcChain = (book: Book): Book => {
  const chain = relationsOf(book, book.main).find(({ type }) => type.endsWith('/calcChain'));
  return chain === undefined ? book : removePart(book, chain.target, book.main);
};
