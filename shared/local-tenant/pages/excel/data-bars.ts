import { boxOf, holdsCell } from '../../../workbook/xlsx/address.ts';
import type { Box, Sheet } from '../../../workbook/xlsx/types.ts';
import { child, childrenOf, type XmlElement } from '../../../workbook/xlsx/xml.ts';

/** A conditional format that draws a bar behind the numbers of its cells. */
export interface DataBar {
  readonly boxes: readonly Box[];
  readonly colour: string;
  readonly from: number;
  readonly to: number;
}

/** The data bars of a sheet between numbers, ends or per cents; those by formula are not drawn. */
export const dataBars = (sheet: Sheet): readonly DataBar[] =>
  childrenOf(sheet.around, 'conditionalFormatting').flatMap((format) => {
    const boxes = (format.attributes.get('sqref') ?? '').split(/\s+/).flatMap((part) => boxOf(part) ?? []);
    return childrenOf(format, 'cfRule').flatMap((rule) => barOf(child(rule, 'dataBar'), boxes, sheet) ?? []);
  });

const barOf = (bar: XmlElement | undefined, boxes: readonly Box[], sheet: Sheet): DataBar | undefined => {
  const numbers = numbersIn(boxes, sheet);
  const [least, most] = childrenOf(bar, 'cfvo').map((end) => endOf(end, numbers));
  if (least === undefined || most === undefined || !(least < most)) return undefined;
  const rgb = child(bar, 'color')?.attributes.get('rgb');
  return { boxes, colour: rgb === undefined ? excelBlue : `#${rgb.slice(-6).toLowerCase()}`, from: least, to: most };
};

/** The colour of Excel's first data bar, where the file names one of its theme. */
const excelBlue = '#638ec6';

const numbersIn = (boxes: readonly Box[], sheet: Sheet): readonly number[] => {
  const used = sheet.usedRange;
  if (used === null) return [];
  const numbers: number[] = [];
  for (const { top, left, bottom, right } of boxes)
    for (let row = Math.max(top, used.top); row <= Math.min(bottom, used.bottom); row++)
      for (let column = Math.max(left, used.left); column <= Math.min(right, used.right); column++) {
        const { value } = sheet.cell(row, column);
        if (typeof value === 'number') numbers.push(value);
      }
  return numbers;
};

const endOf = ({ attributes }: XmlElement, numbers: readonly number[]): number | undefined => {
  const ordered = numbers.toSorted((a, b) => a - b);
  const [low, high] = [ordered[0], ordered.at(-1)];
  const value = Number(attributes.get('val'));
  if (low === undefined || high === undefined) return undefined;
  switch (attributes.get('type')) {
    case 'min':
      return low;
    case 'max':
      return high;
    case 'num':
      return Number.isNaN(value) ? undefined : value;
    case 'percent':
      return low + ((high - low) * value) / 100;
    case 'percentile':
      return ordered[Math.round(((ordered.length - 1) * value) / 100)];
    default:
      return undefined;
  }
};

/** How much of a cell its bar fills, and its colour; undefined where there is none. */
export const barIn = (
  bars: readonly DataBar[],
  sheet: Sheet,
  row: number,
  column: number,
): { readonly colour: string; readonly share: number } | undefined => {
  const bar = bars.find(({ boxes }) => boxes.some((box) => holdsCell(box, row, column)));
  const value = bar === undefined ? null : sheet.cell(row, column).value;
  if (bar === undefined || typeof value !== 'number') return undefined;
  return { colour: bar.colour, share: Math.max(0, Math.min(1, (value - bar.from) / (bar.to - bar.from))) };
};
