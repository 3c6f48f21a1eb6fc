import type { Box } from '../types.ts';
import type { RowPattern } from './row-pattern.ts';
import type { Scalar } from './values.ts';

export type Operator = '=' | '<>' | '<' | '>' | '<=' | '>=' | '&' | '+' | '-' | '*' | '/' | '^';

/** A formula as a tree. */
export type Node =
  | { readonly is: 'value'; readonly value: Scalar }
  | { readonly is: 'array'; readonly rows: readonly (readonly Scalar[])[] }
  | AreaNode
  /** `A1:INDEX(…)`: a range whose ends are worked out. */
  | { readonly is: 'span'; readonly from: Node; readonly to: Node }
  | { readonly is: 'operation'; readonly operator: Operator; readonly left: Node; readonly right: Node }
  | { readonly is: 'negative' | 'percent'; readonly of: Node }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly (Node | undefined)[] }
  /** A part that is not understood: an error only where it is needed. */
  | { readonly is: 'unknown'; readonly why: string };

/** A range that a formula names. It stands as for the formula that was read; `moves`: a copy further down reads further down. */
export interface AreaNode {
  readonly is: 'area';
  readonly area: AreaRead;
  readonly moves: boolean;
}

/** The range as a formula so many rows below the one that was read means it. */
export const areaBelow = ({ area, moves }: AreaNode, down: number): AreaRead => {
  if (!moves || down === 0) return area;
  const { top, left, bottom, right } = area.box;
  return { sheet: area.sheet, box: { top: top + down, left, bottom: bottom + down, right } };
};

export interface AreaRead {
  /** The sheet's place in the workbook, from 0. */
  readonly sheet: number;
  readonly box: Box;
}

/** What a formula's words stand for in its workbook. */
export interface Words {
  /** A sheet's place by its name, lower case. */
  sheetOf(name: string): number | undefined;
  /** A defined name's own formula; undefined when there is none. */
  nameOf(name: string, sheet: number): string | undefined;
  /** The box that `Table[…]` stands for in a row; undefined when there is none. */
  tableArea(table: string, inside: string, at: { sheet: number; row: number; column: number }): AreaRead | undefined;
}

export interface Parsed {
  readonly tree: Node;
  readonly reads: readonly AreaNode[];
  /** It reads more than its text tells: OFFSET, INDIRECT, something not understood. */
  readonly open: boolean;
  /** For copies of it in other rows; undefined where a copy would mean something else than its rows tell. */
  readonly pattern: RowPattern | undefined;
}

/** How closely an operator binds. */
export const binding: Readonly<Record<Operator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};
