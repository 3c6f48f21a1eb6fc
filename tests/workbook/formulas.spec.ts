import { describe, expect, test } from 'vitest';
import { dependantsOf, recalculated } from '../../shared/workbook/xlsx/calc/recalculated.ts';
import { formulaBook, formulaSheet, type Typed, workedOut } from '../support/formula-sheet.ts';

/** Four pupils: name, year, attendance, unauthorised, PA?, letter sent. */
const tracker = formulaSheet('Tracker', {
  A1: 'Name',
  ...{ A2: 'Quill, Tabitha', B2: 9, C2: 0.95, D2: 1, E2: 'N', F2: 46_000 },
  ...{ A3: 'Thimble, Otto', B3: 9, C3: 0.8, D3: 12, E3: 'Y', F3: null },
  ...{ A4: 'Newcombe, Nell', B4: 10, C4: 0.9, D4: 0, E4: 'N', F4: 46_070 },
  ...{ A5: 'Sorrel, Basil', B5: 10, C5: null, D5: '#N/A', E5: '', F5: 'soon' },
});

/** Fewer rows than the tracker: the first pupil had a letter. */
const letters = formulaSheet('Letters', { A1: 'Sent', A2: 'Y' });

const of = (formula: string): Typed => {
  const book = formulaBook(
    [tracker, formulaSheet('Year 9', { A1: 95, B1: formula }), letters],
    [
      // Beyond the last column, XFD: no cell.
      { name: 'YTD1', formula: "'Year 9'!$A$1", sheet: undefined },
      { name: 'Goal', formula: "'Year 9'!$A$1", sheet: undefined },
      { name: 'Att', formula: 'Tracker!$C$2:$C$5', sheet: undefined },
    ],
  );
  return workedOut(book)['Year 9!B1']!;
};

