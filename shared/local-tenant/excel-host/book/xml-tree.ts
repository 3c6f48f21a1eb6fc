/** An element that can be written back as it was read: names with their prefix, attribute values still escaped. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  /** Text, comments and instructions stay as they stand in the file. */
  readonly children: readonly (XmlNode | string)[];
}

/** A part as a tree, with what stands before and behind its one element. */
export interface XmlPart {
  readonly before: string;
  readonly root: XmlNode;
  readonly after: string;
}

const tag =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;

type Open = { name: string; attributes: [string, string][]; children: (XmlNode | string)[] };

/** Reads a part that `openXlsx` has taken already: it is whole, and has no document type. */
export const readTree = (text: string): XmlPart => {
  const outside: Open = { name: '', attributes: [], children: [] };
  const open: Open[] = [outside];
  let at = 0;
  tag.lastIndex = 0;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    const top = open.at(-1)!;
    if (found.index > at) top.children.push(text.slice(at, found.index));
    at = tag.lastIndex;
    const [whole, closing, name, attributes, alone] = found;
    if (name === undefined) {
      top.children.push(whole);
    } else if (closing === '/') {
      open.pop();
    } else {
      const element: Open = { name, attributes: attributesIn(attributes ?? ''), children: [] };
      top.children.push(element);
      if (alone !== '/') open.push(element);
    }
  }
  if (at < text.length) outside.children.push(text.slice(at));
  const first = outside.children.findIndex((one) => typeof one !== 'string');
  return {
    before: outside.children.slice(0, first).join(''),
    root: outside.children[first] as XmlNode,
    after: outside.children.slice(first + 1).join(''),
  };
};

const attributesIn = (text: string): [string, string][] =>
  [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
    name!,
    double ?? single!.replaceAll('"', '&quot;'),
  ]);

export const writeTree = ({ before, root, after }: XmlPart): string => before + writeNode(root) + after;

export const writeNode = ({ name, attributes, children }: XmlNode): string => {
  const head = `<${name}${attributes.map(([key, value]) => ` ${key}="${value}"`).join('')}`;
  if (children.length === 0) return `${head}/>`;
  return `${head}>${children.map((one) => (typeof one === 'string' ? one : writeNode(one))).join('')}</${name}>`;
};

/** A name without its prefix. */
export const localOf = ({ name }: XmlNode): string => name.slice(name.indexOf(':') + 1);

export const isNode = (one: XmlNode | string): one is XmlNode => typeof one !== 'string';

/** Children of that local name. */
export const within = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node?.children.filter((one): one is XmlNode => isNode(one) && localOf(one) === name) ?? [];

export const attributeOf = (node: XmlNode | undefined, name: string): string | undefined =>
  node?.attributes.find(([key]) => key === name)?.[1];

/** With the attributes set, or taken away where the value is undefined; their order stays. */
export const withAttributes = (node: XmlNode, set: Readonly<Record<string, string | undefined>>): XmlNode => {
  const kept = node.attributes.flatMap(([key, value]): (readonly [string, string])[] =>
    !Object.hasOwn(set, key) ? [[key, value]] : set[key] === undefined ? [] : [[key, set[key]]],
  );
  const known = new Set(node.attributes.map(([key]) => key));
  const added = Object.entries(set).filter(
    (one): one is [string, string] => !known.has(one[0]) && one[1] !== undefined,
  );
  return { ...node, attributes: [...kept, ...added] };
};

/** Every element from the leaves up through `change`; those it answers with null are left out. */
export const mapTree = (node: XmlNode, change: (node: XmlNode) => XmlNode | null): XmlNode | null => {
  const children = node.children.flatMap((one) => (isNode(one) ? (mapTree(one, change) ?? []) : one));
  return change({ ...node, children });
};

export const textIn = (node: XmlNode): string => node.children.filter((one) => typeof one === 'string').join('');
