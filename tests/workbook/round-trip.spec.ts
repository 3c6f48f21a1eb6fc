import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { blocksOf } from '../../shared/workbook/blocks.ts';
import { isRefusal, planUpdate } from '../../shared/workbook/plan.ts';
import { shiftFormula } from '../../shared/workbook/xlsx/formula.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { richWorkbook, withPart } from '../support/rich-workbook.ts';
import { viewOf } from '../support/tracker-view.ts';

let file: Uint8Array;
beforeAll(async () => {
  file = await richWorkbook();
});

const updated = (bytes: Uint8Array): { xlsx: Xlsx; saved: Uint8Array; changes: number } => {
  const xlsx = openXlsx(bytes);
  const plan = planUpdate(sheetValuesOf(xlsx, 'Tracker')!, viewOf());
  if (isRefusal(plan)) throw new Error(plan.refused);
  xlsx.setCells(
    'Tracker',
    plan.changes.map(({ row, column, to }) => ({ row, column, value: to })),
  );
  return { xlsx, saved: xlsx.save(), changes: plan.changes.length };
};

/** The file as a reader that we did not write sees it. */
const readBy = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.slice().buffer as never);
  return workbook;
};

describe('an update of her workbook', () => {
  test('changes two parts: the sheet, and the order to recalculate. All others are byte for byte the same, in their order', () => {
    const before = unzipSync(file);
    const after = unzipSync(updated(file).saved);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    const differing = Object.keys(before).filter((name) => Buffer.compare(before[name]!, after[name]!) !== 0);
    expect(differing.sort()).toEqual(['xl/workbook.xml', 'xl/worksheets/sheet1.xml']);
    expect(new TextDecoder().decode(after['xl/workbook.xml'])).toContain('fullCalcOnLoad="1"');
  });

  test('is seen by an independent reader: the new values, and everything else as it was', async () => {
    const [before, after] = await Promise.all([readBy(file), readBy(updated(file).saved)]);
    const [was, now] = [before.getWorksheet('Tracker')!, after.getWorksheet('Tracker')!];
    expect(now.getCell('C4').value).toBe(0.91);
    expect(now.getCell('C5').value).toBe(0.75);
    expect(now.getCell('E5').value).toBe(30);
    expect(now.getCell('I5').value).toBe(4);
    expect(now.getCell('J4').value).toBe('18 of 200 sessions (9.0 %) missed, at least 8 %.');
    expect(now.getCell('C4').style).toEqual(was.getCell('C4').style);
    expect(now.getCell('G4').note).toEqual(was.getCell('G4').note);
    expect(now.getCell('G4').value).toBe('Ring Nan first & not Mum');
    expect(now.getCell('D4').dataValidation).toEqual(was.getCell('D4').dataValidation);
    expect(now.getCell('F5').formula).toBe('IF(C5<0.9,"R","G")');
    expect(now.getCell('C7').formula).toBe('AVERAGE(C4:C5)');
    expect(now.getCell('A1').value).toEqual(was.getCell('A1').value);
    expect(now.views).toEqual(was.views);
    expect(now.getColumn(7).hidden).toBe(true);
    expect(now.getRow(6).hidden).toBe(true);
    expect((now as unknown as { conditionalFormattings: unknown }).conditionalFormattings).toEqual(
      (was as unknown as { conditionalFormattings: unknown }).conditionalFormattings,
    );
    expect(now.getImages()).toHaveLength(1);
    expect(after.getWorksheet('Lists')!.state).toBe('hidden');
    const others = (workbook: ExcelJS.Workbook) =>
      ['Summary', 'Locked', 'Lists'].map((name) => workbook.getWorksheet(name)!.getSheetValues());
    expect(others(after)).toEqual(others(before));
  });

  test('names the formulas whose values are old now: those that read a figure, also on another sheet', () => {
    const { xlsx } = updated(file);
    const stale = (sheet: string, row: number, column: number) => xlsx.isStale(sheet, row, column);
    expect([stale('Tracker', 4, 6), stale('Tracker', 5, 8), stale('Tracker', 7, 3), stale('Summary', 1, 1)]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([stale('Tracker', 4, 3), stale('Summary', 2, 1)]).toEqual([false, false]);
  });

  test('run again on its result changes nothing, and the file stays the same bytes', () => {
    const { saved } = updated(file);
    const again = updated(saved);
    expect(again.changes).toBe(0);
    expect(Buffer.compare(again.saved, saved)).toBe(0);
  });

  test('gives the same bytes for the same changes', () => {
    expect(Buffer.compare(updated(file).saved, updated(file).saved)).toBe(0);
  });

  test('works the same where another program has put a prefix before every tag', async () => {
    const prefixed = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace(/<(\/?)([a-zA-Z]\w*)(?=[\s>/])/g, '<$1x:$2').replace('xmlns="', 'xmlns:x="'),
    );
    const { saved, changes } = updated(prefixed);
    expect(changes).toBe(updated(file).changes);
    expect(openXlsx(saved).sheet('Tracker')!.cell(4, 3).value).toBe(0.91);
    expect(new TextDecoder().decode(unzipSync(saved)['xl/worksheets/sheet1.xml'])).toContain('<x:c r="I4"');
  });

  test.each([
    [
      'written on a line of its own',
      '\n  <f>ROUND(C7,2)</f>\n  <v>1.75</v>\n',
      '\n  <f>ROUND(C7,2)</f>\n  <v>0.83</v>\n',
    ],
    ['written in place', '<f>ROUND(C7,2)</f><is><t>1.75</t></is>', '<f>ROUND(C7,2)</f><v>0.83</v>'],
  ])('works out a formula whose value is %s', (_says, inside, now) => {
    const type = inside.includes('<is>') ? ' t="inlineStr"' : '';
    const own = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace('</sheetData>', `<row r="8"><c r="C8"${type}>${inside}</c></row></sheetData>`),
    );
    const { xlsx } = updated(own);
    xlsx.recalculate({ on: '2026-03-10' });
    const saved = new TextDecoder().decode(unzipSync(xlsx.save())['xl/worksheets/sheet1.xml']);
    expect(saved).toContain(`<c r="C8">${now}</c>`);
  });

  test('works the same where something was typed by mistake in the last row of the sheet', () => {
    const own = '<row r="1048576"><c r="H1048576"><v>1</v></c></row>';
    const stray = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace('</sheetData>', `${own}</sheetData>`),
    );
    expect(sheetValuesOf(openXlsx(stray), 'Tracker')!.values).toHaveLength(7);
    const { saved, changes } = updated(stray);
    expect(changes).toBe(updated(file).changes);
    expect(new TextDecoder().decode(unzipSync(saved)['xl/worksheets/sheet1.xml'])).toContain(own);
  });

  test('works the same where a cell above the others holds letters of two, three and four bytes', () => {
    const own = '<c r="K4" t="inlineStr"><is><t>Zoë – rung 🟥</t></is></c>';
    const accented = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace(/(<row r="4"[\s\S]*?)<\/row>/, `$1${own}</row>`),
    );
    const { saved, changes } = updated(accented);
    const [plain, now] = [updated(file), openXlsx(saved).sheet('Tracker')!];
    expect(changes).toBe(plain.changes);
    expect(now.cell(4, 11).value).toBe('Zoë – rung 🟥');
    for (const [row, column] of [
      [4, 3],
      [5, 3],
      [5, 5],
      [5, 6],
      [7, 3],
    ] as const)
      expect(now.cell(row, column).value).toBe(openXlsx(plain.saved).sheet('Tracker')!.cell(row, column).value);
    expect(new TextDecoder().decode(unzipSync(saved)['xl/worksheets/sheet1.xml'])).toContain(own);
  });
});

