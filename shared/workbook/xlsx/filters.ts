import { boxOf } from './address.ts';
import type { Sheet } from './types.ts';
import { child, childrenOf, isOn, type XmlElement } from './xml.ts';

/** True where a sheet's or a table's `<autoFilter>` asks something of a column: then it hides rows. */
export const asksOfRows = (filter: XmlElement | undefined): boolean => childrenOf(filter, 'filterColumn').length > 0;

/** True for a row that a filter may hide; any other hidden row was hidden by hand. */
export const isFilteredRow = ({ around, tables }: Pick<Sheet, 'around' | 'tables'>, row: number): boolean => {
  if (isOn(child(around, 'sheetPr')?.attributes.get('filterMode'))) return true;
  const filter = child(around, 'autoFilter');
  const own = asksOfRows(filter) ? boxOf(filter?.attributes.get('ref') ?? '') : undefined;
  const boxes = [...(own === undefined ? [] : [own]), ...tables.flatMap((one) => (one.isFiltered ? one.box : []))];
  return boxes.some(({ top, bottom }) => row > top && row <= bottom);
};
