import { textOfBytes } from './bytes-text.ts';
import { type FormulaBook, type FormulaIndex, indexFormulas } from './calc/formulas.ts';
import { definedNamesOf } from './calc/names.ts';
import {
  type CellPlace,
  type Changed,
  dependantsOf,
  type Recalculation,
  recalculated,
  type SheetClock,
} from './calc/recalculated.ts';
import { withFullCalculation, withoutCalculation } from './calculation-flag.ts';
import { refuseByParts, refuseOtherKinds } from './kinds.ts';
import { withStyle } from './new-styles.ts';
import { damaged, XlsxRefusal } from './refusal.ts';
import { type Relations, readRelations, readTable, relationsPart } from './relations.ts';
import { SharedStrings } from './shared-strings.ts';
import { IndexedSheet, placeOf } from './sheet.ts';
import { inOrder } from './splice.ts';
import { splicedBytes } from './spliced.ts';
import { readStyles, readThemeColours } from './styles.ts';
import type { CellEdit, FileSheet, Table, Xlsx } from './types.ts';
import { verifySheet } from './verify.ts';
import { child, childrenOf, isOn, readXml } from './xml.ts';
import { defaultLimits, type Limits, Zip } from './zip.ts';

const encoder = new TextEncoder();

class OpenXlsx implements Xlsx {
  readonly sheets: readonly IndexedSheet[];
  readonly date1904: boolean;
  #styles: Xlsx['styles'];
  readonly #zip: Zip;
  readonly #bytes: Uint8Array;
  readonly #limits: Limits;
  readonly #texts = new Map<string, string>();
  /** Worksheets as they were unpacked: what changes is put among these bytes. */
  readonly #sheetBytes = new Map<string, Uint8Array>();
  readonly #workbook: string;
  readonly #stylesPart: string | undefined;
  readonly #theme: readonly string[];
  /** Parts with another text than in the file. */
  readonly #replaced = new Map<string, string>();
  readonly #likes = new Map<string, number>();
  #formulas: FormulaIndex | undefined;
  #stale: ReadonlySet<string> | undefined;