describe('reading', () => {
  test('values, kinds, formulas, shown text and styles of cells', () => {
    const sheet = openXlsx(file).sheet('Tracker')!;
    expect(sheet.cell(1, 1)).toMatchObject({ kind: 'text', value: 'Attendance 2025/26' });
    expect(sheet.cell(4, 3)).toMatchObject({ kind: 'number', value: 0.95, shown: '95.0%', formula: null });
    expect(sheet.cell(4, 6)).toMatchObject({ kind: 'text', value: 'G', formula: 'IF(C4<0.9,"R","G")' });
    expect(sheet.cell(99, 99)).toMatchObject({ kind: 'blank', value: null });
    const { styles } = openXlsx(file);
    expect(styles.cells[sheet.cell(4, 3).style]).toMatchObject({
      format: '0.0%',
      fill: '#ffff00',
      font: { italic: true, colour: '#c00000' },
      borders: { bottom: { style: 'double', colour: '#00b050' } },
    });
  });

  test('what surrounds them: panes, merges, hidden things, tables, protection', () => {
    const xlsx = openXlsx(file);
    const sheet = xlsx.sheet('Tracker')!;
    expect(sheet.frozen).toEqual({ rows: 3, columns: 2 });
    expect(sheet.merges).toEqual([{ top: 1, left: 1, bottom: 1, right: 10 }]);
    expect(sheet.columns.some(({ from, to, hidden }) => hidden && from <= 7 && to >= 7)).toBe(true);
    expect(sheet.rowLayout(6).hidden).toBe(true);
    expect(sheet.usedRange).toEqual({ top: 1, left: 1, bottom: 7, right: 10 });
    expect(xlsx.sheets.map(({ name, hidden }) => `${name}${hidden ? ' (hidden)' : ''}`)).toEqual([
      'Tracker',
      'Summary',
      'Locked',
      'Lists (hidden)',
    ]);
    expect(xlsx.sheet('Summary')!.tables.map(({ name }) => name)).toEqual(['Targets']);
    expect(xlsx.sheet('Locked')!.isProtected).toBe(true);
    expect(xlsx.date1904).toBe(false);
  });

  test('each cell of a shared formula has its own text', () => {
    const shared = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text
        .replace(
          '<f>IF(C4&lt;0.9,&quot;R&quot;,&quot;G&quot;)</f>',
          '<f t="shared" ref="F4:F5" si="0">IF(C4&lt;$C$9,"C4",\'C4 x\'!B4)</f>',
        )
        .replace('<f>IF(C5&lt;0.9,&quot;R&quot;,&quot;G&quot;)</f>', '<f t="shared" si="0"/>'),
    );
    expect(openXlsx(shared).sheet('Tracker')!.cell(5, 6).formula).toBe('IF(C5<$C$9,"C4",\'C4 x\'!B5)');
  });

  test.each([
    ['COUNTIF(D:E,"Y")+SUM($D:D)', 'COUNTIF(E:F,"Y")+SUM($D:E)'],
    ['COUNTA(Tracker!4:5)+COUNTA(4:$5)', 'COUNTA(Tracker!5:6)+COUNTA(5:$5)'],
    ['SUM(Pupils[HT1])+Pupils[[#This Row],[HT 2]]', 'SUM(Pupils[HT1])+Pupils[[#This Row],[HT 2]]'],
    ['C4*YTD1+PÄ4+LOG10(C4)+C4.x', 'D5*YTD1+PÄ4+LOG10(D5)+C4.x'],
    ['Jan:Dec!A1+$C$4:D4', 'Jan:Dec!B2+$C$4:E5'],
    ['A:A+1:1', 'B:B+2:2'],
  ])('%s, copied one cell down and one to the right, is %s', (formula, copy) => {
    expect(shiftFormula(formula, 1, 1)).toBe(copy);
    expect(shiftFormula(copy, -1, -1)).toBe(formula);
  });

  test('a sheet that nobody has written in yet, as some programs say it', () => {
    const empty = withPart(file, 'xl/worksheets/sheet4.xml', (text) =>
      text.replace(/<sheetData>[\s\S]*<\/sheetData>/, '<sheetData />'),
    );
    const xlsx = openXlsx(empty);
    expect(xlsx.sheet('Lists')!.usedRange).toBeNull();
    xlsx.setCells('Lists', [{ row: 2, column: 1, value: 'N' }]);
    expect(openXlsx(xlsx.save()).sheet('Lists')!.cell(2, 1).value).toBe('N');
  });

  test.each([
    ['2026-03-10', 46_091],
    ['2026-03-10T09:00:00Z', 46_091.375],
    ['18:00:00', 0.75],
    ['2026-02-30', '2026-02-30'],
  ])('a day that the file writes out, as a strict workbook does: %s', (day, value) => {
    const strict = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace(/<c r="C4"( s="\d+")>[\s\S]*?<\/c>/, `<c r="C4"$1 t="d"><v>${day}</v></c>`),
    );
    expect(openXlsx(strict).sheet('Tracker')!.cell(4, 3).value).toBe(value);
  });
});

