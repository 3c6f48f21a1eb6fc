import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { XlsxRefusal } from '../../shared/workbook/xlsx/refusal.ts';
import { richWorkbook, withPart } from '../support/rich-workbook.ts';

let file: Uint8Array;
beforeAll(async () => {
  file = await richWorkbook();
});

const sheet = 'xl/worksheets/sheet1.xml';
const patched = (at: (bytes: Uint8Array) => number, value: number): Uint8Array => {
  const bytes = file.slice();
  bytes[at(bytes)] = value;
  return bytes;
};
const find = (bytes: Uint8Array, signature: readonly number[]): number => {
  for (let at = 0; at < bytes.length; at++) if (signature.every((byte, more) => bytes[at + more] === byte)) return at;
  throw new Error('not found');
};

const macros = Uint8Array.from([1, 2, 3]);

/** Where a part's name stands in the table of contents. */
const lastOf = (bytes: Uint8Array, name: string): number => Buffer.from(bytes).lastIndexOf(name);

/** The file with another size written beside a part in its table of contents. */
const claiming = (name: string, size: number): Uint8Array => {
  const bytes = file.slice();
  new DataView(bytes.buffer).setUint32(lastOf(bytes, name) - 22, size, true);
  return bytes;
};

describe('a file that cannot be kept whole is refused with the reason, before anything is changed', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ['an empty file', () => new Uint8Array(), /empty/],
    ['a text', () => strToU8('UPN,Name,% Att\nA999200018001,Quill,95\n'), /not an Excel workbook/],
    [
      'an old .xls, or a password',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)]),
      /\.xls or is protected with a password/,
    ],
    [
      'a zip of something else',
      () => zipSync({ 'photo.txt': strToU8('hello, this is no workbook') }),
      /not an Excel workbook/,
    ],
    [
      'an .xlsb',
      () => withPart(file, '_rels/.rels', (text) => text.replace('xl/workbook.xml', 'xl/workbook.bin')),
      /\.xlsb/,
    ],
    ['cut short', () => file.slice(0, file.length - 300), /cut short|damaged/],
    ['a damaged byte', () => patched((bytes) => find(bytes, [...strToU8(sheet)]) + 400, 0x00), /damaged/],
    ['an encrypted part', () => patched((bytes) => find(bytes, [0x50, 0x4b, 1, 2]) + 8, 0x01), /password/],
    [
      'too many parts',
      () =>
        zipSync({
          ...unzipSync(file),
          ...Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`xl/media/${at}.txt`, strToU8('x')])),
        }),
      /parts/,
    ],
    [
      'more than 50 MB when unpacked',
      () => zipSync({ ...unzipSync(file), 'xl/media/big.bin': new Uint8Array(51_000_000) }),
      /50 MB/,
    ],
    [
      'a hundred times its size when unpacked',
      () => zipSync({ ...unzipSync(file), 'xl/media/zeros.bin': new Uint8Array(20_000_000) }),
      /100 times/,
    ],
    [
      'a document type',
      () => withPart(file, sheet, (text) => text.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet')),
      /document type/,
    ],
    [
      'a sheet that is not whole',
      () => withPart(file, sheet, (text) => text.slice(0, text.indexOf('</sheetData>') - 20)),
      /not whole/,
    ],
    ['cells out of order', () => withPart(file, sheet, (text) => text.replace('r="B4"', 'r="Z4"')), /out of order/],
    ...(
      [
        ['between rows', /<row /, '<!-- moved --><row '],
        ['between cells', /<c r="B4"/, '<!-- <c r="B4"/> --><c r="B4"'],
        ['within a cell', /<v>/, '<!-- </c> --><v>'],
        ['within a formula', /<\/f>/, '<!-- </f><v>9</v></c> --></f>'],
        ['as a marked section', /<row /, '<![CDATA[<row r="1"/>]]><row '],
      ] as const
    ).map(([where, what, comment]): [string, () => Uint8Array, RegExp] => [
      `a comment among the cells, ${where}`,
      () => withPart(file, sheet, (text) => text.replace(what, comment)),
      /comments or marked sections/,
    ]),
    ...(
      [
        ['a comment', '<!-- <si><t>moved</t></si> --><si>'],
        ['a marked section', '<si><t><![CDATA[<si>]]></t></si><si>'],
      ] as const
    ).map(([what, among]): [string, () => Uint8Array, RegExp] => [
      `${what} among the shared strings`,
      () => withPart(file, 'xl/sharedStrings.xml', (text) => text.replace('<si>', among)),
      /comments or marked sections/,
    ]),
    ['a cell in another row', () => withPart(file, sheet, (text) => text.replace('r="B4"', 'r="B5"')), /in row 4/],
    [
      'no worksheet part',
      () => {
        const { [sheet]: _gone, ...rest } = unzipSync(file);
        return zipSync(rest);
      },
      /missing/,
    ],
    [
      'a signed workbook',
      () => zipSync({ ...unzipSync(file), '_xmlsignatures/sig1.xml': strToU8('<Signature/>') }),
      /signed/,
    ],
    [
      'macros that are signed',
      () => zipSync({ ...unzipSync(file), 'xl/vbaProject.bin': macros, 'xl/vbaProjectSignature.bin': macros }),
      /macros of the workbook are signed/,
    ],
    [
      'a template',
      () =>
        withPart(file, '[Content_Types].xml', (text) =>
          text.replace('spreadsheetml.sheet.main+xml', 'spreadsheetml.template.main+xml'),
        ),
      /template \(\.xltx\)/,
    ],
    [
      'an add-in',
      () =>
        withPart(file, '[Content_Types].xml', (text) =>
          text.replace(
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
            'vnd.ms-excel.addin.macroEnabled.main+xml',
          ),
        ),
      /add-in \(\.xlam\)/,
    ],
    [
      'an OpenDocument sheet',
      () =>
        zipSync({
          mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
          'content.xml': strToU8('<x/>'),
        }),
      /not an Excel workbook/,
    ],
    [
      'an entity that reads a file of the computer',
      () =>
        withPart(file, 'xl/workbook.xml', (text) =>
          text.replace('<workbook', '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook'),
        ),
      /document type/,
    ],
    [
      'entities that grow a thousandfold, in the shared strings',
      () =>
        withPart(file, 'xl/sharedStrings.xml', (text) =>
          text.replace('<sst', '<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst'),
        ),
      /document type/,
    ],
    [
      'an entity in the styles, in lower case',
      () =>
        withPart(file, 'xl/styles.xml', (text) =>
          text.replace('<styleSheet', '<!doctype s [<!entity a "b">]><styleSheet'),
        ),
      /document type/,
    ],
    ['a part that unpacks to more than it says', () => claiming(sheet, 400), /damaged/],
    ['a part that unpacks to less than it says', () => claiming(sheet, 40_000), /damaged/],
    ['a part that says it weighs 4 GB', () => claiming(sheet, 0xfffffff0), /50 MB/],
    [
      'two parts of one name',
      () => {
        const bytes = file.slice();
        const [a, b] = ['xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml'].map((name) => lastOf(bytes, name));
        bytes.copyWithin(b!, a!, a! + sheet.length);
        return bytes;
      },
      /twice/,
    ],
    [
      'a sheet that is nested a thousand deep',
      () =>
        withPart(file, sheet, (text) =>
          text.replace('</sheetData>', `</sheetData>${'<x>'.repeat(1000)}${'</x>'.repeat(1000)}`),
        ),
      /nested too deeply/,
    ],
    [
      'another encoding',
      () => {
        const parts = unzipSync(file);
        return zipSync({ ...parts, [sheet]: Uint8Array.from([0xff, 0xfe, 0x3c, 0x00]) });
      },
      /UTF-8/,
    ],
  ])('%s', (_says, bytes, why) => {
    const open = () => openXlsx(bytes());
    expect(open).toThrow(XlsxRefusal);
    expect(open).toThrow(why);
  });

  test('the limits are settings', () => {
    expect(() => openXlsx(file, { inflatedBytes: 1000, ratio: 100, parts: 200 })).toThrow(/unpacks/);
  });
});

