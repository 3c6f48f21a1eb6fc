import { columnNumber } from '../address.ts';
import { type CellReference, cellReferenceAt, isDigit, isLetter } from './cell-reference.ts';
import { RowPattern } from './row-pattern.ts';
import { type AreaNode, binding, type Node, type Operator, type Parsed, type Words } from './tree.ts';
import { FormulaError, NotWorkedOut, type Scalar } from './values.ts';

const rows = 1_048_576;
const columns = 16_384;

const wholeColumns = /\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})(?![\p{L}\p{N}_.(!])/uy;
const wholeRows = /\$?(\d{1,7}):\$?(\d{1,7})(?![\p{L}\p{N}_.(!])/uy;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const text = /"((?:[^"]|"")*)"/y;
const errorCode = /#(?:N\/A|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!)/iy;
const quotedSheet = /'((?:[^']|'')+)'!/y;
const plainSheet = /([\p{L}_][\p{L}\p{N}_.]*)!/uy;
const word = /[\p{L}_\\][\p{L}\p{N}_.\\?]*/uy;
const outside = /\[\d+\]|'\[/y;

const dollar = 36;

const mostNames = 200;

const opens = new Set(['OFFSET', 'INDIRECT']);

class Parser {
  readonly reads: AreaNode[] = [];
  open = false;
  /** Cells whose rows move with the formula's own. */
  readonly moving: CellReference[] = [];
  /** A copy in another row would say more than its cells tell: a range of which one end moves, a table's own row. */
  isAlone = false;
  readonly #text: string;
  readonly #words: Words;
  readonly #here: { sheet: number; row: number; column: number };
  /** How many names may still be looked up: one that says another twice, and that another twice, would never end. */
  readonly #names: { left: number };
  #at = 0;
  #depth = 0;

  constructor(
    formula: string,
    here: { sheet: number; row: number; column: number },
    words: Words,
    names: { left: number } = { left: mostNames },
  ) {
    this.#text = formula;
    this.#names = names;
    this.#here = here;
    this.#words = words;
  }

  whole(): Node {
    const tree = this.#expression(0);
    this.#skip();
    if (this.#at < this.#text.length) this.#fail();
    return tree;
  }

  #fail(): never {
    throw new NotWorkedOut(`the formula is not understood at "${this.#text.slice(this.#at, this.#at + 12)}"`);
  }

  #skip(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.#text.charCodeAt(++this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }

