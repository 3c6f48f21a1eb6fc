import { escapeXml, unescapeXml } from '../../../workbook/xlsx/xml.ts';
import type { SheetState } from '../book/book.ts';
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
import { type AxisChange, indexAfter, isSameSheet, spanAfter } from './axis-change.ts';
import { movedFormula, movedRanges } from './move-formula.ts';

/** Elements whose range is all there is of them: without it they go. */
const ranged: Readonly<Record<string, 'ref' | 'sqref'>> = {
  dimension: 'ref',
  mergeCell: 'ref',
  autoFilter: 'ref',
  sortState: 'ref',
  sortCondition: 'ref',
  hyperlink: 'ref',
  conditionalFormatting: 'sqref',
  dataValidation: 'sqref',
  protectedRange: 'sqref',
  ignoredError: 'sqref',
};

/** Elements that hold a formula as their text: conditions, lists to choose from, sparklines. */
const formulas = new Set(['formula', 'formula1', 'formula2', 'f']);

/** Lists that may not stand empty, and those that say how many they hold. */
const lists = new Set([
  'mergeCells',
  'hyperlinks',
  'dataValidations',
  'protectedRanges',
  'ignoredErrors',
  'rowBreaks',
  'colBreaks',
  'cols',
  'conditionalFormatting',
]);

/** What stands around a sheet's cells after rows or columns were put in or taken out, of this sheet or another. */
export const movedAround = (sheet: SheetState, change: AxisChange): SheetState => {
  const isHere = isSameSheet(sheet.name, change.sheet);
  const text = sheet.head + sheet.tail;
  if (!isHere && !unescapeXml(text).toLowerCase().includes(change.sheet.toLowerCase())) return sheet;
  const tree = readTree(text);
  const root = mapTree(tree.root, (node) => moved(node, sheet.name, change, isHere));
  if (root === null) return sheet;
  return withAround(sheet, writeTree({ ...tree, root }));
};

/** What stands around a sheet's cells, each of its elements turned over. */
export const mapAround = (sheet: SheetState, change: (node: XmlNode) => XmlNode | null): SheetState => {
  const tree = readTree(sheet.head + sheet.tail);
  let isChanged = false;
  const root = mapTree(tree.root, (node) => {
    const next = change(node);
    if (next !== node) isChanged = true;
    return next;
  });
  return isChanged && root !== null ? withAround(sheet, writeTree({ ...tree, root })) : sheet;
};

/** The sheet with another text around its cells. */
export const withAround = (sheet: SheetState, text: string): SheetState => {
  const empty = `<${sheet.prefix}sheetData/>`;
  const whole = text.replace(empty, `<${sheet.prefix}sheetData></${sheet.prefix}sheetData>`);
  const at = whole.indexOf(`</${sheet.prefix}sheetData>`);
  return { ...sheet, head: whole.slice(0, at), tail: whole.slice(at) };
};

const moved = (node: XmlNode, own: string, change: AxisChange, isHere: boolean): XmlNode | null => {
  const name = localOf(node);
  if (formulas.has(name)) return withText(node, movedFormula(unescapeXml(textIn(node)), own, change));
  if (!isHere) return node;
  if (name === 'sqref') return withText(node, movedRanges(textIn(node), change));
  const attribute = ranged[name];
  if (attribute !== undefined) {
    const ranges = movedRanges(attributeOf(node, attribute) ?? '', change);
    if (ranges === '' || (name === 'mergeCell' && !ranges.includes(':'))) return null;
    const next = withAttributes(node, { [attribute]: ranges });
    return name === 'autoFilter' ? movedFilter(node, next, change) : next;
  }
  if (name === 'col') return change.axis === 'column' ? movedColumn(node, change) : node;
  if (name === 'brk') return movedBreak(node, change);
  if (name === 'rowBreaks' || name === 'colBreaks') return counted(node, within(node, 'brk').length);
  if (name === 'selection' || name === 'pane' || name === 'sheetView') return movedView(node, change);
  return lists.has(name) ? counted(node, node.children.filter(isNode).length) : node;
};

const withText = (node: XmlNode, text: string): XmlNode => ({ ...node, children: [escapeXml(text)] });

const counted = (node: XmlNode, count: number): XmlNode | null => {
  if (count === 0) return null;
  return attributeOf(node, 'count') === undefined ? node : withAttributes(node, { count: String(count) });
};

/** `<col min max>` covers columns: those put in take the width of the column before them. */
const movedColumn = (node: XmlNode, change: AxisChange): XmlNode | null => {
  const from = Number(attributeOf(node, 'min'));
  const to = Number(attributeOf(node, 'max'));
  const isBeside = change.kind === 'insert' && to === change.at - 1;
  const span = isBeside ? ([from, to + change.count] as const) : spanAfter(change, from, to);
  if (span === null || span[0] > 16_384) return null;
  return withAttributes(node, { min: String(span[0]), max: String(Math.min(16_384, span[1])) });
};

/** A page break lies behind its row or column. */
const movedBreak = (node: XmlNode, change: AxisChange): XmlNode | null => {
  const after = indexAfter(change, Number(attributeOf(node, 'id')));
  return after === null ? null : withAttributes(node, { id: String(after) });
};

const movedView = (node: XmlNode, change: AxisChange): XmlNode => {
  let next = node;
  for (const name of ['topLeftCell', 'activeCell', 'sqref']) {
    const range = attributeOf(node, name);
    const after = range === undefined ? '' : movedRanges(range, change);
    if (range !== undefined) next = withAttributes(next, { [name]: after === '' ? undefined : after });
  }
  const split = change.axis === 'row' ? 'ySplit' : 'xSplit';
  const frozen = Number(attributeOf(node, split) ?? 0);
  if (localOf(node) !== 'pane' || frozen === 0 || attributeOf(node, 'state')?.startsWith('frozen') !== true)
    return next;
  // Rows put in above the edge of what stays in place stay in place too.
  const span = spanAfter(change, 1, frozen);
  return withAttributes(next, { [split]: String(change.at > frozen ? frozen : (span?.[1] ?? 0)) });
};

/** A filter counts its columns from its own first one. */
const movedFilter = (before: XmlNode, after: XmlNode, change: AxisChange): XmlNode => {
  if (change.axis === 'row') return after;
  const first = (node: XmlNode): number => columnIn(attributeOf(node, 'ref') ?? 'A1');
  return {
    ...after,
    children: after.children.flatMap((one) => {
      if (!isNode(one) || localOf(one) !== 'filterColumn') return one;
      const column = indexAfter(change, first(before) + Number(attributeOf(one, 'colId')));
      return column === null ? [] : withAttributes(one, { colId: String(column - first(after)) });
    }),
  };
};

const columnIn = (range: string): number =>
  [...(/[A-Z]+/i.exec(range)?.[0] ?? 'A')].reduce(
    (sum, letter) => sum * 26 + (letter.toUpperCase().charCodeAt(0) - 64),
    0,
  );
