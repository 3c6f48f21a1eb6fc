import { headingLine, newBook, solid } from './book.ts';
import { withParts } from './package.ts';
import { absences, linesOf, type SampleTracker, share } from './sample-tracker.ts';

const first = 5;
const dataBar = '{7A1B0000-0000-4000-8000-000000000001}';

/** Every row's little line over its half terms, as only Excel writes it. */
const sparklines = (last: number): string => {
  const each = Array.from(
    { length: last - first + 1 },
    (_, at) =>
      `<x14:sparkline><xm:f>'Half terms'!C${first + at}:F${first + at}</xm:f><xm:sqref>L${first + at}</xm:sqref></x14:sparkline>`,
  );
  return `<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF1F3864"/><x14:sparklines>${each.join('')}</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>`;
};

/** A banner, a heading in two lines with merged groups, half terms, data bars, sparklines, a hidden column, averages. */
export const halfTermsTracker: SampleTracker = {
  name: 'Half terms.xlsx',
  says: 'two-line headings, HT1 to HT6, data bars and sparklines',
  make: async (mis) => {
    const book = await newBook(mis);
    const sheet = book.addWorksheet('Half terms', { views: [{ state: 'frozen', xSplit: 2, ySplit: 4 }] });
    sheet.mergeCells('A1:M1');
    sheet.getCell('A1').value = 'YEAR 10 ATTENDANCE BY HALF TERM';
    sheet.getCell('A1').fill = solid('FF1F3864');
    sheet.getCell('A1').font = { size: 16, bold: true, color: { argb: 'FFFFFFFF' } };
    sheet.getCell('A2').value = 'Filled in by hand after every half term';
    for (const [range, text] of [
      ['A3:B3', 'Pupil'],
      ['C3:H3', 'Attendance'],
      ['I3:K3', 'This year'],
      ['L3:M3', 'Mine'],
    ] as const) {
      sheet.mergeCells(range);
      sheet.getCell(range.slice(0, 2)).value = text;
      sheet.getCell(range.slice(0, 2)).fill = solid('FFBDD7EE');
    }
    headingLine(sheet, 4, [
      'Surname, Forename',
      'Form',
      'HT1',
      'HT2',
      'HT3',
      'HT4',
      'HT5',
      'HT6',
      '% Att',
      'Absence',
      'RAG',
      'Trend',
      'Ring who?',
    ]);
    const lines = linesOf(mis, ['10A', '10B', '10C'], 8);
    lines.forEach(({ plan, figures, halfTerms }, at) => {
      const row = first + at;
      sheet.getRow(row).values = [
        `${plan.surname}, ${plan.forename}`,
        plan.form,
        ...halfTerms.map(share),
        null,
        null,
        share(figures),
        absences(figures),
        { formula: `IF(I${row}="","",IF(I${row}>=0.95,"G",IF(I${row}>=0.9,"A","R")))`, result: 'G' },
        null,
        at % 4 === 0 ? 'Nan' : null,
      ];
      for (let column = 3; column <= 9; column++) sheet.getCell(row, column).numFmt = '0.0%';
    });
    const last = first + lines.length - 1;
    sheet.getRow(last + 2).values = [
      'Average',
      '',
      ...['C', 'D', 'E', 'F'].map((column) => ({
        formula: `AVERAGE(${column}${first}:${column}${last})`,
        result: 0.9,
      })),
      '',
      '',
      { formula: `AVERAGE(I${first}:I${last})`, result: 0.9 },
      { formula: `SUM(J${first}:J${last})`, result: 100 },
      { formula: `COUNTIF(K${first}:K${last},"R")`, result: 3 },
    ];
    sheet.getColumn(13).hidden = true;
    sheet.addConditionalFormatting({
      ref: `I${first}:I${last}`,
      rules: [
        {
          type: 'dataBar',
          priority: 1,
          cfvo: [
            { type: 'num', value: 0.5 },
            { type: 'num', value: 1 },
          ],
          color: { argb: 'FF63C384' },
        } as never,
      ],
    });
    sheet.addConditionalFormatting({
      ref: `C${first}:H${last}`,
      rules: [
        {
          type: 'colorScale',
          priority: 2,
          cfvo: [{ type: 'min' }, { type: 'percentile', value: 50 }, { type: 'max' }],
          color: [{ argb: 'FFF8696B' }, { argb: 'FFFFEB84' }, { argb: 'FF63BE7B' }],
        },
      ],
    });
    return withParts(new Uint8Array(await book.xlsx.writeBuffer()), {
      'xl/worksheets/sheet1.xml': (text) =>
        text
          .replace(/(<extLst>)(?![\s\S]*<extLst>)/, sparklines(last).replace('</extLst>', ''))
          // The library gives each data bar an id by chance.
          .replace(/(<x14:id>|<x14:cfRule [^>]*\bid=")\{[^}]*\}/g, `$1${dataBar}`),
    });
  },
};
