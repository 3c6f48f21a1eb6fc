import { headingLine, newBook } from './book.ts';
import { relations, withParts, xml } from './package.ts';
import { absences, linesOf, type SampleTracker, share } from './sample-tracker.ts';

const first = 4;
const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006';

const chart = (last: number): string =>
  xml(
    `<c:chartSpace xmlns:c="${drawing}/chart" xmlns:a="${drawing}/main"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>Tracker!$C$${first}:$C$${last}</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>Tracker!$E$${first}:$E$${last}</c:f></c:numRef></c:val></c:ser><c:axId val="111"/><c:axId val="112"/></c:barChart><c:catAx><c:axId val="111"/><c:scaling/><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="112"/></c:catAx><c:valAx><c:axId val="112"/><c:scaling/><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="111"/></c:valAx></c:plotArea></c:chart></c:chartSpace>`,
  );

const anchor = `<xdr:twoCellAnchor><xdr:from><xdr:col>11</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>18</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="7" name="Attendance"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic xmlns:a="${drawing}/main"><a:graphicData uri="${drawing}/chart"><c:chart xmlns:c="${drawing}/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdChart"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;

const cacheDefinition = (last: number): string =>
  xml(
    `<pivotCacheDefinition xmlns="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1" refreshOnLoad="1" refreshedBy="her" recordCount="0"><cacheSource type="worksheet"><worksheetSource ref="D3:F${last}" sheet="Tracker"/></cacheSource><cacheFields count="3"><cacheField name="Form"><sharedItems/></cacheField><cacheField name="Att YTD"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1"/></cacheField><cacheField name="Unauth"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1"/></cacheField></cacheFields></pivotCacheDefinition>`,
  );
const pivot = xml(
  `<pivotTableDefinition xmlns="${main}" name="ByForm" cacheId="7" dataOnRows="0" applyNumberFormats="0" dataCaption="Values"><location ref="A3:B4" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="3"><pivotField axis="axisRow" showAll="0"><items count="1"><item t="default"/></items></pivotField><pivotField showAll="0"/><pivotField dataField="1" showAll="0"/></pivotFields><dataFields count="1"><dataField name="Unauthorised" fld="2"/></dataFields></pivotTableDefinition>`,
);
/** What says that a formula spills, in today's Excel. */
const metadata = xml(
  `<metadata xmlns="${main}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`,
);

const addRelation = (relation: string) => (text: string) =>
  text.replace('</Relationships>', `${relation}</Relationships>`);
const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;

/** A chart, a picture, a pivot table and its cache, an array formula and one that spills, print areas. */
export const chartsTracker: SampleTracker = {
  name: 'Charts and a pivot table.xlsx',
  says: 'a chart, a picture, a pivot table, array and spilling formulas',
  make: async (mis) => {
    const book = await newBook(mis);
    const sheet = book.addWorksheet('Tracker', {
      views: [{ state: 'frozen', ySplit: 3 }],
      pageSetup: { orientation: 'landscape', printArea: 'A1:J30', printTitlesRow: '3:3' },
      headerFooter: { oddFooter: '&LConfidential&RPage &P' },
    });
    sheet.getCell('A1').value = 'Attendance with a picture of it';
    headingLine(sheet, 3, [
      'No.',
      'Surname',
      'First name',
      'Form',
      'Att YTD',
      'Unauth',
      'Severe?',
      'Auth',
      'Over 95%?',
    ]);
    const lines = linesOf(mis, ['10D', '10E'], 9);
    const last = first + lines.length - 1;
    lines.forEach(({ plan, figures }, at) => {
      const row = first + at;
      sheet.getRow(row).values = [
        plan.admission,
        plan.surname,
        plan.forename,
        plan.form,
        share(figures),
        figures.unauthorised,
        absences(figures) * 2 >= figures.possible ? 'Y' : '',
        figures.authorised,
        { formula: `IF(E${row}>0.95,"✓","")`, result: '' },
      ];
      sheet.getCell(row, 5).numFmt = '0%';
    });
    sheet.getCell(last + 2, 2).value = 'Below 90%, array';
    sheet.getCell(last + 2, 5).value = {
      formula: `SUM(IF(E${first}:E${last}<0.9,1,0))`,
      result: 0,
      shareType: 'array',
      ref: `E${last + 2}`,
    } as never;
    sheet.getCell(last + 3, 2).value = 'Worst three';
    sheet.addImage(book.addImage({ base64: onePixel, extension: 'png' }), 'L1:M3');
    book.addWorksheet('Pivot').getCell('A1').value = 'By form';
    const spill = `<row r="${last + 3}"><c r="B${last + 3}" t="inlineStr"><is><t>Worst three</t></is></c><c r="E${last + 3}" cm="1"><f t="array" ref="E${last + 3}:G${last + 3}">SMALL(E${first}:E${last},{1,2,3})</f><v>0</v></c><c r="F${last + 3}"><v>0</v></c><c r="G${last + 3}"><v>0</v></c></row>`;
    return withParts(
      new Uint8Array(await book.xlsx.writeBuffer()),
      {
        'xl/worksheets/sheet1.xml': (text) => text.replace(new RegExp(`<row r="${last + 3}".*?</row>`, 's'), spill),
        'xl/drawings/drawing1.xml': (text) => text.replace('</xdr:wsDr>', `${anchor}</xdr:wsDr>`),
        'xl/drawings/_rels/drawing1.xml.rels': addRelation(relation('rIdChart', 'chart', '../charts/chart1.xml')),
        'xl/_rels/workbook.xml.rels': addRelation(
          relation('rIdPivot', 'pivotCacheDefinition', 'pivotCache/pivotCacheDefinition1.xml') +
            relation('rIdMeta', 'sheetMetadata', 'metadata.xml'),
        ),
        'xl/workbook.xml': (text) =>
          text.replace(
            '</workbook>',
            '<pivotCaches><pivotCache cacheId="7" r:id="rIdPivot"/></pivotCaches></workbook>',
          ),
        '[Content_Types].xml': (text) =>
          text.replace(
            '</Types>',
            '<Override PartName="/xl/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/><Override PartName="/xl/pivotTables/pivotTable1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml"/><Override PartName="/xl/pivotCache/pivotCacheDefinition1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml"/><Override PartName="/xl/pivotCache/pivotCacheRecords1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheRecords+xml"/><Override PartName="/xl/metadata.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"/></Types>',
          ),
      },
      {
        'xl/charts/chart1.xml': chart(last),
        'xl/metadata.xml': metadata,
        'xl/worksheets/_rels/sheet2.xml.rels': relations([['rId1', 'pivotTable', '../pivotTables/pivotTable1.xml']]),
        'xl/pivotTables/pivotTable1.xml': pivot,
        'xl/pivotTables/_rels/pivotTable1.xml.rels': relations([
          ['rId1', 'pivotCacheDefinition', '../pivotCache/pivotCacheDefinition1.xml'],
        ]),
        'xl/pivotCache/pivotCacheDefinition1.xml': cacheDefinition(last),
        'xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels': relations([
          ['rId1', 'pivotCacheRecords', 'pivotCacheRecords1.xml'],
        ]),
        'xl/pivotCache/pivotCacheRecords1.xml': xml(`<pivotCacheRecords xmlns="${main}" count="0"/>`),
      },
    );
  },
};
