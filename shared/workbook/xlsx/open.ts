import { boxOf } from './address.ts';
import { XlsxRefusal } from './refusal.ts';
import { IndexedSheet, placeOf } from './sheet.ts';
import { splice, stringText } from './sheet-index.ts';
import { staleCells } from './stale.ts';
import { readStyles, readThemeColours } from './styles.ts';
import type { CellEdit, Sheet, Table, Xlsx } from './types.ts';
import { child, childrenOf, isOn, readXml } from './xml.ts';
import { defaultLimits, type Limits, Zip } from './zip.ts';

type Relations = ReadonlyMap<string, { readonly type: string; readonly target: string }>;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** `xl/worksheets/../tables/table1.xml` of a part and its relationship's target. */
const resolve = (part: string, target: string): string => {
  const steps = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
};

const refuseOtherKinds = (bytes: Uint8Array): void => {
  if (bytes.length < 22) throw new XlsxRefusal('the file is empty or cut short');
  const [a, b, c, d] = bytes;
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
    throw new XlsxRefusal(
      'the file is an old .xls or is protected with a password; save it in Excel as .xlsx without a password',
    );
  if (a !== 0x50 || b !== 0x4b) throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
};

class OpenXlsx implements Xlsx {
  readonly sheets: readonly IndexedSheet[];
  readonly date1904: boolean;
  readonly styles: Xlsx['styles'];
  readonly #zip: Zip;
  readonly #bytes: Uint8Array;
  readonly #limits: Limits;
  readonly #texts = new Map<string, string>();
  readonly #workbook: string;
  #stale: ReadonlySet<string> | undefined;

