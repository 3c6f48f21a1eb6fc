import { describe, expect, test } from 'vitest';
import { packing, plainPacking } from '../../shared/workbook/xlsx/packing.ts';

const bytes = new TextEncoder().encode('<row r="1"><c r="A1"><v>0.912</v></c></row>'.repeat(2000));

describe("Node's packing and the page's read one another", () => {
  test.each([
    ['packed by Node, unpacked by the page', packing, plainPacking],
    ['packed by the page, unpacked by Node', plainPacking, packing],
  ])('%s', (_says, packs, unpacks) => {
    expect(Buffer.compare(unpacks.inflate(packs.deflate(bytes), bytes.length), bytes)).toBe(0);
  });

  test('with the same check sum', () => {
    expect(packing.crc(bytes)).toBe(plainPacking.crc(bytes));
  });

  test('Node unpacks no more than the file says it holds', () => {
    expect(() => packing.inflate(packing.deflate(bytes), 100)).toThrow();
  });
});
