import type { Workbook } from 'exceljs';
import { unzipSync } from 'fflate';
import type { SampleMis } from '../mis.ts';
import { headingLine, newBook, solid } from './book.ts';
import { packed } from './package.ts';
import { absences, linesOf, type SampleTracker, share } from './sample-tracker.ts';

const years = ['7', '8', '9', '10', '11'] as const;

/** A title before each form, its average below, a blank line, then the next form. */
const yearSheet = (book: Workbook, mis: SampleMis, year: string): void => {
  const sheet = book.addWorksheet(`Year ${year}`, { properties: { tabColor: { argb: 'FF7030A0' } } });
  headingLine(sheet, 1, [
    'First name',
    'Last name',
    'Tutor group',
    'Attendance',
    'L',
    'U',
    'Band',
    'Watch?',
    'Sessions missed',
  ]);
  let row = 2;
  for (const letter of ['A', 'B']) {
    const lines = linesOf(mis, [`${year}${letter}`], 6);
    sheet.getCell(row, 1).value = `Form ${year}${letter}`;
    sheet.getCell(row, 1).fill = solid('FFE4DFEC');
    const first = row + 1;
    for (const { plan, figures } of lines) {
      row += 1;
      const missed = absences(figures) / figures.possible;
      sheet.getRow(row).values = [
        plan.forename,
        plan.surname,
        plan.form,
        share(figures),
        figures.lates,
        0,
        `Band ${missed <= 0.03 ? 1 : missed <= 0.05 ? 2 : missed < 0.1 ? 3 : missed < 0.15 ? 4 : missed < 0.5 ? 5 : 6}`,
        { formula: `IF(AND(D${row}<0.95,E${row}>2),"watch","")`, result: '' },
        null,
      ];
      sheet.getCell(row, 4).numFmt = '0.0%';
    }
    row += 1;
    sheet.getCell(row, 1).value = 'Average';
    sheet.getCell(row, 4).value = { formula: `AVERAGE(D${first}:D${row - 1})`, result: 0.9 };
    sheet.getCell(row, 4).numFmt = '0.0%';
    book.definedNames.add(`'Year ${year}'!$D$${first}:$D$${row - 1}`, `Att_${year}${letter}`);
    row += 2;
  }
};

/** A sheet a year, forename and surname apart, the forms under titles, and a summary that reads them all. */
export const yearSheetsTracker: SampleTracker = {
  name: 'A sheet a year.xlsx',
  says: 'Year 7 to Year 11 on sheets of their own, with defined names and a summary',
  make: async (mis) => {
    const book = await newBook(mis);
    const summary = book.addWorksheet('Summary');
    headingLine(summary, 1, ['Year', 'Below 90%', 'Average of form A', 'Best of form B', 'Late, all']);
    years.forEach((year, at) => {
      const column = (letter: string): string => `'Year ${year}'!${letter}$2:${letter}$40`;
      summary.getRow(at + 2).values = [
        Number(year),
        { formula: `COUNTIF(${column('D')},"<0.9")`, result: 0 },
        { formula: `AVERAGE(Att_${year}A)`, result: 0.9 },
        { formula: `MAX(Att_${year}B)`, result: 1 },
        { formula: `SUM(${column('E')})`, result: 0 },
      ];
    });
    summary.getCell('A8').value = 'Whole school';
    summary.getCell('C8').value = { formula: 'AVERAGE(C2:C6)', result: 0.9 };
    for (const year of years) yearSheet(book, mis, year);
    return packed(unzipSync(new Uint8Array(await book.xlsx.writeBuffer())));
  },
};