  constructor(bytes: Uint8Array, limits: Limits) {
    refuseOtherKinds(bytes);
    this.#bytes = bytes;
    this.#limits = limits;
    this.#zip = Zip.open(bytes, limits);
    const root = this.relationsOf('');
    const main = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'));
    if (main === undefined) throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
    if (/\.bin$/i.test(main.target)) throw new XlsxRefusal('the file is an .xlsb; save it in Excel as .xlsx');
    if (this.parts.some((part) => /^_xmlsignatures\//i.test(part)))
      throw new XlsxRefusal('the workbook is signed; any change would break its signature');
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
    this.styles = readStyles(optional('styles'), readThemeColours(optional('theme')));
    const strings = readStrings(optional('sharedStrings'));
    this.sheets = childrenOf(child(workbook, 'sheets'), 'sheet').flatMap(({ attributes }) => {
      const relation = relations.get([...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '');
      if (relation === undefined || !relation.type.endsWith('/worksheet')) return [];
      const sheet = this.part(relation.target);
      if (sheet === undefined) throw new XlsxRefusal(`the file is damaged: ${relation.target} is missing`);
      if (/<!DOCTYPE|<!ENTITY/i.test(sheet))
        throw new XlsxRefusal(`${relation.target} holds a document type, which no workbook needs`);
      return new IndexedSheet({
        name: attributes.get('name') ?? '',
        part: relation.target,
        hidden: (attributes.get('state') ?? 'visible') !== 'visible',
        text: sheet,
        tables: this.#tablesOf(relation.target),
        strings,
        styles: this.styles,
        date1904: this.date1904,
      });
    });
    if (this.sheets.length === 0) throw new XlsxRefusal('the workbook has no worksheet');
  }

  get parts(): readonly string[] {
    return this.#zip.names.filter((name) => !name.endsWith('/'));
  }

  part(name: string): string | undefined {
    const known = this.#texts.get(name);
    if (known !== undefined) return known;
    const bytes = this.#zip.read(name);
    if (bytes === undefined) return undefined;
    let text: string;
    try {
      text = decoder.decode(bytes);
    } catch (cause) {
      if (cause instanceof TypeError) throw new XlsxRefusal(`${name} is not written in UTF-8`);
      throw cause;
    }
    this.#texts.set(name, text);
    return text;
  }

  bytes(name: string): Uint8Array | undefined {
    return this.#zip.read(name);
  }

  relationsOf(part: string): Relations {
    const slash = part.lastIndexOf('/');
    const text = this.part(`${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`);
    if (text === undefined) return new Map();
    return new Map(
      childrenOf(readXml(text, `relationships of ${part === '' ? 'the file' : part}`), 'Relationship').map(
        ({ attributes }) => {
          const target = attributes.get('Target') ?? '';
          const isOutside = attributes.get('TargetMode') === 'External';
          return [
            attributes.get('Id') ?? '',
            { type: attributes.get('Type') ?? '', target: isOutside ? target : resolve(part, target) },
          ];
        },
      ),
    );
  }

  sheet(name: string): Sheet | undefined {
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

  isStale(sheet: string, row: number, column: number): boolean {
    this.#stale ??= staleCells(this.sheets, this.#namesMayMove());
    return this.#stale.has(`${sheet}\n${row}\n${column}`);
  }

  #tablesOf(part: string): Table[] {
    return [...this.relationsOf(part).values()]
      .filter(({ type }) => type.endsWith('/table'))
      .flatMap(({ target }) => {
        const text = this.part(target);
        if (text === undefined) return [];
        const { attributes } = readXml(text, target);
        const box = boxOf(attributes.get('ref') ?? '');
        if (box === undefined) return [];
        return {
          name: attributes.get('displayName') ?? attributes.get('name') ?? '',
          box,
          headerRows: Number(attributes.get('headerRowCount') ?? 1),
          totalsRows: Number(attributes.get('totalsRowCount') ?? 0),
        };
      });
  }

  /** True when the workbook has formulas in names: a cell that uses one may read anything. */
  #namesMayMove(): boolean {
    return (this.part(this.#workbook) ?? '').includes('definedName');
  }

  save(): Uint8Array {
    const changed = this.sheets.filter(({ edits }) => edits.size > 0);
    if (changed.length === 0) return this.#bytes.slice();
    const parts = new Map<string, Uint8Array>();
    for (const sheet of changed)
      parts.set(this.#nameInZip(sheet.part), encoder.encode(splice(sheet.index, [...sheet.edits.values()])));
    this.#stale ??= staleCells(this.sheets, this.#namesMayMove());
    if (this.#stale.size > 0) {
      const text = withFullCalculation(this.part(this.#workbook)!);
      if (text !== this.part(this.#workbook)) parts.set(this.#nameInZip(this.#workbook), encoder.encode(text));
    }
    const bytes = this.#zip.with(parts);
    this.#verify(bytes, parts, changed);
    return bytes;
  }

  #nameInZip(part: string): string {
    return this.#zip.names.find((name) => name.toLowerCase() === part.toLowerCase()) ?? part;
  }

  /** Reads the finished file again: every other part the same bytes, every other cell the same text, else no file. */
  #verify(bytes: Uint8Array, parts: ReadonlyMap<string, Uint8Array>, changed: readonly IndexedSheet[]): void {
    const damaged = (where: string): XlsxRefusal =>
      new XlsxRefusal(`the workbook could not be kept whole (${where}); nothing was written`);
    const again = Zip.open(bytes, this.#limits);
    if (again.names.join('\n') !== this.#zip.names.join('\n')) throw damaged('its parts');
    for (const name of this.#zip.names) if (!parts.has(name) && !this.#zip.isSame(again, name)) throw damaged(name);
    const reopened = new OpenXlsx(bytes, this.#limits);
    for (const sheet of changed) {
      const now = reopened.sheets.find(({ part }) => part === sheet.part);
      if (now === undefined) throw damaged(sheet.part);
      const outside = ({ index: { text, from, to } }: IndexedSheet): string =>
        `${text
          .slice(0, from)
          .replace(/(dimension\s+ref=)["'][^"']+["']/, '$1')
          .replace(/\/>$/, '>')}|${text.slice(to).replace(/^<\/(?:[\w.-]+:)?sheetData>/, '')}`;
      if (outside(now) !== outside(sheet)) throw damaged(sheet.part);
      const before = cellTexts(sheet);
      const after = cellTexts(now);
      for (const { row, column, value } of sheet.edits.values()) {
        const cell = now.cell(row, column);
        const same = typeof value === 'string' ? cell.kind === 'text' : cell.value === value;
        if (!same || cell.formula !== null) throw damaged(placeOf(sheet.name, row, column));
        before.delete(`${row} ${column}`);
        after.delete(`${row} ${column}`);
      }
      if (before.size !== after.size) throw damaged(sheet.part);
      for (const [key, text] of before) if (after.get(key) !== text) throw damaged(`${sheet.name}, ${key}`);
    }
  }
}

const cellTexts = ({ index: { text, rows } }: IndexedSheet): Map<string, string> => {
  const texts = new Map<string, string>();
  for (const { row, cells } of rows.values())
    for (const { column, start, end } of cells) texts.set(`${row} ${column}`, text.slice(start, end));
  return texts;
};

const readStrings = (text: string | undefined): string[] => {
  if (text === undefined) return [];
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw new XlsxRefusal('the shared strings hold a document type, which no workbook needs');
  const prefix = /<([\w.-]+:)?sst[\s>]/.exec(text)?.[1] ?? '';
  const items = text.matchAll(new RegExp(`<${prefix}si(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${prefix}si>)`, 'g'));
  return Array.from(items, ([, item]) => stringText(item ?? '', prefix));
};

/** Tells Excel to work out every formula when it opens the file: their kept values are old. */
const withFullCalculation = (text: string): string => {
  const found = /<((?:[\w.-]+:)?)calcPr((?:\s[^>]*?)?)(\/?)>/.exec(text);
  if (found !== null) {
    const attributes = found[2]!.replace(/\s+fullCalcOnLoad\s*=\s*["'][^"']*["']/, '');
    const tag = `<${found[1]}calcPr${attributes} fullCalcOnLoad="1"${found[3]}>`;
    return text.slice(0, found.index) + tag + text.slice(found.index + found[0].length);
  }
  // CT_Workbook is a sequence: calcPr follows these and precedes all others.
  const prefix = /<([\w.-]+:)?workbook[\s>]/.exec(text)?.[1] ?? '';
  for (const name of ['definedNames', 'externalReferences', 'functionGroups', 'sheets']) {
    const end = `</${prefix}${name}>`;
    const at = text.indexOf(end);
    if (at >= 0)
      return `${text.slice(0, at + end.length)}<${prefix}calcPr fullCalcOnLoad="1"/>${text.slice(at + end.length)}`;
  }
  return text;
};

/**
 * Opens a workbook for reading and for changing in place; Node and browser alike. Throws XlsxRefusal, in words for its
 * owner, for what is no .xlsx or .xlsm, is encrypted, signed, damaged or heavier than the limits.
 */
export const openXlsx = (bytes: Uint8Array, limits: Limits = defaultLimits): Xlsx => new OpenXlsx(bytes, limits);
