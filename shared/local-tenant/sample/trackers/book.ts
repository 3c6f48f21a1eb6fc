import type { Fill, Workbook, Worksheet } from 'exceljs';
import type { SampleMis } from '../mis.ts';

/** A new workbook of the attendance manager's. */
export const newBook = async (mis: SampleMis): Promise<Workbook> => {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  book.creator = mis.staff.find(({ roles }) => roles.includes('attendance-manager'))!.name;
  book.lastModifiedBy = book.creator;
  book.created = new Date('2025-09-01T08:00:00Z');
  book.modified = new Date('2026-02-27T15:40:00Z');
  return book;
};

export const solid = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });

/** Surname and forename in one cell take twice the room. */
const nameWidth = (heading: string): number => (heading.includes(',') || heading === 'Name' ? 26 : 15);

/** Headings in a row, bold on grey. */
export const headingLine = (sheet: Worksheet, row: number, headings: readonly string[]): void => {
  headings.forEach((heading, at) => {
    const cell = sheet.getCell(row, at + 1);
    cell.value = heading;
    cell.font = { bold: true };
    cell.fill = solid('FFD9D9D9');
    cell.alignment = { wrapText: true, vertical: 'middle' };
    sheet.getColumn(at + 1).width = Math.max(heading.length + 2, /name/i.test(heading) ? nameWidth(heading) : 8);
  });
};
