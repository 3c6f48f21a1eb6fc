import { boxOf } from '../../../workbook/xlsx/address.ts';
import type { Sheet } from '../../../workbook/xlsx/types.ts';

type Value = string | number | boolean | null;

/** A formula this page does not understand: its rule colours nothing. */
class NotUnderstood extends Error {}

/**
 * Whether the condition of a conditional format holds: comparisons of cells, numbers and texts, and AND, OR, NOT,
 * ISNUMBER, ISTEXT, ISBLANK. Undefined for anything beyond that.
 */
export const holds = (formula: string, sheet: Sheet): boolean | undefined => {
  try {
    const tokens = formula.match(token) ?? [];
    if (tokens.join('') !== formula.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')) return undefined;
    const reader = new Reader(tokens, sheet);
    const value = reader.comparison();
    return reader.isDone() ? truth(value) : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
};

const token =
  /"(?:[^"]|"")*"|\d+(?:\.\d+)?%?|<=|>=|<>|[<>=(),]|\$?[A-Z]{1,3}\$?\d+(?![\w(])|[A-Z]+(?=\()|TRUE|FALSE|-/gi;

class Reader {
  readonly #tokens: readonly string[];
  readonly #sheet: Sheet;
  #at = 0;

  constructor(tokens: readonly string[], sheet: Sheet) {
    this.#tokens = tokens;
    this.#sheet = sheet;
  }

  isDone(): boolean {
    return this.#at === this.#tokens.length;
  }

  comparison(): Value {
    const left = this.#operand();
    const sign = this.#tokens[this.#at] ?? '';
    if (!/^(?:<=|>=|<>|[<>=])$/.test(sign)) return left;
    this.#at++;
    return compare(left, sign, this.#operand());
  }

  #next(): string {
    const next = this.#tokens[this.#at++];
    if (next === undefined) throw new NotUnderstood();
    return next;
  }

  #operand(): Value {
    const next = this.#next();
    if (next === '-') return -number(this.#operand());
    if (next === '(') {
      const value = this.comparison();
      if (this.#next() !== ')') throw new NotUnderstood();
      return value;
    }
    if (next.startsWith('"')) return next.slice(1, -1).replaceAll('""', '"');
    if (/^\d/.test(next)) return next.endsWith('%') ? Number(next.slice(0, -1)) / 100 : Number(next);
    if (/^(?:TRUE|FALSE)$/i.test(next)) return next.toUpperCase() === 'TRUE';
    const box = boxOf(next);
    if (box !== undefined) return this.#sheet.cell(box.top, box.left).value;
    return this.#call(next.toUpperCase());
  }

  #call(name: string): Value {
    if (this.#next() !== '(') throw new NotUnderstood();
    const values: Value[] = [];
    do values.push(this.comparison());
    while (this.#tokens[this.#at] === ',' && this.#at++ >= 0);
    if (this.#next() !== ')') throw new NotUnderstood();
    const [first = null] = values;
    switch (name) {
      case 'AND':
        return values.every(truth);
      case 'OR':
        return values.some(truth);
      case 'NOT':
        return !truth(first);
      case 'ISNUMBER':
        return typeof first === 'number';
      case 'ISTEXT':
        return typeof first === 'string';
      case 'ISBLANK':
        return first === null;
      default:
        throw new NotUnderstood();
    }
  }
}

const truth = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

const number = (value: Value): number => {
  if (typeof value !== 'number') throw new NotUnderstood();
  return value;
};

/** Excel's order of kinds: numbers, then texts, then truth values; a blank is 0 or "". Texts compare without case. */
const compare = (left: Value, sign: string, right: Value): boolean => {
  const a = left ?? (typeof right === 'string' ? '' : 0);
  const b = right ?? (typeof left === 'string' ? '' : 0);
  const rank = (value: Exclude<Value, null>): number => ['number', 'string', 'boolean'].indexOf(typeof value);
  const fold = (value: Exclude<Value, null>) => (typeof value === 'string' ? value.toLowerCase() : value);
  const order = rank(a) - rank(b) || (fold(a) < fold(b) ? -1 : fold(a) > fold(b) ? 1 : 0);
  switch (sign) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
};