  #takeChar(char: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #operator(): Operator | undefined {
    this.#skip();
    const char = this.#text[this.#at];
    if (char === '<' || char === '>') {
      const two = this.#text.slice(this.#at, this.#at + 2);
      return two === '<>' || two === '<=' || two === '>=' ? two : char;
    }
    return char !== undefined && '=&+-*/^'.includes(char) ? (char as Operator) : undefined;
  }

  #expression(least: number): Node {
    if (++this.#depth > 200) throw new NotWorkedOut('the formula is nested too deeply');
    let left = this.#prefixed();
    for (;;) {
      const operator = this.#operator();
      if (operator === undefined || binding[operator] <= least) break;
      this.#at += operator.length;
      left = { is: 'operation', operator, left, right: this.#expression(binding[operator]) };
    }
    this.#depth -= 1;
    return left;
  }

  /** A sign binds closer than a power: -2^2 is 4. */
  #prefixed(): Node {
    if (this.#takeChar('-')) return { is: 'negative', of: this.#prefixed() };
    if (this.#takeChar('+')) return this.#prefixed();
    let node = this.#operand();
    for (;;) {
      if (this.#takeChar('%')) node = { is: 'percent', of: node };
      else if (this.#takeChar(':')) {
        this.open = true;
        node = { is: 'span', from: node, to: this.#operand() };
      } else return node;
    }
  }

  #operand(): Node {
    this.#skip();
    const code = this.#text.charCodeAt(this.#at);
    if (code === 40) {
      this.#at += 1;
      const inside = this.#expression(0);
      if (!this.#takeChar(')')) throw new NotWorkedOut('ranges joined by a comma are not worked out');
      return inside;
    }
    if (code === 34) {
      const found = this.#take(text);
      if (found === null) this.#fail();
      return { is: 'value', value: found[1]!.replaceAll('""', '"') };
    }
    if (code === 123) return this.#array();
    if (code === 35) {
      const found = this.#take(errorCode);
      if (found === null) this.#fail();
      return { is: 'value', value: FormulaError.of(found[0].toUpperCase()) };
    }
    if (isDigit(code) || code === 46) {
      const area = isDigit(code) ? this.#wholeRows(this.#here.sheet) : undefined;
      if (area !== undefined) return area;
      const found = this.#take(number);
      if (found === null) this.#fail();
      return { is: 'value', value: Number(found[0]) };
    }
    if ((code === 39 || code === 91) && this.#take(outside) !== null)
      return this.#unknown('it reads another workbook', /[^,)+*/&<>=^-]*/y);
    return this.#reference(this.#here.sheet) ?? this.#elsewhere() ?? this.#word();
  }

  #unknown(why: string, rest?: RegExp): Node {
    if (rest !== undefined) this.#take(rest);
    this.open = true;
    return { is: 'unknown', why };
  }

  #area(sheet: number, top: number, left: number, bottom: number, right: number, moves = false): Node {
    const area = {
      sheet,
      box: {
        top: Math.min(top, bottom),
        left: Math.min(left, right),
        bottom: Math.max(top, bottom),
        right: Math.max(left, right),
      },
    };
    const node = { is: 'area', area, moves } as const;
    this.reads.push(node);
    return node;
  }

  #wholeRows(sheet: number): Node | undefined {
    const found = this.#take(wholeRows);
    if (found === null) return undefined;
    this.isAlone = true;
    return this.#area(sheet, Number(found[1]), 1, Number(found[2]), columns);
  }

  #cell(): CellReference | undefined {
    const found = cellReferenceAt(this.#text, this.#at);
    if (found === undefined) return undefined;
    this.#at = found.end;
    if (found.moves) this.moving.push(found);
    return found;
  }

  #reference(sheet: number): Node | undefined {
    const first = this.#cell();
    if (first === undefined) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== dollar && !isLetter(code)) return undefined;
      const whole = this.#take(wholeColumns);
      if (whole !== null) return this.#area(sheet, 1, columnNumber(whole[1]!), rows, columnNumber(whole[2]!));
      return code === dollar ? this.#wholeRows(sheet) : undefined;
    }
    const { row: top, column: left, moves } = first;
    if (this.#text[this.#at] === ':') {
      const before = this.#at;
      this.#at += 1;
      const second = this.#cell();
      if (second !== undefined) {
        if (second.moves !== moves) this.isAlone = true;
        return this.#area(sheet, top, left, second.row, second.column, moves);
      }
      this.#at = before;
    }
    return this.#area(sheet, top, left, top, left, moves);
  }

  /** `'Year 9'!A1`, `Lists!A:A`, `Lists!Name`. */
  #elsewhere(): Node | undefined {
    const isQuoted = this.#text[this.#at] === "'";
    if (!isQuoted && !this.#text.includes('!', this.#at)) return undefined;
    const found = this.#take(isQuoted ? quotedSheet : plainSheet);
    if (found === null) return undefined;
    const name = found[1]!.replaceAll("''", "'");
    const sheet = this.#words.sheetOf(name.toLowerCase());
    if (sheet === undefined) return this.#unknown(`it reads ${name}, which is no one sheet here`, /[^,)+*/&<>=^-]*/y);
    if (this.#take(errorCode) !== null) return { is: 'value', value: FormulaError.of('#REF!') };
    return this.#reference(sheet) ?? this.#wholeRows(sheet) ?? this.#word(sheet);
  }

  #word(sheet: number = this.#here.sheet): Node {
    if (this.#text[this.#at] === '[') return this.#table('');
    const found = this.#take(word)?.[0];
    if (found === undefined) this.#fail();
    const upper = found.toUpperCase();
    const next = this.#text[this.#at];
    if (next === '(') return this.#call(upper.startsWith('_') ? upper.replace(/^(?:_XLFN\.|_XLWS\.)+/, '') : upper);
    if (next === '[') return this.#table(found);
    if (upper === 'TRUE' || upper === 'FALSE') return { is: 'value', value: upper === 'TRUE' };
    return this.#named(found, sheet);
  }

  #named(name: string, sheet: number): Node {
    const formula = this.#words.nameOf(name.toLowerCase(), sheet);
    if (formula === undefined) return this.#unknown(`the name ${name} is not known`);
    if (/(?<![$\p{L}\p{N}_.])[A-Z]{1,3}\$?\d/u.test(formula.replace(/'[^']*'!|"[^"]*"/g, '')))
      return this.#unknown(`the name ${name} moves with its cell`);
    if (--this.#names.left < 0) throw new NotWorkedOut('it uses too many names');
    const inner = new Parser(formula, this.#here, this.#words, this.#names);
    inner.#depth = this.#depth + 1;
    if (inner.#depth > 200) throw new NotWorkedOut(`the name ${name} refers to itself`);
    const tree = inner.whole();
    if (inner.moving.length > 0) return this.#unknown(`the name ${name} moves with its cell`);
    this.reads.push(...inner.reads);
    if (inner.isAlone) this.isAlone = true;
    if (inner.open) this.open = true;
    return tree;
  }

  #call(name: string): Node {
    this.#at += 1;
    if (opens.has(name)) this.open = true;
    const args: (Node | undefined)[] = [];
    if (this.#takeChar(')')) return { is: 'call', name, args };
    for (;;) {
      this.#skip();
      const char = this.#text[this.#at];
      args.push(char === ',' || char === ')' ? undefined : this.#expression(0));
      if (this.#takeChar(')')) return { is: 'call', name, args };
      if (!this.#takeChar(',')) this.#fail();
    }
  }

  /** `Pupils[% Att]`, `Pupils[[#This Row],[% Att]]`: brackets within brackets, `'` before one that is meant. */
  #table(name: string): Node {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at];
      if (char === "'") this.#at += 1;
      else if (char === '[') depth += 1;
      else if (char === ']' && --depth === 0) break;
    }
    this.#at += 1;
    const area = this.#words.tableArea(name, this.#text.slice(start + 1, this.#at - 1), this.#here);
    if (area === undefined) return this.#unknown(`${name}${this.#text.slice(start, this.#at)} is not found`);
    this.isAlone = true;
    const node = { is: 'area', area, moves: false } as const;
    this.reads.push(node);
    return node;
  }

  #array(): Node {
    this.#at += 1;
    const all: Scalar[][] = [[]];
    for (;;) {
      const isNegative = this.#takeChar('-');
      const node = this.#operand();
      if (node.is !== 'value') this.#fail();
      all.at(-1)!.push(isNegative && typeof node.value === 'number' ? -node.value : node.value);
      if (this.#takeChar('}')) break;
      if (this.#takeChar(';')) all.push([]);
      else if (!this.#takeChar(',')) this.#fail();
    }
    if (all.some((row) => row.length !== all[0]!.length)) this.#fail();
    return { is: 'array', rows: all };
  }
}

/** Reads a formula (without `=`) that stands in a cell. Throws NotWorkedOut when it cannot be read. */
export const parseFormula = (
  formula: string,
  here: { readonly sheet: number; readonly row: number; readonly column: number },
  words: Words,
): Parsed => {
  const parser = new Parser(formula, here, words);
  const tree = parser.whole();
  const pattern = parser.isAlone ? undefined : new RowPattern(formula, parser.moving);
  return { tree, reads: parser.reads, open: parser.open, pattern };
};
