import { withAround } from '../structure/move-around.ts';
import type { SheetState } from './book.ts';
import { isNode, localOf, readTree, writeTree, type XmlNode } from './xml-tree.ts';

/** CT_Worksheet is a sequence (ECMA-376 part 1, 18.3.1.99): where a part of a sheet may stand. */
const order = [
  'sheetPr',
  'dimension',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'sheetCalcPr',
  'sheetProtection',
  'protectedRanges',
  'scenarios',
  'autoFilter',
  'sortState',
  'dataConsolidate',
  'customSheetViews',
  'mergeCells',
  'phoneticPr',
  'conditionalFormatting',
  'dataValidations',
  'hyperlinks',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'rowBreaks',
  'colBreaks',
  'customProperties',
  'cellWatches',
  'ignoredErrors',
  'smartTags',
  'drawing',
  'legacyDrawing',
  'legacyDrawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
];

/** The sheet with one of its parts made anew: `change` gets it as it is, or undefined. Null takes it away. */
export const withElement = (
  sheet: SheetState,
  name: string,
  change: (node: XmlNode | undefined, named: (name: string) => string) => XmlNode | null,
): SheetState => {
  const tree = readTree(sheet.head + sheet.tail);
  const named = (local: string): string => `${sheet.prefix}${local}`;
  const at = tree.root.children.findIndex((one) => isNode(one) && localOf(one) === name);
  const next = change(at < 0 ? undefined : (tree.root.children[at] as XmlNode), named);
  const added = next === null ? [] : [next];
  const rank = order.indexOf(name);
  const before = tree.root.children.findIndex((one) => isNode(one) && order.indexOf(localOf(one)) > rank);
  const place = before < 0 ? tree.root.children.length : before;
  const children =
    at < 0 ? tree.root.children.toSpliced(place, 0, ...added) : tree.root.children.toSpliced(at, 1, ...added);
  return withAround(sheet, writeTree({ ...tree, root: { ...tree.root, children } }));
};
