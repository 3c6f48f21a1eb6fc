import { XlsxRefusal } from './refusal.ts';

/** An element with its prefix cut off: `x:row` is `row`. `text` is its own text, entities resolved. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves XML's five entities, numeric ones and Excel's `_x000D_`. */
export const unescapeXml = (text: string): string => {
  if (!text.includes('&')) return text;
  // Mostly the five: `&amp;` last, so that what it guards stays.
  if (!text.includes('&#'))
    return text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
};

/** `_x000D_` in a cell's text stands for the character; `_x005F_` guards an underscore that only looks so. */
export const unescapeCellText = (text: string): string =>
  !text.includes('_x')
    ? text
    : text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Most texts: letters, figures and signs that XML takes as they are. */
const plainText = /^[ !-%'-;=?-^`-~\u00a0-\ud7ff]*$/;

/** Text for an element: markup escaped, characters that XML forbids left out. */
export const escapeXml = (text: string): string => (plainText.test(text) ? text : escaped(text));

const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/_(x[0-9A-Fa-f]{4}_)/g, '_x005F_$1');

/** True where a document type or an entity is declared: no workbook needs one, and entities can be bombs. */
export const hasDocumentType = (text: string): boolean => {
  for (let at = text.indexOf('<!'); at >= 0; at = text.indexOf('<!', at + 2))
    if (/^<!(?:DOCTYPE|ENTITY)/i.test(text.slice(at, at + 9))) return true;
  return false;
};

export const readAttributes = (text: string): Map<string, string> => {
  const attributes = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(name!, unescapeXml(double ?? single ?? ''));
  return attributes;
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads a part into a tree. Document types are refused; comments and processing instructions are skipped. */
export const readXml = (text: string, part: string): XmlElement => {
  if (hasDocumentType(text)) throw new XlsxRefusal(`${part} holds a document type, which no workbook needs`);
  type Open = { name: string; attributes: Map<string, string>; children: XmlElement[]; text: string };
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [root];
  const tag =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
  let at = 0;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const top = open.at(-1)!;
    if (found.index > at) top.text += unescapeXml(text.slice(at, found.index));
    at = tag.lastIndex;
    const [, data, closing, name, attributes, alone] = found;
    if (data !== undefined) top.text += data;
    if (name === undefined) continue;
    if (closing === '/') {
      if (open.length < 2 || top.name !== localName(name))
        throw new XlsxRefusal(`${part} is not whole (at </${name}>)`);
      open.pop();
      continue;
    }
    if (open.length > 60) throw new XlsxRefusal(`${part} is nested too deeply`);
    const element: Open = {
      name: localName(name),
      attributes: readAttributes(attributes ?? ''),
      children: [],
      text: '',
    };
    top.children.push(element);
    if (alone !== '/') open.push(element);
  }
  const [first] = root.children;
  if (open.length !== 1 || first === undefined) throw new XlsxRefusal(`${part} is not whole`);
  return first;
};

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? [];

/** True for `1` and `true`, as OOXML writes booleans. */
export const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';
