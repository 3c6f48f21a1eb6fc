import { newBook } from './book.ts';
import { withParts } from './package.ts';
import { linesOf, type SampleTracker, share } from './sample-tracker.ts';

/** A real Excel table with a totals row and a calculated column; pupils stand there by UPN alone. */
export const tableTracker: SampleTracker = {
  name: 'Table of UPNs.xlsx',
  says: 'an Excel table with a totals row, UPNs and no names',
  make: async (mis) => {
    const book = await newBook(mis);
    const sheet = book.addWorksheet('Data', { views: [{ state: 'frozen', ySplit: 3 }] });
    sheet.getCell('A1').value = 'Anonymous list for the governors';
    const lines = linesOf(mis, ['8A', '8B'], 12);
    const [first, last] = [4, 3 + lines.length];
    sheet.addTable({
      name: 'Pupils',
      ref: 'A3',
      headerRow: true,
      totalsRow: true,
      style: { theme: 'TableStyleMedium2', showRowStripes: true },
      columns: [
        { name: 'UPN', totalsRowLabel: 'Total', filterButton: true },
        { name: 'Reg group', filterButton: true },
        { name: 'Possible sessions', totalsRowFunction: 'sum', filterButton: true },
        { name: 'Sessions attended', totalsRowFunction: 'sum', filterButton: true },
        { name: 'Attendance %', totalsRowFunction: 'average', filterButton: true },
        { name: 'Gap to 95', filterButton: true },
        { name: 'Unauthorised', totalsRowFunction: 'sum', filterButton: true },
        { name: 'PA', filterButton: true },
      ],
      rows: lines.map(({ plan, figures }) => [
        plan.upn,
        plan.form,
        figures.possible,
        figures.attended,
        share(figures),
        null,
        figures.unauthorised,
        figures.attended * 10 <= figures.possible * 9 ? 'Yes' : 'No',
      ]),
    });
    for (let row = first; row <= last; row++) {
      sheet.getCell(row, 5).numFmt = '0.0%';
      sheet.getCell(row, 6).value = { formula: `Pupils[[#This Row],[Attendance %]]-0.95`, result: 0 };
      sheet.getCell(row, 6).numFmt = '+0.0%;-0.0%';
    }
    const overview = book.addWorksheet('Overview');
    overview.getCell('A1').value = 'Persistently absent';
    overview.getCell('B1').value = { formula: 'COUNTIF(Pupils[PA],"Yes")', result: 0 };
    overview.getCell('A2').value = 'Best';
    overview.getCell('B2').value = { formula: 'MAX(Pupils[Attendance %])', result: 1 };
    overview.getCell('A3').value = 'All sessions';
    overview.getCell('B3').value = { formula: 'Pupils[[#Totals],[Possible sessions]]', result: 0 };
    return withParts(new Uint8Array(await book.xlsx.writeBuffer()), {
      'xl/tables/table1.xml': (text) =>
        text.replace(
          /(<tableColumn id="6" name="Gap to 95"[^>]*?)\/?>(?:<\/tableColumn>)?/,
          '$1><calculatedColumnFormula>Pupils[[#This Row],[Attendance %]]-0.95</calculatedColumnFormula></tableColumn>',
        ),
    });
  },
};
