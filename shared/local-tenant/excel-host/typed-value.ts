import { isIsoDate } from '../../vocabulary/session.ts';
import { dayNumberOfIso } from '../../workbook/xlsx/shown.ts';
import type { Content } from './book/cell-state.ts';
import { ExcelError, notHere } from './excel-error.ts';

/**
 * What Excel makes of something typed into a cell or written to `range.values`: "91.2%" is 0.912, "10/03/2026" a day
 * number, "=A1" a formula, 'text behind an apostrophe stays text, and so does everything in a cell formatted as text.
 * Undefined: leave the cell as it is. Error values are refused.
 */
export const typedContent = (value: unknown, format: string, date1904: boolean): Content | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new ExcelError('InvalidArgument', 'A cell holds text, a number or true and false');
  if (typeof value === 'number' || typeof value === 'boolean') return { value };
  if (typeof value !== 'string')
    throw new ExcelError('InvalidArgument', 'A cell holds text, a number or true and false');
  if (value === '') return { value: null };
  if (value.length > 32_767) throw new ExcelError('InvalidArgument', 'A cell holds at most 32,767 characters');
  if (format === '@') return { value };
  if (value.startsWith("'")) return { value: value.slice(1) };
  const text = value.trim();
  const number = numberIn(text) ?? dayIn(text, date1904);
  if (number !== undefined) return { value: number };
  if (/^(?:true|false)$/i.test(text)) return { value: text.toLowerCase() === 'true' };
  if (/^=./s.test(text)) return { formula: formulaIn(text.slice(1)) };
  if (/^[+\-@]/.test(text)) throw notHere(`A formula that begins with ${text[0]}`);
  if (/^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!)$/i.test(text)) throw notHere('Writing an error value');
  return { value };
};

/** Excel takes no formula whose quotes or brackets do not match. */
const formulaIn = (text: string): string => {
  const bare = text.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'/g, '');
  let depth = 0;
  for (const sign of bare) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (depth < 0) break;
  }
  if (depth !== 0 || /["']/.test(bare) || /[+\-*/^&=<>,(]\s*$/.test(bare) || text.length > 8192)
    throw new ExcelError('InvalidArgument', `There is a problem with the formula =${text}`);
  return text;
};

const numberIn = (text: string): number | undefined => {
  const match = /^([+-]?)£?(\d{1,3}(?:,\d{3})+|\d*)(\.\d*)?(e[+-]?\d+)?(\s?%)?$/i.exec(text);
  if (match === null || !/\d/.test(text)) return undefined;
  const [, sign = '', whole = '', part = '', power = '', percent] = match;
  // The decimal point is moved in the text, so that 91.2% is 0.912 and not its neighbour.
  const exponent = Number(power.slice(1) || 0) - (percent === undefined ? 0 : 2);
  return Number(`${sign}${whole.replaceAll(',', '') || '0'}${part === '.' ? '' : part}e${exponent}`);
};

/** British: the day comes first. */
const dayIn = (text: string, date1904: boolean): number | undefined => {
  const british = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  const iso = british === null ? text : `${british[3]}-${british[2]!.padStart(2, '0')}-${british[1]!.padStart(2, '0')}`;
  return isIsoDate(iso) ? dayNumberOfIso(iso, date1904) : undefined;
};
