import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Book, partOf, sheetOf } from '../../shared/local-tenant/excel-host/book/book.ts';
import { openBook } from '../../shared/local-tenant/excel-host/book/open-book.ts';
import { saveBook, sheetText } from '../../shared/local-tenant/excel-host/book/save-book.ts';
import { applied } from '../../shared/local-tenant/excel-host/ops/apply.ts';
import type { Op } from '../../shared/local-tenant/excel-host/ops/op.ts';
import { undoing } from '../../shared/local-tenant/excel-host/ops/undoing.ts';
import type { AxisChange } from '../../shared/local-tenant/excel-host/structure/axis-change.ts';
import { whyNotAxis } from '../../shared/local-tenant/excel-host/structure/change-axis.ts';
import { movedFormula } from '../../shared/local-tenant/excel-host/structure/move-formula.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { face } from '../support/books.ts';
import { richWorkbook, withPart } from '../support/rich-workbook.ts';

const row = (kind: 'insert' | 'delete', at: number, count = 1): AxisChange => ({
  sheet: 'Tracker',
  axis: 'row',
  kind,
  at,
  count,
});
const column = (kind: 'insert' | 'delete', at: number, count = 1): AxisChange => ({
  ...row(kind, at, count),
  axis: 'column',
});

describe('a formula goes with the cells it reads', () => {
  test.each([
    ['a cell below goes down', 'D5*2', row('insert', 4), 'D6*2'],
    ['a cell above stays', 'D5*2', row('insert', 6), 'D5*2'],
    ['dollars stay', '$D$5+D$5+$D5', row('insert', 1, 2), '$D$7+D$7+$D7'],
    ['a range grows when rows go in inside it', 'SUM(D4:D9)', row('insert', 6, 3), 'SUM(D4:D12)'],
    ['and not when they go in below it', 'SUM(D4:D9)', row('insert', 10), 'SUM(D4:D9)'],
    ['it moves when they go in at its first row', 'SUM(D4:D9)', row('insert', 4), 'SUM(D5:D10)'],
    ['it shrinks when rows of it go', 'SUM(D4:D9)', row('delete', 8, 5), 'SUM(D4:D7)'],
    ['a cell that is gone is an error', 'D5*2', row('delete', 5), '#REF!*2'],
    ['a range that is gone is an error', 'SUM(D4:D5)', row('delete', 3, 5), 'SUM(#REF!)'],
    ['whole columns move', 'SUM(D:D)+COUNT($B:C)', column('insert', 3), 'SUM(E:E)+COUNT($B:D)'],
    ['whole rows move', 'SUM(4:9)', row('insert', 1), 'SUM(5:10)'],
    ['text constants are text', 'IF(D5="D5","a D5 b",D5)', row('insert', 1), 'IF(D6="D5","a D5 b",D6)'],
    ['a function is no cell', 'LOG10(D5)+ATAN2(D5,1)', row('insert', 1), 'LOG10(D6)+ATAN2(D6,1)'],
    ['a name is no cell', 'Rate2026*Q1_total+D5', row('insert', 1), 'Rate2026*Q1_total+D6'],
    ['another sheet stays', "Letters!D5+'Year 9'!D5+Tracker!D5", row('insert', 1), "Letters!D5+'Year 9'!D5+Tracker!D6"],
    [
      'a table’s columns stay',
      'SUM(Targets[D5])+Targets[[#This Row],[D5]]',
      row('insert', 1),
      'SUM(Targets[D5])+Targets[[#This Row],[D5]]',
    ],
    [
      'another workbook stays',
      "[1]Tracker!D5+'[b.xlsx]Tracker'!D5",
      row('insert', 1),
      "[1]Tracker!D5+'[b.xlsx]Tracker'!D5",
    ],
    ['errors stay', '#REF!+#N/A+D5', row('insert', 1), '#REF!+#N/A+D6'],
    ['numbers stay', '1E5+2.5%+D5', row('insert', 1), '1E5+2.5%+D6'],
  ])('%s', (_says, before, change, after) => {
    expect(movedFormula(before, 'Tracker', change)).toBe(after);
  });

  test('a formula of another sheet moves where it names the sheet', () => {
    expect(movedFormula("'Tracker'!D5+D5", 'Summary', row('insert', 1))).toBe("'Tracker'!D6+D5");
  });
});

