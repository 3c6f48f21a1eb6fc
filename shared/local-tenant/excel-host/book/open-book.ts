import { openXlsx } from '../../../workbook/xlsx/open.ts';
import { stringText } from '../../../workbook/xlsx/read-cell.ts';
import { XlsxRefusal } from '../../../workbook/xlsx/refusal.ts';
import { indexSheet } from '../../../workbook/xlsx/sheet-index.ts';
import type { Xlsx } from '../../../workbook/xlsx/types.ts';
import { type Book, type RowState, relationsOf, type SheetState } from './book.ts';
import type { CellState } from './cell-state.ts';

/** Opens a workbook to be changed in every way a person changes one. Throws XlsxRefusal as `openXlsx` does. */
export const openBook = (bytes: Uint8Array): Book => bookOf(openXlsx(bytes));

export const bookOf = (file: Xlsx): Book => {
  const empty: Book = { file, parts: new Map(), sheets: [], opened: [], main: '', strings: [] };
  const main = relationsOf(empty, '').find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (main === undefined) throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
  const strings = relationsOf(empty, main).find(({ type }) => type.endsWith('/sharedStrings'))?.target;
  const sheets = file.sheets.map(({ name, part, hidden }) => readSheet(name, part, hidden, file.part(part)!));
  return {
    ...empty,
    main,
    strings: strings === undefined ? [] : stringsIn(file.part(strings) ?? ''),
    sheets,
    opened: sheets,
  };
};

/** A sheet's text as rows and cells. */
export const readSheet = (name: string, part: string, isHidden: boolean, text: string): SheetState => {
  const index = indexSheet(text, part);
  const { prefix, from, to } = index;
  const isAlone = from === to && text[from - 2] === '/';
  const rows: (RowState | undefined)[] = [];
  for (const { row, attributes, cells } of index.rows.values()) {
    const line: (CellState | undefined)[] = [];
    for (const { column, start, end } of cells) line[column] = { xml: text.slice(start, end) };
    rows[row] = { attributes, cells: line };
  }
  return {
    name,
    part,
    isHidden,
    prefix,
    head: isAlone ? text.slice(0, from).replace(/\s*\/>$/, '>') : text.slice(0, from),
    tail: isAlone ? `</${prefix}sheetData>${text.slice(to)}` : text.slice(to),
    rows,
  };
};

const stringsIn = (text: string): string[] => {
  const prefix = /<([\w.-]+:)?sst[\s>]/.exec(text)?.[1] ?? '';
  const items = text.matchAll(new RegExp(`<${prefix}si(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${prefix}si>)`, 'g'));
  return Array.from(items, ([, item]) => stringText(item ?? '', prefix));
};
