import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/**
 * A tracking workbook with everything that gets lost when a library saves it: conditional formats, validations, notes,
 * a picture, formulas with kept values, rich text, merges, frozen panes, hidden rows, columns and sheets, a protected
 * sheet, a table, and parts that only Excel knows. Pupils stand in rows 4 and 5 of `Tracker`.
 */
export const richWorkbook = async (): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Nell Newcombe';
  const sheet = workbook.addWorksheet('Tracker', {
    views: [{ state: 'frozen', xSplit: 2, ySplit: 3 }],
    pageSetup: { orientation: 'landscape', printTitlesRow: '1:3' },
    headerFooter: { oddFooter: '&CPage &P' },
  });
  sheet.mergeCells('A1:J1');
  sheet.getCell('A1').value = { richText: [{ text: 'Attendance ' }, { font: { bold: true }, text: '2025/26' }] };
  sheet.getRow(3).values = ['UPN', 'Name', '% Att', 'PA?', 'Unauth', 'RAG', 'Notes', 'Rank', 'Stage rec', 'Why'];
  sheet.getRow(4).values = [
    'A999200018001',
    'Quill, Tabitha',
    0.95,
    'N',
    1,
    { formula: 'IF(C4<0.9,"R","G")', result: 'G' },
    'Ring Nan first & not Mum',
    { formula: 'RANK(C4,C$4:C$5)', result: 1 },
  ];
  sheet.getRow(5).values = [
    'B999200018002',
    'Thimble, Otto',
    0.8,
    'Y',
    12,
    { formula: 'IF(C5<0.9,"R","G")', result: 'R' },
    '',
    { formula: 'RANK(C5,C$4:C$5)', result: 2 },
  ];
  sheet.getRow(7).values = ['', 'Average', { formula: 'AVERAGE(C4:C5)', result: 0.875 }];
  for (const row of [4, 5, 7]) sheet.getCell(row, 3).numFmt = '0.0%';
  sheet.getCell('C4').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFF00' } };
  sheet.getCell('C4').font = { italic: true, color: { argb: 'FFC00000' } };
  sheet.getCell('C4').border = { bottom: { style: 'double', color: { argb: 'FF00B050' } } };
  sheet.getCell('G4').note = 'Ask for the new number';
  sheet.getCell('D4').dataValidation = { type: 'list', allowBlank: true, formulae: ['"Y,N"'] };
  sheet.getColumn(7).hidden = true;
  sheet.getCell('G6').value = 'kept from last year';
  sheet.getRow(6).hidden = true;
  sheet.addConditionalFormatting({
    ref: 'C4:C5',
    rules: [
      {
        type: 'cellIs',
        operator: 'lessThan',
        priority: 1,
        formulae: [0.9],
        style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFF8CBAD' } } },
      },
      {
        type: 'colorScale',
        priority: 2,
        cfvo: [{ type: 'min' }, { type: 'max' }],
        color: [{ argb: 'FFFF0000' }, { argb: 'FF00FF00' }],
      },
    ],
  });
  sheet.addImage(workbook.addImage({ base64: onePixel, extension: 'png' }), 'L1:M3');
  const summary = workbook.addWorksheet('Summary');
  summary.getCell('A1').value = { formula: 'AVERAGE(Tracker!C4:C5)', result: 0.875 };
  summary.getCell('A2').value = { formula: 'COUNTA(Tracker!G4:G5)', result: 1 };
  summary.addTable({
    name: 'Targets',
    ref: 'C1',
    headerRow: true,
    totalsRow: false,
    columns: [{ name: 'Year' }, { name: 'Target' }],
    rows: [['9', 95]],
  });
  const locked = workbook.addWorksheet('Locked');
  locked.getRow(1).values = ['UPN', '% Att', 'Unauth'];
  locked.getRow(2).values = ['A999200018001', 0.95, 1];
  locked.getCell('C2').protection = { locked: false };
  await locked.protect('secret', {});
  workbook.addWorksheet('Lists', { state: 'hidden' }).getCell('A1').value = 'Y';
  const parts = unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer()));
  return zipSync(
    {
      ...parts,
      'customXml/item1.xml': strToU8('<own xmlns="urn:saltmarsh">kept</own>'),
      'xl/threadedComments/threadedComment1.xml': strToU8('<ThreadedComments/>'),
    },
    { mtime: '2026-02-27T15:40:00' },
  );
};

/** Changes one part's text. */
export const withPart = (file: Uint8Array, name: string, change: (text: string) => string): Uint8Array => {
  const parts = unzipSync(file);
  return zipSync(
    { ...parts, [name]: strToU8(change(new TextDecoder().decode(parts[name]))) },
    { mtime: '2026-02-27T15:40:00' },
  );
};