  constructor(bytes: Uint8Array, limits: Limits) {
    refuseOtherKinds(bytes);
    this.#bytes = bytes;
    this.#limits = limits;
    this.#zip = Zip.open(bytes, limits);
    const root = this.relationsOf('');
    const main = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'));
    if (main === undefined) throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
    refuseByParts(this.parts, main.target, this.part('[Content_Types].xml'));
    this.#workbook = main.target;
    const text = this.part(main.target);
    if (text === undefined) throw new XlsxRefusal('the file is damaged: its workbook part is missing');
    const workbook = readXml(text, main.target);
    if (workbook.name !== 'workbook') throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
    this.date1904 = isOn(child(workbook, 'workbookPr')?.attributes.get('date1904'));
    const relations = this.relationsOf(main.target);
    const partOfType = (type: string): string | undefined =>
      [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.target;
    const optional = (type: string): string | undefined => {
      const part = partOfType(type);
      return part === undefined ? undefined : this.part(part);
    };
    this.#stylesPart = partOfType('styles');
    this.#theme = readThemeColours(optional('theme'));
    this.#styles = readStyles(optional('styles'), this.#theme);
    const strings = new SharedStrings(optional('sharedStrings'));
    this.sheets = childrenOf(child(workbook, 'sheets'), 'sheet').flatMap(({ attributes }) => {
      const relation = relations.get([...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '');
      if (relation === undefined || !relation.type.endsWith('/worksheet')) return [];
      const bytes = this.#zip.read(relation.target);
      if (bytes === undefined) throw new XlsxRefusal(`the file is damaged: ${relation.target} is missing`);
      this.#sheetBytes.set(relation.target, bytes);
      const sheet = this.#textOf(relation.target, bytes);
      return new IndexedSheet({
        name: attributes.get('name') ?? '',
        part: relation.target,
        hidden: (attributes.get('state') ?? 'visible') !== 'visible',
        text: sheet,
        bytes,
        tables: this.#tablesOf(relation.target),
        strings,
        styles: () => this.#styles,
        date1904: this.date1904,
      });
    });
    if (this.sheets.length === 0) throw new XlsxRefusal('the workbook has no worksheet');
  }

  get styles(): Xlsx['styles'] {
    return this.#styles;
  }

  get parts(): readonly string[] {
    return this.#zip.names.filter((name) => !name.endsWith('/'));
  }

  part(name: string): string | undefined {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const bytes = this.#zip.read(name);
    return bytes === undefined ? undefined : this.#textOf(name, bytes);
  }

  #textOf(name: string, bytes: Uint8Array): string {
    let text: string;
    try {
      text = textOfBytes(bytes);
    } catch (cause) {
      if (cause instanceof TypeError) throw new XlsxRefusal(`${name} is not written in UTF-8`);
      throw cause;
    }
    this.#texts.set(name, text);
    return text;
  }

  setPart(name: string, text: string): void {
    if (this.#zip.read(name) === undefined) throw new XlsxRefusal(`there is no part called ${name}`);
    if (this.sheets.some(({ part }) => part === name)) throw new XlsxRefusal(`${name} is changed cell by cell`);
    this.#replaced.set(name, text);
  }

  styleLike(style: number, format: string): number {
    const { cells } = this.#styles;
    const like = cells[style];
    if (like?.format === format) return style;
    const key = `${style} ${format}`;
    const known = this.#likes.get(key);
    if (known !== undefined) return known;
    const part = this.#stylesPart;
    const text = part === undefined ? undefined : (this.#replaced.get(part) ?? this.part(part));
    if (part === undefined || text === undefined) throw new XlsxRefusal('the workbook has no styles to add one to');
    const added = withStyle(text, style, format);
    this.#replaced.set(part, added.text);
    this.#styles = readStyles(added.text, this.#theme);
    this.#likes.set(key, added.style);
    return added.style;
  }

  bytes(name: string): Uint8Array | undefined {
    return this.#zip.read(name);
  }

  relationsOf(part: string): Relations {
    return readRelations(part, this.part(relationsPart(part)));
  }

  sheet(name: string): FileSheet | undefined {
    return this.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  }

  setCells(name: string, edits: readonly CellEdit[]): void {
    const sheet = this.sheets.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (sheet === undefined) throw new XlsxRefusal(`there is no sheet called ${name}`);
    for (const { row, column, value } of edits) {
      const why = sheet.whyNot(row, column);
      if (why !== null) throw new XlsxRefusal(`${placeOf(name, row, column)} is not written: it is ${why}`);
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new XlsxRefusal(`${placeOf(name, row, column)}: not a number`);
      if (typeof value === 'string' && value.length > 32_767)
        throw new XlsxRefusal(`${placeOf(name, row, column)}: the text is too long for a cell`);
    }
    for (const edit of edits) sheet.edit(edit);
    if (edits.length > 0) this.#stale = undefined;
  }

  recalculate(clock: SheetClock): Recalculation {
    const done = recalculated(this.#book(), this.#edited(), clock, this.#index());
    const left = [...done.left];
    const byName = new Map(this.sheets.map((sheet) => [sheet.name, sheet]));
    const values = done.values.filter((value) => {
      if (byName.get(value.sheet)?.setResult(value) === true) return true;
      left.push({
        sheet: value.sheet,
        row: value.row,
        column: value.column,
        why: 'its cell is written in an unusual way',
      });
      return false;
    });
    this.#stale = new Set(left.map(staleKey));
    return { values, left };
  }

  isStale(sheet: string, row: number, column: number): boolean {
    return this.#staleCells().has(staleKey({ sheet, row, column }));
  }

  #staleCells(): ReadonlySet<string> {
    this.#stale ??= new Set(
      this.sheets.every(({ edits }) => edits.size === 0)
        ? []
        : dependantsOf(this.#book(), this.#edited(), this.#index()).map(staleKey),
    );
    return this.#stale;
  }

  #edited(): Exclude<Changed, 'all'> {
    return new Map(this.sheets.map(({ name, edits }) => [name, edits.values()]));
  }

  #book(): FormulaBook {
    const text = this.part(this.#workbook)!;
    // A name's own sheet is counted among all sheets, of charts too.
    const all = childrenOf(child(readXml(text, this.#workbook), 'sheets'), 'sheet').map(({ attributes }) =>
      this.sheets.findIndex(({ name }) => name === attributes.get('name')),
    );
    const names = definedNamesOf(text).map((one) =>
      one.sheet === undefined ? one : { ...one, sheet: all[one.sheet] },
    );
    return { sheets: this.sheets, names, date1904: this.date1904 };
  }

  #index(): FormulaIndex {
    this.#formulas ??= indexFormulas(this.#book());
    return this.#formulas;
  }

  #tablesOf(part: string): Table[] {
    return [...this.relationsOf(part).values()]
      .filter(({ type }) => type.endsWith('/table'))
      .flatMap(({ target }) => readTable(target, this.part(target)) ?? []);
  }

  save(): Uint8Array {
    const changed = this.sheets.flatMap((sheet) => {
      const changes = inOrder([...sheet.edits.values(), ...sheet.results.values()]);
      return changes.length === 0
        ? []
        : { sheet, changes, bytes: splicedBytes(sheet.index, changes, this.#sheetBytes.get(sheet.part)!) };
    });
    if (changed.length === 0 && this.#replaced.size === 0) return this.#bytes.slice();
    const texts = new Map(this.#replaced);
    const workbook = this.part(this.#workbook)!;
    if (this.#staleCells().size > 0 && withFullCalculation(workbook) !== workbook)
      texts.set(this.#workbook, withFullCalculation(workbook));
    const parts = new Map([
      ...changed.map(({ sheet, bytes: part }) => [this.#nameInZip(sheet.part), part] as const),
      ...Array.from(texts, ([part, text]) => [this.#nameInZip(part), encoder.encode(text)] as const),
    ]);
    const bytes = this.#zip.with(parts);
    this.#verify(bytes, parts);
    for (const { sheet, changes, bytes: part } of changed) verifySheet(sheet, changes, textOfBytes(part));
    // Styles, tables: read again as a whole, so that what is given opens.
    if (this.#replaced.size > 0) void new OpenXlsx(bytes, this.#limits);
    if (withoutCalculation(texts.get(this.#workbook) ?? workbook) !== withoutCalculation(workbook))
      damaged(this.#workbook);
    return bytes;
  }

  #nameInZip(part: string): string {
    return this.#zip.names.find((name) => name.toLowerCase() === part.toLowerCase()) ?? part;
  }

  /** Reads the finished file again: every other part packed to the same bytes, the changed ones as they were meant. */
  #verify(bytes: Uint8Array, parts: ReadonlyMap<string, Uint8Array>): void {
    const again = Zip.open(bytes, this.#limits);
    if (again.names.join('\n') !== this.#zip.names.join('\n')) damaged('its parts');
    for (const name of this.#zip.names) {
      const meant = parts.get(name);
      const isRight = meant === undefined ? this.#zip.isSame(again, name) : again.holds(name, meant);
      if (!isRight) damaged(name);
    }
  }
}

const staleKey = ({ sheet, row, column }: CellPlace): string => `${sheet}\n${row}\n${column}`;

/**
 * Opens a workbook for reading and for changing in place; Node and browser alike. Throws XlsxRefusal, in words for its
 * owner, for what is no .xlsx or .xlsm, is encrypted, signed, damaged or heavier than the limits.
 */
export const openXlsx = (bytes: Uint8Array, limits: Limits = defaultLimits): Xlsx => new OpenXlsx(bytes, limits);