let rich: Book;
let threads: Book;
beforeAll(async () => {
  const file = await richWorkbook();
  rich = openBook(file);
  threads = openBook(await withMuch(file));
});

/** What exceljs cannot make: a link, a threaded comment, a name, page breaks, a sparkline, an array formula, a chart. */
const withMuch = async (file: Uint8Array): Promise<Uint8Array> => {
  const sheet = 'xl/worksheets/sheet1.xml';
  const named = withPart(file, 'xl/workbook.xml', (text) =>
    text
      .replace(
        '</sheets>',
        '</sheets><definedNames><definedName name="Pupils">Tracker!$A$4:$A$5</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">Tracker!$A$1:$J$7</definedName></definedNames>',
      )
      .replace(
        /<definedNames><definedName name="Pupils">([\s\S]*?)<\/definedNames><definedNames>/,
        '<definedNames><definedName name="Pupils">$1',
      ),
  );
  const around = withPart(named, sheet, (text) =>
    text
      .replace(
        '</sheetData>',
        '</sheetData><autoFilter ref="A3:J5"><filterColumn colId="3"><filters><filter val="N"/></filters></filterColumn></autoFilter>',
      )
      .replace(/<pageMargins/, '<hyperlinks><hyperlink ref="B5" location="Summary!A1"/></hyperlinks><pageMargins')
      .replace(
        /<drawing /,
        '<rowBreaks count="1" manualBreakCount="1"><brk id="5" max="16383" man="1"/></rowBreaks><drawing ',
      ),
  );
  const parts = unzipSync(around);
  const rels = 'xl/worksheets/_rels/sheet1.xml.rels';
  const text = (name: string) => new TextDecoder().decode(parts[name]);
  return zipSync({
    ...parts,
    'xl/threadedComments/threadedComment1.xml': strToU8(
      '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="G4" id="{1}"><text>Rang</text></threadedComment></ThreadedComments>',
    ),
    'xl/charts/chart1.xml': strToU8(
      '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:f>Tracker!$C$4:$C$5</c:f></c:chartSpace>',
    ),
    [rels]: strToU8(
      text(rels).replace(
        '</Relationships>',
        '<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
      ),
    ),
  });
};

const done = (book: Book, ...ops: readonly Op[]): Book => ops.reduce(applied, book);
const insertRow: Op = { kind: 'insert', sheet: 'Tracker', axis: 'row', at: 4, count: 2 };
const insertColumn: Op = { kind: 'insert', sheet: 'Tracker', axis: 'column', at: 2, count: 1 };
const text = (book: Book, sheet = 'Tracker'): string => sheetText(sheetOf(book, sheet)!);

describe('two rows put in above the pupils', () => {
  const now = () => done(threads, insertRow);

  test('cells, formulas and their values go down; formulas of another sheet follow', () => {
    const tracker = face(now());
    expect([tracker.cell(6, 1).value, tracker.cell(6, 6).formula]).toEqual(['A999200018001', 'IF(C6<0.9,"R","G")']);
    expect(tracker.cell(6, 8).formula).toBe('RANK(C6,C$6:C$7)');
    expect(face(now(), 'Summary').cell(1, 1).formula).toBe('AVERAGE(Tracker!C6:C7)');
  });

  test.each([
    ['conditional formats', /<conditionalFormatting sqref="C6:C7">/],
    ['lists to choose from', /<dataValidation [^>]*sqref="D6"/],
    ['links', /<hyperlink ref="B7"/],
    ['the filter', /<autoFilter ref="A3:J7">/],
    ['page breaks', /<brk id="7"/],
    ['what stays in place', /<pane [^>]*ySplit="3"/],
    ['the banner stays', /<mergeCell ref="A1:J1"/],
  ])('%s', (_says, expected) => expect(text(now())).toMatch(expected));

  test.each([
    ['notes', 'xl/comments1.xml', /ref="G6"/],
    ['threads of comments', 'xl/threadedComments/threadedComment1.xml', /ref="G6"/],
    ['the boxes of notes', 'xl/drawings/vmlDrawing1.vml', /<x:Row>5</],
    ['charts', 'xl/charts/chart1.xml', /Tracker!\$C\$6:\$C\$7/],
    ['names', 'xl/workbook.xml', /Tracker!\$A\$6:\$A\$7/],
    ['the print area', 'xl/workbook.xml', /Tracker!\$A\$1:\$J\$9/],
    ['pictures above stay', 'xl/drawings/drawing1.xml', /<xdr:row>0</],
  ])('%s', (_says, part, expected) => expect(partOf(now(), part)).toMatch(expected));

  test('the new rows look like the row above, and hold nothing', () => {
    const tracker = face(now());
    expect(tracker.cell(4, 3)).toMatchObject({ kind: 'blank', style: tracker.cell(3, 3).style });
  });
});

