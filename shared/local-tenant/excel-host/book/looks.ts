import { escapeXml, unescapeXml } from '../../../workbook/xlsx/xml.ts';
import { type Book, nameOfType, partOf, withPart } from './book.ts';
import { attributeOf, isNode, localOf, readTree, withAttributes, within, writeTree, type XmlNode } from './xml-tree.ts';

/** What of a cell's look is to be changed; what is not named stays. Colours are `#rrggbb`; null takes a fill away. */
export interface Look {
  readonly numberFormat?: string;
  readonly fill?: string | null;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: string;
  /** Points. */
  readonly size?: number;
  readonly horizontal?: string;
  readonly vertical?: string;
  readonly wrap?: boolean;
  readonly edges?: Readonly<Partial<Record<EdgeName, { readonly style?: string; readonly colour?: string }>>>;
}

export type EdgeName = 'left' | 'right' | 'top' | 'bottom';

/** Numbers of the formats that every reader knows; ECMA-376 part 1, 18.8.30. */
const builtIn: Readonly<Record<string, number>> = {
  General: 0,
  '0': 1,
  '0.00': 2,
  '#,##0': 3,
  '#,##0.00': 4,
  '0%': 9,
  '0.00%': 10,
  '@': 49,
};

/** The workbook's styles with others added: those that cells have are never changed, since other cells have them too. */
export class LookBook {
  #book: Book;
  readonly #part: string;
  #tree: ReturnType<typeof readTree>;
  readonly #known = new Map<string, number>();

  constructor(book: Book) {
    this.#book = book;
    this.#part = nameOfType(book, 'styles') ?? 'xl/styles.xml';
    this.#tree = readTree(partOf(book, this.#part) ?? emptyStyles);
  }