describe('a formula gives what Excel gives', () => {
  test.each<[string, Typed]>([
    ['=1+2*3^2', 19],
    ['=-2^2', 4],
    ['=10%+1', 1.1],
    ['=0.1+0.2=0.3', true],
    ['=1/0', '#DIV/0!'],
    ['=1/3&""', '0.333333333333333'],
    ['="a"&1.5&TRUE', 'a1.5TRUE'],
    ['="Y"="y"', true],
    ['="9"=9', false],
    ['="9"+1', 10],
    ['=Tracker!C5=0', true],
    ['=Tracker!C5=""', true],
    ['=Tracker!C5', 0],
    ['=SUM(Tracker!D2:D4)', 13],
    ['=SUM(Tracker!D2:D5)', '#N/A'],
    ['=SUM(Tracker!C:C)', 2.65],
    ['=SUM("3",TRUE,1)', 5],
    ['=COUNTIFS(Tracker!B:B,9,Letters!A:A,"Y")', 1],
    ['=COUNTIF(Tracker!E:E,"")', 'not worked out: it counts the blanks of a whole column'],
    ['=YTD1*2', 190],
    ['=AVERAGE(Tracker!C2:C5)', 2.65 / 3],
    ['=MEDIAN(Tracker!C2:C5)', 0.9],
    ['=MAX(Tracker!C2:C5)-MIN(Tracker!C2:C5)', 0.95 - 0.8],
    ['=COUNT(Tracker!F2:F5)', 2],
    ['=COUNTA(Tracker!E2:E5)', 4],
    ['=COUNTBLANK(Tracker!E2:E5)', 1],
    ['=COUNTIF(Tracker!E2:E5,"y")', 1],
    ['=COUNTIF(Tracker!A2:A5,"*ll*")', 2],
    ['=COUNTIF(Tracker!C2:C5,"<"&0.95)', 2],
    ['=COUNTIF(Tracker!E2:E5,"<>N")', 2],
    ['=COUNTIF(Tracker!E2:E5,"")', 1],
    ['=COUNTIFS(Tracker!B2:B5,9,Tracker!E2:E5,"Y")', 1],
    ['=SUMIF(Tracker!B2:B5,9,Tracker!D2:D5)', 13],
    ['=SUMIFS(Tracker!D2:D4,Tracker!B2:B4,"<=9",Tracker!E2:E4,"N")', 1],
    ['=AVERAGEIF(Tracker!B2:B5,9,Tracker!C2:C5)', 0.875],
    ['=AVERAGEIFS(Tracker!C2:C5,Tracker!B2:B5,11)', '#DIV/0!'],
    ['=SUMPRODUCT((Tracker!B2:B4=9)*(Tracker!C2:C4<0.9))', 1],
    ['=SUMPRODUCT(Tracker!B2:B4,Tracker!D2:D4)', 117],
    ['=RANK(0.9,Tracker!C2:C5)', 2],
    ['=RANK(0.9,Tracker!C2:C5,1)', 2],
    ['=RANK(0.7,Tracker!C2:C5)', '#N/A'],
    ['=LARGE(Tracker!C2:C5,2)+SMALL(Tracker!C2:C5,1)', 1.7],
    ['=IF(Tracker!C2<0.9,"R",IF(Tracker!C2<0.95,"A","G"))', 'G'],
    ['=IF(FALSE,1)', false],
    ['=IF(TRUE,1,1/0)', 1],
    ['=IFS(1>2,"a",TRUE,"b")', 'b'],
    ['=IFERROR(Tracker!D5,"none")', 'none'],
    ['=IFNA(1/0,"none")', '#DIV/0!'],
    ['=AND(1,Tracker!C2>0.9)', true],
    ['=OR(FALSE,0)', false],
    ['=NOT(Tracker!C5)', true],
    ['=CHOOSE(2,"a","b")', 'b'],
    ['=SWITCH(9,8,"eight",9,"nine","other")', 'nine'],
    ['=ISBLANK(Tracker!C5)', true],
    ['=ISNUMBER(Tracker!F5)', false],
    ['=ISERROR(Tracker!D5)', true],
    ['=ROUND(1.005,2)', 1.01],
    ['=ROUND(-2.5,0)', -3],
    ['=ROUNDUP(2.01,0)+ROUNDDOWN(2.99,0)', 5],
    ['=ROUND(1234,-2)', 1200],
    ['=INT(-1.5)', -2],
    ['=MOD(-3,5)', 2],
    ['=VLOOKUP("thimble, otto",Tracker!A2:C5,3,FALSE)', 0.8],
    ['=VLOOKUP("new*",Tracker!A2:C5,2,0)', 10],
    ['=VLOOKUP("Nobody",Tracker!A2:C5,2,0)', '#N/A'],
    ['=VLOOKUP(0.92,{0,"severe";0.5,"PA";0.9,"at risk"},2)', 'at risk'],
    ['=HLOOKUP("PA",{"A","PA";1,2},2,FALSE)', 2],
    ['=INDEX(Tracker!C2:C5,MATCH("Newcombe, Nell",Tracker!A2:A5,0))', 0.9],
    ['=MATCH(0.93,{0.5,0.9,0.95})', 2],
    ['=XLOOKUP("Nobody",Tracker!A2:A5,Tracker!C2:C5,"not here")', 'not here'],
    ['=_xlfn.XLOOKUP(0.85,Tracker!C2:C4,Tracker!A2:A4,,-1)', 'Thimble, Otto'],
    ['=LOOKUP(0.9,{0,0.9,0.95},{"R","A","G"})', 'A'],
    ['=SUM(Tracker!D2:INDEX(Tracker!D:D,3))', 13],
    ['=SUM(OFFSET(Tracker!D2,0,0,3,1))', 13],
    ['=INDIRECT("Tracker!D3")', 12],
    ['=LEFT("Quill",2)&MID("Quill",3,2)&RIGHT("Quill",1)', 'Quill'],
    ['=TRIM("  a   b ")', 'a b'],
    ['=UPPER("year 9")&LOWER("A")&PROPER("o neil")', 'YEAR 9aO Neil'],
    ['=LEN(Tracker!C5)', 0],
    ['=SUBSTITUTE("a-b-c","-","/",2)', 'a-b/c'],
    ['=FIND(",",Tracker!A2)', 6],
    ['=SEARCH("T*b","Quill, Tabitha")', 8],
    ['=IFERROR(FIND("z","abc"),0)', 0],
    ['=CONCATENATE(1,"a")&_xlfn.CONCAT(Tracker!E2:E4)', '1aNYN'],
    ['=_xlfn.TEXTJOIN(", ",TRUE,Tracker!E2:E5)', 'N, Y, N'],
    ['=TEXT(0.909,"0.0%")', '90.9%'],
    ['=TEXT(46091,"dd/mm/yyyy")', '10/03/2026'],
    ['=TEXT(0.95,"[<0.9]0%;0.0%")', 'not worked out: TEXT in the format [<0.9]0%;0.0% is not worked out here'],
    ['=TEXT(0.5,"# ?/?")', 'not worked out: TEXT in the format # ?/? is not worked out here'],
    ['=TEXT(0.95,"0.0%"" of 1,""")', '95.0% of 1,'],
    ['=TEXT(1234.5,"#,##0.00")', '1,234.50'],
    ['=VALUE("91.2%")', 0.912],
    ['=TODAY()', 46_091],
    ['=TODAY()-Tracker!F4', 21],
    ['=NOW()-TODAY()', 0.3854166666666667],
    ['=DATE(2026,14,1)', 46_419],
    ['=YEAR(TODAY())*100+MONTH(TODAY())', 202_603],
    ['=DAY("31/01/2026")', 31],
    ['=WEEKDAY(TODAY(),2)', 2],
    ['=EDATE(DATE(2026,1,31),1)', 46_081],
    ['=EOMONTH(TODAY(),0)', 46_112],
    ['=NETWORKDAYS(DATE(2026,3,2),TODAY())', 7],
    ['=NETWORKDAYS(DATE(2026,3,2),TODAY(),{46084})', 6],
    ['=DATEDIF(DATE(2010,5,1),TODAY(),"y")', 15],
    ['=DATEDIF(DATE(2026,1,31),TODAY(),"md")', 'not worked out: DATEDIF in md is not worked out here'],
    ['=Goal/100', 0.95],
    ['=COUNTIF(Att,">=0.9")', 2],
    ['=SUM(Tracker!D2,Tracker!D3:D4)', 13],
    ['=Nowhere!A1', 'not worked out: it reads Nowhere, which is no one sheet here'],
    ['=[1]Sheet1!A1+1', 'not worked out: it reads another workbook'],
    ['=Unknown*2', 'not worked out: the name Unknown is not known'],
    ['=WEBSERVICE("x")', 'not worked out: WEBSERVICE is a function that is not worked out here'],
    ['=IF(TRUE,1,WEBSERVICE("x"))', 1],
    ['=B1+1', 'not worked out: it reads a formula that was not worked out: it goes round in a circle'],
    ['=1+', 'not worked out: the formula is not understood at ""'],
  ])('%s is %s', (formula, value) => {
    const answer = of(formula);
    if (typeof value === 'number' && typeof answer === 'number') expect(answer).toBeCloseTo(value, 10);
    else expect(answer).toBe(value);
  });
});

