import ExcelJS from 'exceljs';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';

/**
 * A tracking sheet of two invented pupils: a merged banner in row 1, headings in row 3, D4 a fraction shown as a
 * percentage, E4 a formula that reads it, F a date, row 5 a second pupil. `Letters` is a second sheet, `Locked` a
 * protected one whose A1 alone is unlocked, `Empty` holds nothing.
 */
export const smallTracker = async (): Promise<Xlsx> => openXlsx(await smallTrackerFile());

export const smallTrackerFile = async (): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Tracker', { views: [{ state: 'frozen', xSplit: 2, ySplit: 3 }] });
  sheet.mergeCells('A1:F1');
  sheet.getCell('A1').value = 'Attendance 2025/26';
  sheet.getCell('A1').font = { bold: true, size: 16, color: { argb: 'FFFFFFFF' } };
  sheet.getCell('A1').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } };
  sheet.getRow(3).values = ['UPN', 'Name', 'Form', '% Att', 'PA?', 'Met', 'Notes'];
  sheet.getRow(4).values = ['A1', 'Quill, Tabitha', '9A', 0.912, { formula: 'IF(D4<=0.9,"PA","")', result: '' }];
  sheet.getRow(5).values = ['A2', 'Thimble, Otto', '9B', 0.85, { formula: 'IF(D5<=0.9,"PA","")', result: 'PA' }];
  sheet.getCell('F4').value = new Date(Date.UTC(2026, 2, 9));
  sheet.getCell('F4').numFmt = 'dd/mm/yyyy';
  for (const row of [4, 5]) sheet.getCell(row, 4).numFmt = '0.0%';
  sheet.getCell('G4').value = 'Rings most mornings';
  sheet.getCell('G4').note = 'Ask for the new number';
  sheet.getColumn(2).width = 24;
  workbook.addWorksheet('Letters').getCell('A1').value = 'Letter 1';
  const locked = workbook.addWorksheet('Locked');
  locked.getCell('A1').value = 1;
  locked.getCell('A1').protection = { locked: false };
  locked.getCell('B1').value = 2;
  await locked.protect('', {});
  workbook.addWorksheet('Empty');
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};
