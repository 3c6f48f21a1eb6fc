import { escapeXml, unescapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, partNames, partOf, relationsOf, type SheetState, withPart } from '../book/book.ts';
import {
  attributeOf,
  isNode,
  localOf,
  mapTree,
  readTree,
  textIn,
  withAttributes,
  within,
  writeTree,
  type XmlNode,
} from '../book/xml-tree.ts';
import { type AxisChange, indexAfter, isSameSheet } from './axis-change.ts';
import { movedFormula, movedRanges } from './move-formula.ts';

/** What lies on the sheet in parts of its own, and what points at it from anywhere in the workbook. */
export const movedParts = (book: Book, sheet: SheetState, change: AxisChange): Book => {
  let next = book;
  for (const { type, target } of relationsOf(book, sheet.part)) {
    const kind = type.slice(type.lastIndexOf('/') + 1);
    if (kind === 'comments' || kind === 'threadedComment')
      next = withTree(next, target, (node) => movedComment(node, change));
    if (kind === 'drawing') next = withTree(next, target, (node) => movedAnchor(node, change));
    if (kind === 'vmlDrawing') next = withVml(next, target, change);
    if (kind === 'pivotTable') next = withTree(next, target, (node) => movedRef(node, 'location', change));
  }
  for (const name of partNames(book)) {
    if (/\/charts\/[^/]+\.xml$/i.test(name)) next = withTree(next, name, (node) => movedText(node, ['f'], change));
    if (/\/pivotCache\/pivotCacheDefinition\d*\.xml$/i.test(name))
      next = withTree(next, name, (node) => movedSource(node, change));
    if (/\/tables\/[^/]+\.xml$/i.test(name))
      next = withTree(next, name, (node) => movedText(node, ['calculatedColumnFormula', 'totalsRowFormula'], change));
  }
  return withTree(next, next.main, (node) => movedText(node, ['definedName'], change));
};

/** A part with its tree turned over; the same book when nothing in it changed. */
export const withTree = (book: Book, part: string, change: (node: XmlNode) => XmlNode | null): Book => {
  const text = partOf(book, part);
  if (text === undefined) return book;
  const tree = readTree(text);
  let isChanged = false;
  const root = mapTree(tree.root, (node) => {
    const next = change(node);
    if (next !== node) isChanged = true;
    return next;
  });
  return isChanged && root !== null ? withPart(book, part, writeTree({ ...tree, root })) : book;
};

const withText = (node: XmlNode, text: string): XmlNode => ({ ...node, children: [escapeXml(text)] });

/** Formulas that stand as an element's text and name their sheet. */
const movedText = (node: XmlNode, names: readonly string[], change: AxisChange): XmlNode => {
  if (!names.includes(localOf(node))) return node;
  const text = unescapeXml(textIn(node));
  const next = movedFormula(text, undefined, change);
  return next === text ? node : withText(node, next);
};

const movedRef = (node: XmlNode, name: string, change: AxisChange): XmlNode => {
  const range = attributeOf(node, 'ref');
  if (localOf(node) !== name || range === undefined) return node;
  const after = movedRanges(range, change);
  return after === range || after === '' ? node : withAttributes(node, { ref: after });
};

/** A comment goes with its cell. */
const movedComment = (node: XmlNode, change: AxisChange): XmlNode | null => {
  const range = attributeOf(node, 'ref');
  if (range === undefined || !['comment', 'threadedComment'].includes(localOf(node))) return node;
  const after = movedRanges(range, change);
  if (after === '') return null;
  return after === range ? node : withAttributes(node, { ref: after });
};

/** Where a picture or chart hangs: rows and columns counted from 0. What hung on a row that is gone hangs on the next. */
const movedAnchor = (node: XmlNode, change: AxisChange): XmlNode => {
  if (localOf(node) !== 'from' && localOf(node) !== 'to') return node;
  const name = change.axis === 'row' ? 'row' : 'col';
  const [line] = within(node, name);
  if (line === undefined) return node;
  const before = Number(textIn(line));
  const after = hungOn(before, change);
  if (after === before) return node;
  return {
    ...node,
    children: node.children.map((one) => (isNode(one) && localOf(one) === name ? withText(one, String(after)) : one)),
  };
};

const hungOn = (from0: number, change: AxisChange): number => (indexAfter(change, from0 + 1) ?? change.at) - 1;

/** The boxes of notes, as old Excel draws them: VML is no XML to rely on, so its few places are replaced as text. */
const withVml = (book: Book, part: string, change: AxisChange): Book => {
  const text = partOf(book, part);
  if (text === undefined) return book;
  const isRow = change.axis === 'row';
  const own = isRow ? 'Row' : 'Column';
  const next = text.replace(/<v:shape\b[\s\S]*?<\/v:shape>/g, (shape) => {
    const place = new RegExp(`<x:${own}>\\s*(\\d+)\\s*</x:${own}>`).exec(shape);
    if (place !== null && indexAfter(change, Number(place[1]) + 1) === null) return '';
    return shape
      .replace(new RegExp(`(<x:${own}>)\\s*(\\d+)`), (_whole, head, at) => `${head}${hungOn(Number(at), change)}`)
      .replace(/(<x:Anchor>)([^<]*)/, (_whole, head, places: string) => {
        const numbers = places.split(',').map(Number);
        for (const at of isRow ? [2, 6] : [0, 4]) numbers[at] = hungOn(numbers[at]!, change);
        return `${head}${numbers.join(', ')}`;
      });
  });
  return next === text ? book : withPart(book, part, next);
};

/** Where a pivot table takes its figures from. */
const movedSource = (node: XmlNode, change: AxisChange): XmlNode =>
  localOf(node) === 'worksheetSource' && isSameSheet(unescapeXml(attributeOf(node, 'sheet') ?? ''), change.sheet)
    ? movedRef(node, 'worksheetSource', change)
    : node;