  /** The number of the style that looks like another but for the change. */
  styled(style: number, look: Look): number {
    const key = `${style} ${JSON.stringify(look)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = this.#add('cellXfs', this.#xf(style, look));
    this.#known.set(key, number);
    return number;
  }

  get book(): Book {
    return withPart(this.#book, this.#part, writeTree(this.#tree));
  }

  #list(name: string): readonly XmlNode[] {
    return within(within(this.#tree.root, name)[0], one(name));
  }

  /** Where an equal entry stands in a list of the styles, or where it is put. */
  #add(name: string, node: XmlNode): number {
    const list = this.#list(name);
    const same = JSON.stringify(node);
    const found = list.findIndex((entry) => JSON.stringify(entry) === same);
    if (found >= 0) return found;
    const children = this.#tree.root.children.map((child) =>
      isNode(child) && localOf(child) === name
        ? { ...withAttributes(child, { count: String(list.length + 1) }), children: [...child.children, node] }
        : child,
    );
    this.#tree = { ...this.#tree, root: { ...this.#tree.root, children } };
    return list.length;
  }

  #named(name: string, attributes: XmlNode['attributes'] = [], children: XmlNode['children'] = []): XmlNode {
    const { name: root } = this.#tree.root;
    return { name: `${root.slice(0, root.indexOf(':') + 1)}${name}`, attributes, children };
  }

  #xf(style: number, look: Look): XmlNode {
    let xf = this.#list('cellXfs')[style] ?? this.#named('xf', [['numFmtId', '0']]);
    if (look.numberFormat !== undefined)
      xf = withAttributes(xf, { numFmtId: String(this.#format(look.numberFormat)), applyNumberFormat: '1' });
    if (look.fill !== undefined) xf = withAttributes(xf, { fillId: String(this.#fill(look.fill)), applyFill: '1' });
    if ([look.bold, look.italic, look.colour, look.size].some((set) => set !== undefined)) {
      const font = this.#font(Number(attributeOf(xf, 'fontId') ?? 0), look);
      xf = withAttributes(xf, { fontId: String(font), applyFont: '1' });
    }
    if (look.edges !== undefined) {
      const border = this.#border(Number(attributeOf(xf, 'borderId') ?? 0), look.edges);
      xf = withAttributes(xf, { borderId: String(border), applyBorder: '1' });
    }
    return this.#aligned(xf, look);
  }

  #aligned(xf: XmlNode, { horizontal, vertical, wrap }: Look): XmlNode {
    if (horizontal === undefined && vertical === undefined && wrap === undefined) return xf;
    const [before] = within(xf, 'alignment');
    const alignment = withAttributes(before ?? this.#named('alignment'), {
      ...(horizontal !== undefined && { horizontal: horizontal === 'general' ? undefined : horizontal }),
      ...(vertical !== undefined && { vertical }),
      ...(wrap !== undefined && { wrapText: wrap ? '1' : undefined }),
    });
    const others = xf.children.filter((child) => !isNode(child) || localOf(child) !== 'alignment');
    return { ...withAttributes(xf, { applyAlignment: '1' }), children: [alignment, ...others] };
  }

  #format(code: string): number {
    const known = builtIn[code];
    if (known !== undefined) return known;
    const own = this.#list('numFmts');
    const found = own.find((node) => unescapeXml(attributeOf(node, 'formatCode') ?? '') === code);
    if (found !== undefined) return Number(attributeOf(found, 'numFmtId'));
    const id = Math.max(163, ...own.map((node) => Number(attributeOf(node, 'numFmtId')))) + 1;
    if (within(this.#tree.root, 'numFmts').length === 0) {
      // CT_Stylesheet is a sequence that begins with the number formats.
      const list = this.#named('numFmts', [['count', '0']]);
      this.#tree = { ...this.#tree, root: { ...this.#tree.root, children: [list, ...this.#tree.root.children] } };
    }
    const formatCode = escapeXml(code).replaceAll('"', '&quot;');
    const node = this.#named('numFmt', [
      ['numFmtId', String(id)],
      ['formatCode', formatCode],
    ]);
    this.#add('numFmts', node);
    return id;
  }

  #fill(colour: string | null): number {
    if (colour === null)
      return this.#add('fills', this.#named('fill', [], [this.#named('patternFill', [['patternType', 'none']])]));
    const pattern = this.#named(
      'patternFill',
      [['patternType', 'solid']],
      [this.#named('fgColor', [['rgb', argb(colour)]]), this.#named('bgColor', [['indexed', '64']])],
    );
    return this.#add('fills', this.#named('fill', [], [pattern]));
  }

  #font(font: number, { bold, italic, colour, size }: Look): number {
    const before = this.#list('fonts')[font] ?? this.#named('font');
    // CT_Font's elements in the order Excel writes them.
    const order = ['b', 'i', 'strike', 'condense', 'extend', 'outline', 'shadow', 'u', 'vertAlign', 'sz', 'color'];
    const set = new Map<string, XmlNode | null>();
    if (bold !== undefined) set.set('b', bold ? this.#named('b') : null);
    if (italic !== undefined) set.set('i', italic ? this.#named('i') : null);
    if (size !== undefined) set.set('sz', this.#named('sz', [['val', String(size)]]));
    if (colour !== undefined) set.set('color', this.#named('color', [['rgb', argb(colour)]]));
    const kept = before.children.filter((child): child is XmlNode => isNode(child) && !set.has(localOf(child)));
    const added = [...set.values()].filter((node) => node !== null);
    const place = (node: XmlNode): number => (order.indexOf(localOf(node)) + order.length + 1) % (order.length + 1);
    return this.#add('fonts', { ...before, children: [...kept, ...added].sort((a, b) => place(a) - place(b)) });
  }

  #border(border: number, edges: NonNullable<Look['edges']>): number {
    const before = this.#list('borders')[border] ?? this.#named('border');
    const children = ['left', 'right', 'top', 'bottom', 'diagonal'].map((side) => {
      const [there] = within(before, side);
      const change = edges[side as EdgeName];
      if (change === undefined) return there ?? this.#named(side);
      const style = change.style ?? attributeOf(there, 'style') ?? 'thin';
      if (style === 'none') return this.#named(side);
      const kept = there?.children ?? [];
      const colour = change.colour === undefined ? kept : [this.#named('color', [['rgb', argb(change.colour)]])];
      return this.#named(
        side,
        [['style', style]],
        colour.length > 0 ? colour : [this.#named('color', [['auto', '1']])],
      );
    });
    return this.#add('borders', { ...before, children });
  }
}

const one = (list: string): string => ({ cellXfs: 'xf', numFmts: 'numFmt' })[list] ?? list.slice(0, -1);

const argb = (colour: string): string => `FF${colour.slice(1).toUpperCase()}`;

const emptyStyles =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>';
