import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initSync, Model } from '@ironcalc/wasm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { formulaBook, formulaSheet, type Typed, workedOut } from '../support/formula-sheet.ts';

beforeAll(() => {
  const wasm = createRequire(import.meta.url)
    .resolve('@ironcalc/wasm')
    .replace(/wasm\.js$/, 'wasm_bg.wasm');
  initSync({ module: readFileSync(wasm) });
});

/** A small tracker: names, years, attendance, counts, flags; with blanks, an empty text and a number kept as text. */
const cells: Readonly<Record<string, Typed>> = {
  ...{ A1: 'Quill', B1: 9, C1: 0.95, D1: 1, E1: 'N' },
  ...{ A2: 'Thimble', B2: 9, C2: 0.805, D2: 12, E2: 'Y' },
  ...{ A3: 'Newcombe', B3: 10, C3: 0.9, D3: 0, E3: 'N' },
  ...{ A4: 'Sorrel', B4: 11, C4: 0.5, D4: 7, E4: 'Y' },
  ...{ A5: 'Bramble', B5: 10, C5: 0.9, D5: null, E5: 'n' },
};

const number = (text: string): number | undefined => {
  const plain = text.replaceAll(',', '');
  return plain !== '' && !Number.isNaN(Number(plain)) ? Number(plain) : undefined;
};

/** The same formula by IronCalc, as it would be shown. */
const theirs = (formula: string): string => {
  const model = new Model('tracker', 'en', 'UTC', 'en');
  for (const [address, value] of Object.entries(cells))
    if (value !== null) model.setUserInput(0, Number(address.slice(1)), address.charCodeAt(0) - 64, String(value));
  model.setUserInput(0, 9, 9, formula);
  model.evaluate();
  const shown = model.getFormattedCellValue(0, 9, 9);
  model.free();
  return shown;
};

const ours = (formula: string): string => {
  const value = workedOut(formulaBook([formulaSheet('Sheet1', { ...cells, I9: formula })])).I9!;
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
};

const column = fc.constantFrom('B', 'C', 'D');
const row = fc.integer({ min: 1, max: 5 });
const cell = fc.tuple(column, row).map(([letter, at]) => `${letter}${at}`);
const range = column.map((letter) => `${letter}1:${letter}5`);
const small = fc.integer({ min: -3, max: 20 });
const plainNumber = fc.oneof(small.map(String), fc.constantFrom('0.9', '0.95', '10%', '1.5', '2.675'));
const flag = fc.constantFrom('"Y"', '"N"', '"y"');
const criterion = fc.constantFrom('">=9"', '"<0.9"', '9', '"<>10"', '0.9', '">5"');

const { value } = fc.letrec<{ value: string; test: string }>((tie) => ({
  test: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(cell, fc.constantFrom('<', '>', '=', '<=', '>=', '<>'), plainNumber).map((parts) => parts.join('')),
    fc.tuple(row, flag).map(([at, text]) => `E${at}=${text}`),
    fc.tuple(tie('test'), tie('test')).map(([a, b]) => `AND(${a},${b})`),
    fc.tuple(tie('test'), tie('test')).map(([a, b]) => `OR(${a},NOT(${b}))`),
    cell.map((at) => `ISNUMBER(${at})`),
    cell.map((at) => `ISBLANK(${at})`),
  ),
  value: fc.oneof(
    { depthSize: 'small' },
    plainNumber,
    cell,
    fc
      .tuple(tie('value'), fc.constantFrom('+', '-', '*', '/'), tie('value'))
      .map(([a, sign, b]) => `(${a}${sign}${b})`),
    fc
      .tuple(fc.constantFrom('SUM', 'AVERAGE', 'MIN', 'MAX', 'COUNT', 'COUNTA', 'MEDIAN', 'SUMPRODUCT'), range)
      .map(([name, of]) => `${name}(${of})`),
    fc.tuple(tie('test'), tie('value'), tie('value')).map(([is, a, b]) => `IF(${is},${a},${b})`),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `IFERROR(${a},${b})`),
    fc
      .tuple(fc.constantFrom('ROUND', 'ROUNDUP', 'ROUNDDOWN'), cell, fc.integer({ min: 0, max: 3 }))
      .map(([name, a, places]) => `${name}(${a},${places})`),
    fc.tuple(fc.constantFrom('ABS', 'INT', 'SIGN'), tie('value')).map(([name, a]) => `${name}(${a})`),
    fc.tuple(range, criterion).map(([of, wanted]) => `COUNTIF(${of},${wanted})`),
    fc.tuple(criterion, flag).map(([wanted, text]) => `COUNTIFS(B1:B5,${wanted},E1:E5,${text})`),
    fc.tuple(range, criterion, range).map(([of, wanted, added]) => `SUMIF(${of},${wanted},${added})`),
    fc.tuple(range, criterion).map(([added, wanted]) => `AVERAGEIFS(${added},B1:B5,${wanted})`),
    row.map((at) => `RANK(C${at},C1:C5)`),
    fc.tuple(range, fc.integer({ min: 1, max: 4 })).map(([of, nth]) => `LARGE(${of},${nth})`),
    fc.constantFrom('"Quill"', '"sorrel"', '"Nobody"').map((name) => `VLOOKUP(${name},A1:D5,3,FALSE)`),
    fc.constantFrom('"Quill"', '"Bramble"').map((name) => `INDEX(C1:C5,MATCH(${name},A1:A5,0))`),
    fc.tuple(row, fc.integer({ min: 0, max: 9 })).map(([at, size]) => `LEN(LEFT(A${at},${size})&E${at})`),
    fc.tuple(small, small).map(([month, day]) => `DATE(2026,${month},${day})`),
    fc.tuple(small, small).map(([a, b]) => `NETWORKDAYS(46091,${46_091 + a * 3 + b})`),
    fc.integer({ min: 40_000, max: 47_000 }).map((day) => `WEEKDAY(${day},2)+MONTH(${day})*DAY(${day})`),
    fc.integer({ min: 40_000, max: 47_000 }).map((day) => `EOMONTH(${day},1)-EDATE(${day},-1)`),
  ),
}));

describe('two engines agree', () => {
  test('on random formulas of a tracker', () => {
    fc.assert(
      fc.property(value, (text) => {
        // As text: the other engine shows a date as one where the formula says so.
        const formula = `=(${text})&""`;
        const [a, b] = [ours(formula), theirs(formula)];
        const [x, y] = [number(a), number(b)];
        if (x !== undefined && y !== undefined)
          expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(x)));
        else expect(a).toBe(b);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '=TEXT(C2,"0.0%")',
    '=TEXT(46091,"dd/mm/yyyy")',
    '=UPPER(A1)&" "&LOWER(A2)',
    '=TRIM("  two  words ")',
    '=SUBSTITUTE(A1,"l","L")',
    '=XLOOKUP("Sorrel",A1:A5,C1:C5,"none")',
    '=IFS(C4<0.5,"S",C4<0.9,"PA",TRUE,"ok")',
    '=CONCATENATE(A1,", ",B1)',
    '=SUMPRODUCT((B1:B5=9)*(C1:C5<0.9)*D1:D5)',
    '=COUNTIFS(B1:B5,">=10",E1:E5,"N")',
    '=LOOKUP(0.92,C1:C1,A1:A1)',
    '=COUNTBLANK(D1:D5)',
    '=HLOOKUP(9,B1:D2,2,FALSE)',
  ])('%s', (formula) => {
    expect(ours(formula)).toBe(theirs(formula));
  });
});