describe('some cells are never written', () => {
  test.each([
    ['a formula', 'Tracker', 4, 6, 'a formula'],
    ['part of a merged cell', 'Tracker', 1, 2, 'part of a merged cell'],
    ['a heading of a table', 'Summary', 1, 3, 'the heading of a table'],
    ['locked on a protected sheet', 'Locked', 2, 2, 'locked on a protected sheet'],
    ['outside the sheet', 'Tracker', 0, 1, 'outside the sheet'],
  ])('%s', (_says, name, row, column, why) => {
    const xlsx = openXlsx(file);
    expect(xlsx.sheet(name)!.whyNot(row, column)).toBe(why);
    expect(() =>
      xlsx.setCells(name, [
        { row: 20, column: 1, value: 'x' },
        { row, column, value: 'x' },
      ]),
    ).toThrow(why);
    // All or none.
    expect(Buffer.compare(xlsx.save(), file)).toBe(0);
  });

  test('part of an array formula', () => {
    const array = withPart(file, 'xl/worksheets/sheet1.xml', (text) =>
      text.replace(/<c r="C7"[^>]*><f>/, (found) => found.replace('<f>', '<f t="array" ref="C7:D8">')),
    );
    const sheet = openXlsx(array).sheet('Tracker')!;
    expect(sheet.whyNot(8, 4)).toBe('part of an array formula');
    expect(sheet.whyNot(9, 4)).toBeNull();
  });

  test('an unlocked cell of a protected sheet is written', () => {
    const xlsx = openXlsx(file);
    xlsx.setCells('Locked', [{ row: 2, column: 3, value: 4 }]);
    expect(openXlsx(xlsx.save()).sheet('Locked')!.cell(2, 3).value).toBe(4);
  });
});