describe('a workbook with macros', () => {
  test('is filled where it is, its macros the same bytes', () => {
    const xlsm = zipSync({
      ...unzipSync(
        withPart(file, '[Content_Types].xml', (text) =>
          text.replace(
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
            'vnd.ms-excel.sheet.macroEnabled.main+xml',
          ),
        ),
      ),
      'xl/vbaProject.bin': macros,
    });
    const xlsx = openXlsx(xlsm);
    xlsx.setCells('Tracker', [{ row: 4, column: 3, value: 0.5 }]);
    const saved = unzipSync(xlsx.save());
    expect(saved['xl/vbaProject.bin']).toEqual(macros);
    expect(openXlsx(xlsx.save()).sheet('Tracker')!.cell(4, 3).value).toBe(0.5);
  });
});

describe('what people wrote cannot act', () => {
  test.each([
    '=1+1',
    '=HYPERLINK("http://x","y")',
    '+cmd|calc',
    '@SUM(A1)',
    '-2',
    '\t=1',
    '</t></is></c><c r="Z9"><f>1</f></c>',
  ])('%j is a text in the file, and no formula', (text) => {
    const xlsx = openXlsx(file);
    xlsx.setCells('Tracker', [{ row: 4, column: 10, value: text }]);
    const saved = xlsx.save();
    const cell = openXlsx(saved).sheet('Tracker')!.cell(4, 10);
    expect([cell.kind, cell.value, cell.formula]).toEqual(['text', text, null]);
    expect(strFromU8(unzipSync(saved)[sheet]!)).toMatch(/<c r="J4"[^>]* t="inlineStr">/);
  });
});