describe('a column put in', () => {
  const now = () => done(threads, insertColumn);
  test('widths, filters and pictures go right; hidden columns stay hidden', () => {
    expect(face(now()).columns.find(({ hidden }) => hidden)).toMatchObject({ from: 8, to: 8 });
    expect(text(now())).toMatch(/<filterColumn colId="4">/);
    expect(partOf(now(), 'xl/drawings/drawing1.xml')).toMatch(/<xdr:col>12</);
    expect(text(now())).toMatch(/<mergeCell ref="A1:K1"/);
  });
});

describe('rows taken out', () => {
  test('merges, rules and links that lay in them go', () => {
    const now = done(threads, { kind: 'delete', sheet: 'Tracker', axis: 'row', at: [1, 4, 5] });
    expect(text(now)).not.toMatch(/mergeCell|conditionalFormatting|dataValidation|<hyperlink/);
    expect(face(now, 'Summary').cell(1, 1).formula).toBe('AVERAGE(Tracker!#REF!)');
    expect(partOf(now, 'xl/comments1.xml')).not.toMatch(/ref="G4"/);
  });

  test('and come back when it is undone, with what was in them and what pointed at them', () => {
    const op: Op = { kind: 'delete', sheet: 'Tracker', axis: 'row', at: [4, 5] };
    const back = done(threads, op, ...undoing(threads, op));
    for (const [r, c] of [
      [4, 1],
      [4, 3],
      [4, 6],
      [5, 2],
      [5, 8],
      [7, 3],
    ] as const) {
      const { value, formula, style } = face(threads).cell(r, c);
      expect(face(back).cell(r, c), `${r},${c}`).toMatchObject({ formula, style, ...(formula === null && { value }) });
    }
    expect(face(back, 'Summary').cell(1, 1).formula).toBe('AVERAGE(Tracker!C4:C5)');
  });
});

test('a table grows with a column put into it, and has a heading for it', () => {
  const now = done(rich, { kind: 'insert', sheet: 'Summary', axis: 'column', at: 4, count: 1 });
  expect(face(now, 'Summary').tables).toMatchObject([{ box: { left: 3, right: 5 } }]);
  expect(face(now, 'Summary').cell(1, 4).value).toBe('Column1');
  expect(partOf(now, 'xl/tables/table1.xml')).toMatch(/<tableColumn [^>]*name="Column1"/);
});

test('what Excel would refuse is refused: the headings of a table, a protected sheet', () => {
  expect(whyNotAxis(rich, { sheet: 'Summary', axis: 'row', kind: 'delete', at: 1, count: 1 })).toMatch(/headings/);
  expect(whyNotAxis(rich, { sheet: 'Locked', axis: 'row', kind: 'insert', at: 1, count: 1 })).toBe(
    'the sheet is protected',
  );
});

test('rows are sorted with their notes, and their formulas read their own row', () => {
  const now = done(threads, { kind: 'sort', sheet: 'Tracker', rows: [5, 4], left: 1, right: 10 });
  expect([face(now).cell(5, 1).value, face(now).cell(5, 6).formula]).toEqual(['A999200018001', 'IF(C5<0.9,"R","G")']);
  expect(partOf(now, 'xl/comments1.xml')).toMatch(/ref="G5"/);
  expect(text(now)).toMatch(/<hyperlink ref="B4"/);
});

