import type { Styles } from '../../../workbook/xlsx/styles.ts';
import { readStyles, readThemeColours } from '../../../workbook/xlsx/styles.ts';
import type { Xlsx } from '../../../workbook/xlsx/types.ts';
import { readAttributes } from '../../../workbook/xlsx/xml.ts';
import type { CellState } from './cell-state.ts';

/** A row: what its element says besides its number, and its cells by column. */
export interface RowState {
  readonly attributes: string;
  readonly cells: readonly (CellState | undefined)[];
}

/** A sheet: its rows by number, and its XML before and behind them. */
export interface SheetState {
  readonly name: string;
  readonly part: string;
  readonly isHidden: boolean;
  /** The prefix of the sheet's tags with its colon, mostly nothing. */
  readonly prefix: string;
  /** All up to `<sheetData>`, and all from `</sheetData>` on. */
  readonly head: string;
  readonly tail: string;
  readonly rows: readonly (RowState | undefined)[];
}

/**
 * A workbook at one moment. It is never changed: each change makes another that shares what stayed the same, so that a
 * page can go back to what everybody agreed on and forward again.
 */
export interface Book {
  /** The file as it was opened. */
  readonly file: Xlsx;
  /** Parts that are other than in the file; null: gone. Sheets of the book are written when it is saved. */
  readonly parts: ReadonlyMap<string, string | null>;
  readonly sheets: readonly SheetState[];
  /** The sheets as they were opened: those that are still the same are not written again. */
  readonly opened: readonly SheetState[];
  /** The workbook's own part: `xl/workbook.xml`. */
  readonly main: string;
  /** Shared strings by number. */
  readonly strings: readonly string[];
}

export const partOf = (book: Book, name: string): string | undefined => {
  const changed = book.parts.get(name);
  return changed === undefined ? book.file.part(name) : (changed ?? undefined);
};

export const withPart = (book: Book, name: string, text: string | null): Book => ({
  ...book,
  parts: new Map(book.parts).set(name, text),
});

/** Names of all parts, those that were added last. */
export const partNames = ({ file, parts }: Book): readonly string[] => [
  ...file.parts.filter((name) => parts.get(name) !== null),
  ...[...parts].filter(([name, text]) => text !== null && !file.parts.includes(name)).map(([name]) => name),
];

export const sheetOf = (book: Book, name: string): SheetState | undefined =>
  book.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());

export const withSheet = (book: Book, sheet: SheetState): Book => ({
  ...book,
  sheets: book.sheets.map((one) => (one.part === sheet.part ? sheet : one)),
});

export const cellAt = ({ rows }: SheetState, row: number, column: number): CellState | undefined =>
  rows[row]?.cells[column];

/** With some cells replaced: rows that have none of them stay the same objects. */
export const withCells = (
  sheet: SheetState,
  cells: Iterable<readonly [row: number, column: number, cell: CellState]>,
): SheetState => {
  const rows = sheet.rows.slice();
  const own = new Map<number, (CellState | undefined)[]>();
  for (const [row, column, cell] of cells) {
    let line = own.get(row);
    if (line === undefined) {
      line = rows[row]?.cells.slice() ?? [];
      own.set(row, line);
      rows[row] = { attributes: rows[row]?.attributes ?? '', cells: line };
    }
    if (line[column] === undefined) rows[row] = { ...rows[row]!, attributes: widened(rows[row]!.attributes, column) };
    line[column] = cell;
  }
  return { ...sheet, rows };
};

/** A row's `spans` names its first and last column; a cell beyond widens it. */
const widened = (attributes: string, column: number): string =>
  attributes.replace(
    /(\sspans\s*=\s*["'])(\d+):(\d+)/,
    (_whole, before, from, to) => `${before}${Math.min(Number(from), column)}:${Math.max(Number(to), column)}`,
  );

/** It may be left out, where cells move. */
export const withoutSpans = (attributes: string): string => attributes.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '');

export interface Relation {
  readonly id: string;
  readonly type: string;
  /** As a part's name. */
  readonly target: string;
}

export const relationsPartOf = (part: string): string => {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
};

/** Each part's relationships as they were read last: they are asked for at every cell, and seldom change. */
const lastRelations = new Map<string, { readonly text: string; readonly relations: readonly Relation[] }>();

/** A part's relationships as the book has them now, those that lead outside left out. */
export const relationsOf = (book: Book, part: string): readonly Relation[] => {
  const text = partOf(book, relationsPartOf(part));
  if (text === undefined) return [];
  const last = lastRelations.get(part);
  if (last?.text === text) return last.relations;
  const relations = readRelations(part, text);
  lastRelations.set(part, { text, relations });
  return relations;
};

const readRelations = (part: string, text: string): readonly Relation[] =>
  [...text.matchAll(/<(?:[\w.-]+:)?Relationship\s([^>]*?)\/?>/g)].flatMap(([, inside]) => {
    const attributes = readAttributes(inside!);
    if (attributes.get('TargetMode') === 'External') return [];
    const target = resolved(part, attributes.get('Target') ?? '');
    return { id: attributes.get('Id') ?? '', type: attributes.get('Type') ?? '', target };
  });

/** `xl/worksheets/../tables/table1.xml` of a part and its relationship's target. */
const resolved = (part: string, target: string): string => {
  const steps = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
};

let lastStyles: { readonly text: string | undefined; readonly theme: string | undefined; readonly styles: Styles };

/** The styles as the book has them now; read once for as long as they stay. */
export const stylesOf = (book: Book): Styles => {
  const text = partOfType(book, 'styles');
  const theme = partOfType(book, 'theme');
  if (lastStyles?.text !== text || lastStyles.theme !== theme)
    lastStyles = { text, theme, styles: readStyles(text, readThemeColours(theme)) };
  return lastStyles.styles;
};

/** The name of the workbook's part of a type: `styles`, `calcChain` … */
export const nameOfType = (book: Book, type: string): string | undefined =>
  relationsOf(book, book.main).find((relation) => relation.type.endsWith(`/${type}`))?.target;

const partOfType = (book: Book, type: string): string | undefined => {
  const name = nameOfType(book, type);
  return name === undefined ? undefined : partOf(book, name);
};
