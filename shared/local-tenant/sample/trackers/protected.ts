import { headingLine, newBook } from './book.ts';
import { relations, withParts, xml } from './package.ts';
import { linesOf, type SampleTracker, share } from './sample-tracker.ts';

const threads = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments';

/** A conversation in a cell, as today's Excel keeps it beside the note that older ones show. */
const conversation = xml(
  `<ThreadedComments xmlns="${threads}"><threadedComment ref="D3" dT="2026-02-10T09:12:00.00" personId="{5A1B2C3D-0000-4000-8000-000000000001}" id="{5A1B2C3D-0000-4000-8000-000000000002}"><text>Is this before or after the amendments?</text></threadedComment><threadedComment ref="D3" dT="2026-02-10T11:40:00.00" personId="{5A1B2C3D-0000-4000-8000-000000000001}" id="{5A1B2C3D-0000-4000-8000-000000000003}" parentId="{5A1B2C3D-0000-4000-8000-000000000002}"><text>After.</text></threadedComment></ThreadedComments>`,
);
const people = xml(
  `<personList xmlns="${threads}"><person displayName="Deputy head" id="{5A1B2C3D-0000-4000-8000-000000000001}" userId="deputy" providerId="None"/></personList>`,
);

/** A protected sheet with a password: only the columns that are typed are unlocked; lists to choose from, notes, a thread. */
export const protectedTracker: SampleTracker = {
  name: 'Protected.xlsx',
  says: 'a protected sheet with some columns unlocked, notes and a threaded comment',
  make: async (mis) => {
    const book = await newBook(mis);
    const lists = book.addWorksheet('Lists', { state: 'hidden' });
    ['Letter', 'Call', 'Meeting'].forEach((text, at) => {
      lists.getCell(at + 1, 1).value = text;
    });
    const sheet = book.addWorksheet('Year 9', { views: [{ state: 'frozen', xSplit: 3, ySplit: 2 }] });
    sheet.getCell('A1').value = 'Only white columns can be typed in';
    headingLine(sheet, 2, [
      'UPN',
      'Pupil',
      'Form',
      '% Attendance',
      'Possible',
      'Unauthorised',
      'Missed',
      'Stage',
      'Next step',
    ]);
    const lines = linesOf(mis, ['9C', '9D'], 10);
    const last = 2 + lines.length;
    lines.forEach(({ plan, figures }, at) => {
      const row = 3 + at;
      sheet.getRow(row).values = [
        plan.upn,
        `${plan.surname}, ${plan.forename}`,
        plan.form,
        share(figures),
        figures.possible,
        figures.unauthorised,
        { formula: `ROUND((1-D${row})*E${row},0)`, result: Math.round((1 - (share(figures) ?? 0)) * figures.possible) },
        null,
        null,
      ];
      sheet.getCell(row, 4).numFmt = '0.0%';
      for (const column of [4, 6, 8, 9]) sheet.getCell(row, column).protection = { locked: false };
      sheet.getCell(row, 8).dataValidation = { type: 'list', allowBlank: true, formulae: ['"1,2,3,4,5,6,S"'] };
      sheet.getCell(row, 9).dataValidation = { type: 'list', allowBlank: true, formulae: ['Lists!$A$1:$A$3'] };
    });
    sheet.getCell('D3').note = '[Threaded comment] Is this before or after the amendments?';
    sheet.getCell('B5').note = 'Uses the surname of her mother';
    sheet.getCell(last + 2, 2).value = 'Mean';
    sheet.getCell(last + 2, 4).value = { formula: `AVERAGE(D3:D${last})`, result: 0.9 };
    await sheet.protect('saltmarsh', { selectLockedCells: true, formatCells: false, spinCount: 1000 });
    const made = new Uint8Array(await book.xlsx.writeBuffer());
    return withParts(
      // The salt of a password is chance: a fixed one, so that the same school gives the same file.
      withParts(made, {
        'xl/worksheets/sheet2.xml': (text) =>
          text.replace(
            /<sheetProtection[^>]*\/>/,
            '<sheetProtection sheet="1" objects="1" scenarios="1" password="CC1A" selectLockedCells="1"/>',
          ),
      }),
      {
        'xl/worksheets/_rels/sheet2.xml.rels': (text) =>
          text.replace(
            '</Relationships>',
            '<Relationship Id="rIdThreads" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>',
          ),
        'xl/_rels/workbook.xml.rels': (text) =>
          text.replace(
            '</Relationships>',
            '<Relationship Id="rIdPeople" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" Target="persons/person.xml"/></Relationships>',
          ),
        '[Content_Types].xml': (text) =>
          text.replace(
            '</Types>',
            '<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="application/vnd.ms-excel.threadedcomments+xml"/><Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/></Types>',
          ),
      },
      {
        'xl/threadedComments/threadedComment1.xml': conversation,
        'xl/persons/person.xml': people,
        'customXml/item1.xml': '<own xmlns="urn:saltmarsh:notes">kept</own>',
        'customXml/_rels/item1.xml.rels': relations([]),
      },
    );
  },
};