describe('references that need their surroundings', () => {
  const table = (formula: string): Typed =>
    workedOut(
      formulaBook([
        formulaSheet(
          'Tracker',
          { A1: 'Name', B1: '% Att', A2: 'Quill', B2: 0.9, C2: formula, A3: 'Thimble', B3: 0.7, B4: 1.6 },
          { tables: [{ name: 'Pupils', box: { top: 1, left: 1, bottom: 4, right: 3 }, headerRows: 1, totalsRows: 1 }] },
        ),
      ]),
    ).C2!;

  test.each<[string, Typed]>([
    ['=SUM(Pupils[% Att])', 1.6],
    ['=Pupils[[#This Row],[% Att]]*2', 1.8],
    ['=[@[% Att]]*2', 1.8],
    ['=Pupils[[#Totals],[% Att]]', 1.6],
    ['=COUNTA(Pupils[[#Headers],[Name]:[% Att]])', 2],
    ['=COUNTA(Pupils[[#All],[Name]])', 3],
    ['=SUM(Nobody[% Att])', 'not worked out: Nobody[% Att] is not found'],
  ])('%s in a table is %s', (formula, value) => expect(table(formula)).toBe(value));

  test('of a whole range where one value is wanted, the cell in the same row', () => {
    expect(workedOut(formulaBook([formulaSheet('T', { A1: 1, A2: 2, B2: '=A1:A3*10', B9: '=A1:A3*10' })]))).toEqual({
      B2: 20,
      B9: '#VALUE!',
    });
  });

  test('an array formula fills its own cells, one value each', () => {
    const sheet = formulaSheet(
      'T',
      { A1: 1, A2: 2, B1: '=A1:A2*10', C1: '=SUM(IF(A1:A2>1,A1:A2,0))' },
      {
        arrays: [
          { top: 1, left: 2, bottom: 2, right: 2 },
          { top: 1, left: 3, bottom: 1, right: 3 },
        ],
      },
    );
    expect(workedOut(formulaBook([sheet]))).toEqual({ B1: 10, B2: 20, C1: 2 });
  });

  test('an array over all columns of the sheet is left', () => {
    const arrays = [{ top: 1, left: 2, bottom: 1_048_576, right: 16_384 }];
    const sheet = formulaSheet('T', { A1: 1, B1: '=A1:A9*2', A2: '=A1+1' }, { arrays });
    expect(workedOut(formulaBook([sheet]))).toEqual({ A2: 2, B1: 'not worked out: it fills too many cells' });
  });

  test('an array that would fill other cells than before is left', () => {
    const sheet = formulaSheet(
      'T',
      { A1: 1, A2: 2, A3: 3, B1: '=A1:A3*10' },
      { arrays: [{ top: 1, left: 2, bottom: 2, right: 2 }] },
    );
    expect(workedOut(formulaBook([sheet])).B1).toContain('other cells than before');
  });

  test.each<[string, Parameters<typeof formulaSheet>[2], number]>([
    ['rows that a filter hides', { filteredRows: [2] }, 1],
    ['and 101 to 109 those that she hid by hand', { hiddenRows: [2] }, 3],
  ])('a subtotal leaves out other subtotals, %s', (_says, rows, nine) => {
    const sheet = formulaSheet(
      'T',
      { A1: 1, A2: 2, A3: '=SUBTOTAL(9,A1:A2)', A4: 4, A5: '=SUBTOTAL(109,A1:A4)' },
      rows,
    );
    expect(workedOut(formulaBook([sheet]))).toEqual({ A3: nine, A5: 5 });
  });
});

