import { addressOf, boxOf, holdsCell } from '../../../workbook/xlsx/address.ts';
import { shiftFormula } from '../../../workbook/xlsx/formula.ts';
import type { DifferentialStyle, Styles } from '../../../workbook/xlsx/styles.ts';
import type { Box, Sheet } from '../../../workbook/xlsx/types.ts';
import { childrenOf, type XmlElement } from '../../../workbook/xlsx/xml.ts';
import { holds } from './formula-test.ts';

interface Rule {
  readonly boxes: readonly Box[];
  readonly priority: number;
  readonly stops: boolean;
  readonly style: DifferentialStyle;
  /** The condition as a formula for the first cell of the first box. */
  readonly formula: string;
}

const signs: Readonly<Record<string, string>> = {
  equal: '=',
  notEqual: '<>',
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
};

/** The rules of a sheet that this page understands, first priority first: by cell value and by formula. */
export const conditionalFormats = (sheet: Sheet, styles: Styles): readonly Rule[] =>
  childrenOf(sheet.around, 'conditionalFormatting')
    .flatMap((format) => {
      const boxes = (format.attributes.get('sqref') ?? '').split(/\s+/).flatMap((part) => boxOf(part) ?? []);
      return boxes.length === 0 ? [] : childrenOf(format, 'cfRule').flatMap((rule) => readRule(rule, boxes, styles));
    })
    .sort((a, b) => a.priority - b.priority);

const readRule = (rule: XmlElement, boxes: readonly Box[], styles: Styles): readonly Rule[] => {
  const { attributes } = rule;
  const style = styles.differential[Number(attributes.get('dxfId') ?? -1)];
  const formulas = childrenOf(rule, 'formula').map(({ text }) => text);
  const formula = conditionOf(attributes, formulas, boxes[0]!);
  if (style === undefined || formula === undefined) return [];
  const stops = attributes.get('stopIfTrue') === '1' || attributes.get('stopIfTrue') === 'true';
  return [{ boxes, priority: Number(attributes.get('priority') ?? 0), stops, style, formula }];
};

const conditionOf = (
  attributes: ReadonlyMap<string, string>,
  [first, second]: readonly string[],
  { top, left }: Box,
): string | undefined => {
  if (attributes.get('type') === 'expression') return first;
  if (attributes.get('type') !== 'cellIs' || first === undefined) return undefined;
  const here = addressOf(top, left);
  const operator = attributes.get('operator') ?? '';
  if (operator === 'between' && second !== undefined) return `AND(${here}>=${first},${here}<=${second})`;
  const sign = signs[operator];
  // An empty cell has no value to compare: Excel leaves it plain.
  return sign === undefined ? undefined : `AND(NOT(ISBLANK(${here})),${here}${sign}${first})`;
};

/** What the rules make of a cell's look; later rules fill in only what earlier ones leave. */
export const conditionalLook = (
  rules: readonly Rule[],
  sheet: Sheet,
  row: number,
  column: number,
): Partial<DifferentialStyle> | undefined => {
  let look: Partial<DifferentialStyle> | undefined;
  for (const { boxes, style, formula, stops } of rules) {
    if (!boxes.some((box) => holdsCell(box, row, column))) continue;
    const { top, left } = boxes[0]!;
    if (holds(shiftFormula(formula, row - top, column - left), sheet) !== true) continue;
    look = { fill: look?.fill ?? style.fill, font: { ...style.font, ...look?.font } };
    if (stops) break;
  }
  return look;
};
