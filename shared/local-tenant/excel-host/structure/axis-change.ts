import type { Box } from '../../../workbook/xlsx/types.ts';

export type Axis = 'row' | 'column';

/** Rows or columns of one sheet put in before `at`, or taken out from `at` on. */
export interface AxisChange {
  readonly sheet: string;
  readonly axis: Axis;
  readonly kind: 'insert' | 'delete';
  readonly at: number;
  readonly count: number;
}

/** Where a row or column lies afterwards; null when it is gone. */
export const indexAfter = ({ kind, at, count }: AxisChange, index: number): number | null => {
  if (index < at) return index;
  if (kind === 'insert') return index + count;
  return index < at + count ? null : index - count;
};

/** What a run of rows or columns is afterwards: grown by what was put inside, shrunk by what was taken out. */
export const spanAfter = (change: AxisChange, from: number, to: number): readonly [number, number] | null => {
  if (change.kind === 'insert') {
    const start = from >= change.at ? from + change.count : from;
    return [start, to >= change.at ? to + change.count : to];
  }
  const end = change.at + change.count - 1;
  const start = from < change.at ? from : from <= end ? change.at : from - change.count;
  const last = to < change.at ? to : to <= end ? change.at - 1 : to - change.count;
  return last < start ? null : [start, last];
};

export const boxAfter = (change: AxisChange, { top, left, bottom, right }: Box): Box | null => {
  if (change.axis === 'row') {
    const rows = spanAfter(change, top, bottom);
    return rows === null ? null : { top: rows[0], bottom: rows[1], left, right };
  }
  const columns = spanAfter(change, left, right);
  return columns === null ? null : { top, bottom, left: columns[0], right: columns[1] };
};

export const isSameSheet = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