describe('cells that the file does not name yet', () => {
  test('go into their row in order, rows into the sheet in order', async () => {
    const xlsx = openXlsx(file);
    xlsx.setCells('Tracker', [
      { row: 12, column: 2, value: 'below' },
      { row: 2, column: 5, value: 'between' },
      { row: 4, column: 30, value: 'far right' },
      { row: 5, column: 7, value: true },
    ]);
    const saved = xlsx.save();
    const sheet = (await readBy(saved)).getWorksheet('Tracker')!;
    expect([
      sheet.getCell('B12').value,
      sheet.getCell('E2').value,
      sheet.getCell('AD4').value,
      sheet.getCell('G5').value,
    ]).toEqual(['below', 'between', 'far right', true]);
    expect(new TextDecoder().decode(unzipSync(saved)['xl/worksheets/sheet1.xml'])).toMatch(/<dimension ref="A1:AD12"/);
  });

  test('no formula reads them: nothing is marked to be recalculated', () => {
    const xlsx = openXlsx(file);
    xlsx.setCells('Tracker', [{ row: 20, column: 20, value: 1 }]);
    expect(xlsx.part('xl/workbook.xml')).not.toContain('fullCalcOnLoad="1"');
    expect(new TextDecoder().decode(unzipSync(xlsx.save())['xl/workbook.xml'])).toBe(xlsx.part('xl/workbook.xml'));
  });
});

test('any text comes back as the same text, and no markup', async () => {
  const plain = fc.string({ unit: 'binary', maxLength: 40 }).map((text) =>
    // What XML cannot hold is left out when it is written.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    text.replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, ''),
  );
  const awkward = fc.constantFrom(
    '=1+1',
    '<c r="A1"/>',
    '</is></c>',
    '&amp;',
    ' spaces ',
    "O'Brien",
    '_x000D_',
    'two\nlines',
    ']]>',
    '🙂',
    '"',
    '-1',
    '@x',
  );
  fc.assert(
    fc.property(fc.oneof(plain, awkward), (text) => {
      const xlsx = openXlsx(file);
      xlsx.setCells('Tracker', [{ row: 4, column: 9, value: text }]);
      const again = openXlsx(xlsx.save()).sheet('Tracker')!.cell(4, 9);
      expect(again.value ?? '').toBe(text);
      expect(again.formula).toBeNull();
    }),
    { numRuns: 60 },
  );
});

test('any cells, any values: only they differ afterwards', () => {
  const edit = fc.record({
    row: fc.integer({ min: 1, max: 12 }),
    column: fc.integer({ min: 1, max: 14 }),
    value: fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('a', 'b c'),
    ),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(edit, { selector: ({ row, column }) => `${row} ${column}`, maxLength: 20 }),
      (wanted) => {
        const xlsx = openXlsx(file);
        const before = openXlsx(file).sheet('Tracker')!;
        const edits = wanted.filter(({ row, column }) => before.whyNot(row, column) === null);
        xlsx.setCells('Tracker', edits);
        const after = openXlsx(xlsx.save()).sheet('Tracker')!;
        const changed = new Map(edits.map(({ row, column, value }) => [`${row} ${column}`, value]));
        for (let row = 1; row <= 13; row++)
          for (let column = 1; column <= 15; column++) {
            const key = `${row} ${column}`;
            const was = before.cell(row, column);
            expect(after.cell(row, column).value).toEqual(
              changed.has(key) ? (Object.is(changed.get(key), -0) ? 0 : changed.get(key)) : was.value,
            );
            expect(after.cell(row, column)).toMatchObject({ style: was.style, formula: was.formula });
          }
      },
    ),
    { numRuns: 60 },
  );
});

test('blocks of a plan cover exactly its changes', () => {
  const plan = planUpdate(sheetValuesOf(openXlsx(file), 'Tracker')!, viewOf());
  if (isRefusal(plan)) throw new Error(plan.refused);
  const cells = blocksOf(plan.changes).flatMap(({ top, left, values }) =>
    values.flatMap((row, down) => row.map((_value, across) => `${top + down} ${left + across}`)),
  );
  expect(cells.sort()).toEqual(plan.changes.map(({ row, column }) => `${row} ${column}`).sort());
});
