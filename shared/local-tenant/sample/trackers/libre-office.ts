import { escaped, packed, partsAround, xml } from './package.ts';
import { absences, linesOf, type SampleTracker } from './sample-tracker.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const styles = xml(
  `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="General"/><numFmt numFmtId="165" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="10"/><name val="Liberation Sans"/><family val="2"/></font><font><b val="true"/><sz val="10"/><name val="Liberation Sans"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border diagonalUp="false" diagonalDown="false"><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="164" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="false" applyProtection="false"><alignment horizontal="general" vertical="bottom" wrapText="false"/><protection locked="true" hidden="false"/></xf><xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="true" applyProtection="false"><alignment horizontal="general" vertical="bottom" wrapText="false"/><protection locked="true" hidden="false"/></xf><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyFont="false" applyProtection="false"><alignment horizontal="general" vertical="bottom" wrapText="false"/><protection locked="true" hidden="false"/></xf></cellXfs></styleSheet>`,
);

interface Written {
  readonly value: string | number;
  readonly style?: number;
  readonly formula?: string;
}

/** LibreOffice says everything: each row's height and state, `t="n"` of a number, `aca` of a formula. */
const rowXml = (number: number, cells: readonly (Written | null)[], shared: (text: string) => number): string => {
  const inside = cells.map((cell, at) => {
    const address = `${String.fromCharCode(65 + at)}${number}`;
    if (cell === null) return `<c r="${address}" s="0"/>`;
    const { value, style = 0, formula } = cell;
    const written = formula === undefined ? '' : `<f aca="false">${escaped(formula)}</f>`;
    if (typeof value === 'number') return `<c r="${address}" s="${style}" t="n">${written}<v>${value}</v></c>`;
    return formula === undefined
      ? `<c r="${address}" s="${style}" t="s"><v>${shared(value)}</v></c>`
      : `<c r="${address}" s="${style}" t="str">${written}<v>${escaped(value)}</v></c>`;
  });
  return `<row r="${number}" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false">${inside.join('')}</row>`;
};

/** As LibreOffice writes it: percentages as plain numbers to one place, absences in sessions, a rank. */
export const libreOfficeTracker: SampleTracker = {
  name: 'From LibreOffice.xlsx',
  says: 'written by LibreOffice, percentages as plain numbers',
  make: async (mis) => {
    const strings: string[] = [];
    const shared = (text: string): number => {
      if (!strings.includes(text)) strings.push(text);
      return strings.indexOf(text);
    };
    const lines = linesOf(mis, ['7C', '7D'], 10);
    const last = 3 + lines.length;
    const headings = ['Name', 'Class', 'Year to date %', 'Abs sessions', 'Illness', 'Rank', 'Red?'];
    const rows = [
      rowXml(1, [{ value: 'Attendance, Year 7', style: 1 }], shared),
      rowXml(
        3,
        headings.map((value) => ({ value, style: 1 })),
        shared,
      ),
      ...lines.map(({ plan, figures }, at) => {
        const number = 4 + at;
        const percent = Math.round((figures.attended * 1000) / figures.possible) / 10;
        return rowXml(
          number,
          [
            { value: `${plan.forename} ${plan.surname}` },
            { value: plan.form },
            { value: percent, style: 2 },
            { value: absences(figures) },
            { value: figures.authorised },
            { value: 1, formula: `RANK(C${number},C$4:C$${last})` },
            { value: percent < 90 ? 'red' : '', formula: `IF(C${number}<90,"red","")` },
          ],
          shared,
        );
      }),
      rowXml(last + 2, [{ value: 'Mean' }, null, { value: 90, style: 2, formula: `AVERAGE(C4:C${last})` }], shared),
    ];
    const sheet = `<worksheet xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="A1:G${last + 2}"/><sheetViews><sheetView showFormulas="false" showGridLines="true" workbookViewId="0"><pane xSplit="0" ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="11.53" defaultRowHeight="12.8" zeroHeight="false" outlineLevelRow="0" outlineLevelCol="0"/><cols><col collapsed="false" customWidth="true" hidden="false" outlineLevel="0" max="1" min="1" style="0" width="26"/></cols><sheetData>${rows.join('')}</sheetData><conditionalFormatting sqref="C4:C${last}"><cfRule type="iconSet" priority="2"><iconSet iconSet="3TrafficLights1"><cfvo type="percent" val="0"/><cfvo type="num" val="90"/><cfvo type="num" val="95"/></iconSet></cfRule></conditionalFormatting><printOptions headings="false" gridLines="false"/><pageMargins left="0.79" right="0.79" top="1.05" bottom="1.05" header="0.79" footer="0.79"/></worksheet>`;
    const around = partsAround(['Sheet1'], styles);
    return packed({
      ...around,
      '[Content_Types].xml': around['[Content_Types].xml']!.replace(
        '</Types>',
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
      ),
      'xl/_rels/workbook.xml.rels': around['xl/_rels/workbook.xml.rels']!.replace(
        '</Relationships>',
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
      ),
      'xl/worksheets/sheet1.xml': xml(sheet),
      'xl/sharedStrings.xml': xml(
        `<sst xmlns="${main}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
      ),
    });
  },
};
