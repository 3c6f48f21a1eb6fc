import { addressOf } from '../../../workbook/xlsx/address.ts';
import { type RawCell, readCell } from '../../../workbook/xlsx/read-cell.ts';
import { escapeXml } from '../../../workbook/xlsx/xml.ts';

/** A cell as its element; where it stands is its place in the row, not what the element says. Never changed. */
export interface CellState {
  readonly xml: string;
  /** Its formula reads what has changed since it was worked out. */
  readonly isOld?: true;
}

/** What a cell is given: a value, or a formula without `=`. Null empties it. */
export type Content = { readonly value: string | number | boolean | null } | { readonly formula: string };

const raws = new WeakMap<CellState, RawCell>();

export const rawOf = (cell: CellState, prefix: string): RawCell => {
  const known = raws.get(cell);
  if (known !== undefined) return known;
  const raw = readCell(cell.xml, prefix);
  raws.set(cell, raw);
  return raw;
};

/** True for a cell that holds neither value nor formula: it only looks like something. */
export const isBare = (cell: CellState, prefix: string): boolean => {
  const { value, inline, formula } = rawOf(cell, prefix);
  return value === undefined && (inline === undefined || inline === '') && formula === undefined;
};

const headOf = (prefix: string, style: number): string => `<${prefix}c${style === 0 ? '' : ` s="${style}"`}`;

export const cellOf = (prefix: string, style: number, content: Content): CellState =>
  'formula' in content
    ? formulaCell(prefix, style, content.formula, null)
    : { xml: `${headOf(prefix, style)}${valueXml(prefix, content.value)}` };

const valueXml = (prefix: string, value: string | number | boolean | null): string => {
  const tag = (name: string, text: string, attributes = ''): string =>
    `<${prefix}${name}${attributes}>${text}</${prefix}${name}>`;
  if (value === null || value === '') return '/>';
  if (typeof value === 'boolean') return ` t="b">${tag('v', value ? '1' : '0')}</${prefix}c>`;
  if (typeof value === 'number') return `>${tag('v', String(value))}</${prefix}c>`;
  const space = /^\s|\s$|\n/.test(value) ? ' xml:space="preserve"' : '';
  return ` t="inlineStr">${tag('is', tag('t', escapeXml(value), space))}</${prefix}c>`;
};

/** A formula with the value it had, which `isOld` says is from before. */
const formulaCell = (prefix: string, style: number, formula: string, kept: RawCell | null): CellState => {
  const kind = kept?.value === undefined || kept.type === 'n' ? '' : ` t="${kept.type}"`;
  const value = kept?.value === undefined ? '' : `<${prefix}v>${escapeXml(kept.value)}</${prefix}v>`;
  const xml = `${headOf(prefix, style)}${kind}><${prefix}f>${escapeXml(formula)}</${prefix}f>${value}</${prefix}c>`;
  return { xml, isOld: true };
};

/** The cell with another text in its formula: its value, style and marks stay. */
export const withFormulaText = (cell: CellState, prefix: string, formula: string): CellState => {
  const own = new RegExp(`(<${prefix}f(?:\\s[^>]*?)?)(?:/>|>[\\s\\S]*?</${prefix}f>)`);
  const xml = cell.xml.replace(own, (_whole, head: string) => `${head}>${escapeXml(formula)}</${prefix}f>`);
  return { ...cell, xml };
};

/** A cell of a shared formula as one with a formula of its own. */
export const unshared = (cell: CellState, prefix: string, formula: string): CellState => {
  const own = new RegExp(`<${prefix}f(?:\\s[^>]*?)?(?:/>|>[\\s\\S]*?</${prefix}f>)`);
  return { ...cell, xml: cell.xml.replace(own, () => `<${prefix}f>${escapeXml(formula)}</${prefix}f>`) };
};

/** The formula's value worked out anew. Errors are their text. */
export const withResult = (
  cell: CellState,
  prefix: string,
  value: string | number | boolean | null,
  isError: boolean,
): CellState => {
  const own = new RegExp(`<${prefix}f(?:\\s[^>]*?)?(?:/>|>[\\s\\S]*?</${prefix}f>)`);
  const formula = own.exec(cell.xml)?.[0] ?? '';
  const kind = isError ? ' t="e"' : typeof value === 'string' ? ' t="str"' : typeof value === 'boolean' ? ' t="b"' : '';
  const text = typeof value === 'boolean' ? (value ? '1' : '0') : escapeXml(String(value ?? ''));
  const shown = value === null ? '' : `<${prefix}v>${text}</${prefix}v>`;
  const head = withoutAttribute(withoutAttribute(openingOf(cell.xml), 't'), 'vm');
  return { xml: `${head}${kind}>${formula}${shown}</${prefix}c>` };
};

export const withStyle = (cell: CellState, prefix: string, style: number): CellState => {
  const head = withoutAttribute(openingOf(cell.xml), 's');
  const rest = cell.xml.slice(openingOf(cell.xml).length);
  return { ...cell, xml: `<${prefix}c s="${style}"${head.slice(prefix.length + 2)}${rest}` };
};

export const asOld = (cell: CellState): CellState => (cell.isOld ? cell : { ...cell, isOld: true });

/** The opening tag without its `>` or `/>`. */
const openingOf = (xml: string): string => /^<(?:"[^"]*"|'[^']*'|[^>"'])*?(?=\/?>)/.exec(xml)![0];

const withoutAttribute = (opening: string, name: string): string =>
  opening.replace(new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`), '');

/** The element as it is written at a place of the sheet. */
export const cellXmlAt = ({ xml }: CellState, prefix: string, row: number, column: number): string => {
  const opening = openingOf(xml);
  const address = addressOf(row, column);
  if (opening.includes(` r="${address}"`)) return xml;
  const rest = withoutAttribute(opening, 'r').slice(prefix.length + 2);
  return `<${prefix}c r="${address}"${rest}${xml.slice(opening.length)}`;
};
