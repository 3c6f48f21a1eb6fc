import { headingLine, newBook } from './book.ts';
import { withParts } from './package.ts';
import { linesOf, percentText, type SampleTracker, serial } from './sample-tracker.ts';

/** A Mac's workbook counts its days from 1904. */
const macSerial = (date: string): number => serial(date) - 1462;

/** Admission numbers that lost their zeros, names in one cell, percentages typed as texts, days counted from 1904. */
export const lostZerosTracker: SampleTracker = {
  name: 'Made on a Mac.xlsx',
  says: 'admission numbers without zeros, percentages as texts, dates from 1904',
  make: async (mis) => {
    const book = await newBook(mis);
    const sheet = book.addWorksheet('Tracker', { views: [{ state: 'frozen', ySplit: 2 }] });
    sheet.getCell('A1').value = 'Year 11: who to see this week';
    headingLine(sheet, 2, [
      'Adm',
      'Name',
      'Attendance',
      'Unauth',
      'PA?',
      'Stage',
      'Review due',
      'Weeks to review',
      'Letter 1',
      'Notes',
    ]);
    const lines = linesOf(mis, ['11A', '11B', '11C'], 9);
    lines.forEach(({ plan, figures }, at) => {
      const row = 3 + at;
      const isPersistent = figures.attended * 10 <= figures.possible * 9;
      sheet.getRow(row).values = [
        Number(plan.admission),
        `${plan.surname}, ${plan.forename}`,
        percentText(figures),
        figures.unauthorised,
        isPersistent ? 'Yes' : 'No',
        isPersistent ? 'Stage 1' : '',
        isPersistent ? macSerial('2026-03-20') : null,
        { formula: `IF(G${row}="","",ROUND((G${row}-DATE(2026,3,2))/7,0))`, result: isPersistent ? 3 : '' },
        at % 6 === 0 ? macSerial('2026-01-22') : null,
        at % 5 === 0 ? { richText: [{ text: 'Ring ' }, { font: { bold: true }, text: 'Dad' }] } : null,
      ];
      for (const column of [7, 9]) sheet.getCell(row, column).numFmt = 'dd/mm/yyyy';
    });
    return withParts(new Uint8Array(await book.xlsx.writeBuffer()), {
      'xl/workbook.xml': (text) =>
        text.replace(/<workbookPr[^>]*\/>/, '<workbookPr date1904="1" defaultThemeVersion="164011"/>'),
    });
  },
};
