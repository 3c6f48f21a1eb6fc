import { escaped, packed, partsAround, xml } from './package.ts';
import { linesOf, type SampleTracker, share } from './sample-tracker.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const styles = xml(
  `<x:styleSheet xmlns:x="${main}"><x:fonts count="2"><x:font><x:sz val="10"/><x:name val="Arial"/></x:font><x:font><x:b/><x:sz val="10"/><x:name val="Arial"/></x:font></x:fonts><x:fills count="2"><x:fill><x:patternFill patternType="none"/></x:fill><x:fill><x:patternFill patternType="gray125"/></x:fill></x:fills><x:borders count="1"><x:border/></x:borders><x:cellStyleXfs count="1"><x:xf/></x:cellStyleXfs><x:cellXfs count="3"><x:xf/><x:xf fontId="1" applyFont="1"/><x:xf numFmtId="10" applyNumberFormat="1"/></x:cellXfs></x:styleSheet>`,
);

type Value = string | number | null | { readonly formula: string; readonly result: number };

const cell = (address: string, value: Value, style: number): string => {
  const head = `<x:c r="${address}" s="${style}"`;
  if (value === null) return `${head} />`;
  if (typeof value === 'number') return `${head}><x:v>${value}</x:v></x:c>`;
  if (typeof value === 'string')
    return `${head} t="inlineStr"><x:is><x:t xml:space="preserve">${escaped(value)}</x:t></x:is></x:c>`;
  return `${head}><x:f>${escaped(value.formula)}</x:f><x:v>${value.result}</x:v></x:c>`;
};

const row = (number: number, values: readonly Value[], styles: readonly number[] = []): string =>
  `<x:row r="${number}">${values.map((value, at) => cell(`${String.fromCharCode(65 + at)}${number}`, value, styles[at] ?? 0)).join('')}</x:row>`;

/** As some programs write: a prefix before every tag, texts in the cells themselves, no shared strings, no theme. */
export const otherProgramTracker: SampleTracker = {
  name: 'From another program.xlsx',
  says: 'prefixed tags and inline texts, as exported by another program',
  make: async (mis) => {
    const lines = linesOf(mis, ['9A', '9B'], 10);
    const bold = [1, 1, 1, 1, 1, 1, 1, 1, 1];
    const rows = [
      row(1, ['AdmNo', 'Surname', 'Forename', 'Reg', 'Att %', 'Auth abs', 'Unauth abs', 'Lates', 'Absences'], bold),
      ...lines.map(({ plan, figures }, at) =>
        row(
          at + 2,
          [
            plan.admission,
            plan.surname,
            plan.forename,
            plan.form,
            share(figures),
            figures.authorised,
            figures.unauthorised,
            figures.lates,
            { formula: `F${at + 2}+G${at + 2}`, result: figures.authorised + figures.unauthorised },
          ],
          [0, 0, 0, 0, 2],
        ),
      ),
    ];
    return packed({
      ...partsAround(['Export'], styles, 'x'),
      'xl/worksheets/sheet1.xml': xml(
        `<x:worksheet xmlns:x="${main}"><x:sheetFormatPr defaultRowHeight="15" /><x:sheetData>${rows.join('')}</x:sheetData><x:autoFilter ref="A1:I${lines.length + 1}" /><x:pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3" /></x:worksheet>`,
      ),
    });
  },
};
