import { strToU8, unzipSync, zipSync } from 'fflate';
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
