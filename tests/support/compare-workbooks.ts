import { strFromU8, unzipSync } from 'fflate';

const cells = /<((?:\w+:)?)c r="([A-Z]+\d+)"[^>]*?(?:\/>|>[\s\S]*?<\/\1c>)/g;
const formula = /<(?:\w+:)?f[\s>/][\s\S]*?(?:\/>|<\/(?:\w+:)?f>)/;

/** A sheet's text with the values of some cells taken out; their formulas, and every other byte, are left in. */
const without = (text: string, named: ReadonlySet<string>, inBoth: ReadonlySet<string>): string =>
  text
    .replace(cells, (cell, _prefix, address: string) => {
      if (!named.has(address)) return cell;
      return inBoth.has(address) ? `[${address} ${formula.exec(cell)?.[0] ?? ''}]` : '';
    })
    .replace(/(<(?:\w+:)?dimension ref=)"[^"]*"/, '$1')
    .replace(/ spans="\d+:\d+"/g, '');

const addressesIn = (text: string): Set<string> =>
  new Set(Array.from(text.matchAll(cells), ([, , address]) => address!));

/**
 * What differs between two workbooks, read by hand and not by the product: parts, their order, and of the named sheets
 * anything but the values of the named cells. `calcPr` may differ: the order to recalculate.
 */
export const differences = (
  before: Uint8Array,
  after: Uint8Array,
  changed: Readonly<Record<string, ReadonlySet<string>>>,
): string[] => {
  const [a, b] = [unzipSync(before), unzipSync(after)];
  if (Object.keys(a).join() !== Object.keys(b).join()) return [`parts: ${Object.keys(b)}`];
  return Object.keys(a).filter((name) => {
    if (Buffer.compare(a[name]!, b[name]!) === 0) return false;
    const texts = [strFromU8(a[name]!), strFromU8(b[name]!)] as const;
    if (name === 'xl/workbook.xml') {
      const plain = texts.map((text) => text.replace(/<(?:\w+:)?calcPr[^>]*>/, ''));
      return plain[0] !== plain[1];
    }
    const named = changed[name];
    if (named === undefined) return true;
    const inBoth = addressesIn(texts[0]);
    return without(texts[0], named, inBoth) !== without(texts[1], named, inBoth);
  });
};
