import { readAttributes, unescapeCellText, unescapeXml } from './xml.ts';

export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly value: string | undefined;
  readonly inline: string | undefined;
  readonly formula: { readonly text: string; readonly attributes: ReadonlyMap<string, string> } | undefined;
  /** Refers to metadata of the workbook: a rich value or a dynamic array. */
  readonly hasMetadata: boolean;
}

const typeOf = (attributes: string): string => /(?:^|\s)t\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? 'n';
const styleOf = (attributes: string): number => Number(/(?:^|\s)s\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? 0);

/** The attributes and the inside of the first element of a name; undefined when there is none. */
const element = (xml: string, name: string): { readonly attributes: string; readonly inside: string } | undefined => {
  let at = xml.indexOf(`<${name}`);
  // `<f` is also the beginning of other names.
  while (at >= 0 && !/[\s/>]/.test(xml[at + name.length + 1] ?? '')) at = xml.indexOf(`<${name}`, at + 1);
  if (at < 0) return undefined;
  const open = xml.indexOf('>', at);
  if (open < 0) return undefined;
  const isAlone = xml[open - 1] === '/';
  const attributes = xml.slice(at + name.length + 1, isAlone ? open - 1 : open);
  if (isAlone) return { attributes, inside: '' };
  const close = xml.indexOf(`</${name}>`, open);
  return { attributes, inside: close < 0 ? '' : xml.slice(open + 1, close) };
};

const nothing: ReadonlyMap<string, string> = new Map();

/** The formula of one `<c>`. */
export const readFormula = (xml: string, prefix: string): RawCell['formula'] => {
  const formula = element(xml, `${prefix}f`);
  if (formula === undefined) return undefined;
  const attributes = formula.attributes === '' ? nothing : readAttributes(formula.attributes);
  return { text: unescapeXml(formula.inside), attributes };
};

const attributesOf = (xml: string, prefix: string): string => xml.slice(prefix.length + 2, xml.indexOf('>'));

/** What one `<c>` says, without its formula. */
export const readValue = (xml: string, prefix: string): Pick<RawCell, 'type' | 'value' | 'inline'> => {
  const value = element(xml, `${prefix}v`);
  const inline = element(xml, `${prefix}is`);
  return {
    type: typeOf(attributesOf(xml, prefix)),
    value: value === undefined ? undefined : unescapeXml(value.inside),
    inline: inline === undefined ? undefined : stringText(inline.inside, prefix),
  };
};

/** Reads one `<c>`. */
export const readCell = (xml: string, prefix: string): RawCell => {
  const attributes = attributesOf(xml, prefix);
  return {
    ...readValue(xml, prefix),
    style: styleOf(attributes),
    formula: readFormula(xml, prefix),
    hasMetadata: /(?:^|\s)[cv]m\s*=/.test(attributes),
  };
};

/** The text of a shared or inline string: its runs one after another, phonetic hints left out. */
export const stringText = (xml: string, prefix: string): string => {
  const plain = `<${prefix}t>`;
  if (xml.startsWith(plain)) {
    const end = xml.indexOf('<', plain.length);
    if (end + prefix.length + 4 === xml.length) return unescapeCellText(unescapeXml(xml.slice(plain.length, end)));
  }
  const spoken = new RegExp(`<${prefix}rPh[\\s>][\\s\\S]*?</${prefix}rPh>`, 'g');
  const runs = xml
    .replace(spoken, '')
    .matchAll(new RegExp(`<${prefix}t(?:\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${prefix}t>)`, 'g'));
  let text = '';
  for (const [, run] of runs) text += run ?? '';
  return unescapeCellText(unescapeXml(text));
};
