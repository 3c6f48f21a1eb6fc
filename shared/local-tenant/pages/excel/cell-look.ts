import type { CSSProperties } from 'react';
import type { CellStyle, DifferentialStyle, Edge } from '../../../workbook/xlsx/styles.ts';
import type { Cell } from '../../../workbook/xlsx/types.ts';

/** How a cell looks: its style, and what conditional formats lay over it. Colours are the file's own. */
export const cellLook = (
  cell: Cell,
  style: CellStyle | undefined,
  conditional: Partial<DifferentialStyle> | undefined,
): CSSProperties => {
  if (style === undefined) return {};
  const font = { ...style.font, ...conditional?.font };
  const { horizontal, vertical, wrap, indent } = style.alignment;
  const { left, right, top, bottom } = style.borders;
  const fill = conditional?.fill ?? style.fill;
  return {
    ...(fill !== undefined && { background: fill }),
    ...(font.colour !== undefined && { color: font.colour }),
    ...(font.bold && { fontWeight: 700 }),
    ...(font.italic && { fontStyle: 'italic' }),
    ...((font.underline || font.strike) && {
      textDecoration: [font.underline && 'underline', font.strike && 'line-through'].filter(Boolean).join(' '),
    }),
    ...(font.size !== 11 && { fontSize: `${(font.size * 4) / 3}px` }),
    justifyContent: across(horizontal, cell),
    alignItems: vertical === 'top' ? 'flex-start' : vertical === 'center' ? 'center' : 'flex-end',
    ...(wrap && { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
    ...(indent > 0 && { paddingLeft: 3 + indent * 9 }),
    ...(horizontal === 'center' && { textAlign: 'center' }),
    ...(left !== undefined && { borderLeft: line(left) }),
    ...(right !== undefined && { borderRight: line(right) }),
    ...(top !== undefined && { borderTop: line(top) }),
    ...(bottom !== undefined && { borderBottom: line(bottom) }),
  };
};

const across = (horizontal: string | undefined, { kind }: Cell): CSSProperties['justifyContent'] => {
  if (horizontal === 'center' || horizontal === 'centerContinuous') return 'center';
  if (horizontal === 'right') return 'flex-end';
  if (horizontal !== undefined && horizontal !== 'general') return 'flex-start';
  if (kind === 'number') return 'flex-end';
  return kind === 'boolean' || kind === 'error' ? 'center' : 'flex-start';
};

const line = ({ style, colour }: Edge): string => {
  const width = style === 'thick' ? 3 : style.startsWith('medium') ? 2 : 1;
  const kind = style === 'double' ? 'double' : /dash|dot/i.test(style) ? 'dashed' : 'solid';
  return `${kind === 'double' ? 3 : width}px ${kind} ${colour ?? '#000000'}`;
};

/** Text that does not fit runs on over the empty cells to its right; numbers and wrapped text do not. */
export const runsOn = (cell: Cell, style: CellStyle | undefined): boolean =>
  cell.kind === 'text' &&
  style?.alignment.wrap !== true &&
  (style?.alignment.horizontal === undefined || ['general', 'left'].includes(style.alignment.horizontal));