describe('a formula copied down its column', () => {
  // `#` is the formula's own row, `^` the row above it.
  test.each<[string, string]>([
    ['moves with its row where it has no $', 'IF(C#<0.9,"R","G")&$B#'],
    ['keeps a row behind $', 'RANK(C#,C$2:C$4)&"/"&$B$3'],
    ['has a range that grows, one end alone behind $', 'SUM(D$2:D#)'],
    ['has a range that turns round at its fixed end', 'SUM(B$3:B#)'],
    ['looks a row up', 'C^&B#'],
    ['reads whole rows', "SUM('Year 9'!#:#)+B#"],
    ['holds a text that only looks like its row', '"C2 C#"&C2&LOG10(100)'],
    ['reads another sheet, and a name', "'Year 9'!A#+Goal+'Year 9'!$A$2"],
    ['asks for its own row', 'ROW()+ROW(C#)+SUM(OFFSET(B#,0,0))'],
  ])('that %s gives in each row what it gives alone there', (_says, formula) => {
    const year9 = formulaSheet('Year 9', { A1: 1, A2: 20, A3: 300, A4: 4000, A5: 50_000 });
    const cells = {
      ...{ B1: 8, C1: 0.7, D1: 1 },
      ...{ B2: 9, C2: 0.95, D2: 2 },
      ...{ B3: 10, C3: 0.85, D3: 4 },
      ...{ B4: 11, C4: 0.9, D4: 8 },
    };
    const inRow = (row: number): Readonly<Record<string, Typed>> => ({
      [`H${row}`]: `=${formula.replaceAll('#', String(row)).replaceAll('^', String(row - 1))}`,
    });
    const valuesWith = (formulas: Readonly<Record<string, Typed>>): Readonly<Record<string, Typed>> =>
      workedOut(
        formulaBook(
          [formulaSheet('Tracker', { ...cells, ...formulas }), year9],
          [{ name: 'Goal', formula: "'Year 9'!$A$1", sheet: undefined }],
        ),
      );
    const together = valuesWith({ ...inRow(2), ...inRow(3), ...inRow(4) });
    expect(Object.values(together).some((value) => String(value).startsWith('not worked out'))).toBe(false);
    expect(together).toEqual({ ...valuesWith(inRow(2)), ...valuesWith(inRow(3)), ...valuesWith(inRow(4)) });
  });

  test('and another formula among the copies is read for itself', () => {
    const sheet = formulaSheet('Tracker', {
      ...{ C2: 1, C3: 2, C4: 4, C5: 8, D5: 16 },
      ...{ H2: '=C2*2', H3: '=C2*2', H4: '=C4*2', H5: '=D5*2' },
    });
    expect(workedOut(formulaBook([sheet]))).toEqual({ H2: 2, H3: 2, H4: 8, H5: 32 });
  });
});

