import type { BookFace } from '../../excel-host/book/book-face.ts';

/**
 * True for a workbook that was saved with changes nobody has calculated yet: it asks Excel to do so when it opens, and
 * until then every formula may show a value from before.
 */
export const waitsForExcel = (xlsx: BookFace): boolean => {
  const main = [...xlsx.relationsOf('').values()].find(({ type }) => type.endsWith('/officeDocument'));
  return /<(?:\w+:)?calcPr[^>]*\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']/.test(xlsx.part(main?.target ?? '') ?? '');
};