describe('whatever was done, the file that is saved can be read by others', () => {
  test.each<[string, readonly Op[]]>([
    [
      'rows and columns in and out',
      [insertRow, insertColumn, { kind: 'delete', sheet: 'Tracker', axis: 'row', at: [4, 9] }],
    ],
    ['a sort', [{ kind: 'sort', sheet: 'Tracker', rows: [5, 4], left: 1, right: 10 }]],
    [
      'a filter',
      [{ kind: 'filter', sheet: 'Tracker', column: 4, values: ['Y'], box: { top: 3, left: 1, bottom: 5, right: 10 } }],
    ],
    [
      'a formula and its format',
      [{ kind: 'cells', sheet: 'Tracker', cells: [{ row: 9, column: 1, formula: '1/3', numberFormat: '0.0%' }] }],
    ],
    [
      'a new sheet with looks',
      [
        { kind: 'add-sheet', sheet: 'Meeting 10 March' },
        { kind: 'cells', sheet: 'Meeting 10 March', cells: [{ row: 1, column: 1, value: '<Quill & Co>' }] },
        {
          kind: 'look',
          sheet: 'Meeting 10 March',
          box: { top: 1, left: 1, bottom: 1, right: 3 },
          look: {
            fill: '#1f4e79',
            bold: true,
            colour: '#ffffff',
            size: 14,
            wrap: true,
            edges: { bottom: { style: 'medium', colour: '#000000' } },
          },
        },
        { kind: 'merge', sheet: 'Meeting 10 March', box: { top: 1, left: 1, bottom: 1, right: 3 }, across: false },
        { kind: 'size', sheet: 'Meeting 10 March', axis: 'column', from: 1, to: 1, size: 30 },
        { kind: 'freeze', sheet: 'Meeting 10 March', rows: 1 },
        {
          kind: 'page',
          sheet: 'Meeting 10 March',
          setup: {
            orientation: 'landscape',
            paperSize: 9,
            fitToWidth: 1,
            fitToHeight: 0,
            titleRows: [1, 1],
            footer: { centre: 'Page &P' },
          },
        },
      ],
    ],
    [
      'a part of the add-in’s',
      [
        {
          kind: 'xml-part',
          part: 'customXml/item2.xml',
          xml: '<memory xmlns="urn:attendance-desk:tracker:1">{}</memory>',
        },
      ],
    ],
    ['a sheet taken away', [{ kind: 'delete-sheet', sheet: 'Summary' }]],
  ])('%s', async (_says, ops) => {
    const saved = saveBook(done(rich, ...ops));
    openXlsx(saved);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(saved.slice().buffer);
    const last = ops.at(-1)!;
    if (last.kind === 'page') {
      const sheet = workbook.getWorksheet('Meeting 10 March')!;
      expect(sheet.getCell('A1').value).toBe('<Quill & Co>');
      expect(sheet.getCell('A1').fill).toMatchObject({ fgColor: { argb: 'FF1F4E79' } });
      expect(sheet.getCell('A1').font).toMatchObject({ bold: true, size: 14 });
      expect(sheet.getColumn(1).width).toBe(30);
      expect(sheet.pageSetup).toMatchObject({
        orientation: 'landscape',
        paperSize: 9,
        fitToWidth: 1,
        printTitlesRow: '1:1',
      });
      expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    }
    if (last.kind === 'delete-sheet') expect(workbook.worksheets.map(({ name }) => name)).not.toContain('Summary');
    if (last.kind === 'filter') expect(workbook.getWorksheet('Tracker')!.getRow(4).hidden).toBe(true);
    const untouched = Object.keys(unzipSync(saved)).filter((name) => /theme|media/.test(name));
    for (const name of untouched) expect(Buffer.compare(unzipSync(saved)[name]!, rich.file.bytes(name)!), name).toBe(0);
  });
});