describe('what is worked out after a change', () => {
  const sheet = formulaSheet('T', {
    A1: 1,
    A2: 2,
    B1: '=A1*2',
    B2: '=A2*2',
    C1: '=SUM(B1:B2)',
    C2: '=TODAY()',
    C3: '=A1+C2',
    D1: '=OFFSET(A2,0,0)',
    D2: '="A1"&1',
    D3: '=WEBSERVICE(A1)+C1',
  });
  const book = formulaBook([sheet]);
  const changed = new Map([['t', [{ row: 1, column: 1 }]]]);

  test('formulas that read the cell, directly or through others, and those that may read anything', () => {
    expect(dependantsOf(book, changed).map(({ row, column }) => `${column} ${row}`)).toEqual([
      '2 1',
      '3 1',
      '4 1',
      '3 3',
      '4 3',
    ]);
  });

  test('what cannot be worked out is named with the reason', () => {
    const { values, left } = recalculated(book, changed, { on: '2026-03-10' });
    expect(values.map(({ value }) => value)).toEqual([2, 2, 2, 1]);
    expect(left).toEqual([
      { sheet: 'T', row: 3, column: 4, why: 'WEBSERVICE is a function that is not worked out here' },
    ]);
  });

  test('a chain of a thousand running totals', () => {
    const chain = (length: number, step: number) =>
      formulaBook([
        formulaSheet(
          'T',
          Object.fromEntries([
            [`A${step > 0 ? 1 : length}`, 1],
            ...Array.from({ length: length - 1 }, (_, at) => {
              const row = step > 0 ? at + 2 : at + 1;
              return [`A${row}`, `=A${row - step}+1`];
            }),
          ]),
        ),
      ]);
    const total = (length: number, step: number) => {
      const { values, left } = recalculated(chain(length, step), 'all', { on: '2026-03-10' });
      return [Math.max(...values.map(({ value }) => Number(value))), left.length];
    };
    expect(total(1000, 1)).toEqual([1000, 0]);
    expect(total(1000, -1)).toEqual([1000, 0]);
    expect(total(3000, 1)).toEqual([3000, 0]);
    expect(total(3000, -1)).toEqual([3000, 0]);
    const changed = new Map([['T', [{ row: 3000, column: 1 }]]]);
    expect(recalculated(chain(3000, -1), changed, { on: '2026-03-10' }).values[0]).toMatchObject({ value: 3000 });
  });

  test.each([
    ['signs', `=${'-'.repeat(8000)}A2`],
    ['brackets', `=${'{'.repeat(4000)}`],
    ['names that say each other twice', '=N_0_'],
  ])('a formula of thousands of %s is left', (_says, formula) => {
    const names = Array.from({ length: 40 }, (_, at) => ({
      name: `N_${at}_`,
      formula: at === 39 ? '1' : `N_${at + 1}_+N_${at + 1}_`,
      sheet: undefined,
    }));
    expect(workedOut(formulaBook([formulaSheet('T', { A1: formula })], names)).A1).toContain('not worked out');
  });
});
